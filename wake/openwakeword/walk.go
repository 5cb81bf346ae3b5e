package openwakeword

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/gemm"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/graph"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A walk goes along a graph that is a chain, from its input to its output. That
// the graph is sound, with operators and attributes that are known, is for
// package graph to check.
type walk struct {
	consts map[string]*onnx.Tensor
	users  map[string][]*onnx.Node

	value    string  // what has been computed so far,
	shape    []int   // its shape,
	channels int     // and how many of its values lie at one time and frequency
	pad      [2]int  // zeros along frequency that the next convolution sees
	stages   []stage // that compute it
}

func newWalk(g *onnx.Graph) (*walk, error) {
	ins := graph.Inputs(g)
	if len(ins) != 1 || len(g.Outputs) != 1 {
		return nil, fmt.Errorf("%d inputs and %d outputs, want one of each", len(ins), len(g.Outputs))
	}
	w := &walk{
		consts: map[string]*onnx.Tensor{}, users: map[string][]*onnx.Node{},
		value: ins[0].Name, shape: []int{1, window, bands, 1}, channels: 1,
	}
	for _, t := range g.Consts {
		w.consts[t.Name] = t
	}
	for _, n := range g.Nodes {
		if a := attr(n, "value"); n.Op == "Constant" && a != nil && a.Tensor != nil {
			w.consts[n.Outputs[0]] = a.Tensor
		}
		for _, in := range n.Inputs {
			w.users[in] = append(w.users[in], n)
		}
	}
	if in := ins[0].Shape; len(in) != 4 || !slices.Equal(in[1:], w.shape[1:]) {
		return nil, fmt.Errorf("input %q has shape %v, want [1 %d %d 1]", w.value, in, window, bands)
	}
	return w, nil
}

// next returns the only node that takes the present value.
func (w *walk) next() (*onnx.Node, error) {
	users := w.users[w.value]
	delete(w.users, w.value) // a value that comes again would be a ring
	if len(users) != 1 || len(users[0].Outputs) != 1 {
		return nil, fmt.Errorf("value %q does not go to one node alone", w.value)
	}
	return users[0], nil
}

// floats returns an input of a node that is a constant, and finite.
func (w *walk) floats(n *onnx.Node, input int) (*onnx.Tensor, error) {
	t, err := w.constant(n, input)
	if err != nil {
		return nil, err
	}
	for _, v := range t.Floats {
		if v-v != 0 {
			return nil, fmt.Errorf("constant %q holds %v", t.Name, v)
		}
	}
	return t, nil
}

func (w *walk) constant(n *onnx.Node, input int) (*onnx.Tensor, error) {
	if input >= len(n.Inputs) || w.consts[n.Inputs[input]] == nil {
		return nil, fmt.Errorf("input %d is not a constant", input)
	}
	return w.consts[n.Inputs[input]], nil
}

// spans reads the geometry of a filter over [1][channels][time][frequency].
func (w *walk) spans(s *stage, n *onnx.Node, taps []int) error {
	var both [2]span
	kernel := attrInts(n, "kernel_shape", taps)
	strides := attrInts(n, "strides", []int{1, 1})
	pads := attrInts(n, "pads", []int{0, 0, 0, 0})
	if len(kernel) != 2 || len(strides) != 2 || len(pads) != 4 || taps != nil && !slices.Equal(kernel, taps) ||
		slices.ContainsFunc(attrInts(n, "dilations", nil), func(d int) bool { return d != 1 }) {
		return fmt.Errorf("geometry")
	}
	for i := range both {
		both[i] = span{kernel[i], strides[i], pads[i], pads[i+2]}
		if kernel[i] < 1 || strides[i] < 1 || kernel[i] > window || strides[i] > kernel[i] || pads[i] < 0 || pads[i+2] < 0 ||
			pads[i] > bands || pads[i+2] > bands {
			return fmt.Errorf("geometry %+v", both[i])
		}
	}
	if auto := attrString(n, "auto_pad"); auto != "" && auto != "NOTSET" && auto != "VALID" {
		return fmt.Errorf("auto_pad %s", auto)
	}
	if len(w.shape) == 4 { // the zeros that a node before this one put there are its own
		w.shape[3] -= w.pad[0] + w.pad[1]
		both[1].before += w.pad[0]
		both[1].after += w.pad[1]
		w.pad = [2]int{}
	}
	s.columns, s.rows = both[0], both[1]
	if s.columns.before+s.columns.after > 0 {
		return fmt.Errorf("it pads time")
	}
	return nil
}

// add takes a stage over [1][channels][time][frequency] and finds the shape of
// what it gives.
func (w *walk) add(s stage) error {
	if len(w.shape) != 4 || w.shape[0] != 1 || w.shape[1] != s.in || w.channels != s.in || w.pad != [2]int{} {
		return fmt.Errorf("a value of shape %v, want [1 %d times frequencies]", w.shape, s.in)
	}
	if len(w.stages) == 0 && (w.shape[2] != window || w.shape[3] != bands) {
		return fmt.Errorf("a value of shape %v, want [1 1 %d %d] at first", w.shape, window, bands)
	}
	columns, err := s.columns.length(w.shape[2])
	if err != nil {
		return fmt.Errorf("time: %w", err)
	}
	rows, err := s.rows.length(w.shape[3])
	if err != nil {
		return fmt.Errorf("frequency: %w", err)
	}
	w.shape, w.channels = []int{1, s.out, columns, rows}, s.out
	w.stages = append(w.stages, s)
	return nil
}

// activate makes one more function follow the last stage, within the same
// stage where two functions are one.
func (w *walk) activate(a gemm.Activation) error {
	if len(w.stages) == 0 {
		return fmt.Errorf("nothing is computed before it")
	}
	last := &w.stages[len(w.stages)-1]
	switch {
	case a.Slope == 1:
		last.act.Floor = max(last.act.Floor, a.Floor)
	case last.act == unchanged:
		last.act = a
	default:
		one := span{taps: 1, stride: 1}
		return w.add(stage{kind: affine, in: w.channels, out: w.channels, columns: one, rows: one, act: a})
	}
	return nil
}

// attrInt, attrFloat, attrString and attrInts return an attribute of a node, or
// what it is where the file does not say.
func attrInt(n *onnx.Node, name string, otherwise int64) int64 {
	if a := attr(n, name); a != nil {
		return a.Int
	}
	return otherwise
}

func attrFloat(n *onnx.Node, name string, otherwise float32) float32 {
	if a := attr(n, name); a != nil {
		return a.Float
	}
	return otherwise
}

func attrString(n *onnx.Node, name string) string {
	if a := attr(n, name); a != nil {
		return a.String
	}
	return ""
}

func attrInts(n *onnx.Node, name string, otherwise []int) []int {
	a := attr(n, name)
	if a == nil {
		return otherwise
	}
	list := make([]int, len(a.Ints))
	for i, v := range a.Ints {
		list[i] = int(max(math.MinInt32, min(v, math.MaxInt32)))
	}
	return list
}

func attr(n *onnx.Node, name string) *onnx.Attribute {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a
		}
	}
	return nil
}
