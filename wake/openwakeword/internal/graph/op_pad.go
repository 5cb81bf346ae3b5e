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
	fill := n.attrFloat("value", 0)
	if f := n.optional(2); f != nil && n.opset >= 11 {
		if !f.known || f.typ != onnx.Float || f.count != 1 {
			return fmt.Errorf("a fill that is not one constant")
		}
		fill = f.floats[0]
	}
	mode := n.attrString("mode", "constant")
	shape, step := slices.Clone(v.shape), strides(v.shape)
	for i := range shape {
		shape[i] += before[i] + after[i]
		if shape[i] < 0 || mode != "constant" && v.shape[i] == 0 || mode == "reflect" && max(before[i], after[i]) >= v.shape[i] {
			return fmt.Errorf("pads %v and %v around shape %v", before, after, v.shape)
		}
	}
	if mode != "constant" && mode != "edge" && mode != "reflect" {
		return fmt.Errorf("mode %q is not supported", mode)
	}
	if err := n.make(0, onnx.Float, shape); err != nil {
		return err
	}
	table := make([]int32, product(shape))
	index := make([]int, len(shape))
	for i := range table {
		at := 0
		for a, x := range index {
			x, ok := padIndex(x-before[a], v.shape[a], mode)
			if !ok {
				at = -1
				break
			}
			at += x * step[a]
		}
		table[i] = int32(at)
		advance(index, shape)
	}
	n.kernel = func(c *call) {
		for i, at := range table {
			if at < 0 {
				c.out[0].floats[i] = fill
			} else {
				c.out[0].floats[i] = c.in[0].floats[at]
			}
		}
	}
	return nil
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
