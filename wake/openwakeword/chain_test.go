package openwakeword

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// Chains of other shapes stream as exactly as the first.
func TestChains(t *testing.T) {
	for _, c := range []struct {
		why  string
		made func() madeNet
	}{
		{"random weights", func() madeNet { return newMadeNet(7) }},
		{"no rectifiers", func() madeNet {
			n := newMadeNet(8)
			for i := range n {
				n[i].slope, n[i].norm = 0, [4][]float32{}
			}
			return n
		}},
		{"one stage: 8 windows of everything", func() madeNet {
			l := madeLayer{taps: [2]int{window, bands}, strides: [2]int{8, 1}, in: 1, out: size, w: make([]float32, size*window*bands), bias: make([]float32, size)}
			for i := range l.w {
				l.w[i] = float32(i%13-6) / 100
			}
			return madeNet{l}
		}},
	} {
		n := c.made()
		e, err := ReadEmbedder(file(newMadeMel().model()), file(n.model()))
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		if _, ok := e.net.(*chain); !ok {
			t.Fatalf("%s: embedding by a %T", c.why, e.net)
		}
		frames := make([]float64, window*bands)
		for i := range frames {
			frames[i] = 1
		}
		stream := e.net.newNet()
		for k := range 14 {
			fresh := make([]float32, hop*bands)
			for i := range fresh {
				fresh[i] = float32(math.Sin(float64(i*(k+1)))) * 3
				frames = append(frames, float64(fresh[i]))
			}
			frames = frames[hop*bands:]
			got := stream.push(fresh)
			for i, want := range n.embed(frames) {
				if !(math.Abs(float64(got[i])-want) < 1e-4*(1+math.Abs(want))) {
					t.Fatalf("%s: step %d, value %d: %v, want %v", c.why, k, i, got[i], want)
				}
			}
		}
	}
}

// Constants may come of nodes, and be listed among the inputs.
func TestChainFindsConstants(t *testing.T) {
	m := newMadeNet(1).model()
	g := m.Graph
	var nodes []*onnx.Node
	for i, c := range g.Consts {
		if i%2 == 0 {
			nodes = append(nodes, ot.Node("Constant", c.Name, nil, ot.T("value", c)))
		} else {
			g.Inputs = append(g.Inputs, ot.Value(c.Name))
		}
	}
	g.Nodes = append(nodes, g.Nodes...)
	var rest []*onnx.Tensor
	for i, c := range g.Consts {
		if i%2 == 1 {
			rest = append(rest, c)
		}
	}
	g.Consts = rest
	e := &Embedder{}
	if err := e.readNet(m); err != nil {
		t.Fatal(err)
	}
	if _, ok := e.net.(*chain); !ok {
		t.Fatalf("embedding by a %T", e.net)
	}
	frames := make([]float32, hop*bands)
	want := slices.Clone(madeEmbedder(t).net.newNet().push(frames))
	if got := e.net.newNet().push(frames); !slices.Equal(want, got) {
		t.Errorf("%v…, want %v…", got[:4], want[:4])
	}
}

