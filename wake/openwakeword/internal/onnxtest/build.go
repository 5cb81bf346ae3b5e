package onnxtest

import "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"

// Floats makes a constant; no shape: one value, or a row of them.
func Floats(name string, shape []int, values ...float32) *onnx.Tensor {
	return &onnx.Tensor{Name: name, Type: onnx.Float, Shape: rowOf(shape, len(values)), Floats: values}
}

// Ints is Floats for integers.
func Ints(name string, shape []int, values ...int64) *onnx.Tensor {
	return &onnx.Tensor{Name: name, Type: onnx.Int, Shape: rowOf(shape, len(values)), Ints: values}
}

// Bools is Floats for truth values, 0 and 1.
func Bools(name string, shape []int, values ...int64) *onnx.Tensor {
	return &onnx.Tensor{Name: name, Type: onnx.Bool, Shape: rowOf(shape, len(values)), Ints: values}
}

func rowOf(shape []int, count int) []int {
	if shape == nil && count != 1 {
		return []int{count}
	}
	return shape
}

// Node makes a node with one output.
func Node(op, out string, in []string, attrs ...*onnx.Attribute) *onnx.Node {
	return &onnx.Node{Op: op, Inputs: in, Outputs: []string{out}, Attrs: attrs}
}

// I makes an attribute of an integer.
func I(name string, v int64) *onnx.Attribute { return &onnx.Attribute{Name: name, Int: v} }

// F makes an attribute of a float.
func F(name string, v float32) *onnx.Attribute { return &onnx.Attribute{Name: name, Float: v} }

// S makes an attribute of a string.
func S(name, v string) *onnx.Attribute { return &onnx.Attribute{Name: name, String: v} }

// Is makes an attribute of integers.
func Is(name string, v ...int64) *onnx.Attribute { return &onnx.Attribute{Name: name, Ints: v} }

// Fs makes an attribute of floats.
func Fs(name string, v ...float32) *onnx.Attribute { return &onnx.Attribute{Name: name, Floats: v} }

// Ss makes an attribute of strings.
func Ss(name string, v ...string) *onnx.Attribute { return &onnx.Attribute{Name: name, Strings: v} }

// T makes an attribute of a tensor.
func T(name string, v *onnx.Tensor) *onnx.Attribute { return &onnx.Attribute{Name: name, Tensor: v} }

// G makes an attribute of a graph.
func G(name string, v *onnx.Graph) *onnx.Attribute { return &onnx.Attribute{Name: name, Graph: v} }

// Value makes an input or output of floats; no shape: not told.
func Value(name string, shape ...int) onnx.Value {
	return onnx.Value{Name: name, Type: onnx.Float, Shape: shape, Known: shape != nil}
}

// Model makes a model of nodes from one input to one output.
func Model(opset int, in, out onnx.Value, consts []*onnx.Tensor, nodes ...*onnx.Node) *onnx.Model {
	return &onnx.Model{Opset: opset, Graph: &onnx.Graph{
		Name: "made by a test", Nodes: nodes, Consts: consts, Inputs: []onnx.Value{in}, Outputs: []onnx.Value{out},
	}}
}
