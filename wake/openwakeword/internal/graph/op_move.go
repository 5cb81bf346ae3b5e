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
		if t < 0 || t > 0 && int64(shape[i]) > onnx.MaxValues/t {
			return fmt.Errorf("repeats %v", times)
		}
		shape[i] *= int(t)
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
