package openwakeword

import (
	"fmt"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/gemm"
)

// A chain is an embedding at work on a stream: each stage computes only the
// columns that the newest frames bring, from those and from the few older ones
// that its filter looks back on. The embedding of a window is then the newest
// column of the last stage, to the last bit, because
//
//  1. nothing pads time, so a column does not know where its window began;
//  2. the strides multiply to the hop between windows, so that windows share
//     their columns;
//  3. no filter leaves a column of the window over, so that strides count from
//     the end as they count from the beginning.
//
// It is immutable.
type chain struct {
	layers []layer
	planes []plane   // of the input of each layer, and of the result
	size   int       // values in all planes
	start  []float32 // those at the beginning of a stream
}

// A plane holds the values between two layers: [columns][rows][channels], the
// columns that are looked back on first, rows of zeros beside the others.
type plane struct {
	at             int // where it begins in the memory of a stream
	past, fresh    int // columns
	before, rows   int // rows: zeros, values
	after          int // and zeros
	channels, long int // long is the length of a column
}

func (p *plane) size() int { return (p.past + p.fresh) * p.long }

// index is where a value lies.
func (p *plane) index(column, row int) int {
	return column*p.long + (p.before+row)*p.channels
}

// A layer computes the fresh columns of one plane from another.
type layer struct {
	stage
	matrix *gemm.Matrix
	layout gemm.Layout
}

// newChain plans how to compute stages for hop columns at a time.
func newChain(stages []stage) (*chain, error) {
	c := &chain{}
	fresh, rows, channels := hop, bands, 1
	for i := range stages {
		s := &stages[i]
		if fresh%s.columns.stride != 0 {
			return nil, fmt.Errorf("stage %d: a stride of %d does not divide the %d columns between windows", i, s.columns.stride, fresh)
		}
		err := c.plane(plane{
			past: s.columns.taps - s.columns.stride, fresh: fresh,
			before: s.rows.before, rows: rows, after: s.rows.after, channels: channels,
		})
		if err != nil {
			return nil, fmt.Errorf("stage %d: %w", i, err)
		}
		fresh /= s.columns.stride
		rows, _ = s.rows.length(rows)
		channels = s.out
	}
	if fresh != 1 || rows != 1 || channels != size {
		return nil, fmt.Errorf("%d embeddings of %d times %d values, want 1 of %d", fresh, rows, channels, size)
	}
	if err := c.plane(plane{fresh: fresh, rows: rows, channels: channels}); err != nil {
		return nil, err
	}
	for i := range stages {
		l, err := c.layer(stages[i], i)
		if err != nil {
			return nil, fmt.Errorf("stage %d: %w", i, err)
		}
		c.layers = append(c.layers, l)
	}
	c.hearOnes()
	return c, nil
}

// Limits on what a chain may cost.
const (
	maxPlanes = 1 << 20 // values in all planes
	maxWork   = 1 << 28 // multiply-adds of a layer
)

func (c *chain) plane(p plane) error {
	long := int64(p.before+p.rows+p.after) * int64(p.channels)
	if long > maxPlanes || int64(c.size)+int64(p.past+p.fresh)*long > maxPlanes {
		return fmt.Errorf("more than %d values between stages", maxPlanes)
	}
	p.at, p.long = c.size, int(long)
	c.size += p.size()
	c.planes = append(c.planes, p)
	return nil
}

