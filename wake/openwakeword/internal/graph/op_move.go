package graph

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// The operators here only move values: output i is input from[i].

// move makes output 0 of v's values at the places given by from, which gets the
// index of each output value along each axis.
func (n *node) move(v *value, shape []int, from func(index []int) int) error {
	if err := n.make(0, v.typ, shape); err != nil {
		return err
	}
	table := make([]int32, n.out[0].count)
	index := make([]int, len(shape))
	for i := range table {
		table[i] = int32(from(index))
		advance(index, shape)
	}
	n.kernel = func(c *call) {
		in, out := c.in[0], c.out[0]
		for i, at := range table[:len(out.floats)] {
			out.floats[i] = in.floats[at]
		}
		for i, at := range table[:len(out.ints)] {
			out.ints[i] = in.ints[at]
		}
	}
	return nil
}

// advance goes on to the next index, row-major.
func advance(index, shape []int) {
	for i := len(index) - 1; i >= 0; i-- {
		if index[i]++; index[i] < shape[i] {
			return
		}
		index[i] = 0
	}
}

// strides returns how far apart neighbours along each axis are.
func strides(shape []int) []int {
	s, step := make([]int, len(shape)), 1
	for i := len(shape) - 1; i >= 0; i-- {
		s[i] = step
		step *= shape[i]
	}
	return s
}

func buildTranspose(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	perm := n.attrInts("perm")
	if perm == nil {
		for i := range v.shape {
			perm = append(perm, int64(v.rank()-1-i))
		}
	}
	if _, err := axes(perm, v.rank()); err != nil || len(perm) != v.rank() {
		return fmt.Errorf("axes %v of a value of shape %v", perm, v.shape)
	}
	shape, step := make([]int, v.rank()), make([]int, v.rank())
	for i, p := range perm {
		a, _ := axis(p, v.rank())
		shape[i], step[i] = v.shape[a], strides(v.shape)[a]
	}
	return n.move(v, shape, dot(step))
}

// dot returns a function that finds an index by the stride of each axis.
func dot(step []int) func(index []int) int {
	return func(index []int) int {
		at := 0
		for i, x := range index {
			at += x * step[i]
		}
		return at
	}
}

func buildExpand(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	to, err := n.needInts(1)
	if err != nil {
		return err
	}
	want := make([]int, len(to))
	for i, d := range to {
		want[i] = clampInt(d)
	}
	shape, err := broadcast(v.shape, want)
	if err != nil {
		return err
	}
	return n.move(v, shape, dot(broadcastStrides(v.shape, shape)))
}

func buildTile(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	times, err := n.needInts(1)
	if err != nil {
		return err
	}
	if len(times) != v.rank() {
		return fmt.Errorf("%d repeats of %d axes", len(times), v.rank())
	}
	shape := slices.Clone(v.shape)
	for i, t := range times {
		if t < 0 || t > onnx.MaxValues {
			return fmt.Errorf("repeats %v", times)
		}
		shape[i] = min(shape[i]*int(t), onnx.MaxValues+1)
	}
	step := strides(v.shape)
	return n.move(v, shape, func(index []int) int {
		at := 0
		for i, x := range index {
			at += x % v.shape[i] * step[i]
		}
		return at
	})
}

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

// buildGather takes the slices of one axis that indices name. An index that is
// out of range, which only running can show, is held within it.
func buildGather(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	indices, err := n.need(1, onnx.Int)
	if err != nil {
		return err
	}
	at, err := axis(int64(n.attrInt("axis", 0)), v.rank())
	if err != nil {
		return err
	}
	length := int64(v.shape[at])
	if length == 0 {
		return fmt.Errorf("axis %d is empty", at)
	}
	shape := slices.Concat(v.shape[:at], indices.shape, v.shape[at+1:])
	if err := n.make(0, v.typ, shape); err != nil {
		return err
	}
	outer, inner := product(v.shape[:at]), product(v.shape[at+1:])
	n.kernel = func(c *call) {
		to := 0
		for o := range outer {
			for _, i := range c.in[1].ints {
				if i < 0 {
					i += length
				}
				from := (o*int(length) + int(max(0, min(i, length-1)))) * inner
				if c.in[0].floats != nil {
					to += copy(c.out[0].floats[to:], c.in[0].floats[from:][:inner])
				} else {
					to += copy(c.out[0].ints[to:], c.in[0].ints[from:][:inner])
				}
			}
		}
	}
	return nil
}

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
