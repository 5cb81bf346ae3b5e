package graph

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// buildPad puts values around others: a constant, the nearest, or the mirror
// image.
func buildPad(n *node) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	before, after, err := n.pads(v)
	if err != nil {
		return err
	}
	p := padding{mode: n.attrString("mode", "constant")}
	if p.fill, err = n.padFill(); err != nil {
		return err
	}
	shape, err := p.shape(v.shape, before, after)
	if err != nil {
		return err
	}
	if err := n.make(0, onnx.Float, shape); err != nil {
		return err
	}
	p.lay(v.shape, shape, before)
	n.kernel = p.run
	return nil
}

// padFill reads the constant that is put around values.
func (n *node) padFill() (float32, error) {
	fill, f := n.attrFloat("value", 0), n.optional(2)
	if f == nil || n.opset < 11 {
		return fill, nil
	}
	if !f.known || f.typ != onnx.Float || f.count != 1 {
		return 0, fmt.Errorf("a fill that is not one constant")
	}
	return f.floats[0], nil
}

// padding is a Pad at work.
type padding struct {
	mode string
	fill float32
	from []int32 // of each result; -1 for the fill
}

// shape is what comes of a shape.
func (p *padding) shape(of, before, after []int) ([]int, error) {
	shape := slices.Clone(of)
	for i, d := range of {
		shape[i] += before[i] + after[i]
		if shape[i] < 0 || p.mode != "constant" && d == 0 || p.mode == "reflect" && max(before[i], after[i]) >= d {
			return nil, fmt.Errorf("pads %v and %v around shape %v", before, after, of)
		}
	}
	if p.mode != "constant" && p.mode != "edge" && p.mode != "reflect" {
		return nil, fmt.Errorf("mode %q is not supported", p.mode)
	}
	return shape, nil
}

// lay finds where each result comes from.
func (p *padding) lay(of, shape, before []int) {
	p.from = make([]int32, product(shape))
	index, step := make([]int, len(shape)), strides(of)
	for i := range p.from {
		for a, x := range index {
			x, ok := padIndex(x-before[a], of[a], p.mode)
			if !ok {
				p.from[i] = -1
				break
			}
			p.from[i] += int32(x * step[a])
		}
		advance(index, shape)
	}
}

func (p *padding) run(c *call) {
	for i, at := range p.from {
		if at < 0 {
			c.out[0].floats[i] = p.fill
		} else {
			c.out[0].floats[i] = c.in[0].floats[at]
		}
	}
}

// padIndex finds where a value beside an axis of n comes from; false where
// nowhere.
func padIndex(x, n int, mode string) (int, bool) {
	switch {
	case x >= 0 && x < n:
		return x, true
	case mode == "edge":
		return max(0, min(x, n-1)), true
	case mode == "reflect" && x < 0:
		return -x, true
	case mode == "reflect":
		return 2*(n-1) - x, true
	}
	return 0, false
}

// pads reads how much goes before and after each axis; negative takes away.
func (n *node) pads(v *value) (before, after []int, err error) {
	list := n.attrInts("pads")
	if n.opset >= 11 {
		if list, err = n.needInts(1); err != nil {
			return nil, nil, err
		}
	}
	before, after = make([]int, v.rank()), make([]int, v.rank())
	which := make([]int64, v.rank())
	for i := range which {
		which[i] = int64(i)
	}
	if n.opset >= 18 && n.optional(3) != nil {
		if which, err = n.needInts(3); err != nil {
			return nil, nil, err
		}
	}
	if _, err := axes(which, v.rank()); err != nil || len(list) != 2*len(which) {
		return nil, nil, fmt.Errorf("pads %v on axes %v of shape %v", list, which, v.shape)
	}
	for i, w := range which {
		at, _ := axis(w, v.rank())
		for _, p := range []int64{list[i], list[len(which)+i]} {
			if p < -onnx.MaxValues || p > onnx.MaxValues {
				return nil, nil, fmt.Errorf("pads %v", list)
			}
		}
		before[at], after[at] = int(list[i]), int(list[len(which)+i])
	}
	return before, after, nil
}
