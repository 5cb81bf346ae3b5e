package nn

import "fmt"

// Block is a residual block of a depthwise separable convolution (Chollet
// 2017; in time only, causal and dilated): each channel is filtered on its own,
// then all are mixed, and the input is added.
//
//	h = relu(db + dw * x)     over time, per channel
//	y = relu(x + pb + pw h)   over channels, at the newest vector
type Block struct {
	channels, taps, dilation int
	dw                       []float32 // [taps][channels]
	db                       []float32 // [channels]
	pw                       []float32 // [channels in][channels out]
	pb                       []float32 // [channels]
}

// BlockWeights are the tensors of a Block, row-major as PyTorch stores them.
type BlockWeights struct {
	DW []float32 // [channels][taps]
	DB []float32 // [channels]
	PW []float32 // [channels out][channels in]
	PB []float32 // [channels]
}

// NewBlock makes a block of so many channels; its filters have taps dilation
// vectors apart, the last on the newest vector.
func NewBlock(channels, taps, dilation int, w BlockWeights) (*Block, error) {
	if channels < 1 || taps < 1 || dilation < 1 || taps > maxReach || dilation > maxReach || (taps-1)*dilation >= maxReach {
		return nil, fmt.Errorf("nn: block of %d channels, %d taps, dilation %d out of range", channels, taps, dilation)
	}
	if len(w.DB) != channels || len(w.PB) != channels || len(w.DW)/channels != taps || len(w.DW)%channels != 0 ||
		len(w.PW)/channels != channels || len(w.PW)%channels != 0 {
		return nil, fmt.Errorf("nn: block of %d channels, %d taps with %d, %d, %d and %d weights",
			channels, taps, len(w.DW), len(w.DB), len(w.PW), len(w.PB))
	}
	return &Block{
		channels: channels, taps: taps, dilation: dilation,
		dw: transpose(w.DW, channels, taps), db: w.DB,
		pw: transpose(w.PW, channels, channels), pb: w.PB,
	}, nil
}

// transpose turns a [rows][cols] matrix into its [cols][rows] transpose.
func transpose(m []float32, rows, cols int) []float32 {
	t := make([]float32, len(m))
	for r := range rows {
		for c := range cols {
			t[c*rows+r] = m[r*cols+c]
		}
	}
	return t
}

// In is the number of channels.
func (b *Block) In() int { return b.channels }

// Out is the number of channels.
func (b *Block) Out() int { return b.channels }

// NewState starts a stream.
func (b *Block) NewState() State {
	return &blockState{
		block: b,
		past:  newHistory((b.taps-1)*b.dilation+1, b.channels),
		h:     make([]float32, b.channels),
		y:     make([]float32, b.channels),
	}
}

type blockState struct {
	block *Block
	past  history
	h, y  []float32
}

func (s *blockState) Push(x []float32) []float32 {
	b := s.block
	s.past.push(x)
	copy(s.h, b.db)
	for j := range b.taps {
		age := (b.taps - 1 - j) * b.dilation
		addScaled(s.h, b.dw[j*b.channels:][:b.channels], s.past.at(age))
	}
	rectify(s.h)
	add(s.y, x, b.pb)
	addProduct(s.y, b.pw, s.h)
	rectify(s.y)
	return s.y
}

func (s *blockState) Reset() {
	s.past.reset()
	clear(s.h)
	clear(s.y)
}
