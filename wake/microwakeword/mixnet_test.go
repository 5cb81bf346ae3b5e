package microwakeword

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mixnet is a graph of the family that the training tool makes, of any size: a
// strided convolution over features, blocks of depthwise convolutions with
// kernels of several lengths over groups of the channels and a pointwise
// convolution each, with or without the block's input added, and a fully
// connected layer over the newest rows.
type mixnet struct {
	frames int // of an inference, the stride of the first convolution
	first  mixlayer
	blocks []mixblock
	rows   int // of the last block that the head sees
	head   mixlayer
	start  int8 // of all variables
}

// A mixlayer is a layer and what its output counts in.
type mixlayer struct {
	taps   int
	w      []int8
	b      []int32
	wu     measure
	out    measure
	height int // of outputs
}

type mixblock struct {
	in       int // channels
	kernels  []mixlayer
	groups   []int // channels of each kernel
	point    mixlayer
	residual bool
	sum      measure
}

func newMixlayer(r *rand.Rand, outputs, inputs, taps int, scale float32, out measure) mixlayer {
	size := scale / float32(math.Sqrt(float64(inputs*taps)))
	return mixlayer{taps, randomWeights(r, outputs*inputs*taps), randomBiases(r, outputs), randomScales(r, outputs, size), out, outputs}
}

func newMixnet(seed uint64) *mixnet {
	r := rand.New(rand.NewPCG(seed, 5))
	n := &mixnet{frames: 1 + r.IntN(4), rows: 1 + r.IntN(5), start: int8(r.IntN(256) - 128)}
	channelCount := 2 + r.IntN(30)
	n.first = newMixlayer(r, channelCount, channels, n.frames+r.IntN(5), 0.05, oneMeasure(0.5, -128))
	for range 1 + r.IntN(3) {
		block := mixblock{in: channelCount, sum: oneMeasure(0.8, -128)}
		left := channelCount
		for left > 0 && len(block.kernels) < 3 {
			width := 1 + r.IntN(left)
			if len(block.kernels) == 2 {
				width = left
			}
			block.groups = append(block.groups, width)
			block.kernels = append(block.kernels, newMixlayer(r, width, 1, 2+r.IntN(12), 0.02, oneMeasure(0.7, 9)))
			left -= width
		}
		channelCount = 2 + r.IntN(30)
		if block.residual = r.IntN(2) == 0; block.residual {
			channelCount = block.in
		}
		block.point = newMixlayer(r, channelCount, block.in, 1, 0.02, oneMeasure(0.6, -128))
		n.blocks = append(n.blocks, block)
	}
	n.head = newMixlayer(r, 1, channelCount*n.rows, 1, 0.003, oneMeasure(0.02, int64(r.IntN(40))))
	n.head.wu = randomScales(r, 1, 0.003/float32(math.Sqrt(float64(channelCount*n.rows))))
	return n
}

func (n *mixnet) String() string {
	var blocks []string
	for _, b := range n.blocks {
		var taps []int
		for _, k := range b.kernels {
			taps = append(taps, k.taps)
		}
		blocks = append(blocks, fmt.Sprintf("%v channels by %v to %d, residual %v", b.groups, taps, b.point.height, b.residual))
	}
	return fmt.Sprintf("%d frames, first kernel %d, %d channels, blocks %q, %d rows", n.frames, n.first.taps, n.first.height, blocks, n.rows)
}

// file is the graph as a .tflite file. Variables are set up by a subgraph.
func (n *mixnet) file() []byte {
	b := newBuilder()
	g, setup := b.sub(), b.sub()
	features := oneMeasure(26.0/255, -128)
	in := g.value("features", features, 1, n.frames, channels)
	g.op(opCallOnce, nil, nil, fields{0: 1})
	x := g.value("rows", features, 1, n.frames, 1, channels)
	g.op(opReshape, []int{in}, []int{x}, fields{})
	history := func(name string, u measure, x, keep, new, width int) int {
		if keep == 0 {
			return x
		}
		h := setup.handle(name)
		setup.op(opAssignVariable, []int{h, setup.int8s(name+" start", u, slices.Repeat([]int8{n.start}, keep*width), 1, keep, 1, width)}, nil, nil)
		return g.history(name, u, x, keep, new, width)
	}
	x = history("stream", features, x, n.first.taps-n.frames, n.frames, channels)
	y := g.value("first", n.first.out, 1, 1, 1, n.first.height)
	g.op(opConv2D, []int{x, g.int8s("w", n.first.wu, n.first.w, n.first.height, n.first.taps, 1, channels), g.biases("b", n.first.b)},
		[]int{y}, fields{0: int8(1), 1: 1, 2: n.frames, 3: int8(1)})
	unit, width := n.first.out, n.first.height
	for i, block := range n.blocks {
		name := fmt.Sprintf("block %d", i)
		y = block.add(g, name, y, unit, history)
		unit, width = block.point.out, block.point.height
		if block.residual {
			unit = block.sum
		}
	}
	y = history("tail", unit, y, n.rows-1, 1, width)
	flat, logit := g.value("flat", unit, 1, n.rows*width), g.value("logit", n.head.out, 1, 1)
	g.op(opReshape, []int{y}, []int{flat}, fields{})
	g.op(opFullyConnected, []int{flat, g.int8s("w", n.head.wu, n.head.w, 1, n.rows*width), g.biases("b", n.head.b)}, []int{logit}, fields{})
	prob := g.value("probability", oneMeasure(1.0/256, -128), 1, 1)
	g.op(opLogistic, []int{logit}, []int{prob}, nil)
	out := g.tensor("output", typeUint8, []int{1, 1}, oneMeasure(1.0/256, 0), 0)
	g.op(opQuantize, []int{prob}, []int{out}, nil)
	g.add([]int{in}, []int{out})
	setup.add(nil, nil)
	return b.bytes()
}

