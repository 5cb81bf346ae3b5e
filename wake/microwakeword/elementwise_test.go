package microwakeword

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// broadcasts are the ways in which a network adds or multiplies.
var broadcasts = []struct{ a, b, out []int }{
	{[]int{1, 3, 1, 5}, []int{1, 3, 1, 5}, []int{1, 3, 1, 5}}, // a residual
	{[]int{1, 3, 1, 5}, []int{1, 1, 1, 5}, []int{1, 3, 1, 5}}, // a weight for each channel
	{[]int{1, 3, 1, 1}, []int{1, 3, 1, 5}, []int{1, 3, 1, 5}}, // one for each row
	{[]int{1, 3, 1, 5}, []int{5}, []int{1, 3, 1, 5}},
	{[]int{}, []int{1, 3, 1, 5}, []int{1, 3, 1, 5}},
}

// repeated is element y, c of a tensor that is repeated to [1][3][1][5].
func repeated(v []int8, shape []int, y, c int) int64 {
	rows, cols := 1, 1
	if len(shape) > 0 {
		cols = shape[len(shape)-1]
	}
	if len(shape) == 4 {
		rows = shape[1]
	}
	return int64(v[y%rows*cols+c%cols])
}

func TestAddAndMulEqualTheirDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for i := range 200 {
		shape := broadcasts[i%len(broadcasts)]
		ua := oneMeasure(0.1+r.Float32(), int64(r.IntN(256)-128))
		ub := oneMeasure(0.1+r.Float32(), int64(r.IntN(256)-128))
		uo := oneMeasure(0.3+r.Float32(), int64(r.IntN(256)-128))
		a, b := newTensor("a", ua, shape.a...), newTensor("b", ub, shape.b...)
		x, y := randomBytes(r, a.size()), randomBytes(r, b.size())
		sum := runOp(t, opAdd, []*tensor{a, b}, []*tensor{newTensor("sum", uo, shape.out...)}, fields{0: int8(i % 2)}, x, y)
		product := runOp(t, opMul, []*tensor{a, b}, []*tensor{newTensor("product", uo, shape.out...)}, fields{0: int8(i % 2)}, x, y)
		sa, sb, so := float64(ua.scale[0]), float64(ub.scale[0]), float64(uo.scale[0])
		for k := range sum {
			qa := repeated(x, shape.a, k/5, k%5) - ua.zero[0]
			qb := repeated(y, shape.b, k/5, k%5) - ub.zero[0]
			common := 2 * max(sa, sb)
			wantSum := slowRescale(slowRescale(qa<<20, sa/common)+slowRescale(qb<<20, sb/common), common/(1<<20*so)) + uo.zero[0]
			wantProduct := slowRescale(qa*qb, sa*sb/so) + uo.zero[0]
			lowest := int64(-128)
			if i%2 == 1 { // ReLU
				lowest = uo.zero[0]
			}
			wantSum, wantProduct = min(max(wantSum, lowest), 127), min(max(wantProduct, lowest), 127)
			if int64(sum[k]) != wantSum || int64(product[k]) != wantProduct {
				t.Fatalf("case %d, element %d: sum %d, product %d, want %d, %d", i, k, sum[k], product[k], wantSum, wantProduct)
			}
			real := (float64(qa)*sa+float64(qb)*sb)/so + float64(uo.zero[0])
			if real = min(max(real, float64(lowest)), 127); math.Abs(real-float64(sum[k])) > 0.51 {
				t.Fatalf("case %d, element %d: sum %d, in real numbers %.3f", i, k, sum[k], real)
			}
		}
	}
}

func TestPoolsEqualTheirDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 100 {
		c := randomConv(r)
		c.in[3] = c.out[3]
		c.in[1] += (c.kernelH - 1) * (1 - c.dilateH) // pools have no dilation
		c.in[2] += (c.kernelW - 1) * (1 - c.dilateW)
		x := randomBytes(r, size4(c.in))
		options := fields{1: c.strideW, 2: c.strideH, 3: c.kernelW, 4: c.kernelH}
		in, out := newTensor("in", someUnit, c.in...), newTensor("out", someUnit, c.out...)
		mean := runOp(t, opAveragePool2D, []*tensor{in}, []*tensor{out}, options, x)
		most := runOp(t, opMaxPool2D, []*tensor{in}, []*tensor{out}, options, x)
		for k := range mean {
			ch, px := k%c.out[3], k/c.out[3]
			var seen []int8
			sum := 0
			for i := range c.kernelH {
				for j := range c.kernelW {
					v := pixel(x, c.in, px/c.out[2]*c.strideH+i, px%c.out[2]*c.strideW+j, ch)
					seen, sum = append(seen, v), sum+int(v)
				}
			}
			if want := math.Round(float64(sum) / float64(len(seen))); float64(mean[k]) != want || most[k] != slices.Max(seen) {
				t.Fatalf("%v, element %d of %v: mean %d, max %d", c, k, seen, mean[k], most[k])
			}
		}
	}
}

