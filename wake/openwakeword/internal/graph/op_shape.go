package graph

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

func buildIdentity(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	return n.share(v, v.shape)
}

// buildDropout drops nothing: that is for training.
func buildDropout(n *node) error {
	n.attr("ratio")
	n.attr("seed")
	if mode := n.optional(2); mode != nil && !(mode.known && mode.typ == onnx.Bool && mode.count == 1 && mode.ints[0] == 0) {
		return fmt.Errorf("training mode is not supported")
	}
	return buildIdentity(n)
}

func buildReshape(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	to, err := n.needInts(1)
	if err != nil {
		return err
	}
	shape, err := reshaped(v, to, n.attrInt("allowzero", 0) != 0)
	if err != nil {
		return err
	}
	return n.share(v, shape)
}

// reshaped works out a shape in which -1 stands for what is left, and 0, unless
// zeros are allowed, for the length that the axis had.
func reshaped(v *value, to []int64, allowZero bool) ([]int, error) {
	if len(to) > onnx.MaxAxes {
		return nil, fmt.Errorf("to %d axes", len(to))
	}
	shape, open, known := make([]int, len(to)), -1, 1
	for i, want := range to {
		switch {
		case want == -1 && open < 0:
			open, want = i, 1
		case want == 0 && !allowZero && i < v.rank():
			want = int64(v.shape[i])
		case want < 0 || want > onnx.MaxValues:
			return nil, fmt.Errorf("from shape %v to %v", v.shape, to)
		}
		shape[i] = int(want)
		if shape[i] > 0 && known > onnx.MaxValues/shape[i] {
			return nil, fmt.Errorf("from shape %v to %v", v.shape, to)
		}
		known *= shape[i]
	}
	if open >= 0 && known > 0 && v.count%known == 0 {
		shape[open] = v.count / known
		known = v.count
	}
	if known != v.count {
		return nil, fmt.Errorf("from shape %v to %v", v.shape, to)
	}
	return shape, nil
}

func buildFlatten(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	at := n.attrInt("axis", 1)
	if at < 0 {
		at += v.rank()
	}
	if at < 0 || at > v.rank() {
		return fmt.Errorf("axis %d of %d", at, v.rank())
	}
	return n.share(v, []int{product(v.shape[:at]), product(v.shape[at:])})
}

// product is how many values there are along some axes together.
func product(shape []int) int {
	p := 1
	for _, d := range shape {
		p *= d
	}
	return p
}

// axesOf returns the axes that a node names: by input since the operator set
// named, by attribute before. ok is false where it names none.
func (n *node) axesOf(input, since int) (list []int64, ok bool, err error) {
	if n.opset < since {
		list = n.attrInts("axes")
		return list, list != nil, nil
	}
	if n.optional(input) == nil {
		return nil, false, nil
	}
	list, err = n.needInts(input)
	return list, true, err
}

func buildSqueeze(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	list, given, err := n.axesOf(1, 13)
	if err != nil {
		return err
	}
	drop, err := axes(list, v.rank())
	if err != nil {
		return err
	}
	var shape []int
	for i, d := range v.shape {
		switch {
		case !given && d == 1:
		case drop[i] && d != 1:
			return fmt.Errorf("axis %d has %d values", i, d)
		case !drop[i]:
			shape = append(shape, d)
		}
	}
	return n.share(v, shape)
}

func buildUnsqueeze(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	list, given, err := n.axesOf(1, 13)
	if err != nil {
		return err
	}
	if !given || v.rank()+len(list) > onnx.MaxAxes {
		return fmt.Errorf("%d axes and %d more", v.rank(), len(list))
	}
	fresh, err := axes(list, v.rank()+len(list))
	if err != nil {
		return err
	}
	shape, rest := make([]int, 0, len(fresh)), v.shape
	for _, isNew := range fresh {
		if isNew {
			shape = append(shape, 1)
		} else {
			shape, rest = append(shape, rest[0]), rest[1:]
		}
	}
	return n.share(v, shape)
}

