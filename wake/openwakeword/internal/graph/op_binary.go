package graph

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// broadcast returns the shape of a function of two values of these shapes: the
// axes are matched from the last on, and one of a single value serves for all.
func broadcast(a, b []int) ([]int, error) {
	shape := make([]int, max(len(a), len(b)))
	for i := range shape {
		x, y := 1, 1
		if at := len(a) - 1 - i; at >= 0 {
			x = a[at]
		}
		if at := len(b) - 1 - i; at >= 0 {
			y = b[at]
		}
		if x != y && x != 1 && y != 1 || x < 0 || y < 0 {
			return nil, fmt.Errorf("shapes %v and %v", a, b)
		}
		if x == 1 {
			x = y
		}
		shape[len(shape)-1-i] = x
	}
	_, err := onnx.Count(shape)
	return shape, err
}

// broadcastStrides returns how far to go in a value of shape from for one step
// along each axis of shape to: 0 along axes that have one value for all.
func broadcastStrides(from, to []int) []int {
	step := make([]int, len(to))
	own := strides(from)
	for i, d := range from {
		if d != 1 {
			step[len(to)-len(from)+i] = own[i]
		}
	}
	return step
}

// A spread says which value of an operand goes to which result.
type spread struct {
	one   bool    // the first, always
	table []int32 // or these, or nil: the value in the same place
}

// spread is newSpread within the limit on tables.
func (n *node) spread(from, to []int) (spread, error) {
	if count := product(from); count != 1 && count != product(to) {
		if n.c.tables += product(to); n.c.tables > maxTables {
			return spread{}, fmt.Errorf("the graph broadcasts too much: more than %d values", maxTables)
		}
	}
	return newSpread(from, to), nil
}

func newSpread(from, to []int) spread {
	if product(from) == 1 {
		return spread{one: true}
	}
	if product(from) == product(to) {
		return spread{} // only axes of one value differ
	}
	s, step := spread{table: make([]int32, product(to))}, dot(broadcastStrides(from, to))
	index := make([]int, len(to))
	for i := range s.table {
		s.table[i] = int32(step(index))
		advance(index, to)
	}
	return s
}

func (s *spread) at(i int) int {
	switch {
	case s.one:
		return 0
	case s.table != nil:
		return int(s.table[i])
	}
	return i
}

// pair returns the shape of a function of two inputs, and how they spread.
func (n *node) pair(a, b *value) (shape []int, sa, sb spread, err error) {
	if shape, err = broadcast(a.shape, b.shape); err != nil {
		return nil, sa, sb, err
	}
	if sa, err = n.spread(a.shape, shape); err == nil {
		sb, err = n.spread(b.shape, shape)
	}
	return shape, sa, sb, err
}

// operands returns two inputs of the same type.
func (n *node) operands(types ...onnx.Type) (a, b *value, err error) {
	if a, err = n.need(0, types...); err != nil {
		return nil, nil, err
	}
	b, err = n.need(1, a.typ)
	return a, b, err
}

// arithmetic makes the builder of a function of two values; no f for integers
// where there is none.
func arithmetic(f func(x, y float32) float32, g func(x, y int64) int64) builder {
	return func(n *node) error {
		types := []onnx.Type{onnx.Float, onnx.Int}
		if g == nil {
			types = types[:1]
		}
		a, b, err := n.operands(types...)
		if err != nil {
			return err
		}
		shape, sa, sb, err := n.pair(a, b)
		if err != nil {
			return err
		}
		n.kernel = func(c *call) {
			x, y, out := c.in[0], c.in[1], c.out[0]
			for i := range out.floats {
				out.floats[i] = f(x.floats[sa.at(i)], y.floats[sb.at(i)])
			}
			for i := range out.ints {
				out.ints[i] = g(x.ints[sa.at(i)], y.ints[sb.at(i)])
			}
		}
		return n.make(0, a.typ, shape)
	}
}