// add adds the block to a graph and returns its output.
func (b mixblock) add(g *sub, name string, x int, u measure, history func(name string, u measure, x, keep, new, width int) int) int {
	parts := []int{x}
	if len(b.groups) > 1 {
		parts = nil
		for range b.groups {
			parts = append(parts, g.value(name+" group", u, 1, 1, 1, b.groups[len(parts)]))
		}
		g.op(opSplitV, []int{x, g.ints("sizes", b.groups...), g.ints("axis", -1)}, slices.Clone(parts), fields{0: len(parts)})
	}
	for i, k := range b.kernels {
		all := history(fmt.Sprintf("%s group %d", name, i), u, parts[i], k.taps-1, 1, b.groups[i])
		parts[i] = g.value(name+" depth", k.out, 1, 1, 1, b.groups[i])
		g.op(opDepthwiseConv2D, []int{all, g.int8s("w", k.wu, k.w, 1, k.taps, 1, b.groups[i]), g.biases("b", k.b)}, []int{parts[i]}, fields{0: int8(1), 1: 1, 2: 1, 3: 1})
	}
	mixed := parts[0]
	if len(parts) > 1 {
		mixed = g.value(name+" mixed", b.kernels[0].out, 1, 1, 1, b.in)
		g.op(opConcatenation, parts, []int{mixed}, fields{0: 3})
	}
	out := g.value(name+" point", b.point.out, 1, 1, 1, b.point.height)
	g.op(opConv2D, []int{mixed, g.int8s("w", b.point.wu, b.point.w, b.point.height, 1, 1, b.in), g.biases("b", b.point.b)}, []int{out}, fields{1: 1, 2: 1, 3: int8(1)})
	if !b.residual {
		return out
	}
	sum := g.value(name+" sum", b.sum, 1, 1, 1, b.in)
	g.op(opAdd, []int{out, x}, []int{sum}, fields{0: int8(1)})
	return sum
}

// newest returns the last k rows of x, with rows of the start before its first.
func (n *mixnet) newest(x [][]int8, k, width int) [][]int8 {
	for len(x) < k {
		x = slices.Insert(slices.Clone(x), 0, slices.Repeat([]int8{n.start}, width))
	}
	return x[len(x)-k:]
}

// direct computes the outputs of a whole stream by the definitions of the layers.
func (n *mixnet) direct(features [][]int8) (out []int) {
	streams := make([][][]int8, len(n.blocks)+1) // the rows that go into each block, and out of the last
	for k := 1; k*n.frames <= len(features); k++ {
		x := slices.Concat(n.newest(features[:k*n.frames], n.first.taps, channels)...)
		u := n.first.out
		row := layer(x, oneMeasure(26.0/255, -128), n.first.w, n.first.b, n.first.wu, u, true)
		for i, b := range n.blocks {
			streams[i] = append(streams[i], row)
			row, u = b.direct(n.newest(streams[i], 13, b.in), u)
		}
		last := len(n.blocks)
		streams[last] = append(streams[last], row)
		q := layer(slices.Concat(n.newest(streams[last], n.rows, len(row))...), u, n.head.w, n.head.b, n.head.wu, n.head.out, false)[0]
		p := 1 / (1 + math.Exp(-float64(n.head.out.scale[0])*float64(int64(q)-n.head.out.zero[0])))
		out = append(out, int(min(math.Round(256*p), 255)))
	}
	return out
}

// direct is the newest row of the block, from rows enough of its input.
func (b mixblock) direct(x [][]int8, u measure) ([]int8, measure) {
	var mixed []int8
	channel := 0
	for i, k := range b.kernels {
		for c := range b.groups[i] {
			var seen, w []int8
			for j := range k.taps {
				seen = append(seen, x[len(x)-k.taps+j][channel])
				w = append(w, k.w[j*b.groups[i]+c])
			}
			mixed = append(mixed, layer(seen, u, w, k.b[c:c+1], oneMeasure(k.wu.scale[c], 0), k.out, false)...)
			channel++
		}
	}
	out := layer(mixed, b.kernels[0].out, b.point.w, b.point.b, b.point.wu, b.point.out, true)
	if !b.residual {
		return out, b.point.out
	}
	return slowAdd(out, x[len(x)-1], b.point.out, u, b.sum), b.sum
}

func TestMixnetsEqualTheDefinitions(t *testing.T) {
	telling := 0
	for seed := range uint64(60) {
		net := newMixnet(seed)
		g, err := load(net.file())
		if err != nil {
			t.Fatalf("%v: %v", net, err)
		}
		if g.frames != net.frames {
			t.Fatalf("%v: %d frames", net, g.frames)
		}
		rows := randomRows(rand.New(rand.NewPCG(seed, 6)), 30)
		want := net.direct(rows)
		if d := cmp.Diff(want, inferAll(g, g.newState(), rows)); d != "" {
			t.Fatalf("%v (-want +got):\n%s", net, d)
		}
		if slices.Min(want) < slices.Max(want) {
			telling++
		}
	}
	if telling < 40 {
		t.Errorf("of 60 nets only %d have an output that is not always the same", telling)
	}
}
