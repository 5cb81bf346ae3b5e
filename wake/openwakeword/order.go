package openwakeword

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// readOrder takes the nodes that give the axes another order or other lengths,
// where they leave the values themselves in their order: before the first stage,
// when there is one channel, and behind the last, when there is one time and
// frequency.
func readOrder(w *walk, n *onnx.Node) error {
	if count, _ := onnx.Count(w.shape); len(w.stages) > 0 && count != w.channels {
		return fmt.Errorf("between stages, at shape %v", w.shape)
	}
	var err error
	switch n.Op {
	case "Transpose":
		err = w.transpose(attrInts(n, "perm", nil))
	case "Reshape":
		var to *onnx.Tensor
		if to, err = w.constant(n, 1); err == nil {
			w.shape, err = reshaped(w.shape, to.Ints)
		}
	default: // Squeeze and Flatten
		w.shape = slices.DeleteFunc(slices.Clone(w.shape), func(d int) bool { return d == 1 })
	}
	return err
}

// transpose only moves axes of one value.
func (w *walk) transpose(perm []int) error {
	var shape []int
	last := -1
	for _, axis := range perm {
		if axis < 0 || axis >= len(w.shape) || len(perm) != len(w.shape) || w.shape[axis] > 1 && axis < last {
			return fmt.Errorf("shape %v in the order %v", w.shape, perm)
		}
		if w.shape[axis] > 1 {
			last = axis
		}
		shape = append(shape, w.shape[axis])
	}
	w.shape = shape
	return nil
}

// reshaped works out the one length of a new shape that may be left open, as -1.
func reshaped(from []int, to []int64) ([]int, error) {
	total, open, known := 1, -1, 1
	for _, n := range from {
		total *= n
	}
	shape := make([]int, 0, len(to))
	for i, n := range to {
		switch {
		case n == -1 && open < 0:
			open, n = i, 1
		case n < 1 || n > onnx.MaxValues || len(to) > onnx.MaxAxes:
			return nil, fmt.Errorf("to shape %v", to)
		}
		if shape = append(shape, int(n)); known > onnx.MaxValues/int(n) {
			return nil, fmt.Errorf("to shape %v", to)
		}
		known *= int(n)
	}
	if open >= 0 && total%known == 0 {
		shape[open] = total / known
		known = total
	}
	if known != total {
		return nil, fmt.Errorf("from shape %v to %v", from, to)
	}
	return shape, nil
}

// readPad takes zeros beside the frequencies, which the next convolution gets
// to see. The axes are still those of the input: 1, time, frequency, 1.
func readPad(w *walk, n *onnx.Node) error {
	t, err := w.constant(n, 1)
	if err != nil {
		return err
	}
	mode := attrString(n, "mode")
	if len(n.Inputs) > 2 || mode != "" && mode != "constant" || len(w.stages) > 0 || len(w.shape) != 4 || len(t.Ints) != 8 {
		return fmt.Errorf("not zeros beside the input")
	}
	for i, zeros := range t.Ints {
		if zeros != 0 && i%4 != 2 || zeros < 0 || zeros > bands {
			return fmt.Errorf("pads %v, want them beside the frequencies alone", t.Ints)
		}
	}
	w.pad[0] += int(t.Ints[2])
	w.pad[1] += int(t.Ints[6])
	if max(w.pad[0], w.pad[1]) > bands {
		return fmt.Errorf("%d and %d zeros beside %d frequencies", w.pad[0], w.pad[1], bands)
	}
	w.shape = slices.Clone(w.shape)
	w.shape[2] += int(t.Ints[2] + t.Ints[6])
	return nil
}
