package microwakeword

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Single operators, bound by hand.

// newTensor is a tensor of int8 that is computed.
func newTensor(name string, u measure, shape ...int) *tensor {
	return &tensor{name: name, kind: typeInt8, shape: shape, scale: u.scale, zero: u.zero}
}

// fixed makes a tensor a constant.
func (t *tensor) fixed(v []int8) *tensor {
	t.data = make([]byte, len(v))
	for i, x := range v {
		t.data[i] = byte(x)
	}
	return t
}

func intsTensor(name string, v ...int) *tensor {
	return &tensor{name: name, kind: typeInt32, shape: []int{len(v)}, data: int32Bytes(v)}
}

func biasTensor(v []int32) *tensor {
	t := &tensor{name: "bias", kind: typeInt32, shape: []int{len(v)}}
	for _, x := range v {
		t.data = append(t.data, int32Bytes([]int{int(x)})...)
	}
	return t
}

// bindOp binds an operator over tensors, which get their places.
func bindOp(code int, in, out []*tensor, options fields) (*loader, step, error) {
	f := newFile(encode(options))
	f.left = 1 << 24
	l := &loader{file: f}
	for _, t := range slices.Concat(in, out) {
		if t.data == nil && (t.kind == typeInt8 || t.kind == typeUint8) {
			t.at = l.arena
			l.arena += t.size()
		}
	}
	opts, err := f.root()
	if err != nil {
		return nil, nil, err
	}
	run, err := l.bindNode(0, code, &node{in: in, out: out, options: opts, has: true, handles: map[*tensor]int{}})
	return l, run, err
}

// runOp runs an operator on the values of its computed inputs and returns those
// of its outputs, one after the other.
func runOp(t testing.TB, code int, in, out []*tensor, options fields, values ...[]int8) []int8 {
	t.Helper()
	l, run, err := bindOp(code, in, out, options)
	if err != nil {
		t.Fatal(err)
	}
	s := l.newState()
	for _, x := range in {
		if x.data == nil && x.kind == typeInt8 {
			copy(s.arena[x.at:x.at+x.size()], values[0])
			values = values[1:]
		}
	}
	run(s)
	var got []int8
	for _, y := range out {
		got = append(got, s.arena[y.at:y.at+y.size()]...)
	}
	return got
}

func randomBytes(r *rand.Rand, n int) []int8 {
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(r.IntN(256) - 128)
	}
	return out
}

// randomWeights leaves -128 out, as the converter does.
func randomWeights(r *rand.Rand, n int) []int8 {
	out := randomBytes(r, n)
	for i := range out {
		out[i] = max(out[i], -127)
	}
	return out
}

func randomBiases(r *rand.Rand, n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(r.IntN(4000) - 2000)
	}
	return out
}

func randomScales(r *rand.Rand, n int, size float32) measure {
	u := measure{}
	for range n {
		u.scale = append(u.scale, size*(0.2+r.Float32()))
		u.zero = append(u.zero, 0)
	}
	return u
}

// size4 is how many elements a shape has.
func size4(shape []int) int { return shape[0] * shape[1] * shape[2] * shape[3] }

// pixel is element y, x, c of a tensor [1][.][width][channels].
func pixel(v []int8, shape []int, y, x, c int) int8 {
	return v[(y*shape[2]+x)*shape[3]+c]
}

type convCase struct {
	in, out          []int // shapes
	kernelH, kernelW int
	strideH, strideW int
	dilateH, dilateW int
}

// randomConv draws a geometry that needs no padding.
func randomConv(r *rand.Rand) convCase {
	c := convCase{
		kernelH: 1 + r.IntN(5), kernelW: 1 + r.IntN(3),
		strideH: 1 + r.IntN(3), strideW: 1 + r.IntN(2),
		dilateH: 1 + r.IntN(2), dilateW: 1 + r.IntN(2),
	}
	c.out = []int{1, 1 + r.IntN(3), 1 + r.IntN(3), 1 + r.IntN(37)}
	c.in = []int{1, (c.out[1]-1)*c.strideH + (c.kernelH-1)*c.dilateH + 1 + r.IntN(2), (c.out[2]-1)*c.strideW + (c.kernelW-1)*c.dilateW + 1 + r.IntN(2), 1 + r.IntN(37)}
	return c
}

