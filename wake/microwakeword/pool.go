package microwakeword

import (
	"fmt"
	"math/bits"
)

// averagePool2D: out[y][x][c] = mean over i, j of in[y+i][x+j][c].
func (l *loader) averagePool2D(n *node) (step, error) {
	return l.pool(n, func(sum, v int32) int32 { return sum + v }, 0, func(sum, count int32) int32 {
		if sum > 0 { // to nearest, ties away from zero
			return (sum + count/2) / count
		}
		return (sum - count/2) / count
	})
}

// maxPool2D: out[y][x][c] = max over i, j of in[y+i][x+j][c].
func (l *loader) maxPool2D(n *node) (step, error) {
	return l.pool(n, func(most, v int32) int32 { return max(most, v) }, -128, func(most, _ int32) int32 { return most })
}

// pool folds what each output looks at, from a first value, and turns the result
// and the number of elements into the output.
func (l *loader) pool(n *node, fold func(acc, v int32) int32, first int32, result func(acc, count int32) int32) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := sameUnit(in, out); err != nil {
		return nil, err
	}
	g, err := n.poolWindow()
	if err != nil {
		return nil, err
	}
	activation, err := n.byte(5)
	if err != nil {
		return nil, err
	}
	lowest, highest, err := bounds(activation, out)
	if err != nil {
		return nil, err
	}
	if err := l.spend(out.size(), g.kernelH, g.kernelW); err != nil {
		return nil, err
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	count := int32(g.kernelH * g.kernelW)
	return func(s *state) {
		x, y := src.in(s), dst.in(s)
		for i := range y {
			c, px := i%g.outC, i/g.outC
			acc := first
			for k := range int(count) {
				acc = fold(acc, int32(x[g.at(px/g.outW, px%g.outW, k/g.kernelW, k%g.kernelW)+c]))
			}
			y[i] = int8(min(max(result(acc, count), lowest), highest))
		}
	}, nil
}

// poolWindow reads the geometry of a pooling.
func (n *node) poolWindow() (*window, error) {
	var opts [4]int // stride_w, stride_h, filter_width, filter_height
	for i := range opts {
		v, err := n.int(1 + i)
		if err != nil {
			return nil, err
		}
		opts[i] = v
	}
	g, err := newWindow(n.in[0], n.out[0], opts[3], opts[2], [4]int{opts[0], opts[1]})
	if err != nil {
		return nil, err
	}
	if g.inC != g.outC {
		return nil, fmt.Errorf("%d channels from %d", g.outC, g.inC)
	}
	return g, nil
}

// mean averages over some axes. The division is part of the rescaling.
func (l *loader) mean(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := int8s(in, out); err != nil {
		return nil, err
	}
	c, err := changeOf(in, out)
	if err != nil {
		return nil, err
	}
	w, count, err := n.reduction(in, out)
	if err != nil {
		return nil, err
	}
	r, err := c.rescaler()
	if err != nil {
		return nil, err
	}
	r = r.over(count)
	if err := l.spend(in.size()); err != nil {
		return nil, err
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	l.sums = max(l.sums, out.size())
	outputs := out.size()
	return func(s *state) {
		x, y, sums := src.in(s), dst.in(s), s.sums[:outputs]
		clear(sums)
		w.visit(func(i, at, _ int) { sums[at] += int32(x[i]) - c.inZero })
		for i, v := range sums {
			y[i] = int8(min(max(r.of(v)+c.outZero, -128), 127))
		}
	}, nil
}

// reduction walks over the input of a mean, a being the place in the output, and
// says how many elements come together.
func (n *node) reduction(in, out *tensor) (*walk, int, error) {
	axes, err := n.in[1].ints()
	if err != nil {
		return nil, 0, err
	}
	kept := append([]int(nil), in.shape...)
	for _, axis := range axes {
		if axis, err = along(axis, in.shape); err != nil {
			return nil, 0, err
		}
		kept[axis] = 1
	}
	count := 1
	for d := range kept {
		count *= in.shape[d] / kept[d]
	}
	if in.size()/count != out.size() {
		return nil, 0, fmt.Errorf("shape %v from the mean of %v along %v", out.shape, in.shape, axes)
	}
	return &walk{in.shape, spread(kept, in.shape), make([]int, len(kept))}, count, nil
}

// over is the rescaler that divides by a count as well: as much of the count as
// is a power of two goes to the shift, so that the fraction keeps its bits.
func (r rescaler) over(count int) rescaler {
	shift := int(r.left) - int(r.right)
	by := min(bits.Len(uint(count))-1, 31+shift)
	r.factor = int32(int64(r.factor) << by / int64(count))
	shift -= by
	r.left, r.right = int8(max(shift, 0)), int8(max(-shift, 0))
	return r
}
