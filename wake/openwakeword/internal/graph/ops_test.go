package graph

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// An opTest is one node with its inputs and what it has to make of them.
type opTest struct {
	why   string
	opset int // 0: 13
	op    string
	attrs []*onnx.Attribute
	in    []*onnx.Tensor // nil: left out
	want  []*onnx.Tensor // of each output; nil: left out
}

func fl(shape []int, v ...float32) *onnx.Tensor { return ot.Floats("", shape, v...) }
func in(shape []int, v ...int64) *onnx.Tensor   { return ot.Ints("", shape, v...) }
func bo(shape []int, v ...int64) *onnx.Tensor   { return ot.Bools("", shape, v...) }

func row(v ...float32) *onnx.Tensor { return fl([]int{len(v)}, v...) }

// model makes a graph of the node. Its output number out becomes that of the
// graph, as floats; the first input of floats is that of the graph if live,
// else all inputs are constants, and the graph's own input is used by nobody.
func (c *opTest) model(out int, live bool) (*onnx.Model, []float32) {
	n := &onnx.Node{Name: "tested", Op: c.op, Attrs: c.attrs}
	graphIn, values := ot.Value("unused", 1), []float32{0}
	var consts []*onnx.Tensor
	for i, t := range c.in {
		if t == nil {
			n.Inputs = append(n.Inputs, "")
			continue
		}
		t := *t
		t.Name = fmt.Sprint("in", i)
		n.Inputs = append(n.Inputs, t.Name)
		if live && t.Type == onnx.Float {
			graphIn, values, live = ot.Value(t.Name, append([]int{}, t.Shape...)...), t.Floats, false
			continue
		}
		consts = append(consts, &t)
	}
	for i, t := range c.want {
		if t == nil {
			n.Outputs = append(n.Outputs, "")
		} else {
			n.Outputs = append(n.Outputs, fmt.Sprint("out", i))
		}
	}
	opset := c.opset
	if opset == 0 {
		opset = 13
	}
	cast := ot.Node("Cast", "result", []string{fmt.Sprint("out", out)}, ot.I("to", 1))
	return ot.Model(opset, graphIn, ot.Value("result"), consts, n, cast), values
}

// run checks each output, computed from constants and computed as it runs.
func (c *opTest) run(t *testing.T) {
	for out, want := range c.want {
		if want == nil {
			continue
		}
		wantFloats := slices.Clone(want.Floats)
		for _, v := range want.Ints {
			wantFloats = append(wantFloats, float32(v))
		}
		for _, live := range []bool{false, true} {
			m, values := c.model(out, live)
			shape := m.Graph.Inputs[0].Shape
			p, err := Compile(m, shape)
			if err != nil {
				t.Errorf("%s %s, live %v: %v", c.op, c.why, live, err)
				continue
			}
			if d := cmp.Diff(want.Shape, p.OutputShape(), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s %s, live %v, output %d: shape (-want +got):\n%s", c.op, c.why, live, out, d)
				continue
			}
			r := p.NewRun()
			copy(r.Input(), values)
			r.Do()
			got := r.Do()
			if d := cmp.Diff(wantFloats, got, cmpopts.EquateEmpty(), cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-6, 1e-6)); d != "" {
				t.Errorf("%s %s, live %v, output %d (-want +got):\n%s", c.op, c.why, live, out, d)
			}
			if d := cmp.Diff(values, r.Input(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s %s: the input was changed", c.op, c.why)
			}
		}
	}
}

func runAll(t *testing.T, tests []opTest) {
	for _, c := range tests {
		c.run(t)
	}
}

// one makes a test of a node with one output.
func one(op, why string, want *onnx.Tensor, in []*onnx.Tensor, attrs ...*onnx.Attribute) opTest {
	return opTest{why: why, op: op, attrs: attrs, in: in, want: []*onnx.Tensor{want}}
}

// at sets the operator set.
func (c opTest) at(opset int) opTest {
	c.opset = opset
	return c
}

type tensors = []*onnx.Tensor

