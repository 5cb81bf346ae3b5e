package graph

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

func buildConstant(n *node) error {
	if a := n.attr("value"); a != nil && a.Tensor != nil {
		v, err := newConstant(a.Tensor)
		if err != nil {
			return err
		}
		return n.share(v, v.shape)
	}
	t := &onnx.Tensor{Type: onnx.Float}
	if a := n.attr("value_float"); a != nil {
		t.Floats = []float32{a.Float}
	} else if a := n.attr("value_floats"); a != nil {
		t.Floats, t.Shape = a.Floats, []int{len(a.Floats)}
	} else if a := n.attr("value_int"); a != nil {
		t.Type, t.Ints = onnx.Int, []int64{a.Int}
	} else if a := n.attr("value_ints"); a != nil {
		t.Type, t.Ints, t.Shape = onnx.Int, a.Ints, []int{len(a.Ints)}
	} else {
		return fmt.Errorf("no value of a supported type")
	}
	v, err := newConstant(t)
	if err != nil {
		return err
	}
	return n.share(v, v.shape)
}

func buildConstantOfShape(n *node) error {
	to, err := n.needInts(0)
	if err != nil {
		return err
	}
	shape := make([]int, len(to))
	for i, d := range to {
		shape[i] = clampInt(d)
	}
	fill := &onnx.Tensor{Type: onnx.Float, Floats: []float32{0}}
	if a := n.attr("value"); a != nil {
		if fill = a.Tensor; fill == nil || len(fill.Floats)+len(fill.Ints) != 1 {
			return fmt.Errorf("a value that is not one")
		}
	}
	if err := n.make(0, fill.Type, shape); err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for i := range c.out[0].floats {
			c.out[0].floats[i] = fill.Floats[0]
		}
		for i := range c.out[0].ints {
			c.out[0].ints[i] = fill.Ints[0]
		}
	}
	return nil
}

// buildShape knows the shape: all are.
func buildShape(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	fold := func(at int) int {
		if at < 0 {
			at += v.rank()
		}
		return max(0, min(at, v.rank()))
	}
	start, end := fold(n.attrInt("start", 0)), fold(n.attrInt("end", v.rank()))
	var list []int64
	for i := start; i < end; i++ {
		list = append(list, int64(v.shape[i]))
	}
	return n.know(list, []int{len(list)})
}

func buildSize(n *node) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	return n.know([]int64{int64(v.count)}, nil)
}

// buildRange counts from a start, in steps, to before a limit.
func buildRange(n *node) error {
	var p [3]*value
	for i := range p {
		v, err := n.need(i, onnx.Float, onnx.Int)
		if err != nil {
			return err
		}
		if p[i] = v; !v.known || v.count != 1 || v.typ != p[0].typ {
			return fmt.Errorf("input %d is not one constant of the same type", i)
		}
	}
	number := func(v *value) float64 {
		if v.typ == onnx.Float {
			return float64(v.floats[0])
		}
		return float64(v.ints[0])
	}
	start, limit, delta := number(p[0]), number(p[1]), number(p[2])
	count := math.Ceil((limit - start) / delta)
	if !(count <= onnx.MaxValues) || delta == 0 {
		return fmt.Errorf("from %v to %v in steps of %v", start, limit, delta)
	}
	if err := n.make(0, p[0].typ, []int{int(max(count, 0))}); err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for i := range c.out[0].floats {
			c.out[0].floats[i] = float32(start + float64(float64(i)*delta))
		}
		for i := range c.out[0].ints {
			c.out[0].ints[i] = c.in[0].ints[0] + int64(i)*c.in[2].ints[0]
		}
	}
	return nil
}

func buildCast(n *node) error {
	n.attr("saturate") // of 8-bit floats
	to := n.attr("to")
	if to == nil {
		return fmt.Errorf("attribute to is missing")
	}
	typ, ok := onnx.TypeOf(to.Int)
	if !ok {
		return fmt.Errorf("data type %d is not supported", to.Int)
	}
	return n.cast(typ)
}

func buildCastLike(n *node) error {
	n.attr("saturate")
	like, err := n.need(1)
	if err != nil {
		return err
	}
	return n.cast(like.typ)
}

func (n *node) cast(to onnx.Type) error {
	v, err := n.need(0)
	if err != nil {
		return err
	}
	if v.typ == to || v.typ == onnx.Bool && to == onnx.Int {
		if err := n.share(v, v.shape); err != nil {
			return err
		}
		n.out[0].typ = to
		return nil
	}
	if err := n.make(0, to, v.shape); err != nil {
		return err
	}
	n.kernel = func(c *call) {
		in, out := c.in[0], c.out[0]
		switch {
		case to == onnx.Float:
			for i, x := range in.ints {
				out.floats[i] = float32(x)
			}
		case to == onnx.Bool && in.floats != nil:
			for i, x := range in.floats {
				out.ints[i] = truth(x != 0)
			}
		case to == onnx.Bool:
			for i, x := range in.ints {
				out.ints[i] = truth(x != 0)
			}
		default:
			for i, x := range in.floats {
				out.ints[i] = toInt(x)
			}
		}
	}
	return nil
}

// toInt cuts off the fraction; what no int64 can hold becomes the nearest that
// can, and what is no number 0.
func toInt(x float32) int64 {
	switch {
	case x != x:
		return 0
	case x >= math.MaxInt64:
		return math.MaxInt64
	case x <= math.MinInt64:
		return math.MinInt64
	}
	return int64(x)
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
