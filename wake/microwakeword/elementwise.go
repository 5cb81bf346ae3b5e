package microwakeword

import "fmt"

// A pair is what the operators on two tensors share: where they are, and how the
// smaller is repeated to fill the output.
type pair struct {
	a, b, out       place
	zeroA, zeroB    int32
	zero            int32
	lowest, highest int32
	walk            walk
}

// newPair binds an operator on two tensors; its fused activation is option 0.
func (l *loader) newPair(n *node) (*pair, error) {
	a, b, out := n.in[0], n.in[1], n.out[0]
	if err := int8s(a, b, out); err != nil {
		return nil, err
	}
	p := &pair{walk: walk{out.shape, spread(a.shape, out.shape), spread(b.shape, out.shape)}}
	if p.walk.a == nil || p.walk.b == nil {
		return nil, fmt.Errorf("shape %v from %v and %v", out.shape, a.shape, b.shape)
	}
	var err error
	if _, p.zeroA, err = a.quant(); err != nil {
		return nil, err
	}
	if _, p.zeroB, err = b.quant(); err != nil {
		return nil, err
	}
	if _, p.zero, err = out.quant(); err != nil {
		return nil, err
	}
	activation, err := n.byte(0)
	if err != nil {
		return nil, err
	}
	if p.lowest, p.highest, err = bounds(activation, out); err != nil {
		return nil, err
	}
	if p.a, p.b, err = l.places(a, b); err != nil {
		return nil, err
	}
	p.out, err = l.place(out)
	return p, err
}

// run writes f of each two values, in the output's unit but for its zero point.
func (p *pair) run(s *state, f func(a, b int32) int32) {
	a, b, out := p.a.in(s), p.b.in(s), p.out.in(s)
	p.walk.visit(func(i, atA, atB int) {
		v := f(int32(a[atA])-p.zeroA, int32(b[atB])-p.zeroB) + p.zero
		out[i] = int8(min(max(v, p.lowest), p.highest))
	})
}

// addShift is how far up values are moved before they are added, for precision.
const addShift = 20

// add: both inputs are brought to a common unit, twice the coarser of theirs so
// that the sum fits, then the sum to the output's.
func (l *loader) add(n *node) (step, error) {
	p, err := l.newPair(n)
	if err != nil {
		return nil, err
	}
	scaleA, scaleB := float64(n.in[0].scale[0]), float64(n.in[1].scale[0])
	unit := 2 * max(scaleA, scaleB)
	ra, err := newRescaler(scaleA / unit)
	if err != nil {
		return nil, err
	}
	rb, err := newRescaler(scaleB / unit)
	if err != nil {
		return nil, err
	}
	ro, err := newRescaler(unit / (1 << addShift * float64(n.out[0].scale[0])))
	if err != nil {
		return nil, err
	}
	return func(s *state) {
		p.run(s, func(a, b int32) int32 { return ro.of(ra.of(a<<addShift) + rb.of(b<<addShift)) })
	}, nil
}

// mul multiplies element by element.
func (l *loader) mul(n *node) (step, error) {
	p, err := l.newPair(n)
	if err != nil {
		return nil, err
	}
	r, err := newRescaler(float64(n.in[0].scale[0]) * float64(n.in[1].scale[0]) / float64(n.out[0].scale[0]))
	if err != nil {
		return nil, err
	}
	return func(s *state) {
		p.run(s, func(a, b int32) int32 { return r.of(a * b) })
	}, nil
}