// What is not such a chain is told, and nothing else: it may be sound.
func TestNotAChain(t *testing.T) {
	edit := func(change func(m *onnx.Model)) *onnx.Model {
		m := newMadeNet(1).model()
		change(m)
		return m
	}
	nodes := func(m *onnx.Model, op string) (list []*onnx.Node) {
		for _, n := range m.Graph.Nodes {
			if n.Op == op {
				list = append(list, n)
			}
		}
		return list
	}
	set := func(op string, i int, a *onnx.Attribute) func(m *onnx.Model) {
		return func(m *onnx.Model) {
			n := nodes(m, op)[i]
			n.Attrs = append([]*onnx.Attribute{a}, n.Attrs...)
		}
	}
	for _, c := range []struct {
		why, want string
		m         *onnx.Model
	}{
		{"another operator", "is not of a chain", edit(func(m *onnx.Model) { nodes(m, "LeakyRelu")[0].Op = "Tanh" })},
		{"another domain", "is not of a chain", edit(func(m *onnx.Model) { nodes(m, "Conv")[0].Domain = "made.up" })},
		{"padded time", "it pads time", edit(set("Conv", 1, ot.Is("pads", 1, 0, 1, 0)))},
		{"automatic padding", "auto_pad", edit(set("Conv", 1, ot.S("auto_pad", "SAME_UPPER")))},
		{"gaps", "geometry", edit(set("Conv", 1, ot.Is("dilations", 2, 1)))},
		{"groups", "not a convolution over", edit(set("Conv", 1, ot.I("group", 3)))},
		{"a stride over the filter", "geometry", edit(set("Conv", 1, ot.Is("strides", 9, 1)))},
		{"columns left over", "does not tile", edit(set("Conv", 1, ot.Is("strides", 3, 1)))},
		{"a padded pooling", "padded pooling", edit(set("MaxPool", 0, ot.Is("pads", 0, 1, 0, 1)))},
		{"a steep slope", "slope 2", edit(set("LeakyRelu", 0, ot.F("alpha", 2)))},
		{"two users of a value", "does not go to one node alone", edit(func(m *onnx.Model) {
			n := nodes(m, "LeakyRelu")[0]
			m.Graph.Nodes = append(m.Graph.Nodes, ot.Node("Relu", "unused", n.Inputs))
		})},
		{"a ring", "does not go to one node alone", edit(func(m *onnx.Model) {
			n := nodes(m, "MaxPool")[0]
			n.Outputs = []string{nodes(m, "Conv")[0].Inputs[0]}
		})},
		{"weights that are computed", "is not a constant", edit(func(m *onnx.Model) { nodes(m, "Conv")[0].Inputs[1] = "elsewhere" })},
		{"weights that are not finite", "holds NaN", edit(func(m *onnx.Model) {
			for _, c := range m.Graph.Consts {
				if len(c.Shape) == 4 && len(c.Floats) > 1 {
					c.Floats[1] = float32(math.NaN())
				}
			}
		})},
		{"padding of time before", "beside the frequencies alone", edit(func(m *onnx.Model) {
			for _, c := range m.Graph.Consts {
				if len(c.Ints) == 8 {
					c.Ints[1] = 1
				}
			}
		})},
		{"another window", "want [1 76 32 1]", edit(func(m *onnx.Model) { m.Graph.Inputs[0].Shape = []int{1, 80, bands, 1} })},
		{"axes that change their meaning between stages", "between stages", edit(func(m *onnx.Model) {
			n := nodes(m, "MaxPool")[1]
			n.Op, n.Attrs = "Transpose", []*onnx.Attribute{ot.Is("perm", 0, 1, 3, 2)}
		})},
		{"frequency before time", "at first", edit(func(m *onnx.Model) {
			for _, c := range m.Graph.Consts {
				if len(c.Ints) == 4 && c.Ints[2] == window {
					c.Ints[2], c.Ints[3] = c.Ints[3], c.Ints[2]
				}
			}
		})},
		{"axes in another order", "in the order", edit(func(m *onnx.Model) {
			n := nodes(m, "Reshape")[0]
			n.Op, n.Attrs = "Transpose", []*onnx.Attribute{ot.Is("perm", 0, 3, 2, 1)}
		})},
	} {
		_, err := stages(c.m.Graph)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", c.why, err, c.want)
		}
	}
}

// Stages that do not come down to one embedding a hop are no chain either.
func TestNewChainErrors(t *testing.T) {
	whole := func(columns span) stage {
		return stage{kind: pooling, columns: columns, rows: span{taps: bands, stride: bands}, in: 1, out: 1, act: unchanged}
	}
	for _, c := range []struct {
		stages []stage
		want   string
	}{
		{nil, "8 embeddings of 32 times 1 values"},
		{[]stage{whole(span{taps: 3, stride: 3})}, "does not divide"},
		{[]stage{whole(span{taps: 4, stride: 4})}, "2 embeddings of 1 times 1"},
		{[]stage{whole(span{taps: 8, stride: 8})}, "1 embeddings of 1 times 1"},
		{[]stage{{kind: pooling, columns: span{taps: 1, stride: 1}, rows: span{taps: 1, stride: 1, after: 1 << 18}, in: 1, out: 1}}, "values between stages"},
	} {
		if _, err := newChain(slices.Clone(c.stages)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("newChain = %v, want an error with %q", err, c.want)
		}
	}
}

func TestReshaped(t *testing.T) {
	for _, c := range []struct {
		from []int
		to   []int64
		want []int
	}{
		{[]int{1, 6, 4}, []int64{-1, 1, 6, 4}, []int{1, 1, 6, 4}},
		{[]int{1, 6, 4}, []int64{24}, []int{24}},
		{[]int{1, 6, 4}, []int64{-1, 5}, nil},
		{[]int{1, 6, 4}, []int64{-1, -1}, nil},
		{[]int{1, 6, 4}, []int64{0, 6, 4}, nil},
		{[]int{1, 6, 4}, []int64{1 << 40, 1 << 40}, nil},
	} {
		got, err := reshaped(c.from, c.to)
		if !slices.Equal(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("reshaped(%v, %v) = %v, %v; want %v", c.from, c.to, got, err, c.want)
		}
	}
}