func TestUnaryOps(t *testing.T) {
	x := []float32{-3, -1, -0.25, 0, 0.5, 1, 2.5}
	for _, c := range []struct {
		op    string
		attrs []*onnx.Attribute
		want  func(x float64) float64
	}{
		{"Abs", nil, math.Abs},
		{"Neg", nil, func(x float64) float64 { return -x }},
		{"Sign", nil, func(x float64) float64 { return []float64{-1, 0, 1}[1+int(math.Copysign(math.Ceil(math.Abs(x)/9), x))] }},
		{"Ceil", nil, math.Ceil},
		{"Floor", nil, math.Floor},
		{"Round", nil, math.RoundToEven},
		{"Exp", nil, math.Exp},
		{"Sin", nil, math.Sin},
		{"Cos", nil, math.Cos},
		{"Tan", nil, math.Tan},
		{"Atan", nil, math.Atan},
		{"Tanh", nil, math.Tanh},
		{"Erf", nil, math.Erf},
		{"Reciprocal", nil, func(x float64) float64 { return 1 / x }},
		{"Sqrt", nil, math.Sqrt},
		{"Log", nil, math.Log},
		{"Asin", nil, math.Asin},
		{"Acos", nil, math.Acos},
		{"Sigmoid", nil, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }},
		{"Relu", nil, func(x float64) float64 { return math.Max(x, 0) }},
		{"LeakyRelu", nil, func(x float64) float64 { return math.Max(x, 0.01*x) }},
		{"LeakyRelu", []*onnx.Attribute{ot.F("alpha", 2)}, func(x float64) float64 { return math.Min(x, 2*x) }},
		{"Elu", nil, func(x float64) float64 { return math.Max(x, 0) + math.Min(0, math.Exp(x)-1) }},
		{"Elu", []*onnx.Attribute{ot.F("alpha", 3)}, func(x float64) float64 { return math.Max(x, 0) + 3*math.Min(0, math.Exp(x)-1) }},
		{"Celu", []*onnx.Attribute{ot.F("alpha", 2)}, func(x float64) float64 { return math.Max(x, 0) + math.Min(0, 2*(math.Exp(x/2)-1)) }},
		{"Selu", nil, func(x float64) float64 {
			return 1.0507009873554805 * (math.Max(x, 0) + 1.6732632423543772*math.Min(0, math.Exp(x)-1))
		}},
		{"Softplus", nil, func(x float64) float64 { return math.Log(1 + math.Exp(x)) }},
		{"Softsign", nil, func(x float64) float64 { return x / (1 + math.Abs(x)) }},
		{"HardSigmoid", nil, func(x float64) float64 { return math.Max(0, math.Min(1, 0.2*x+0.5)) }},
		{"HardSwish", nil, func(x float64) float64 { return x * math.Max(0, math.Min(6, x+3)) / 6 }},
		{"Mish", nil, func(x float64) float64 { return x * math.Tanh(math.Log(1+math.Exp(x))) }},
		{"Swish", []*onnx.Attribute{ot.F("alpha", 1.5)}, func(x float64) float64 { return x / (1 + math.Exp(-1.5*x)) }},
		{"ThresholdedRelu", []*onnx.Attribute{ot.F("alpha", 0.5)}, func(x float64) float64 {
			if x > 0.5 {
				return x
			}
			return 0
		}},
		{"Gelu", nil, func(x float64) float64 { return x / 2 * math.Erfc(-x/math.Sqrt2) }},
		{"Gelu", []*onnx.Attribute{ot.S("approximate", "tanh")}, func(x float64) float64 {
			return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*math.Pow(x, 3))))
		}},
	} {
		want := make([]float32, len(x))
		for i, v := range x {
			want[i] = float32(c.want(float64(v)))
		}
		test := one(c.op, "", fl([]int{7, 1}, want...), tensors{fl([]int{7, 1}, x...)}, c.attrs...)
		test.run(t)
	}
	big := one("Softplus", "of large values", row(0, 200), tensors{row(-200, 200)})
	big.run(t)
}

