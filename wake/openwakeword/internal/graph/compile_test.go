package graph

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// branches chooses 2x, or x + w where the first value is at least 1.
func branches(cond *onnx.Node, consts ...*onnx.Tensor) *onnx.Model {
	then := &onnx.Graph{
		Nodes:   []*onnx.Node{ot.Node("Identity", "same", []string{"x"}), ot.Node("Add", "t", []string{"same", "w"})},
		Outputs: []onnx.Value{ot.Value("t")},
	}
	otherwise := &onnx.Graph{
		Nodes:   []*onnx.Node{ot.Node("Mul", "e", []string{"x", "two"})},
		Consts:  tensors{ot.Floats("two", nil, 2)},
		Outputs: []onnx.Value{ot.Value("e")},
	}
	consts = append(consts, ot.Floats("w", nil, 10, 20), ot.Floats("one", nil, 1), ot.Ints("zero", nil, 0))
	return ot.Model(13, ot.Value("x", 2), ot.Value("y"), consts,
		ot.Node("Gather", "first", []string{"x", "zero"}), cond,
		ot.Node("If", "chosen", []string{"cond"}, ot.G("then_branch", then), ot.G("else_branch", otherwise)),
		ot.Node("Neg", "y", []string{"chosen"}))
}

func TestIf(t *testing.T) {
	p, err := Compile(branches(ot.Node("GreaterOrEqual", "cond", []string{"first", "one"})), []int{2})
	if err != nil {
		t.Fatal(err)
	}
	r := p.NewRun()
	for range 2 { // there and back
		for _, c := range []struct{ in, want []float32 }{{[]float32{1, 5}, []float32{-11, -25}}, {[]float32{0.5, 5}, []float32{-1, -10}}} {
			copy(r.Input(), c.in)
			equal(t, fmt.Sprint(c.in), c.want, r.Do())
		}
	}
}

// A constant condition leaves nothing of the other branch.
func TestIfOfConstant(t *testing.T) {
	for value, want := range map[int64][]float32{0: {-2, -10}, 1: {-11, -25}} {
		m := branches(ot.Node("Cast", "cond", []string{"flag"}, ot.I("to", 9)), ot.Ints("flag", nil, value))
		p, err := Compile(m, []int{2})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprint(value), want, evaluate(t, m, []int{2}, 1, 5))
		for _, s := range p.steps {
			if s.jump != nil {
				t.Errorf("condition %d: the program still jumps", value)
			}
		}
	}
}

// What follows from constants alone is no step of the program.
func TestConstantsAreFolded(t *testing.T) {
	m := ot.Model(13, ot.Value("x", 1, 4), ot.Value("y"),
		tensors{ot.Floats("a", nil, 1, 2), ot.Ints("shape", nil, 2, 2), ot.Ints("minus", nil, -1)},
		ot.Node("Mul", "b", []string{"a", "a"}),
		ot.Node("Shape", "s", []string{"x"}),
		ot.Node("Reshape", "four", []string{"s", "minus"}),
		ot.Node("Concat", "to", []string{"four"}, ot.I("axis", 0)),
		ot.Node("Reshape", "again", []string{"x", "to"}),
		ot.Node("Reshape", "square", []string{"again", "shape"}),
		ot.Node("Add", "y", []string{"square", "b"}))
	p, err := Compile(m, []int{1, 4})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.steps) != 1 {
		t.Errorf("%d steps, want 1", len(p.steps))
	}
	equal(t, "sums", []float32{2, 6, 4, 8}, evaluate(t, m, []int{1, 4}, 1, 2, 3, 4))
}

// Graphs whose output is the input, or a constant, have nothing to compute.
func TestTrivialGraphs(t *testing.T) {
	m := ot.Model(13, ot.Value("x", 2), ot.Value("y"), nil, ot.Node("Identity", "y", []string{"x"}))
	equal(t, "the input", []float32{3, 4}, evaluate(t, m, []int{2}, 3, 4))
	m = ot.Model(13, ot.Value("x", 2), ot.Value("y"), tensors{ot.Floats("y", nil, 5, 6)})
	equal(t, "a constant", []float32{5, 6}, evaluate(t, m, []int{2}, 3, 4))
}

// Values that share memory never harm each other: random graphs give what they
// give when each value is kept.
func TestMemoryIsSharedSafely(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 8))
	for range 100 {
		nodes, want := randomGraph(rng, []float32{1, -2, 3})
		m := ot.Model(13, ot.Value("v0", 3), ot.Value(nodes[len(nodes)-1].Outputs[0]), nil, nodes...)
		p, err := Compile(m, []int{3})
		if err != nil {
			t.Fatal(err)
		}
		r := p.NewRun()
		copy(r.Input(), []float32{1, -2, 3})
		for range 2 {
			equal(t, fmt.Sprint(nodes), want, r.Do())
		}
		if kept := 3 * (1 + len(nodes)); p.floats > kept {
			t.Errorf("%d values of memory, %d without sharing", p.floats, kept)
		}
	}
}

