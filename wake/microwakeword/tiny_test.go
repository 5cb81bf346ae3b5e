package microwakeword

import (
	"encoding/binary"
	"math"
	"math/big"
	"math/rand/v2"
)

// tiny is a graph of the making of the v2 models, small enough to be computed
// directly: a strided convolution over features, two depthwise convolutions with
// kernels of different length over halves of the channels, a pointwise
// convolution, and a fully connected layer over the newest rows.
type tiny struct {
	features, first, mixed, point, logit, prob measure

	firstW  []int8 // [tinyFirst][3][40]
	firstB  []int32
	shortW  []int8 // [3][3]
	longW   []int8 // [5][3]
	shortB  []int32
	longB   []int32
	pointW  []int8 // [tinyPoint][tinyFirst]
	pointB  []int32
	headW   []int8 // [tinyRows*tinyPoint]
	headB   []int32
	firstWU measure
	shortWU measure
	longWU  measure
	pointWU measure
	headWU  measure
	initial int8 // of the variables
}

const (
	tinyFrames = 2
	tinyFirst  = 6
	tinyPoint  = 5
	tinyRows   = 4
)

// newTiny draws weights that do not saturate everything.
func newTiny(seed uint64) *tiny {
	r := rand.New(rand.NewPCG(seed, 1))
	weights := func(n int) []int8 {
		out := make([]int8, n)
		for i := range out {
			out[i] = int8(r.IntN(255) - 127)
		}
		return out
	}
	biases := func(n, size int) []int32 {
		out := make([]int32, n)
		for i := range out {
			out[i] = int32(r.IntN(2*size) - size)
		}
		return out
	}
	scales := func(n int, size float32) measure {
		u := measure{}
		for range n {
			u.scale = append(u.scale, size*(0.5+r.Float32()))
			u.zero = append(u.zero, 0)
		}
		return u
	}
	return &tiny{
		features: oneMeasure(26.0/255, -128), first: oneMeasure(0.9, -128), mixed: oneMeasure(1.1, 12),
		point: oneMeasure(0.7, -128), logit: oneMeasure(0.05, 20), prob: oneMeasure(1.0/256, -128),
		firstW: weights(tinyFirst * 3 * channels), firstB: biases(tinyFirst, 4000), firstWU: scales(tinyFirst, 0.01),
		shortW: weights(9), shortB: biases(3, 500), shortWU: scales(3, 0.004),
		longW: weights(15), longB: biases(3, 500), longWU: scales(3, 0.004),
		pointW: weights(tinyPoint * tinyFirst), pointB: biases(tinyPoint, 500), pointWU: scales(tinyPoint, 0.006),
		headW: weights(tinyRows * tinyPoint), headB: biases(1, 500), headWU: scales(1, 0.0004),
		initial: -100,
	}
}

// file is the graph as a .tflite file.
func (n *tiny) file() []byte {
	b := newBuilder()
	g := b.sub()
	in := g.value("features", n.features, 1, tinyFrames, channels)
	g.op(opCallOnce, nil, nil, fields{0: 1})
	rows := g.value("rows", n.features, 1, tinyFrames, 1, channels)
	g.op(opReshape, []int{in, g.ints("shape", 1, tinyFrames, 1, channels)}, []int{rows}, fields{})
	rows = g.history("stream", n.features, rows, 1, tinyFrames, channels)

	relu := int8(1)
	first := g.value("first", n.first, 1, 1, 1, tinyFirst)
	g.op(opConv2D, []int{rows, g.int8s("first weights", n.firstWU, n.firstW, tinyFirst, 3, 1, channels), g.biases("first bias", n.firstB)},
		[]int{first}, fields{0: int8(1), 1: 1, 2: 2, 3: relu, 4: 1, 5: 1})

	half := tinyFirst / 2
	short, long := g.value("short half", n.first, 1, 1, 1, half), g.value("long half", n.first, 1, 1, 1, half)
	g.op(opSplitV, []int{first, g.ints("sizes", half, half), g.ints("axis", 3)}, []int{short, long}, fields{0: 2})
	short = g.history("stream/short", n.first, short, 2, 1, half)
	long = g.history("stream/long", n.first, long, 4, 1, half)
	shortOut, longOut := g.value("short", n.mixed, 1, 1, 1, half), g.value("long", n.mixed, 1, 1, 1, half)
	g.op(opDepthwiseConv2D, []int{short, g.int8s("short weights", n.shortWU, n.shortW, 1, 3, 1, half), g.biases("short bias", n.shortB)},
		[]int{shortOut}, fields{0: int8(1), 1: 1, 2: 1, 3: 1, 5: 1, 6: 1})
	g.op(opDepthwiseConv2D, []int{long, g.int8s("long weights", n.longWU, n.longW, 1, 5, 1, half), g.biases("long bias", n.longB)},
		[]int{longOut}, fields{0: int8(1), 1: 1, 2: 1, 3: 1})
	mixed := g.value("mixed", n.mixed, 1, 1, 1, tinyFirst)
	g.op(opConcatenation, []int{shortOut, longOut}, []int{mixed}, fields{0: -1})

	point := g.value("point", n.point, 1, 1, 1, tinyPoint)
	g.op(opConv2D, []int{mixed, g.int8s("point weights", n.pointWU, n.pointW, tinyPoint, 1, 1, tinyFirst), g.biases("point bias", n.pointB)},
		[]int{point}, fields{0: int8(0), 1: 1, 2: 1, 3: relu})
	all := g.history("stream/point", n.point, point, tinyRows-1, 1, tinyPoint)
	flat := g.value("flat", n.point, 1, tinyRows*tinyPoint)
	g.op(opReshape, []int{all}, []int{flat}, fields{})
	logit := g.value("logit", n.logit, 1, 1)
	g.op(opFullyConnected, []int{flat, g.int8s("head weights", n.headWU, n.headW, 1, tinyRows*tinyPoint), g.biases("head bias", n.headB)},
		[]int{logit}, fields{0: int8(0)})
	prob := g.value("probability", n.prob, 1, 1)
	g.op(opLogistic, []int{logit}, []int{prob}, nil)
	out := g.tensor("output", typeUint8, []int{1, 1}, oneMeasure(1.0/256, 0), 0)
	g.op(opQuantize, []int{prob}, []int{out}, nil)
	g.add([]int{in}, []int{out})
	n.setup(b)
	return b.bytes()
}

