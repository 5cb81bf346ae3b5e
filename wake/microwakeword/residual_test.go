package microwakeword

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// residual is a graph of the other making that the training tool offers: a block
// of depthwise and pointwise convolution with its input added, the newest rows
// averaged or the greatest taken, and a pointwise convolution to the end. Each
// inference takes three frames and the block keeps its rhythm: no stride.
type residual struct {
	most bool // MAX_POOL_2D instead of AVERAGE_POOL_2D

	features, first, depth, point, sum, logit measure

	firstW, depthW, pointW, endW     []int8
	firstB, depthB, pointB, endB     []int32
	firstWU, depthWU, pointWU, endWU measure
}

const (
	resFrames   = 3
	resChannels = 8
	resTaps     = 4
	resRows     = 6 // that are pooled
)

func newResidual(seed uint64) *residual {
	r := rand.New(rand.NewPCG(seed, 3))
	return &residual{
		most:     seed%2 == 1,
		features: oneMeasure(26.0/255, -128), first: oneMeasure(0.5, -128), depth: oneMeasure(0.6, -7),
		point: oneMeasure(0.4, -128), sum: oneMeasure(0.7, -128), logit: oneMeasure(0.02, 11),
		firstW: randomWeights(r, resChannels*channels), firstB: randomBiases(r, resChannels), firstWU: randomScales(r, resChannels, 0.01),
		depthW: randomWeights(r, resTaps*resChannels), depthB: randomBiases(r, resChannels), depthWU: randomScales(r, resChannels, 0.005),
		pointW: randomWeights(r, resChannels*resChannels), pointB: randomBiases(r, resChannels), pointWU: randomScales(r, resChannels, 0.005),
		endW: randomWeights(r, resChannels), endB: randomBiases(r, 1), endWU: randomScales(r, 1, 0.0003),
	}
}

// file is the graph as a .tflite file; its output is signed and without QUANTIZE.
func (n *residual) file() []byte {
	b := newBuilder()
	g := b.sub()
	in := g.value("features", n.features, 1, resFrames, channels)
	rows := g.value("rows", n.features, 1, resFrames, 1, channels)
	g.op(opReshape, []int{in, g.ints("shape", 1, resFrames, 1, channels)}, []int{rows}, fields{})
	relu := int8(1)
	first := g.value("first", n.first, 1, resFrames, 1, resChannels)
	g.op(opConv2D, []int{rows, g.int8s("first weights", n.firstWU, n.firstW, resChannels, 1, 1, channels), g.biases("first bias", n.firstB)},
		[]int{first}, fields{1: 1, 2: 1, 3: relu})
	all := g.history("stream", n.first, first, resTaps-1, resFrames, resChannels)
	depth := g.value("depth", n.depth, 1, resFrames, 1, resChannels)
	g.op(opDepthwiseConv2D, []int{all, g.int8s("depth weights", n.depthWU, n.depthW, 1, resTaps, 1, resChannels), g.biases("depth bias", n.depthB)},
		[]int{depth}, fields{1: 1, 2: 1, 3: 1})
	point := g.value("point", n.point, 1, resFrames, 1, resChannels)
	g.op(opConv2D, []int{depth, g.int8s("point weights", n.pointWU, n.pointW, resChannels, 1, 1, resChannels), g.biases("point bias", n.pointB)},
		[]int{point}, fields{1: 1, 2: 1, 3: relu})
	// The input of the block as far as the output reaches: its newest rows.
	short := g.value("short", n.first, 1, resFrames, 1, resChannels)
	g.op(opStridedSlice, []int{all, g.ints("begin", 0, resTaps-1, 0, 0), g.ints("end", 0, 0, 0, 0), g.ints("strides", 1, 1, 1, 1)},
		[]int{short}, fields{0: 0b1101, 1: 0b1111})
	sum := g.value("sum", n.sum, 1, resFrames, 1, resChannels)
	g.op(opAdd, []int{point, short}, []int{sum}, fields{0: int8(0)})
	held := g.history("stream/sum", n.sum, sum, resRows-resFrames, resFrames, resChannels)
	pooled := g.value("pooled", n.sum, 1, 1, 1, resChannels)
	pool := opAveragePool2D
	if n.most {
		pool = opMaxPool2D
	}
	g.op(pool, []int{held}, []int{pooled}, fields{0: int8(1), 1: 1, 2: 1, 3: 1, 4: resRows})
	logit := g.value("logit", n.logit, 1, 1, 1, 1)
	g.op(opConv2D, []int{pooled, g.int8s("end weights", n.endWU, n.endW, 1, 1, 1, resChannels), g.biases("end bias", n.endB)},
		[]int{logit}, fields{1: 1, 2: 1})
	prob := g.value("probability", oneMeasure(1.0/256, -128), 1, 1, 1, 1)
	g.op(opLogistic, []int{logit}, []int{prob}, nil)
	g.add([]int{in}, []int{prob})
	return b.bytes()
}