func (c convCase) String() string {
	return fmt.Sprintf("%v to %v, kernel %dx%d, stride %dx%d, dilation %dx%d", c.in, c.out, c.kernelH, c.kernelW, c.strideH, c.strideW, c.dilateH, c.dilateW)
}

func TestConv2DEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 150 {
		c := randomConv(r)
		inU, outU := oneMeasure(0.5, int64(r.IntN(256)-128)), oneMeasure(40, int64(r.IntN(256)-128))
		wU := randomScales(r, []int{1, c.out[3]}[r.IntN(2)], 0.5)
		x, w := randomBytes(r, size4(c.in)), randomWeights(r, c.out[3]*c.kernelH*c.kernelW*c.in[3])
		bias := randomBiases(r, c.out[3])
		got := runOp(t, opConv2D,
			[]*tensor{newTensor("in", inU, c.in...), newTensor("w", wU, c.out[3], c.kernelH, c.kernelW, c.in[3]).fixed(w), biasTensor(bias)},
			[]*tensor{newTensor("out", outU, c.out...)},
			fields{1: c.strideW, 2: c.strideH, 4: c.dilateW, 5: c.dilateH}, x)
		var want []int8
		for y := range c.out[1] {
			for xx := range c.out[2] {
				var patch []int8
				for i := range c.kernelH {
					for j := range c.kernelW {
						for ch := range c.in[3] {
							patch = append(patch, pixel(x, c.in, y*c.strideH+i*c.dilateH, xx*c.strideW+j*c.dilateW, ch))
						}
					}
				}
				want = append(want, layer(patch, inU, w, bias, wU, outU, false)...)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", c, got, want)
		}
	}
}

func TestDepthwiseConv2DEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for range 150 {
		c := randomConv(r)
		c.in[3] = c.out[3]
		n := c.out[3]
		inU, outU := oneMeasure(0.5, int64(r.IntN(256)-128)), oneMeasure(20, int64(r.IntN(256)-128))
		wU := randomScales(r, n, 0.5)
		x, w := randomBytes(r, size4(c.in)), randomWeights(r, n*c.kernelH*c.kernelW)
		bias := randomBiases(r, n)
		got := runOp(t, opDepthwiseConv2D,
			[]*tensor{newTensor("in", inU, c.in...), newTensor("w", wU, 1, c.kernelH, c.kernelW, n).fixed(w), biasTensor(bias)},
			[]*tensor{newTensor("out", outU, c.out...)},
			fields{1: c.strideW, 2: c.strideH, 3: 1, 4: int8(1), 5: c.dilateW, 6: c.dilateH}, x)
		var want []int8
		for y := range c.out[1] {
			for xx := range c.out[2] {
				for ch := range n {
					var patch, own []int8
					for i := range c.kernelH {
						for j := range c.kernelW {
							patch = append(patch, pixel(x, c.in, y*c.strideH+i*c.dilateH, xx*c.strideW+j*c.dilateW, ch))
							own = append(own, w[(i*c.kernelW+j)*n+ch])
						}
					}
					want = append(want, layer(patch, inU, own, bias[ch:ch+1], oneMeasure(wU.scale[ch], 0), outU, true)...)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", c, got, want)
		}
	}
}

func TestFullyConnectedEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 100 {
		inputs, outputs := 1+r.IntN(100), 1+r.IntN(9)
		inU, outU, wU := oneMeasure(0.5, int64(r.IntN(256)-128)), oneMeasure(60, int64(r.IntN(256)-128)), randomScales(r, 1, 0.5)
		x, w, bias := randomBytes(r, inputs), randomWeights(r, inputs*outputs), make([]int32, outputs)
		in := []*tensor{newTensor("in", inU, 1, inputs), newTensor("w", wU, outputs, inputs).fixed(w)}
		if r.IntN(2) == 0 { // otherwise there is none
			bias = randomBiases(r, outputs)
			in = append(in, biasTensor(bias))
		}
		got := runOp(t, opFullyConnected, in, []*tensor{newTensor("out", outU, 1, outputs)}, fields{}, x)
		// The runtime multiplies the scales in single precision.
		product := measure{[]float32{inU.scale[0] * wU.scale[0]}, inU.zero}
		if want := layer(x, product, w, bias, oneMeasure(1, 0), outU, false); !slices.Equal(got, want) {
			t.Fatalf("%d to %d: got %v, want %v", inputs, outputs, got, want)
		}
	}
}

