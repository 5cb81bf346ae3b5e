package nn

import "fmt"

// ConvShape is the geometry of a causal convolution in time over all channels.
// With taps of 1 it is a dense layer on each vector.
type ConvShape struct {
	In, Out  int // channels
	Taps     int // vectors that one result looks at
	Stride   int // vectors heard for each result
	Dilation int // vectors from one tap to the next
}

// Conv is a causal convolution with a bias and, if wanted, a rectifier:
//
//	y[o] = b[o] + sum over j, i of w[o][i][j] * x[j*Dilation - back][i]
//
// where tap Taps-1 lies on the newest vector. The first result comes after
// Stride vectors.
type Conv struct {
	shape ConvShape
	relu  bool
	w     []float32 // [Taps][In][Out]: the order in which addProduct reads
	b     []float32 // [Out]
}

// maxReach bounds how far back a layer may look, in vectors, and with it the
// memory of a stream.
const maxReach = 256

// NewConv makes a convolution from weights w, [Out][In][Taps] row-major as
// PyTorch stores them, and a bias b, [Out].
func NewConv(s ConvShape, w, b []float32, relu bool) (*Conv, error) {
	if s.In < 1 || s.Out < 1 || s.Taps < 1 || s.Stride < 1 || s.Dilation < 1 || s.Stride > maxReach ||
		s.Taps > maxReach || s.Dilation > maxReach || s.reach() > maxReach {
		return nil, fmt.Errorf("nn: convolution %+v out of range", s)
	}
	if len(b) != s.Out || len(w)/s.Out/s.In != s.Taps || len(w)%(s.Out*s.In) != 0 {
		return nil, fmt.Errorf("nn: convolution %+v with %d weights and %d biases", s, len(w), len(b))
	}
	c := &Conv{shape: s, relu: relu, w: make([]float32, len(w)), b: b}
	for o := range s.Out {
		for i := range s.In {
			for j := range s.Taps {
				c.w[(j*s.In+i)*s.Out+o] = w[(o*s.In+i)*s.Taps+j]
			}
		}
	}
	return c, nil
}

// reach is how many vectors a result depends on, gaps included.
func (s ConvShape) reach() int { return (s.Taps-1)*s.Dilation + 1 }

// selectOutputs returns a convolution with these outputs of c alone.
func (c *Conv) selectOutputs(outputs []int) (*Conv, error) {
	if len(outputs) == 0 {
		return nil, fmt.Errorf("nn: no output selected")
	}
	some := &Conv{shape: c.shape, relu: c.relu}
	some.shape.Out = len(outputs)
	for _, o := range outputs {
		if o < 0 || o >= c.shape.Out {
			return nil, fmt.Errorf("nn: output %d of %d", o, c.shape.Out)
		}
		some.b = append(some.b, c.b[o])
	}
	for row := c.w; len(row) > 0; row = row[c.shape.Out:] {
		for _, o := range outputs {
			some.w = append(some.w, row[o])
		}
	}
	return some, nil
}

// In is the number of channels that go in.
func (c *Conv) In() int { return c.shape.In }

// Out is the number of channels that come out.
func (c *Conv) Out() int { return c.shape.Out }

// NewState starts a stream.
func (c *Conv) NewState() State {
	return &convState{conv: c, past: newHistory(c.shape.reach(), c.shape.In), y: make([]float32, c.shape.Out)}
}

type convState struct {
	conv  *Conv
	past  history
	phase int // vectors heard since the last result
	y     []float32
}

func (s *convState) Push(x []float32) []float32 {
	c := s.conv
	s.past.push(x)
	if s.phase++; s.phase < c.shape.Stride {
		return nil
	}
	s.phase = 0
	copy(s.y, c.b)
	size := c.shape.In * c.shape.Out
	for j := range c.shape.Taps {
		age := (c.shape.Taps - 1 - j) * c.shape.Dilation
		addProduct(s.y, c.w[j*size:][:size], s.past.at(age))
	}
	if c.relu {
		rectify(s.y)
	}
	return s.y
}

func (s *convState) Reset() {
	s.past.reset()
	clear(s.y)
	s.phase = 0
}