// direct computes the outputs of a whole stream by the definitions of the
// layers. Variables that nothing sets up start with bytes of 0.
func (n *residual) direct(features [][]int8) []int {
	row := func(x [][]int8, t int) []int8 {
		if t < 0 {
			return make([]int8, resChannels)
		}
		return x[t]
	}
	var first, sum [][]int8
	for t, x := range features {
		first = append(first, layer(x, n.features, n.firstW, n.firstB, n.firstWU, n.first, true))
		var depth []int8
		for c := range resChannels {
			var x, w []int8
			for j := range resTaps {
				x = append(x, row(first, t-(resTaps-1)+j)[c])
				w = append(w, n.depthW[j*resChannels+c])
			}
			depth = append(depth, layer(x, n.first, w, n.depthB[c:c+1], oneMeasure(n.depthWU.scale[c], 0), n.depth, false)...)
		}
		point := layer(depth, n.depth, n.pointW, n.pointB, n.pointWU, n.point, true)
		sum = append(sum, slowAdd(point, first[t], n.point, n.first, n.sum))
	}
	var out []int
	for t := resFrames - 1; t < len(sum); t += resFrames {
		pooled := make([]int8, resChannels)
		for c := range pooled {
			var seen []int8
			total := 0
			for j := range resRows {
				v := row(sum, t-j)[c]
				seen, total = append(seen, v), total+int(v)
			}
			pooled[c] = int8(math.Round(float64(total) / resRows))
			if n.most {
				pooled[c] = slices.Max(seen)
			}
		}
		q := layer(pooled, n.sum, n.endW, n.endB, n.endWU, n.logit, false)[0]
		p := 1 / (1 + math.Exp(-float64(n.logit.scale[0])*float64(int64(q)-n.logit.zero[0])))
		out = append(out, int(min(math.Round(256*p), 255))-128)
	}
	return out
}

// slowAdd is the sum of two rows, by the runtime's three roundings.
func slowAdd(a, b []int8, ua, ub, uo measure) []int8 {
	out := make([]int8, len(a))
	sa, sb, so := float64(ua.scale[0]), float64(ub.scale[0]), float64(uo.scale[0])
	common := 2 * max(sa, sb)
	for c := range out {
		qa, qb := int64(a[c])-ua.zero[0], int64(b[c])-ub.zero[0]
		q := slowRescale(slowRescale(qa<<20, sa/common)+slowRescale(qb<<20, sb/common), common/(1<<20*so)) + uo.zero[0]
		out[c] = int8(min(max(q, -128), 127))
	}
	return out
}

func TestResidualGraphsEqualTheDefinitions(t *testing.T) {
	telling := 0
	for seed := range uint64(20) {
		net := newResidual(seed)
		g, err := load(net.file())
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(rand.New(rand.NewPCG(seed, 4)), 60)
		want := net.direct(rows)
		if d := cmp.Diff(want, inferAll(g, g.newState(), rows)); d != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, d)
		}
		if slices.Min(want) < slices.Max(want) {
			telling++
		}
	}
	if telling < 15 {
		t.Errorf("of 20 nets only %d have an output that is not always the same", telling)
	}
}
