package openwakeword

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// readOrder takes the nodes that give the axes another order or name: those
// that leave the values themselves in their order, which is what they do while
// there is one channel, or one time and frequency.
func readOrder(w *walk, n *onnx.Node) error {
	var to []int
	switch n.Op {
	case "Transpose":
		for _, axis := range attrInts(n, "perm", nil) {
			if axis < 0 || axis >= len(w.shape) {
				return fmt.Errorf("axis %d", axis)
			}
			to = append(to, w.shape[axis])
		}
	case "Reshape":
		t, err := w.constant(n, 1)
		if err != nil {
			return err
		}
		if to, err = reshaped(w.shape, t.Ints); err != nil {
			return err
		}
	default: // Squeeze and Flatten, behind the last stage: the shape no longer counts
		to = []int{w.channels}
	}
	if !slices.Equal(long(w.shape), long(to)) {
		return fmt.Errorf("from shape %v to %v", w.shape, to)
	}
	w.shape = to
	return nil
}

// long leaves out the axes of one value: what is left tells the order.
func long(shape []int) []int {
	return slices.DeleteFunc(slices.Clone(shape), func(n int) bool { return n == 1 })
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
		shape = append(shape, int(n))
		if known *= int(n); known > onnx.MaxValues {
			return nil, fmt.Errorf("to shape %v", to)
		}
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
	w.shape = slices.Clone(w.shape)
	w.shape[2] += int(t.Ints[2] + t.Ints[6])
	return nil
}