// setup is the subgraph that gives the variables what they start with.
func (n *tiny) setup(b *builder) {
	g := b.sub()
	for _, v := range []struct {
		name           string
		u              measure
		rows, channels int
	}{
		{"stream", n.features, 1, channels},
		{"stream/short", n.first, 2, tinyFirst / 2},
		{"stream/long", n.first, 4, tinyFirst / 2},
		{"stream/point", n.point, tinyRows - 1, tinyPoint},
	} {
		data := make([]int8, v.rows*v.channels)
		for i := range data {
			data[i] = n.initial
		}
		h := g.handle(v.name)
		g.op(opAssignVariable, []int{h, g.int8s(v.name+" start", v.u, data, 1, v.rows, 1, v.channels)}, nil, nil)
	}
	g.add(nil, nil)
}

func (g *sub) biases(name string, v []int32) int {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return g.constant(name, typeInt32, measure{}, b, len(v))
}

// direct computes the outputs of a whole stream of features by the definitions
// of the layers, with exact fractions: features[t] is one row, and one output
// comes of each tinyFrames rows.
func (n *tiny) direct(features [][]int8) []int {
	row := func(x [][]int8, t, width int) []int8 {
		if t >= 0 {
			return x[t]
		}
		out := make([]int8, width)
		for i := range out {
			out[i] = n.initial
		}
		return out
	}
	var first, point [][]int8
	var out []int
	for k := range len(features) / tinyFrames {
		var x []int8
		for t := k*tinyFrames - 1; t < (k+1)*tinyFrames; t++ {
			x = append(x, row(features, t, channels)...)
		}
		first = append(first, layer(x, n.features, n.firstW, n.firstB, n.firstWU, n.first, true))
		half := tinyFirst / 2
		var mixed []int8
		for c := range tinyFirst {
			taps, w, b, u, at := 3, n.shortW, n.shortB, n.shortWU, c
			if c >= half {
				taps, w, b, u, at = 5, n.longW, n.longB, n.longWU, c-half
			}
			var x, wc []int8
			for j := range taps {
				x = append(x, row(first, k-(taps-1)+j, tinyFirst)[c])
				wc = append(wc, w[j*half+at])
			}
			mixed = append(mixed, layer(x, n.first, wc, b[at:at+1], eachMeasure(u.scale[at]), n.mixed, false)...)
		}
		point = append(point, layer(mixed, n.mixed, n.pointW, n.pointB, n.pointWU, n.point, true))
		x = nil
		for j := range tinyRows {
			x = append(x, row(point, k-(tinyRows-1)+j, tinyPoint)...)
		}
		logit := layer(x, n.point, n.headW, n.headB, n.headWU, n.logit, false)[0]
		p := 1 / (1 + math.Exp(-float64(n.logit.scale[0])*float64(int64(logit)-n.logit.zero[0])))
		out = append(out, int(min(math.Round(256*p), 255)))
	}
	return out
}

// layer is one output for each bias: the inner product of x with a row of
// weights.
func layer(x []int8, in measure, w []int8, bias []int32, wu, out measure, relu bool) []int8 {
	y := make([]int8, len(bias))
	for o := range y {
		acc := int64(bias[o])
		for i, v := range x {
			acc += (int64(v) - in.zero[0]) * int64(w[o*len(x)+i])
		}
		ratio := float64(in.scale[0]) * float64(wu.scale[min(o, len(wu.scale)-1)]) / float64(out.scale[0])
		q := slowRescale(acc, ratio) + out.zero[0]
		if relu {
			q = max(q, out.zero[0])
		}
		y[o] = int8(min(max(q, -128), 127))
	}
	return y
}

// slowRescale is the runtime's rounding by its definition, in exact fractions:
// ratio is rounded to f/2^31 * 2^e with f in [2^30, 2^31), acc * f / 2^31 to an
// integer, ties up, and that times 2^e to an integer, ties away from zero.
func slowRescale(acc int64, ratio float64) int64 {
	f, e := math.Frexp(ratio)
	num := int64(math.Round(f * (1 << 31)))
	if e > 0 {
		acc <<= e
	}
	half := big.NewRat(1, 2)
	x := floor(new(big.Rat).Add(new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(acc), big.NewInt(num)), big.NewInt(1<<31)), half))
	if e >= 0 {
		return x
	}
	sign := int64(1)
	if x < 0 {
		sign, x = -1, -x
	}
	return sign * floor(new(big.Rat).Add(big.NewRat(x, 1<<-e), half))
}

// floor is the greatest integer that is not above a fraction.
func floor(r *big.Rat) int64 {
	q, m := new(big.Int), new(big.Int)
	q.DivMod(r.Num(), r.Denom(), m)
	return q.Int64()
}