func TestBinaryOps(t *testing.T) {
	a, b := fl([]int{2, 3}, 1, 2, 3, 4, 5, 6), row(2, 0.5, -1)
	runAll(t, []opTest{
		one("Add", "of a row", fl([]int{2, 3}, 3, 2.5, 2, 6, 5.5, 5), tensors{a, b}),
		one("Sub", "a row less", fl([]int{2, 3}, 1, -1.5, -4, -2, -4.5, -7), tensors{b, a}),
		one("Mul", "by a column", fl([]int{2, 3}, 2, 4, 6, 12, 15, 18), tensors{a, fl([]int{2, 1}, 2, 3)}),
		one("Mul", "a row by a column", fl([]int{2, 3}, 4, 1, -2, 6, 1.5, -3), tensors{b, fl([]int{2, 1}, 2, 3)}),
		one("Div", "by one value", fl([]int{2, 3}, 0.5, 1, 1.5, 2, 2.5, 3), tensors{a, fl(nil, 2)}),
		one("Div", "by zero", row(float32(math.Inf(1)), float32(math.NaN()), float32(math.Inf(-1))), tensors{row(1, 0, -1), row(0, 0, 0)}),
		one("Div", "of integers", in(nil, 3, -2, 0), tensors{in(nil, 7, -7, 7), in(nil, 2, 3, 0)}),
		one("Add", "of an axis of one", fl([]int{1, 1, 2}, 4, 5), tensors{fl([]int{1, 2}, 1, 2), fl([]int{1, 1, 1}, 3)}),
		one("Add", "of nothing", fl([]int{0, 3}), tensors{fl([]int{0, 3}), b}),
		one("Sub", "of integers", in(nil, 1, 3), tensors{in(nil, 3, 5), in(nil, 2)}),
		one("Mul", "of integers", in(nil, 6, 10), tensors{in(nil, 3, 5), in(nil, 2)}),
		one("Pow", "", row(8, 9, 0.25), tensors{row(2, -3, 4), row(3, 2, -1)}),
		one("Pow", "with an integer exponent", row(4, 9), tensors{row(2, -3), in(nil, 2)}),
		one("Pow", "of integers", in(nil, 8, 9), tensors{in(nil, 2, -3), in(nil, 3, 2)}),
		one("Mod", "has the sign of the divisor", in(nil, 1, 2, -2, -1, 0), tensors{in(nil, 7, -7, 7, -7, 7), in(nil, 3, 3, -3, -3, 0)}),
		one("Mod", "as fmod", row(1, -1, 1), tensors{row(7, -7, 7), row(3, 3, -3)}, ot.I("fmod", 1)),
		one("Mod", "as fmod of integers", in(nil, 1, -1, 0), tensors{in(nil, 7, -7, 7), in(nil, 3, 3, 0)}, ot.I("fmod", 1)),
		one("PRelu", "", fl([]int{2, 2}, -2, 1, -0.5, 0), tensors{fl([]int{2, 2}, -1, 1, -1, 0), fl([]int{2, 1}, 2, 0.5)}),
		one("Max", "of three", row(3, 5, 2), tensors{row(1, 5, 2), row(3, 0, 0), fl(nil, 1)}),
		one("Min", "of integers", in(nil, 1, 0), tensors{in(nil, 1, 5), in(nil, 3, 0)}),
		one("Max", "of one", row(1, 2), tensors{row(1, 2)}),
		one("Sum", "of two", row(4, 5, 2), tensors{row(1, 5, 2), row(3, 0, 0)}),
		one("Mean", "", row(2, 2.5, 1), tensors{row(1, 5, 2), row(3, 0, 0)}),
		one("Equal", "", bo(nil, 1, 0, 0), tensors{row(1, 2, 3), row(1, 1, 4)}),
		one("Equal", "of integers", bo(nil, 1, 0, 0), tensors{in(nil, 1, 2, 3), in(nil, 1)}),
		one("Equal", "of booleans", bo(nil, 1, 0), tensors{bo(nil, 1, 0), bo(nil, 1, 1)}),
		one("Greater", "", bo(nil, 0, 1, 0), tensors{row(1, 2, 3), row(1, 1, 4)}),
		one("GreaterOrEqual", "", bo(nil, 1, 1, 0), tensors{row(1, 2, 3), row(1, 1, 4)}),
		one("Less", "", bo(nil, 0, 0, 1), tensors{row(1, 2, 3), row(1, 1, 4)}),
		one("LessOrEqual", "", bo(nil, 1, 0, 1), tensors{row(1, 2, 3), row(1, 1, 4)}),
		one("Less", "of integers", bo(nil, 0, 1), tensors{in(nil, 2, 1), in(nil, 2)}),
		one("LessOrEqual", "of integers", bo(nil, 1, 1), tensors{in(nil, 2, 1), in(nil, 2)}),
		one("Greater", "of integers", bo(nil, 0, 1), tensors{in(nil, 2, 3), in(nil, 2)}),
		one("GreaterOrEqual", "of integers", bo(nil, 1, 0), tensors{in(nil, 2, 1), in(nil, 2)}),
		one("And", "", bo(nil, 0, 0, 0, 1), tensors{bo(nil, 0, 0, 1, 1), bo(nil, 0, 1, 0, 1)}),
		one("Or", "", bo(nil, 0, 1, 1, 1), tensors{bo(nil, 0, 0, 1, 1), bo(nil, 0, 1, 0, 1)}),
		one("Xor", "", bo(nil, 0, 1, 1, 0), tensors{bo(nil, 0, 0, 1, 1), bo(nil, 0, 1, 0, 1)}),
		one("Not", "", bo(nil, 1, 0), tensors{bo(nil, 0, 1)}),
		one("Where", "", fl([]int{2, 2}, 1, 9, 3, 9), tensors{bo(nil, 1, 0), fl([]int{2, 2}, 1, 2, 3, 4), fl(nil, 9)}),
		one("Where", "of integers", in(nil, 1, 9), tensors{bo(nil, 1, 0), in(nil, 1, 2), in(nil, 9)}),
		one("Clip", "", row(-1, 0.5, 2), tensors{row(-5, 0.5, 5), fl(nil, -1), fl(nil, 2)}),
		one("Clip", "from below alone", row(-1, 5), tensors{row(-5, 5), fl(nil, -1)}),
		one("Clip", "from above alone", row(-5, 2), tensors{row(-5, 5), nil, fl(nil, 2)}),
		one("Clip", "not at all", row(-5, 5), tensors{row(-5, 5)}),
		one("Clip", "of integers", in(nil, -1, 2), tensors{in(nil, -5, 5), in(nil, -1), in(nil, 2)}),
		one("Clip", "by attributes", row(-1, 2), tensors{row(-5, 5)}, ot.F("min", -1), ot.F("max", 2)).at(9),
	})
}