func add(x, y float32) float32     { return x + y }
func sub(x, y float32) float32     { return x - y }
func mul(x, y float32) float32     { return x * y }
func div(x, y float32) float32     { return x / y }
func larger(x, y float32) float32  { return max(x, y) }
func smaller(x, y float32) float32 { return min(x, y) }
func addInt(x, y int64) int64      { return x + y }
func subInt(x, y int64) int64      { return x - y }
func mulInt(x, y int64) int64      { return x * y }
func largerInt(x, y int64) int64   { return max(x, y) }
func smallerInt(x, y int64) int64  { return min(x, y) }

// divInt of nothing is 0: there is no better answer, and no panic.
func divInt(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	return x / y
}

// pow is x^y; squares, which are in every normalisation, are exact.
func pow(x, y float32) float32 {
	switch y {
	case 2:
		return x * x
	case 1:
		return x
	}
	return float32(math.Pow(float64(x), float64(y)))
}

func prelu(x, slope float32) float32 {
	if x < 0 {
		return x * slope
	}
	return x
}

// buildPow allows an exponent of the other type, as exporters write 2 for 2.0.
func buildPow(n *node) error {
	if b := n.optional(1); b != nil && b.typ == onnx.Int && b.known && n.optional(0) != nil && n.in[0].typ == onnx.Float {
		as := &value{name: b.name, typ: onnx.Float, shape: b.shape, count: b.count, known: true, data: newData(onnx.Float, b.count)}
		for i, x := range b.ints {
			as.floats[i] = float32(x)
		}
		n.in[1] = as
	}
	return arithmetic(pow, func(x, y int64) int64 { return toInt(pow(float32(x), float32(y))) })(n)
}

// buildMod has the sign of the divisor, or of the dividend with fmod.
func buildMod(n *node) error {
	if n.attrInt("fmod", 0) != 0 {
		return arithmetic(func(x, y float32) float32 { return float32(math.Mod(float64(x), float64(y))) }, func(x, y int64) int64 {
			if y == 0 {
				return 0
			}
			return x % y
		})(n)
	}
	if a := n.optional(0); a != nil && a.typ == onnx.Float {
		return fmt.Errorf("floats without fmod")
	}
	return arithmetic(nil, func(x, y int64) int64 {
		if y == 0 {
			return 0
		}
		if r := x % y; r != 0 && (r < 0) != (y < 0) {
			return r + y
		} else {
			return r
		}
	})(n)
}

// variadic makes the builder of a function of any number of values, two by two.
func variadic(f func(x, y float32) float32, g func(x, y int64) int64) builder {
	return func(n *node) error {
		first, err := n.need(0, onnx.Float, onnx.Int)
		if err != nil {
			return err
		}
		shape := first.shape
		for i := range n.in {
			v, err := n.need(i, first.typ)
			if err != nil {
				return err
			}
			if shape, err = broadcast(shape, v.shape); err != nil {
				return err
			}
		}
		if err := n.c.spend(0, product(shape), len(n.in)); err != nil {
			return err
		}
		spreads := make([]spread, len(n.in))
		for i, v := range n.in {
			if spreads[i], err = n.spread(v.shape, shape); err != nil {
				return err
			}
		}
		n.kernel = func(c *call) {
			for k, in := range c.in {
				join(c.out[0].floats, in.floats, &spreads[k], k == 0, f)
				join(c.out[0].ints, in.ints, &spreads[k], k == 0, g)
			}
		}
		return n.make(0, first.typ, shape)
	}
}

// join makes out f of itself and of in, or in alone.
func join[T float32 | int64](out, in []T, s *spread, alone bool, f func(x, y T) T) {
	for i := range out {
		if x := in[s.at(i)]; alone {
			out[i] = x
		} else {
			out[i] = f(out[i], x)
		}
	}
}

func buildMean(n *node) error {
	if err := variadic(add, nil)(n); err != nil {
		return err
	}
	if n.in[0].typ != onnx.Float {
		return fmt.Errorf("a mean of integers")
	}
	sum, count := n.kernel, float32(len(n.in))
	n.kernel = func(c *call) {
		sum(c)
		for i := range c.out[0].floats {
			c.out[0].floats[i] /= count
		}
	}
	return nil
}
