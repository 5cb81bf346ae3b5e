package graph

import (
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// comparison makes the builder of a comparison of two numbers.
func comparison(f func(x, y float32) bool, g func(x, y int64) bool) builder {
	return func(n *node) error {
		a, b, err := n.operands(onnx.Float, onnx.Int, onnx.Bool)
		if err != nil {
			return err
		}
		shape, sa, sb, err := n.pair(a, b)
		if err != nil {
			return err
		}
		floats := a.typ == onnx.Float
		n.kernel = func(c *call) {
			x, y, out := c.in[0], c.in[1], c.out[0].ints
			for i := range out {
				if floats {
					out[i] = truth(f(x.floats[sa.at(i)], y.floats[sb.at(i)]))
				} else {
					out[i] = truth(g(x.ints[sa.at(i)], y.ints[sb.at(i)]))
				}
			}
		}
		return n.make(0, onnx.Bool, shape)
	}
}

func eq(x, y float32) bool  { return x == y }
func gt(x, y float32) bool  { return x > y }
func ge(x, y float32) bool  { return x >= y }
func lt(x, y float32) bool  { return x < y }
func le(x, y float32) bool  { return x <= y }
func eqInt(x, y int64) bool { return x == y }
func gtInt(x, y int64) bool { return x > y }
func geInt(x, y int64) bool { return x >= y }
func ltInt(x, y int64) bool { return x < y }
func leInt(x, y int64) bool { return x <= y }

// logic makes the builder of a function of two booleans.
func logic(f func(x, y int64) int64) builder {
	return func(n *node) error {
		a, b, err := n.operands(onnx.Bool)
		if err != nil {
			return err
		}
		shape, sa, sb, err := n.pair(a, b)
		if err != nil {
			return err
		}
		n.kernel = func(c *call) {
			for i := range c.out[0].ints {
				c.out[0].ints[i] = f(c.in[0].ints[sa.at(i)], c.in[1].ints[sb.at(i)])
			}
		}
		return n.make(0, onnx.Bool, shape)
	}
}

func andBool(x, y int64) int64 { return x & y }
func orBool(x, y int64) int64  { return x | y }
func xorBool(x, y int64) int64 { return x ^ y }

// buildWhere takes each value of one input or of the other.
func buildWhere(n *node) error {
	cond, err := n.need(0, onnx.Bool)
	if err != nil {
		return err
	}
	a, err := n.need(1)
	if err != nil {
		return err
	}
	b, err := n.need(2, a.typ)
	if err != nil {
		return err
	}
	shape, err := broadcast(a.shape, b.shape)
	if err == nil {
		shape, err = broadcast(shape, cond.shape)
	}
	if err != nil {
		return err
	}
	var s [3]spread
	for i, v := range []*value{cond, a, b} {
		s[i] = newSpread(v.shape, shape)
	}
	n.kernel = func(c *call) {
		for i := range c.out[0].floats {
			which := 2 - int(c.in[0].ints[s[0].at(i)])
			c.out[0].floats[i] = c.in[which].floats[s[which].at(i)]
		}
		for i := range c.out[0].ints {
			which := 2 - int(c.in[0].ints[s[0].at(i)])
			c.out[0].ints[i] = c.in[which].ints[s[which].at(i)]
		}
	}
	return n.make(0, a.typ, slices.Clip(shape))
}