func (c *chain) layer(s stage, i int) (layer, error) {
	l := layer{stage: s}
	from, to := &c.planes[i], &c.planes[i+1]
	if s.kind != convolution {
		return l, nil
	}
	if int64(len(s.weights))*int64(to.fresh*to.rows) > maxWork {
		return l, fmt.Errorf("more than %d multiply-adds", maxWork)
	}
	l.weights, l.bias = nil, nil // they are in the matrix
	l.matrix = gemm.Pack(s.columns.taps*s.rows.taps*s.in, s.out, func(row, out int) float32 {
		in, tap := row%s.in, row/s.in // tap counts rows within columns, as the planes do
		return s.weights[(out*s.in+in)*s.columns.taps*s.rows.taps+tap]
	}, func(out int) float32 {
		if s.bias == nil {
			return 0
		}
		return s.bias[out]
	})
	l.layout = gemm.Layout{Runs: s.columns.taps, Run: s.rows.taps * s.in, Stride: from.long}
	for t := range to.fresh {
		for f := range to.rows {
			l.layout.In = append(l.layout.In, t*s.columns.stride*from.long+f*s.rows.stride*s.in)
			l.layout.Out = append(l.layout.Out, to.index(to.past+t, f))
		}
	}
	if !l.matrix.Fit(l.layout, from.size(), to.size()) {
		return l, fmt.Errorf("a convolution that does not fit %d columns of %d rows", from.past+from.fresh, from.rows)
	}
	return l, nil
}

// chainState is a chain's memory of one stream. It begins as if frames of ones
// had been heard for ever, as openWakeWord begins.
type chainState struct {
	chain  *chain
	values []float32 // all planes
}

// newNet starts a stream.
func (c *chain) newNet() net {
	s := &chainState{chain: c, values: make([]float32, c.size)}
	s.reset()
	return s
}

// hearOnes finds what a stream begins with: it hears ones until nothing else is
// left.
func (c *chain) hearOnes() {
	var ones [hop * bands]float32
	for i := range ones {
		ones[i] = 1
	}
	s := &chainState{chain: c, values: make([]float32, c.size)}
	for range window/hop + 2 {
		s.push(ones[:])
	}
	c.start = s.values
}

func (s *chainState) reset() { copy(s.values, s.chain.start) }

// push hears hop frames and returns the embedding of the window that they end,
// valid until the next push.
func (s *chainState) push(frames []float32) []float32 {
	c := s.chain
	for i := range c.planes {
		p := &c.planes[i]
		v := s.values[p.at:][:p.size()]
		copy(v[:p.past*p.long], v[p.fresh*p.long:])
	}
	p := &c.planes[0]
	v := s.values[p.at:][:p.size()]
	for t := range p.fresh {
		copy(v[p.index(p.past+t, 0):][:bands], frames[t*bands:])
	}
	for i := range c.layers {
		from, to := &c.planes[i], &c.planes[i+1]
		c.layers[i].run(s.values[from.at:][:from.size()], s.values[to.at:][:to.size()], from, to)
	}
	last := &c.planes[len(c.layers)]
	return s.values[last.at:][:size]
}

func (l *layer) run(x, y []float32, from, to *plane) {
	switch l.kind {
	case convolution:
		l.matrix.Mul(y, x, l.layout, l.act)
	case pooling:
		l.pool(x, y, from, to)
	case affine:
		l.transform(x, y, from, to)
	}
}

// pool writes the largest value under each filter.
func (l *layer) pool(x, y []float32, from, to *plane) {
	for t := range to.fresh {
		for f := range to.rows {
			best := y[to.index(to.past+t, f):][:l.out]
			for k := range l.columns.taps * l.rows.taps {
				at := from.index(t*l.columns.stride+k/l.rows.taps, f*l.rows.stride+k%l.rows.taps)
				if v := x[at:][:l.out]; k == 0 {
					copy(best, v)
				} else {
					gemm.Max(best, v)
				}
			}
			l.activate(best)
		}
	}
}

// transform multiplies and adds, channel by channel.
func (l *layer) transform(x, y []float32, from, to *plane) {
	for t := range to.fresh {
		for f := range to.rows {
			in := x[from.index(from.past+t, f):][:l.out]
			out := y[to.index(to.past+t, f):][:l.out]
			copy(out, in)
			if l.scale != nil {
				for c, v := range in {
					out[c] = float32(v*l.scale[c]) + l.shift[c]
				}
			}
			l.activate(out)
		}
	}
}

func (l *layer) activate(y []float32) {
	if l.act == unchanged {
		return
	}
	for c, v := range y {
		y[c] = max(v, l.act.Slope*v, l.act.Floor)
	}
}
