package graph

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// FuzzCompile looks for files that make compiling or running panic.
func FuzzCompile(f *testing.F) {
	f.Add(ot.Encode(branches(ot.Node("Less", "cond", []string{"first", "one"}))))
	f.Add(ot.Encode(everyKernel()))
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 1<<14 {
			return
		}
		if m, err := onnx.Parse(file); err == nil {
			try(t, m)
		}
	})
}

// FuzzOps does the same with graphs that are sound as files, and whose nodes are
// drawn from the operators, attributes and shapes that there are.
func FuzzOps(f *testing.F) {
	for i := range 8 {
		f.Add(randomBytes(rand.New(rand.NewPCG(uint64(i), 3))))
	}
	f.Fuzz(func(t *testing.T, choices []byte) { try(t, drawn(choices)) })
}

// Random graphs of that kind, some of which compile, never panic.
func TestRandomGraphs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 4))
	compiled := 0
	for range 4000 {
		if try(t, drawn(randomBytes(rng))) {
			compiled++
		}
	}
	if compiled < 20 {
		t.Errorf("%d of 4000 graphs compile: this tests nothing", compiled)
	}
}

func randomBytes(rng *rand.Rand) []byte {
	b := make([]byte, 20+rng.IntN(100))
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	return b
}

// try compiles a model and runs it twice, which has to give the same. It says
// whether the model is sound.
func try(t *testing.T, m *onnx.Model) bool {
	shape := []int{2}
	if ins := Inputs(m.Graph); len(ins) > 0 && len(ins[0].Shape) > 0 {
		shape = ins[0].Shape
	}
	p, err := Compile(m, shape)
	if err != nil || p.in.count > 1<<12 || p.floats > 1<<16 {
		return err == nil
	}
	r := p.NewRun()
	for i := range r.Input() {
		r.Input()[i] = float32(i%5) - 2
	}
	first := append([]float32(nil), r.Do()...)
	for i, v := range r.Do() {
		if v != first[i] && v == v {
			t.Fatalf("output %d is %v, then %v", i, first[i], v)
		}
	}
	return true
}

// A draw makes choices of bytes, and the first of each where there are no more.
type draw []byte

func (d *draw) below(n int) int {
	if len(*d) == 0 {
		return 0
	}
	v := int((*d)[0]) % n
	*d = (*d)[1:]
	return v
}

// drawn makes a graph of up to four nodes.
func drawn(b []byte) *onnx.Model {
	d := draw(b)
	names := slices.Sorted(maps.Keys(ops))
	values := []string{"x", "f", "g", "h", "i", "j", "k", "b", "e"}
	consts := tensors{
		ot.Floats("f", []int{2, 3}, 1, -2, 3, 0.5, 5, -6), ot.Floats("g", nil, 2), ot.Floats("h", []int{2, 3, 1}, 1, 2, 3, 4, 5, 6),
		ot.Ints("i", nil, 1, 0), ot.Ints("j", nil, -1), ot.Ints("k", []int{1}, int64(d.below(7))-3), ot.Bools("b", nil, 1, 0),
		ot.Floats("e", []int{0, 2}),
	}
	shapes := [][]int{{2, 3}, {1, 2, 3}, {1, 2, 3, 2}, {6}, {3, 1}, {1}}
	opsets := []int{7, 9, 11, 13, 17, 18, 21}
	var nodes []*onnx.Node
	for i := range 1 + d.below(4) {
		n := &onnx.Node{Op: names[d.below(len(names))]}
		for range d.below(5) {
			n.Inputs = append(n.Inputs, append(values, "")[d.below(len(values)+1)])
		}
		for k := range 1 + d.below(10)/8 {
			n.Outputs = append(n.Outputs, fmt.Sprint("v", i, "_", k))
		}
		for range d.below(6) / 2 {
			n.Attrs = append(n.Attrs, drawAttr(&d))
		}
		values = append(values, n.Outputs...)
		nodes = append(nodes, n)
	}
	last := nodes[len(nodes)-1].Outputs[0]
	nodes = append(nodes, ot.Node("Cast", "result", []string{last}, ot.I("to", 1)))
	return ot.Model(opsets[d.below(len(opsets))], ot.Value("x", shapes[d.below(len(shapes))]...), ot.Value("result"), consts, nodes...)
}

// drawAttr makes one of the attributes that operators ask for, with small values.
func drawAttr(d *draw) *onnx.Attribute {
	small := func() int64 { return int64(d.below(8)) - 3 }
	ints := []string{"axis", "keepdims", "to", "group", "transB", "transA", "hidden_size", "layout", "linear_before_reset", "num_groups",
		"ceil_mode", "exclusive", "reverse", "p", "start", "end", "allowzero", "num_outputs", "select_last_index", "fmod", "count_include_pad"}
	lists := []string{"axes", "perm", "kernel_shape", "strides", "dilations", "pads", "split", "starts", "ends"}
	switch d.below(4) {
	case 0, 1:
		return ot.I(ints[d.below(len(ints))], small())
	case 2:
		a := ot.Is(lists[d.below(len(lists))])
		for range 1 + d.below(4) {
			a.Ints = append(a.Ints, small())
		}
		return a
	default:
		return [...]*onnx.Attribute{
			ot.F("epsilon", 1e-5), ot.F("alpha", 0.5), ot.S("mode", "reflect"), ot.S("mode", "edge"), ot.S("auto_pad", "SAME_UPPER"),
			ot.S("direction", "bidirectional"), ot.T("value", ot.Floats("", nil, 3)), ot.T("value", ot.Ints("", []int{1}, 3)),
		}[d.below(8)]
	}
}
