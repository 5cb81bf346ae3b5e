package openwakeword

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/gemm"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A stage is one layer of the embedding as its graph has it: a convolution, a
// pooling, or a factor and an offset for each channel; and what becomes of each
// value after it. Columns lie along time, rows along frequency.
type stage struct {
	kind    stageKind
	columns span // along time, where nothing pads
	rows    span // along frequency
	in, out int  // channels

	weights []float32 // convolution: [out][in][columns.taps][rows.taps]
	bias    []float32 // convolution: [out], or nil
	scale   []float32 // affine: [in], or nil for 1
	shift   []float32 // affine: [in], or nil for 0
	act     gemm.Activation
}

type stageKind uint8

const (
	convolution stageKind = iota + 1
	pooling
	affine
)

// A span is a filter along one axis.
type span struct {
	taps, stride  int
	before, after int // zeros beside the axis
}

// length returns how many results a filter gives along an axis of n values. It
// is an error where it leaves some of them over: results counted from the newest
// value on would not be those counted from the oldest on.
func (s span) length(n int) (int, error) {
	n += s.before + s.after
	if n < s.taps || (n-s.taps)%s.stride != 0 {
		return 0, fmt.Errorf("a filter of %d with a stride of %d does not tile %d values", s.taps, s.stride, n)
	}
	return (n-s.taps)/s.stride + 1, nil
}

var unchanged = gemm.Activation{Slope: 1, Floor: float32(math.Inf(-1))}

// stages reads the graph of an embedding as a chain of stages. Its error says
// what is not of such a chain; the graph may be sound all the same.
func stages(g *onnx.Graph) ([]stage, error) {
	w, err := newWalk(g)
	if err != nil {
		return nil, err
	}
	for w.value != g.Outputs[0].Name {
		n, err := w.next()
		if err != nil {
			return nil, err
		}
		read := readers[n.Op]
		if read == nil || n.Domain != "" && n.Domain != "ai.onnx" {
			return nil, fmt.Errorf("%v is not of a chain of convolutions", n)
		}
		if err := read(w, n); err != nil {
			return nil, fmt.Errorf("%v: %w", n, err)
		}
		w.value = n.Outputs[0]
	}
	return w.stages, nil
}

// readers turn nodes into stages, or into parts of one.
var readers = map[string]func(w *walk, n *onnx.Node) error{
	"Pad": readPad, "Reshape": readOrder, "Transpose": readOrder, "Squeeze": readOrder, "Flatten": readOrder,
	"Conv": readConv, "MaxPool": readPool, "BatchNormalization": readBatchNorm,
	"Relu": readRelu, "LeakyRelu": readLeakyRelu, "Max": readMax,
}

func readConv(w *walk, n *onnx.Node) error {
	weights, err := w.floats(n, 1)
	if err != nil {
		return err
	}
	if len(weights.Shape) != 4 || attrInt(n, "group", 1) != 1 {
		return fmt.Errorf("not a convolution over time, frequency and all channels")
	}
	s := stage{kind: convolution, in: weights.Shape[1], out: weights.Shape[0], weights: weights.Floats, act: unchanged}
	if err := w.spans(&s, n, weights.Shape[2:]); err != nil {
		return err
	}
	if len(n.Inputs) > 2 && n.Inputs[2] != "" {
		bias, err := w.floats(n, 2)
		if err != nil {
			return err
		}
		if s.bias = bias.Floats; len(s.bias) != s.out {
			return fmt.Errorf("%d biases for %d channels", len(s.bias), s.out)
		}
	}
	return w.add(s)
}

func readPool(w *walk, n *onnx.Node) error {
	s := stage{kind: pooling, in: w.channels, out: w.channels, act: unchanged}
	if err := w.spans(&s, n, nil); err != nil {
		return err
	}
	if s.rows.before+s.rows.after > 0 || attrInt(n, "ceil_mode", 0) != 0 {
		return fmt.Errorf("a padded pooling")
	}
	return w.add(s)
}

// readBatchNorm folds the four parameters of a normalisation into two.
func readBatchNorm(w *walk, n *onnx.Node) error {
	var p [4][]float32 // gamma, beta, mean, variance
	for i := range p {
		t, err := w.floats(n, i+1)
		if err != nil {
			return err
		}
		if p[i] = t.Floats; len(p[i]) != w.channels {
			return fmt.Errorf("%d parameters for %d channels", len(p[i]), w.channels)
		}
	}
	s := stage{kind: affine, in: w.channels, out: w.channels, columns: span{taps: 1, stride: 1}, rows: span{taps: 1, stride: 1}, act: unchanged}
	epsilon := float64(attrFloat(n, "epsilon", 1e-5))
	for c := range w.channels {
		scale := float32(float64(p[0][c]) / math.Sqrt(float64(p[3][c])+epsilon))
		s.scale = append(s.scale, scale)
		s.shift = append(s.shift, p[1][c]-float32(p[2][c]*scale))
	}
	return w.add(s)
}

func readRelu(w *walk, _ *onnx.Node) error {
	return w.activate(gemm.Activation{Slope: 1, Floor: 0})
}

func readLeakyRelu(w *walk, n *onnx.Node) error {
	slope := attrFloat(n, "alpha", 0.01)
	if !(slope >= 0 && slope <= 1) {
		return fmt.Errorf("slope %v", slope)
	}
	return w.activate(gemm.Activation{Slope: slope, Floor: unchanged.Floor})
}

// readMax takes the larger of each value and one constant.
func readMax(w *walk, n *onnx.Node) error {
	if len(n.Inputs) != 2 {
		return fmt.Errorf("%d inputs", len(n.Inputs))
	}
	at := 1
	if n.Inputs[1] == w.value {
		at = 0
	}
	t, err := w.floats(n, at)
	if err != nil {
		return err
	}
	if len(t.Floats) != 1 {
		return fmt.Errorf("%d constants", len(t.Floats))
	}
	return w.activate(gemm.Activation{Slope: 1, Floor: t.Floats[0]})
}