func TestMeanIsTheMean(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	for _, axes := range [][]int{{1}, {-3, 2}, {1, 2}, {3}, {1, 2, 3}} {
		shape := []int{1, 7, 2, 5}
		ui, uo := oneMeasure(0.4, int64(r.IntN(200)-100)), oneMeasure(0.3, 5)
		x := randomBytes(r, size4(shape))
		kept := slices.Clone(shape)
		for _, a := range axes {
			kept[(a+4)%4] = 1
		}
		got := runOp(t, opMean, []*tensor{newTensor("in", ui, shape...), intsTensor("axes", axes...)}, []*tensor{newTensor("out", uo, kept...)}, fields{0: int8(1)}, x)
		for k, v := range got {
			sum, n := 0.0, 0.0
			for i, q := range x {
				y, xx, c := i/10, i/5%2, i%5
				if (y%kept[1]*kept[2]+xx%kept[2])*kept[3]+c%kept[3] == k {
					sum, n = sum+float64(ui.scale[0])*float64(int64(q)-ui.zero[0]), n+1
				}
			}
			if want := sum/n/float64(uo.scale[0]) + 5; math.Abs(float64(v)-min(max(want, -128), 127)) > 0.76 { // rounded twice
				t.Errorf("axes %v, element %d: got %d, want %.3f", axes, k, v, want)
			}
		}
	}
}

func TestElementwiseRefuse(t *testing.T) {
	in, out := newTensor("in", someUnit, 1, 3, 1, 5), newTensor("out", someUnit, 1, 3, 1, 5)
	tall := newTensor("tall", someUnit, 1, 4, 1, 5)
	for name, c := range map[string]struct {
		code    int
		in, out []*tensor
		options fields
		want    string
	}{
		"shapes":       {opAdd, []*tensor{in, tall}, []*tensor{out}, fields{}, "shape [1 3 1 5]"},
		"more axes":    {opMul, []*tensor{in, in}, []*tensor{newTensor("flat", someUnit, 15)}, fields{}, "shape [15]"},
		"activation":   {opAdd, []*tensor{in, in}, []*tensor{out}, fields{0: int8(8)}, "activation 8"},
		"pool reach":   {opMaxPool2D, []*tensor{in}, []*tensor{out}, fields{1: 1, 2: 1, 3: 1, 4: 2}, "padding"},
		"empty pool":   {opMaxPool2D, []*tensor{in}, []*tensor{out}, fields{}, "kernel of 0 by 0"},
		"pool unit":    {opAveragePool2D, []*tensor{in}, []*tensor{newTensor("o", oneMeasure(1, 0), 1, 3, 1, 5)}, fields{}, "another unit"},
		"mean shape":   {opMean, []*tensor{in, intsTensor("axes", 1)}, []*tensor{out}, fields{}, "mean of [1 3 1 5]"},
		"mean axis":    {opMean, []*tensor{in, intsTensor("axes", 4)}, []*tensor{out}, fields{}, "axis 4"},
		"logistic":     {opLogistic, []*tensor{in}, []*tensor{tall}, fields{}, "shape [1 4 1 5]"},
		"quantise int": {opQuantize, []*tensor{intsTensor("ints", 1)}, []*tensor{out}, fields{}, "want int8"},
	} {
		_, _, err := bindOp(c.code, c.in, c.out, c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestLogisticAndQuantize(t *testing.T) {
	all := make([]int8, 256)
	for i := range all {
		all[i] = int8(i - 128)
	}
	in := newTensor("in", oneMeasure(0.07, 10), 256)
	prob := newTensor("probability", oneMeasure(1.0/256, -128), 256)
	got := runOp(t, opLogistic, []*tensor{in}, []*tensor{prob}, nil, all)
	for i, q := range all {
		want := 256/(1+math.Exp(-float64(float32(0.07))*float64(int(q)-10))) - 128
		if math.Abs(float64(got[i])-min(want, 127)) > 0.5001 {
			t.Errorf("logistic of %d: got %d, want %.3f", q, got[i], want)
		}
	}
	out := newTensor("out", oneMeasure(1.0/256, 0), 256)
	out.kind = typeUint8
	bytes := runOp(t, opQuantize, []*tensor{prob}, []*tensor{out}, nil, all)
	for i, q := range all {
		if got := uint8(bytes[i]); int(got) != int(q)+128 {
			t.Errorf("quantize %d: got %d, want %d", q, got, int(q)+128)
		}
	}
}