func buildConcat(n *node) error {
	first, err := n.need(0)
	if err != nil {
		return err
	}
	at, err := axis(int64(n.attrInt("axis", 0)), first.rank())
	if err != nil {
		return err
	}
	shape, err := n.concatShape(first, at)
	if err != nil {
		return err
	}
	if err := n.make(0, first.typ, shape); err != nil {
		return err
	}
	outer := product(shape[:at])
	if err := n.c.spend(0, outer, len(n.in)); err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for o, to := 0, 0; o < outer; o++ {
			for _, in := range c.in {
				if length := len(in.floats) / outer; length > 0 {
					to += copy(c.out[0].floats[to:], in.floats[o*length:][:length])
				}
				if length := len(in.ints) / outer; length > 0 {
					to += copy(c.out[0].ints[to:], in.ints[o*length:][:length])
				}
			}
		}
	}
	return nil
}

// concatShape is the shape of all inputs, which are like the first, one behind
// the other along an axis.
func (n *node) concatShape(first *value, at int) ([]int, error) {
	shape := slices.Clone(first.shape)
	shape[at] = 0
	for i := range n.in {
		v, err := n.need(i, first.typ)
		if err != nil {
			return nil, err
		}
		if v.rank() != first.rank() {
			return nil, fmt.Errorf("shapes %v and %v", first.shape, v.shape)
		}
		for a, d := range v.shape {
			if a != at && d != first.shape[a] {
				return nil, fmt.Errorf("shapes %v and %v", first.shape, v.shape)
			}
		}
		if shape[at] += v.shape[at]; shape[at] > onnx.MaxValues {
			return nil, fmt.Errorf("%d values along the axis", shape[at])
		}
	}
	return shape, nil
}

func buildSplit(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	at, err := axis(int64(n.attrInt("axis", 0)), v.rank())
	if err != nil {
		return err
	}
	parts, err := n.parts(v.shape[at])
	if err != nil {
		return err
	}
	shape := append([]int{}, v.shape...)
	for i, p := range parts {
		shape[at] = p
		if err := n.make(i, v.typ, shape); err != nil {
			return err
		}
	}
	outer := product(v.shape[:at])
	n.kernel = func(c *call) {
		for o, from := 0, 0; o < outer; o++ {
			for _, out := range c.out {
				from += copy(out.floats[o*len(out.floats)/outer:][:len(out.floats)/outer], floatsFrom(c.in[0], from))
				from += copy(out.ints[o*len(out.ints)/outer:][:len(out.ints)/outer], intsFrom(c.in[0], from))
			}
		}
	}
	return nil
}

func floatsFrom(d data, at int) []float32 { return d.floats[min(at, len(d.floats)):] }
func intsFrom(d data, at int) []int64     { return d.ints[min(at, len(d.ints)):] }

// parts works out how a length is split among the outputs.
func (n *node) parts(length int) ([]int, error) {
	list := n.attrInts("split")
	if n.optional(1) != nil {
		var err error
		if list, err = n.needInts(1); err != nil {
			return nil, err
		}
	}
	count := len(n.out)
	if n.attrInt("num_outputs", count) != count || count == 0 {
		return nil, fmt.Errorf("num_outputs is not the number of outputs, %d", count)
	}
	if slices.Contains(n.Outputs, "") {
		return nil, fmt.Errorf("an output is left out")
	}
	parts, sum := make([]int, count), 0
	for i := range parts {
		if list == nil {
			each := (length + count - 1) / count
			parts[i] = max(0, min(each, length-i*each))
		} else if i < len(list) && list[i] >= 0 {
			parts[i] = clampInt(list[i])
		}
		sum += parts[i]
	}
	if sum != length || list != nil && len(list) != count {
		return nil, fmt.Errorf("%d values into %d parts %v", length, count, list)
	}
	return parts, nil
}
