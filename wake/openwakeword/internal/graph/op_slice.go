package graph

import (
	"fmt"
	"slices"
)

// buildSlice takes values first, first+step, … along some axes.
func buildSlice(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	cut, err := n.cuts(v.rank())
	if err != nil {
		return err
	}
	shape, step, origin := slices.Clone(v.shape), strides(v.shape), 0
	for _, c := range cut {
		at, err := axis(c.axis, v.rank())
		if err != nil {
			return err
		}
		first, count := c.resolve(int64(v.shape[at]))
		origin += first * step[at]
		shape[at] = count
		step[at] *= clampInt(c.step)
		if count == 1 {
			step[at] = 0 // a step beyond the axis is never made
		}
	}
	at := dot(step)
	return n.move(v, shape, func(index []int) int { return origin + at(index) })
}

// A cut is what Slice does to one axis.
type cut struct{ axis, start, end, step int64 }

// cuts reads starts, ends, axes and steps: inputs since operator set 10,
// attributes before.
func (n *node) cuts(rank int) ([]cut, error) {
	var list [4][]int64
	for i, name := range []string{"starts", "ends", "axes", "steps"} {
		var err error
		if n.opset < 10 && i < 3 {
			list[i] = n.attrInts(name)
		} else if n.opset >= 10 && (i < 2 || n.optional(i+1) != nil) {
			list[i], err = n.needInts(i + 1)
		}
		if err != nil {
			return nil, err
		}
	}
	cuts := make([]cut, len(list[0]))
	if len(list[1]) != len(cuts) || list[2] != nil && len(list[2]) != len(cuts) || list[3] != nil && len(list[3]) != len(cuts) {
		return nil, fmt.Errorf("starts, ends, axes and steps differ in number")
	}
	named := make([]int64, len(cuts))
	for i := range cuts {
		cuts[i] = cut{axis: int64(i), start: list[0][i], end: list[1][i], step: 1}
		if list[2] != nil {
			cuts[i].axis = list[2][i]
		}
		if list[3] != nil {
			cuts[i].step = list[3][i]
		}
		if cuts[i].step == 0 {
			return nil, fmt.Errorf("a step of 0")
		}
		named[i] = cuts[i].axis
	}
	_, err := axes(named, rank)
	return cuts, err
}

// resolve returns the first index, and how many there are, on an axis of n.
func (c cut) resolve(n int64) (first, count int) {
	fold := func(at, low, high int64) int64 {
		if at < 0 {
			at = max(at, -n-1) + n // -n-1: before the beginning, however far
		}
		return max(low, min(at, high))
	}
	var span int64
	step := max(-n-1, min(c.step, n+1))
	if step > 0 {
		start := fold(c.start, 0, n)
		first, span = int(start), fold(c.end, 0, n)-start
	} else {
		start := fold(c.start, 0, n-1)
		end := int64(-1)
		if c.end >= -n {
			end = fold(c.end, -1, n-1)
		}
		first, span, step = int(start), start-end, -step
	}
	if n == 0 || span <= 0 {
		return 0, 0
	}
	return first, int((span + step - 1) / step)
}
