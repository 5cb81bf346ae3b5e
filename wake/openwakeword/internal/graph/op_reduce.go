package graph

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A reducer makes one value of many: start, then step for each, in order, then
// end, which gets how many there were.
type reducer struct {
	start float32
	step  func(sum, x float32) float32
	end   func(sum float32, count int) float32
	ints  func(sum, x int64) int64 // nil where integers are not supported
	zero  int64                    // start for integers
}

func last(sum float32, _ int) float32 { return sum }

var (
	reduceSum  = reducer{0, add, last, addInt, 0}
	reduceProd = reducer{1, mul, last, mulInt, 1}
	reduceMax  = reducer{float32(math.Inf(-1)), larger, last, largerInt, math.MinInt64}
	reduceMin  = reducer{float32(math.Inf(1)), smaller, last, smallerInt, math.MaxInt64}
	reduceMean = reducer{0, add, func(sum float32, count int) float32 { return sum / float32(count) }, nil, 0}
	reduceL1   = reducer{0, func(sum, x float32) float32 { return sum + abs(x) }, last, nil, 0}
	reduceL2   = reducer{0, addSquare, func(sum float32, _ int) float32 { return sqrt(sum) }, nil, 0}

	reduceSumSquare = reducer{0, addSquare, last, nil, 0}
	reduceLogSum    = reducer{0, add, func(sum float32, _ int) float32 { return wide(math.Log)(sum) }, nil, 0}
	reduceLogSumExp = reducer{0, func(sum, x float32) float32 { return sum + wide(math.Exp)(x) },
		func(sum float32, _ int) float32 { return wide(math.Log)(sum) }, nil, 0}
)

func addSquare(sum, x float32) float32 { return sum + float32(x*x) }

// axesInputSince says since when a reduction's axes are an input.
func axesInputSince(op string) int {
	if op == "ReduceSum" {
		return 13
	}
	return 18
}

// reduction makes the builder of a reduction along axes, all of them where none
// is named.
func reduction(r reducer) builder {
	return func(n *node) error {
		v, err := n.need(0, onnx.Float, onnx.Int)
		if err != nil {
			return err
		}
		if v.typ == onnx.Int && r.ints == nil {
			return fmt.Errorf("integers are not supported")
		}
		list, given, err := n.axesOf(1, axesInputSince(n.Op))
		if err != nil {
			return err
		}
		keep, noop := n.attrInt("keepdims", 1) != 0, n.attrInt("noop_with_empty_axes", 0) != 0
		if !given || len(list) == 0 {
			if noop {
				return n.share(v, v.shape)
			}
			list = nil
			for i := range v.shape {
				list = append(list, int64(i))
			}
		}
		return n.reduce(v, list, keep, r)
	}
}

// reduce makes a reduction along the axes of a list.
func (n *node) reduce(v *value, list []int64, keep bool, r reducer) error {
	gone, err := axes(list, v.rank())
	if err != nil {
		return err
	}
	kept := slices.Clone(v.shape) // with axes of one value
	shape, count := []int{}, 1
	for i, d := range v.shape {
		if gone[i] {
			kept[i] = 1
			count *= d
		}
		if keep || !gone[i] {
			shape = append(shape, kept[i])
		}
	}
	if count == 0 {
		return fmt.Errorf("a reduction of no values: shape %v", v.shape)
	}
	if err := n.make(0, v.typ, shape); err != nil {
		return err
	}
	to, err := n.spread(kept, v.shape)
	if err != nil {
		return err
	}
	n.kernel = (&reducing{r, to, count}).run
	return n.c.spend(0, v.count)
}

// reducing is a reduction at work.
type reducing struct {
	reducer
	to    spread // which result each value goes to
	count int    // values for a result
}

func (r *reducing) run(c *call) {
	in, out := c.in[0], c.out[0]
	for i := range out.floats {
		out.floats[i] = r.start
	}
	for i, x := range in.floats {
		at := r.to.at(i)
		out.floats[at] = r.step(out.floats[at], x)
	}
	for i, x := range out.floats {
		out.floats[i] = r.end(x, r.count)
	}
	for i := range out.ints {
		out.ints[i] = r.zero
	}
	for i, x := range in.ints {
		at := r.to.at(i)
		out.ints[at] = r.ints(out.ints[at], x)
	}
}

