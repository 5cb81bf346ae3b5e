package microwakeword

import (
	"errors"
	"fmt"
)

// A window is the geometry of a convolution or a pooling over
// [1][height][width][channels] without padding: streaming graphs keep what they
// need in variables.
type window struct {
	inW, inC         int
	outH, outW, outC int
	kernelH, kernelW int
	strideH, strideW int
	dilateH, dilateW int
}

// at is where in the input the window of output y, x starts, moved by i, j.
func (g *window) at(y, x, i, j int) int {
	return ((y*g.strideH+i*g.dilateH)*g.inW + x*g.strideW + j*g.dilateW) * g.inC
}

// newWindow holds shapes and steps against each other. steps are stride_w,
// stride_h, dilation_w and dilation_h, 0 meaning 1.
func newWindow(in, out *tensor, kernelH, kernelW int, steps [4]int) (*window, error) {
	if len(in.shape) != 4 || len(out.shape) != 4 || in.shape[0] != 1 || out.shape[0] != 1 {
		return nil, fmt.Errorf("shape %v from %v: %w", out.shape, in.shape, errors.ErrUnsupported)
	}
	for i, v := range steps {
		if v < 0 || v > maxArena {
			return nil, fmt.Errorf("stride or dilation %d", v)
		}
		steps[i] = max(v, 1)
	}
	if kernelH < 1 || kernelW < 1 || kernelH > maxArena || kernelW > maxArena {
		return nil, fmt.Errorf("a kernel of %d by %d", kernelH, kernelW)
	}
	g := &window{
		inW: in.shape[2], inC: in.shape[3],
		outH: out.shape[1], outW: out.shape[2], outC: out.shape[3],
		kernelH: kernelH, kernelW: kernelW,
		strideW: steps[0], strideH: steps[1], dilateW: steps[2], dilateH: steps[3],
	}
	if reach(g.outH, kernelH, g.strideH, g.dilateH) > int64(in.shape[1]) || reach(g.outW, kernelW, g.strideW, g.dilateW) > int64(in.shape[2]) {
		return nil, fmt.Errorf("shape %v from %v by %d by %d wants padding: %w", out.shape, in.shape, kernelH, kernelW, errors.ErrUnsupported)
	}
	return g, nil
}

// reach is how much of the input one dimension of the output looks at.
func reach(out, kernel, stride, dilate int) int64 {
	return int64(out-1)*int64(stride) + int64(kernel-1)*int64(dilate) + 1
}

// convWindow reads the geometry of a convolution: fields gives the numbers of
// the options stride_w, stride_h, dilation_w and dilation_h.
func convWindow(n *node, fields [4]int) (*window, error) {
	var steps [4]int
	for i, f := range fields {
		v, err := n.int(f)
		if err != nil {
			return nil, err
		}
		steps[i] = v
	}
	w := n.in[1]
	if len(w.shape) != 4 {
		return nil, fmt.Errorf("weights %v: %w", w.shape, errors.ErrUnsupported)
	}
	return newWindow(n.in[0], n.out[0], w.shape[1], w.shape[2], steps)
}

// conv2D: out[y][x][o] = sum over i, j, c of w[o][i][j][c] * in[y+i][x+j][c].
func (l *loader) conv2D(n *node) (step, error) {
	activation, err := n.byte(3)
	if err != nil {
		return nil, err
	}
	g, err := convWindow(n, [4]int{1, 2, 4, 5})
	if err != nil {
		return nil, err
	}
	w := n.in[1]
	if w.shape[0] != g.outC || w.shape[3] != g.inC {
		return nil, fmt.Errorf("weights %v from %d to %d channels: %w", w.shape, g.inC, g.outC, errors.ErrUnsupported)
	}
	each := w.size() / g.outC
	d, err := l.newDense(n, g.outC, func(i int) int { return i / each }, activation)
	if err != nil {
		return nil, err
	}
	if err := d.perChannel(n); err != nil {
		return nil, err
	}
	if err := l.spend(g.outH, g.outW, w.size()); err != nil {
		return nil, err
	}
	l.patch = max(l.patch, each)
	return func(s *state) { d.conv(g, d.dst.in(s), d.src.in(s), s.patch[:each], s.sums) }, nil
}

func (d *dense) conv(g *window, out, in, patch []int8, sums []int32) {
	for y := range g.outH {
		for x := range g.outW {
			d.product(out[:g.outC], g.patch(patch, in, y, x), sums)
			out = out[g.outC:]
		}
	}
}

// patch returns what output y, x looks at, one row after the other: in place
// where it lies so, otherwise copied to scratch.
func (g *window) patch(scratch, in []int8, y, x int) []int8 {
	row := g.kernelW * g.inC
	if g.kernelH == 1 && g.dilateW == 1 || g.kernelW == g.inW && g.dilateH == 1 {
		return in[g.at(y, x, 0, 0):][:len(scratch)]
	}
	if g.dilateW != 1 {
		row = g.inC
	}
	to := scratch
	for i := range g.kernelH {
		for j := 0; j*row < g.kernelW*g.inC; j++ {
			copy(to[:row], in[g.at(y, x, i, j):])
			to = to[row:]
		}
	}
	return scratch
}

// depthwiseConv2D: out[y][x][c] = sum over i, j of w[i][j][c] * in[y+i][x+j][c].
func (l *loader) depthwiseConv2D(n *node) (step, error) {
	activation, err := n.byte(4)
	if err != nil {
		return nil, err
	}
	g, err := convWindow(n, [4]int{1, 2, 5, 6})
	if err != nil {
		return nil, err
	}
	w := n.in[1]
	if w.shape[0] != 1 || w.shape[3] != g.inC || g.outC != g.inC {
		return nil, fmt.Errorf("weights %v from %d to %d channels: %w", w.shape, g.inC, g.outC, errors.ErrUnsupported)
	}
	d, err := l.newDense(n, g.outC, func(i int) int { return i % g.outC }, activation)
	if err != nil {
		return nil, err
	}
	if err := d.perChannel(n); err != nil {
		return nil, err
	}
	if err := l.spend(g.outH, g.outW, w.size()); err != nil {
		return nil, err
	}
	return func(s *state) { d.depthwise(g, d.dst.in(s), d.src.in(s), s.sums[:g.outC]) }, nil
}

// depthwise goes down the kernel at once where it is one wide, as those of
// streams are, otherwise along each of its rows.
func (d *dense) depthwise(g *window, out, in []int8, sums []int32) {
	for y := range g.outH {
		for x := range g.outW {
			copy(sums, d.bias)
			if g.kernelW == 1 {
				addProducts(sums, d.weights, in[g.at(y, x, 0, 0):], g.kernelH, g.dilateH*g.inW*g.inC)
			} else {
				for i := range g.kernelH {
					row := g.kernelW * g.inC
					addProducts(sums, d.weights[i*row:][:row], in[g.at(y, x, i, 0):], g.kernelW, g.dilateW*g.inC)
				}
			}
			d.put(out[:g.outC], sums)
			out = out[g.outC:]
		}
	}
}
