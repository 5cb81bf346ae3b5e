package graph

import (
	"math/rand/v2"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

func TestMatMul(t *testing.T) {
	a := fl([]int{2, 3}, 1, 2, 3, 4, 5, 6)
	b := fl([]int{3, 2}, 1, 0, 0, 1, 2, -1)
	runAll(t, []opTest{
		one("MatMul", "", fl([]int{2, 2}, 7, -1, 16, -1), tensors{a, b}),
		one("MatMul", "a row by a matrix", row(7, -1), tensors{row(1, 2, 3), b}),
		one("MatMul", "a matrix by a column", row(14, 32), tensors{a, row(1, 2, 3)}),
		one("MatMul", "two rows", fl(nil, 14), tensors{row(1, 2, 3), row(1, 2, 3)}),
		one("MatMul", "a stack by one matrix", fl([]int{2, 1, 2}, 7, -1, 16, -1), tensors{fl([]int{2, 1, 3}, 1, 2, 3, 4, 5, 6), b}),
		one("MatMul", "stacks", fl([]int{2, 1, 1}, 11, 39), tensors{fl([]int{2, 1, 2}, 1, 2, 3, 4), fl([]int{2, 2, 1}, 3, 4, 5, 6)}),
		one("MatMul", "one by a stack", fl([]int{2, 1, 1}, 11, 17), tensors{fl([]int{1, 2}, 1, 2), fl([]int{2, 2, 1}, 3, 4, 5, 6)}),
		one("Gemm", "", fl([]int{2, 2}, 7, -1, 16, -1), tensors{a, b}),
		one("Gemm", "with a row", fl([]int{2, 2}, 8, 1, 17, 1), tensors{a, b, row(1, 2)}),
		one("Gemm", "with a column", fl([]int{2, 2}, 8, 0, 18, 1), tensors{a, b, fl([]int{2, 1}, 1, 2)}),
		one("Gemm", "with factors", fl([]int{2, 2}, 15, -1, 33, -1), tensors{a, b, row(2)}, ot.F("alpha", 2), ot.F("beta", 0.5)),
		one("Gemm", "the first transposed", fl([]int{2, 2}, 7, -1, 16, -1), tensors{fl([]int{3, 2}, 1, 4, 2, 5, 3, 6), b}, ot.I("transA", 1)),
		one("Gemm", "the second transposed", fl([]int{2, 2}, 7, -1, 16, -1), tensors{a, fl([]int{2, 3}, 1, 0, 2, 0, 1, -1)}, ot.I("transB", 1)),
	})
}

// A second matrix that is computed as the graph runs is transposed then.
func TestGemmOfComputedMatrix(t *testing.T) {
	m := ot.Model(13, ot.Value("x", 2, 3), ot.Value("y"), nil,
		ot.Node("Gemm", "y", []string{"x", "x"}, ot.I("transB", 1)))
	got := evaluate(t, m, []int{2, 3}, 1, 2, 3, 4, 5, 6)
	equal(t, "x x'", []float32{14, 32, 32, 77}, got)
}

// A shape of a convolution.
type convCase struct {
	batch, in, out, groups int
	size, taps             [2]int
	stride, dilation       [2]int
	pads                   [4]int
	flat                   bool
}

func randomConv(r *rand.Rand) convCase {
	c := convCase{batch: 1 + r.IntN(2), groups: 1 + r.IntN(2), flat: r.IntN(3) == 0}
	c.in, c.out = c.groups*(1+r.IntN(3)), c.groups*(1+r.IntN(3))
	for i := range 2 {
		c.taps[i], c.stride[i], c.dilation[i] = 1+r.IntN(3), 1+r.IntN(3), 1+r.IntN(2)
		c.size[i] = (c.taps[i]-1)*c.dilation[i] + 1 + r.IntN(5)
		c.pads[i], c.pads[2+i] = r.IntN(3), r.IntN(3)
	}
	if c.flat {
		c.size[0], c.taps[0], c.stride[0], c.dilation[0], c.pads[0], c.pads[2] = 1, 1, 1, 1, 0, 0
	}
	return c
}

func (c *convCase) length(axis int) int {
	return (c.size[axis]+c.pads[axis]+c.pads[2+axis]-(c.taps[axis]-1)*c.dilation[axis]-1)/c.stride[axis] + 1
}

// shape leaves out the height where there is none.
func (c *convCase) shape(a, b, h, w int) []int {
	if c.flat {
		return []int{a, b, w}
	}
	return []int{a, b, h, w}
}

func (c *convCase) attrs() []*onnx.Attribute {
	list := func(name string, v ...int) *onnx.Attribute {
		if c.flat && len(v) == 2 {
			v = v[1:]
		} else if c.flat {
			v = []int{v[1], v[3]}
		}
		a := ot.Is(name)
		for _, x := range v {
			a.Ints = append(a.Ints, int64(x))
		}
		return a
	}
	return []*onnx.Attribute{
		list("strides", c.stride[:]...), list("dilations", c.dilation[:]...), list("pads", c.pads[:]...), ot.I("group", int64(c.groups)),
	}
}

// direct is the definition: seven sums in each other.
func (c *convCase) direct(x, w, bias []float32) (y []float32) {
	h, wd := c.length(0), c.length(1)
	perGroup, inGroup := c.out/c.groups, c.in/c.groups
	for b := range c.batch {
		for o := range c.out {
			for i := range h {
				for j := range wd {
					sum := bias[o]
					for ch := range inGroup {
						for p := range c.taps[0] {
							for q := range c.taps[1] {
								r, s := i*c.stride[0]-c.pads[0]+p*c.dilation[0], j*c.stride[1]-c.pads[1]+q*c.dilation[1]
								if r < 0 || r >= c.size[0] || s < 0 || s >= c.size[1] {
									continue
								}
								at := ((b*c.in+o/perGroup*inGroup+ch)*c.size[0]+r)*c.size[1] + s
								sum += x[at] * w[((o*inGroup+ch)*c.taps[0]+p)*c.taps[1]+q]
							}
						}
					}
					y = append(y, sum)
				}
			}
		}
	}
	return y
}

func randoms(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.IntN(17)-8) / 4 // exact in all sums here
	}
	return x
}