// A line is one axis of a value: rows of length values that are step apart.
type line struct{ outer, length, step int }

func newLine(shape []int, at int) line {
	return line{product(shape[:at]), shape[at], product(shape[at+1:])}
}

// each calls do with the place of the first value of each row.
func (l line) each(do func(first int)) {
	for o := range l.outer {
		for i := range l.step {
			do(o*l.length*l.step + i)
		}
	}
}

// lineOf returns an input of floats and the axis that an attribute names.
func (n *node) lineOf(otherwise int) (*value, line, error) {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return nil, line{}, err
	}
	at, err := axis(int64(n.attrInt("axis", otherwise)), v.rank())
	if err != nil {
		return nil, line{}, err
	}
	return v, newLine(v.shape, at), nil
}

// argReduction makes the builder of ArgMax and, with sign -1, ArgMin: the index
// of the first of the largest values.
func argReduction(sign float32) builder {
	return func(n *node) error {
		v, l, err := n.lineOf(0)
		if err != nil {
			return err
		}
		at, _ := axis(int64(n.attrInt("axis", 0)), v.rank())
		keep, lastOne := n.attrInt("keepdims", 1) != 0, n.attrInt("select_last_index", 0) != 0
		shape := slices.Clone(v.shape)
		shape[at] = 1
		if !keep {
			shape = slices.Delete(shape, at, at+1)
		}
		if l.length == 0 {
			return fmt.Errorf("no values along the axis")
		}
		n.kernel = func(c *call) {
			to := 0
			l.each(func(first int) {
				best, index := float32(math.Inf(-1)), 0
				for k := range l.length {
					x := sign * c.in[0].floats[first+k*l.step]
					if x > best || lastOne && x == best {
						best, index = x, k
					}
				}
				c.out[0].ints[to] = int64(index)
				to++
			})
		}
		return n.make(0, onnx.Int, shape)
	}
}

// softmax makes the builder of Softmax or of its logarithm. Since operator set
// 13 it runs along one axis; before, along that and all that follow.
func softmax(log bool) builder {
	return func(n *node) error {
		otherwise := -1
		if n.opset < 13 {
			otherwise = 1
		}
		v, l, err := n.lineOf(otherwise)
		if err != nil {
			return err
		}
		if n.opset < 13 {
			l = line{l.outer, l.length * l.step, 1}
		}
		n.kernel = func(c *call) {
			x, y := c.in[0].floats, c.out[0].floats
			l.each(func(first int) { softmaxRow(y, x, first, l, log) })
		}
		return n.make(0, onnx.Float, v.shape)
	}
}

func softmaxRow(y, x []float32, first int, l line, log bool) {
	top := float32(math.Inf(-1))
	for k := range l.length {
		top = max(top, x[first+k*l.step])
	}
	var sum float64
	for k := range l.length {
		at := first + k*l.step
		e := math.Exp(float64(x[at] - top))
		sum += e
		y[at] = float32(e)
	}
	for k := range l.length {
		at := first + k*l.step
		if log {
			y[at] = x[at] - top - float32(math.Log(sum))
		} else {
			y[at] = float32(float64(y[at]) / sum)
		}
	}
}

// buildCumSum adds up along an axis, from either end, with or without the value
// itself.
func buildCumSum(n *node) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	which, err := n.needInts(1)
	if err != nil || len(which) != 1 {
		return fmt.Errorf("an axis that is not one constant")
	}
	at, err := axis(which[0], v.rank())
	if err != nil {
		return err
	}
	l := newLine(v.shape, at)
	exclusive, reverse := n.attrInt("exclusive", 0) != 0, n.attrInt("reverse", 0) != 0
	n.kernel = func(c *call) {
		l.each(func(first int) {
			var sum float32
			for k := range l.length {
				if reverse {
					k = l.length - 1 - k
				}
				i := first + k*l.step
				if x := c.in[0].floats[i]; exclusive {
					c.out[0].floats[i] = sum
					sum += x
				} else {
					sum += x
					c.out[0].floats[i] = sum
				}
			}
		})
	}
	return n.make(0, onnx.Float, v.shape)
}
