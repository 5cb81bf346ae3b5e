package graph

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

func buildMaxPool(n *node) error {
	if err := n.only("storage_order", 0); err != nil {
		return err
	}
	return n.pool(func(window []float32, _ int) float32 {
		best := float32(math.Inf(-1))
		for _, v := range window {
			best = max(best, v)
		}
		return best
	})
}

// buildAveragePool divides by the values under the filter, padding counted if
// wanted.
func buildAveragePool(n *node) error {
	padded := n.attrInt("count_include_pad", 0) != 0
	return n.pool(func(window []float32, withPads int) float32 {
		count := len(window)
		if padded {
			count = withPads
		}
		var sum float32
		for _, v := range window {
			sum += v
		}
		return sum / float32(max(1, count))
	})
}

// pool slides a filter over each channel. The function gets the values under it
// and how many there would be if padding were values.
func (n *node) pool(of func(window []float32, withPads int) float32) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	f, err := n.filter(v, nil)
	if err != nil {
		return err
	}
	if err := n.make(0, onnx.Float, f.shape(f.channels)); err != nil {
		return err
	}
	h, w := &f.axes[0], &f.axes[1]
	if err := n.needScratch(h.taps * w.taps); err != nil {
		return err
	}
	n.kernel = func(c *call) {
		y := c.out[0].floats
		for plane := range f.batch * f.channels {
			x := c.in[0].floats[plane*h.length*w.length:][:h.length*w.length]
			for at := range h.out * w.out {
				window, all := f.under(c.scratch, x, at/w.out, at%w.out)
				y[plane*h.out*w.out+at] = of(window, all)
			}
		}
	}
	return n.c.spend(0, n.out[0].count, h.taps, w.taps)
}

// under collects the values under the filter, and counts the places there that
// are values or padding (a filter may end behind both).
func (f *filter) under(dst, x []float32, row, col int) (window []float32, all int) {
	h, w := &f.axes[0], &f.axes[1]
	count := 0
	for i := range h.taps {
		r, okRow := h.at(row, i)
		for j := range w.taps {
			c, ok := w.at(col, j)
			if ok && okRow {
				dst[count] = x[r*w.length+c]
				count++
			}
			if r < h.length+h.after && c < w.length+w.after {
				all++
			}
		}
	}
	return dst[:count], all
}

// buildGlobalPool takes the largest or the mean of each channel.
func buildGlobalPool(largest bool) builder {
	return func(n *node) error {
		v, err := n.need(0, onnx.Float)
		if err != nil {
			return err
		}
		if v.rank() < 3 {
			return fmt.Errorf("shape %v has no axes beside batch and channels", v.shape)
		}
		var list []int64
		for i := 2; i < v.rank(); i++ {
			list = append(list, int64(i))
		}
		if largest {
			return n.reduce(v, list, true, reduceMax)
		}
		return n.reduce(v, list, true, reduceMean)
	}
}