func TestConv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	for range 100 {
		c := randomConv(r)
		x := randoms(r, c.batch*c.in*c.size[0]*c.size[1])
		w := randoms(r, c.out*c.in/c.groups*c.taps[0]*c.taps[1])
		bias := randoms(r, c.out)
		test := one("Conv", "", fl(c.shape(c.batch, c.out, c.length(0), c.length(1)), c.direct(x, w, bias)...), tensors{
			fl(c.shape(c.batch, c.in, c.size[0], c.size[1]), x...),
			fl(c.shape(c.out, c.in/c.groups, c.taps[0], c.taps[1]), w...), row(bias...),
		}, c.attrs()...)
		if test.run(t); t.Failed() {
			t.Fatalf("%+v", c)
		}
	}
}

func TestConvPadding(t *testing.T) {
	x, ones := fl([]int{1, 1, 5}, 1, 2, 3, 4, 5), fl([]int{1, 1, 2}, 1, 1)
	runAll(t, []opTest{
		one("Conv", "valid", fl([]int{1, 1, 4}, 3, 5, 7, 9), tensors{x, ones}, ot.S("auto_pad", "VALID")),
		one("Conv", "same, more behind", fl([]int{1, 1, 5}, 3, 5, 7, 9, 5), tensors{x, ones}, ot.S("auto_pad", "SAME_UPPER")),
		one("Conv", "same, more before", fl([]int{1, 1, 5}, 1, 3, 5, 7, 9), tensors{x, ones}, ot.S("auto_pad", "SAME_LOWER")),
		one("Conv", "same, with a stride", fl([]int{1, 1, 3}, 3, 7, 5), tensors{x, ones}, ot.S("auto_pad", "SAME_UPPER"), ot.Is("strides", 2)),
	})
}

func TestPooling(t *testing.T) {
	x := fl([]int{1, 1, 5}, 1, 2, 3, 4, -5)
	square := fl([]int{1, 1, 2, 3}, 1, 2, 3, 4, 5, 6)
	runAll(t, []opTest{
		one("MaxPool", "", fl([]int{1, 1, 2}, 2, 4), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2)),
		one("MaxPool", "to the end", fl([]int{1, 1, 3}, 2, 4, -5), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2), ot.I("ceil_mode", 1)),
		one("MaxPool", "padded", fl([]int{1, 1, 3}, 1, 3, 4), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2), ot.Is("pads", 1, 0)),
		one("MaxPool", "dilated", fl([]int{1, 1, 3}, 3, 4, 3), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("dilations", 2)),
		one("MaxPool", "of a plane", fl([]int{1, 1, 1, 2}, 5, 6), tensors{square}, ot.Is("kernel_shape", 2, 2)),
		one("AveragePool", "", fl([]int{1, 1, 2}, 1.5, 3.5), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2)),
		one("AveragePool", "without padding", fl([]int{1, 1, 3}, 1, 2.5, -0.5), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2), ot.Is("pads", 1, 0)),
		one("AveragePool", "with padding", fl([]int{1, 1, 3}, 0.5, 2.5, -0.5), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2),
			ot.Is("pads", 1, 0), ot.I("count_include_pad", 1)),
		one("AveragePool", "to the end, which is no padding", fl([]int{1, 1, 3}, 1.5, 3.5, -5), tensors{x}, ot.Is("kernel_shape", 2), ot.Is("strides", 2),
			ot.I("ceil_mode", 1), ot.I("count_include_pad", 1)),
		one("AveragePool", "of a plane", fl([]int{1, 1, 1, 2}, 3, 4), tensors{square}, ot.Is("kernel_shape", 2, 2)),
	})
}