func TestLayersRefuse(t *testing.T) {
	u := oneMeasure(0.5, 0)
	in, out := newTensor("the input", u, 1, 5, 1, 8), newTensor("the output", u, 1, 3, 1, 4)
	w := newTensor("the weights", u, 4, 3, 1, 8).fixed(make([]int8, 96))
	bias := biasTensor(make([]int32, 4))
	zeroed := newTensor("odd weights", oneMeasure(0.5, 3), 4, 3, 1, 8).fixed(make([]int8, 96))
	floats := &tensor{name: "floats", kind: 0, shape: in.shape}
	for name, c := range map[string]struct {
		code    int
		in, out []*tensor
		options fields
		want    string
	}{
		"padding":           {opConv2D, []*tensor{newTensor("short", u, 1, 4, 1, 8), w, bias}, []*tensor{out}, fields{}, "padding"},
		"channels":          {opConv2D, []*tensor{newTensor("thin", u, 1, 5, 1, 7), w, bias}, []*tensor{out}, fields{}, "channels"},
		"computed weights":  {opConv2D, []*tensor{in, newTensor("made", u, 4, 3, 1, 8), bias}, []*tensor{out}, fields{}, `"made" is no constant`},
		"biases":            {opConv2D, []*tensor{in, w, biasTensor(make([]int32, 5))}, []*tensor{out}, fields{}, `"bias"`},
		"zero point":        {opConv2D, []*tensor{in, zeroed, bias}, []*tensor{out}, fields{}, "zero point 3"},
		"activation":        {opConv2D, []*tensor{in, w, bias}, []*tensor{out}, fields{3: int8(9)}, "activation 9"},
		"stride":            {opConv2D, []*tensor{in, w, bias}, []*tensor{out}, fields{1: -1}, "stride"},
		"type":              {opConv2D, []*tensor{floats, w, bias}, []*tensor{out}, fields{}, `"floats" of type 0`},
		"depth multiplier":  {opDepthwiseConv2D, []*tensor{in, newTensor("dw", u, 1, 3, 1, 16).fixed(make([]int8, 48)), bias}, []*tensor{newTensor("wide", u, 1, 3, 1, 16)}, fields{}, "from 8 to 16 channels"},
		"weights format":    {opFullyConnected, []*tensor{in, w, bias}, []*tensor{out}, fields{1: int8(1)}, "format 1"},
		"fully shape":       {opFullyConnected, []*tensor{in, w, bias}, []*tensor{out}, fields{}, "weights [4 3 1 8]"},
		"inputs":            {opConv2D, []*tensor{in}, []*tensor{out}, fields{}, "1 inputs and 1 outputs"},
		"constant output":   {opConv2D, []*tensor{in, w, bias}, []*tensor{w}, fields{}, `writes to the constant "the weights"`},
		"unknown operator":  {77, []*tensor{in}, []*tensor{out}, fields{}, "builtin operator 77"},
		"no scale":          {opConv2D, []*tensor{in, w, bias}, []*tensor{newTensor("bare", measure{}, 1, 3, 1, 4)}, fields{}, `"bare" with 0 scales`},
		"scales of weights": {opConv2D, []*tensor{in, newTensor("w2", eachMeasure(1, 2), 4, 3, 1, 8).fixed(make([]int8, 96)), bias}, []*tensor{out}, fields{}, "2 scales for 4 outputs"},
	} {
		_, _, err := bindOp(c.code, c.in, c.out, c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "operator 0") {
			t.Errorf("%s: error %v, want one with %q and the operator", name, err, c.want)
		}
	}
}

func TestErrorsNameOperatorAndTensor(t *testing.T) {
	_, _, err := bindOp(opConv2D, []*tensor{newTensor("a", measure{}, 1), newTensor("b", measure{}, 1)}, []*tensor{newTensor("made here", measure{}, 1)}, fields{})
	if err == nil || !strings.Contains(err.Error(), "CONV_2D") || !strings.Contains(err.Error(), `"made here"`) {
		t.Errorf("error %v, want one with CONV_2D and the tensor that it makes", err)
	}
}