// randomGraph makes sums and differences of older values and of their views,
// and the value of the last.
func randomGraph(rng *rand.Rand, x []float32) (nodes []*onnx.Node, last []float32) {
	values := [][]float32{x}
	for i := range 3 + rng.IntN(15) {
		a, b := rng.IntN(len(values)), rng.IntN(len(values))
		names, out := []string{fmt.Sprint("v", a), fmt.Sprint("v", b)}, fmt.Sprint("v", i+1)
		v := make([]float32, len(x))
		switch rng.IntN(3) {
		case 0:
			nodes, v = append(nodes, ot.Node("Identity", out, names[:1])), values[a]
		case 1:
			nodes = append(nodes, ot.Node("Sub", out, names))
			for j := range v {
				v[j] = values[a][j] - values[b][j]
			}
		default:
			nodes = append(nodes, ot.Node("Tanh", out, names[:1]))
			for j := range v {
				v[j] = float32(math.Tanh(float64(values[a][j])))
			}
		}
		values = append(values, v)
	}
	return nodes, values[len(values)-1]
}

func TestRunsAreIndependent(t *testing.T) {
	p, err := Compile(branches(ot.Node("Less", "cond", []string{"first", "one"})), []int{2})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		r := p.NewRun()
		wg.Go(func() {
			for k := range 100 {
				r.Input()[0], r.Input()[1] = float32(i), float32(k)
				want := -2 * float32(i)
				if i < 1 {
					want = -10 - float32(i)
				}
				if got := r.Do()[0]; got != want {
					t.Errorf("run %d: %v, want %v", i, got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestDoAllocatesNothing(t *testing.T) {
	for _, m := range []*onnx.Model{branches(ot.Node("Less", "cond", []string{"first", "one"})), everyKernel()} {
		p, err := Compile(m, m.Graph.Inputs[0].Shape)
		if err != nil {
			t.Fatal(err)
		}
		r := p.NewRun()
		if n := testing.AllocsPerRun(20, func() { r.Do() }); n != 0 {
			t.Errorf("%v allocations, want 0", n)
		}
	}
}

// everyKernel is a graph with a node of each kind that has a kernel of its own.
func everyKernel() *onnx.Model {
	consts := tensors{
		ot.Floats("w", []int{2, 4, 3}, randoms(rand.New(rand.NewPCG(1, 9)), 24)...),
		ot.Floats("b", []int{2}, 1, 2), ot.Floats("four", nil, 1, 2, 3, 4), ot.Floats("m", []int{2, 2}, 1, 2, 3, 4),
		ot.Floats("lw", []int{1, 8, 2}, make([]float32, 16)...), ot.Floats("lr", []int{1, 8, 2}, make([]float32, 16)...),
		ot.Floats("gw", []int{1, 6, 2}, make([]float32, 12)...), ot.Floats("gr", []int{1, 6, 2}, make([]float32, 12)...),
		ot.Ints("axis", nil, 1), ot.Ints("two", nil, 0, 1),
	}
	return ot.Model(17, ot.Value("x", 1, 4, 6), ot.Value("y"), consts,
		ot.Node("Conv", "c", []string{"x", "w", "b"}),                                         // 1 2 4
		ot.Node("MaxPool", "p", []string{"c"}, ot.Is("kernel_shape", 2), ot.Is("strides", 2)), // 1 2 2
		ot.Node("LSTM", "", []string{"p", "lw", "lr"}, ot.I("hidden_size", 2)),
		&onnx.Node{Op: "LSTM", Inputs: []string{"p", "lw", "lr"}, Outputs: []string{"", "h"}, Attrs: []*onnx.Attribute{ot.I("hidden_size", 2)}},
		ot.Node("GRU", "all", []string{"p", "gw", "gr"}, ot.I("hidden_size", 2)), // 1 1 2 2
		ot.Node("Softmax", "s", []string{"all"}),
		ot.Node("LayerNormalization", "n", []string{"c", "four"}),
		ot.Node("ReduceMean", "mean", []string{"n"}, ot.Is("axes", 2)), // 1 2 1
		ot.Node("MatMul", "mm", []string{"p", "m"}),                    // 1 2 2
		ot.Node("Add", "a", []string{"mm", "mean"}),
		ot.Node("Add", "ah", []string{"a", "h"}),
		ot.Node("Transpose", "t", []string{"ah"}, ot.Is("perm", 2, 1, 0)),
		ot.Node("Concat", "cc", []string{"t", "t"}, ot.I("axis", 2)), // 2 2 2
		ot.Node("Gather", "g", []string{"cc", "two"}, ot.I("axis", 0)),
		ot.Node("ArgMax", "arg", []string{"g"}, ot.I("axis", 1)),
		ot.Node("Cast", "f", []string{"arg"}, ot.I("to", 1)),
		ot.Node("CumSum", "cum", []string{"f", "axis"}),
		ot.Node("Sum", "z", []string{"cum", "g", "s"}),
		ot.Node("Sigmoid", "y", []string{"z"}))
}

func TestCompileErrors(t *testing.T) {
	node := func(op string, in []string, attrs ...*onnx.Attribute) *onnx.Model {
		return ot.Model(13, ot.Value("x", 2, 3), ot.Value("y"),
			tensors{ot.Floats("w", nil, 1, 2), ot.Ints("i", nil, 1, 2), ot.Ints("big", nil, 1<<20, 1<<20)}, ot.Node(op, "y", in, attrs...))
	}
	x, xw := []string{"x"}, []string{"x", "w"}
	for _, c := range []struct {
		why  string
		m    *onnx.Model
		want string
	}{
		{"an operator that is not known", node("Einsum", x), `Einsum node that makes "y": the operator is not supported`},
		{"another domain", ot.Model(13, ot.Value("x"), ot.Value("y"), nil,
			&onnx.Node{Op: "Relu", Domain: "com.microsoft", Name: "n", Inputs: x, Outputs: []string{"y"}}), `com.microsoft.Relu node "n": the operator is not supported`},
		{"an attribute that is not known", node("Relu", x, ot.I("inplace", 1)), `attribute "inplace" is not supported`},
		{"an input that is not there", node("Relu", []string{"z"}), `input "z": nothing computes it before`},
		{"an input left out", node("Relu", []string{""}), "input 0 is missing"},
		{"no input", node("Relu", nil), "input 0 is missing"},
		{"no output", ot.Model(13, ot.Value("x"), ot.Value("x"), nil, &onnx.Node{Op: "Relu", Inputs: x}), "no output"},
		{"an output that nobody computes", ot.Model(13, ot.Value("x"), ot.Value("y"), nil), `output "y": nothing computes it`},
		{"one name twice", ot.Model(13, ot.Value("x"), ot.Value("x"), nil, ot.Node("Relu", "x", x)), `"x" is defined twice`},
		{"shapes that do not fit", node("Add", xw), "shapes [2 3] and [2]"},
		{"integers", node("Add", []string{"i", "i"}), "is of int, want float"},
		{"mixed types", node("Add", []string{"x", "i"}), "input 1 is of int, want float"},
		{"a shape that is computed", node("Reshape", []string{"x", "x"}), "input 1 is of float, want int"},
		{"a shape that does not fit", node("Reshape", []string{"x", "i"}), "from shape [2 3] to [1 2]"},
		{"more than fits", node("Expand", []string{"x", "big"}), "shapes [2 3] and"},
		{"more than is allowed", node("ConstantOfShape", []string{"big"}), "holds more than"},
		{"an axis that is not there", node("Concat", x, ot.I("axis", 2)), "axis 2 of 2"},
		{"weights that are computed", node("Conv", []string{"x", "x"}), "computed from the audio"},
		{"an old operator set", ot.Model(6, ot.Value("x"), ot.Value("x"), nil), "operator set 6"},
		{"a new operator set", ot.Model(25, ot.Value("x"), ot.Value("x"), nil), "operator set 25"},
		{"two inputs", &onnx.Model{Opset: 13, Graph: &onnx.Graph{Inputs: []onnx.Value{ot.Value("x"), ot.Value("y")}, Outputs: []onnx.Value{ot.Value("x")}}}, "2 inputs"},
		{"an input of integers", ot.Model(13, onnx.Value{Name: "x", Type: onnx.Int}, ot.Value("x"), nil), `input "x" is of int`},
		{"training", node("Dropout", []string{"x", "", "x"}), "training mode"},
		{"an If without a branch", ot.Model(13, ot.Value("x", 2, 3), ot.Value("y"), tensors{ot.Bools("c", nil, 1)}, ot.Node("If", "y", []string{"c"})), "a branch is missing"},
	} {
		_, err := Compile(c.m, []int{2, 3})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Compile = %v, want an error with %q", c.why, err, c.want)
		}
	}
}

// A graph whose shapes are small may still be too much work.
func TestCompileBoundsWork(t *testing.T) {
	m := ot.Model(13, ot.Value("x", 1000, 1000), ot.Value("x4"), nil,
		ot.Node("MatMul", "x2", []string{"x", "x"}), ot.Node("MatMul", "x4", []string{"x2", "x2"}))
	if _, err := Compile(m, []int{1000, 1000}); err == nil || !strings.Contains(err.Error(), "too many multiply-adds") {
		t.Errorf("Compile = %v, want an error about multiply-adds", err)
	}
}
