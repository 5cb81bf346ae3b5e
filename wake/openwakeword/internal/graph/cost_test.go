package graph

import (
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// A small file must not cost much, whatever it claims: shapes that hold nothing
// but have long axes, and one constant named by many.
func TestSmallFilesCostLittle(t *testing.T) {
	nothing := ot.Floats("c", []int{0, onnx.MaxValues, onnx.MaxValues})
	empty := ot.Floats("c", []int{onnx.MaxValues, 0})
	column, row := ot.Floats("c", []int{2048, 1}, make([]float32, 2048)...), ot.Floats("r", []int{1, 2048}, make([]float32, 2048)...)
	many := append([]string{"r"}, slices.Repeat([]string{"c"}, 1000)...)
	for _, c := range []struct {
		name   string
		consts []*onnx.Tensor
		node   *onnx.Node
	}{
		{"axes of 2^46 beside one of 0", []*onnx.Tensor{nothing}, ot.Node("Softmax", "y", []string{"c"}, ot.I("axis", 0))},
		{"nothing in 2^23 rows, a thousand times", []*onnx.Tensor{empty}, ot.Node("Concat", "y", slices.Repeat([]string{"c"}, 1000), ot.I("axis", 1))},
		{"a table of 2^22 places for each of a thousand operands", []*onnx.Tensor{column, row}, ot.Node("Sum", "y", many)},
	} {
		m := ot.Model(17, ot.Value("x", 1), ot.Value("x"), c.consts, c.node)
		if _, err := Compile(m, []int{1}); err == nil {
			t.Errorf("%s: compiled", c.name)
		}
	}
}

// Nodes that copy their weights pay for the copies, even if they compute nothing.
func TestCopiesOfWeightsAreCounted(t *testing.T) {
	weights := ot.Floats("w", []int{1 << 10, 1 << 10, 1}, make([]float32, 1<<20)...)
	x := ot.Floats("c", []int{0, 1 << 10, 4})
	var nodes []*onnx.Node
	for _, name := range []string{"a", "b", "d", "e", "f"} {
		nodes = append(nodes, ot.Node("Conv", name, []string{"c", "w"}))
	}
	m := ot.Model(17, ot.Value("x", 1), ot.Value("x"), []*onnx.Tensor{weights, x}, nodes...)
	if _, err := Compile(m, []int{1}); err == nil {
		t.Error("five copies of a million weights: compiled")
	}
}