func TestMovingOps(t *testing.T) {
	a := fl([]int{2, 3}, 1, 2, 3, 4, 5, 6)
	cube := fl([]int{2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8)
	runAll(t, []opTest{
		one("Identity", "", a, tensors{a}),
		one("Dropout", "drops nothing", a, tensors{a, fl(nil, 0.5), bo(nil, 0)}),
		one("Dropout", "by an attribute", a, tensors{a}, ot.F("ratio", 0.5)).at(10),
		one("Reshape", "", fl([]int{3, 2}, 1, 2, 3, 4, 5, 6), tensors{a, in(nil, 3, 2)}),
		one("Reshape", "with the rest", fl([]int{6, 1}, 1, 2, 3, 4, 5, 6), tensors{a, in(nil, -1, 1)}),
		one("Reshape", "keeping an axis", fl([]int{2, 3, 1}, 1, 2, 3, 4, 5, 6), tensors{a, in(nil, 0, 0, -1)}),
		one("Reshape", "of nothing", fl([]int{0, 7}), tensors{fl([]int{3, 0}), in(nil, 0, 7)}, ot.I("allowzero", 1)).at(14),
		one("Flatten", "", fl([]int{2, 4}, 1, 2, 3, 4, 5, 6, 7, 8), tensors{cube}),
		one("Flatten", "from the end", fl([]int{4, 2}, 1, 2, 3, 4, 5, 6, 7, 8), tensors{cube}, ot.I("axis", -1)),
		one("Flatten", "all", fl([]int{1, 8}, 1, 2, 3, 4, 5, 6, 7, 8), tensors{cube}, ot.I("axis", 0)),
		one("Squeeze", "", fl([]int{2, 1}, 1, 2), tensors{fl([]int{1, 2, 1}, 1, 2), in([]int{1}, 0)}),
		one("Squeeze", "all", row(1, 2), tensors{fl([]int{1, 2, 1}, 1, 2)}),
		one("Squeeze", "by an attribute", fl([]int{1, 2}, 1, 2), tensors{fl([]int{1, 2, 1}, 1, 2)}, ot.Is("axes", -1)).at(11),
		one("Unsqueeze", "", fl([]int{1, 2, 1}, 1, 2), tensors{row(1, 2), in(nil, 0, -1)}),
		one("Unsqueeze", "by an attribute", fl([]int{1, 2}, 1, 2), tensors{row(1, 2)}, ot.Is("axes", 0)).at(11),
		one("Transpose", "", fl([]int{3, 2}, 1, 4, 2, 5, 3, 6), tensors{a}),
		one("Transpose", "of three axes", fl([]int{2, 2, 2}, 1, 5, 2, 6, 3, 7, 4, 8), tensors{cube}, ot.Is("perm", 1, 2, 0)),
		one("Expand", "", fl([]int{2, 2, 3}, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3), tensors{row(1, 2, 3), in(nil, 2, 2, 1)}),
		one("Tile", "", fl([]int{2, 6}, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6), tensors{a, in(nil, 1, 2)}),
		one("Concat", "of rows", fl([]int{3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9), tensors{a, fl([]int{1, 3}, 7, 8, 9)}, ot.I("axis", 0)),
		one("Concat", "of columns", fl([]int{2, 4}, 1, 2, 3, 7, 4, 5, 6, 8), tensors{a, fl([]int{2, 1}, 7, 8)}, ot.I("axis", -1)),
		one("Concat", "of integers", in(nil, 1, 2, 3), tensors{in([]int{1}, 1), in(nil, 2, 3)}, ot.I("axis", 0)),
		one("Slice", "", fl([]int{1, 2}, 5, 6), tensors{a, in(nil, 1, 1), in(nil, 2, 9)}),
		one("Slice", "from the end", fl([]int{2, 2}, 2, 3, 5, 6), tensors{a, in([]int{1}, -2), in([]int{1}, math.MaxInt64), in([]int{1}, -1)}),
		one("Slice", "backwards", fl([]int{2, 3}, 3, 2, 1, 6, 5, 4),
			tensors{a, in([]int{1}, -1), in([]int{1}, math.MinInt64), in([]int{1}, 1), in([]int{1}, -1)}),
		one("Slice", "every other", row(1, 3, 5), tensors{row(1, 2, 3, 4, 5), in([]int{1}, 0), in([]int{1}, 5), in([]int{1}, 0), in([]int{1}, 2)}),
		one("Slice", "every other backwards", row(4, 2), tensors{row(1, 2, 3, 4, 5), in([]int{1}, 3), in([]int{1}, 0), in([]int{1}, 0), in([]int{1}, -2)}),
		one("Slice", "a step beyond", row(2), tensors{row(1, 2, 3), in([]int{1}, 1), in([]int{1}, 3), in([]int{1}, 0), in([]int{1}, math.MaxInt64)}),
		one("Slice", "of nothing", fl([]int{0}), tensors{row(1, 2, 3), in([]int{1}, 2), in([]int{1}, 1)}),
		one("Slice", "by attributes", fl([]int{2, 1}, 2, 5), tensors{a}, ot.Is("starts", 1), ot.Is("ends", 2), ot.Is("axes", 1)).at(9),
		one("Gather", "rows", fl([]int{2, 3}, 4, 5, 6, 1, 2, 3), tensors{a, in(nil, 1, 0)}),
		one("Gather", "one column", row(3, 6), tensors{a, in(nil, -1)}, ot.I("axis", 1)),
		one("Gather", "integers", in(nil, 30, 10), tensors{in(nil, 10, 20, 30), in(nil, 2, 0)}),
		one("Gather", "holds an index within the axis", row(3, 1), tensors{row(1, 2, 3), in(nil, 7, -9)}),
		{op: "Split", why: "in two", in: tensors{a, in(nil, 1, 2)}, attrs: []*onnx.Attribute{ot.I("axis", 1)},
			want: tensors{fl([]int{2, 1}, 1, 4), fl([]int{2, 2}, 2, 3, 5, 6)}},
		{op: "Split", why: "evenly", in: tensors{a}, want: tensors{fl([]int{1, 3}, 1, 2, 3), fl([]int{1, 3}, 4, 5, 6)}},
		{op: "Split", why: "by an attribute", opset: 11, in: tensors{row(1, 2, 3)}, attrs: []*onnx.Attribute{ot.Is("split", 2, 1)},
			want: tensors{row(1, 2), row(3)}},
		{op: "Split", why: "with a smaller rest", opset: 18, in: tensors{row(1, 2, 3)}, attrs: []*onnx.Attribute{ot.I("num_outputs", 2)},
			want: tensors{row(1, 2), row(3)}},
		{op: "Split", why: "of integers", in: tensors{in(nil, 1, 2)}, want: tensors{in([]int{1}, 1), in([]int{1}, 2)}},
		one("Pad", "", fl([]int{2, 5}, 9, 1, 2, 3, 9, 9, 4, 5, 6, 9), tensors{a, in(nil, 0, 1, 0, 1), fl(nil, 9)}),
		one("Pad", "of some axes", fl([]int{2, 4}, 0, 1, 2, 3, 0, 4, 5, 6), tensors{a, in(nil, 1, 0), nil, in([]int{1}, -1)}).at(18),
		one("Pad", "takes away", fl([]int{2, 2}, 2, 3, 5, 6), tensors{a, in(nil, 0, -1, 0, 0)}),
		one("Pad", "by the edge", row(1, 1, 1, 2, 2), tensors{row(1, 2), in(nil, 2, 1)}, ot.S("mode", "edge")),
		one("Pad", "by the mirror image", row(3, 2, 1, 2, 3, 2), tensors{row(1, 2, 3), in(nil, 2, 1)}, ot.S("mode", "reflect")),
		one("Pad", "by attributes", row(7, 1, 2), tensors{row(1, 2)}, ot.Is("pads", 1, 0), ot.F("value", 7)).at(9),
	})
}

func TestConstantOps(t *testing.T) {
	x := fl([]int{1, 2, 3}, 1, 2, 3, 4, 5, 6)
	runAll(t, []opTest{
		one("Constant", "", row(1, 2), nil, ot.T("value", row(1, 2))),
		one("Constant", "of integers", in(nil, 1, 2), nil, ot.T("value", in(nil, 1, 2))),
		one("Constant", "a float", fl(nil, 1.5), nil, ot.F("value_float", 1.5)),
		one("Constant", "floats", row(1.5, 2), nil, ot.Fs("value_floats", 1.5, 2)),
		one("Constant", "an integer", in(nil, 3), nil, ot.I("value_int", 3)),
		one("Constant", "integers", in(nil, 3, 4), nil, ot.Is("value_ints", 3, 4)),
		one("ConstantOfShape", "", fl([]int{2, 2}, 0, 0, 0, 0), tensors{in(nil, 2, 2)}),
		one("ConstantOfShape", "of integers", in(nil, 7, 7), tensors{in([]int{1}, 2)}, ot.T("value", in([]int{1}, 7))),
		one("ConstantOfShape", "one value", fl(nil, 7), tensors{in([]int{0})}, ot.T("value", row(7))),
		one("Shape", "", in(nil, 1, 2, 3), tensors{x}),
		one("Shape", "of some axes", in([]int{1}, 2), tensors{x}, ot.I("start", 1), ot.I("end", -1)).at(15),
		one("Size", "", in(nil, 6), tensors{x}),
		one("Range", "", in(nil, 1, 3, 5), tensors{in(nil, 1), in(nil, 6), in(nil, 2)}),
		one("Range", "down", in(nil, 3, 2), tensors{in(nil, 3), in(nil, 1), in(nil, -1)}),
		one("Range", "to nowhere", in([]int{0}), tensors{in(nil, 3), in(nil, 1), in(nil, 1)}),
		one("Cast", "cuts off fractions", in(nil, 2, -2, 0, math.MaxInt64), tensors{row(2.9, -2.9, float32(math.NaN()), 1e30)}, ot.I("to", 7)),
		one("Cast", "to booleans", bo(nil, 0, 1, 1), tensors{row(0, -2, 0.5)}, ot.I("to", 9)),
		one("Cast", "integers to booleans", bo(nil, 0, 1), tensors{in(nil, 0, -2)}, ot.I("to", 9)),
		one("Cast", "to floats", row(0, -2), tensors{in(nil, 0, -2)}, ot.I("to", 1)),
		one("Cast", "to doubles", row(0.1, -2), tensors{row(0.1, -2)}, ot.I("to", 11)),
		one("CastLike", "", in(nil, 2), tensors{fl(nil, 2.9), in(nil, 0)}),
	})
}
