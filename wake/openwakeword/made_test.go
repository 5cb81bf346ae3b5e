package openwakeword

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// The models here are made up: graphs of the shape that openWakeWord's have, with
// random weights, beside a direct computation of what they mean, in float64,
// which shares no line with the package.

// A madeMel is a mel spectrum with a Hann window of 400 samples amid 512 and
// overlapping triangles for bands.
type madeMel struct {
	least, depth float64 // what a band holds at least; decibels below the loudest
	window       []float64
	matrix       []float64 // [bins][bands]
	cos, sin     []float64 // of 0 to 511 parts of 512 of a turn
}

func newMadeMel() *madeMel {
	m := &madeMel{least: 1e-10, depth: 80, window: make([]float64, frameLen), matrix: make([]float64, 257*bands)}
	for i := range frameLen {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / frameLen)
		m.cos, m.sin = append(m.cos, cos), append(m.sin, sin)
	}
	for i := range 400 {
		m.window[56+i] = 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/400)
	}
	for b := range bands {
		centre, width := 4+float64(b*b)/4.2, 2+float64(b)/4
		for k := range 257 {
			m.matrix[k*bands+b] = max(0, 1-math.Abs(float64(k)-centre)/width) / width
		}
	}
	return m
}

func (m *madeMel) model() *onnx.Model {
	cosines, sines := make([]float32, 257*frameLen), make([]float32, 257*frameLen)
	for k := range 257 {
		for t := range frameLen {
			turn := k * t % frameLen
			cosines[k*frameLen+t], sines[k*frameLen+t] = float32(m.window[t]*m.cos[turn]), float32(-m.window[t]*m.sin[turn])
		}
	}
	matrix := make([]float32, len(m.matrix))
	for i, v := range m.matrix {
		matrix[i] = float32(v)
	}
	consts := []*onnx.Tensor{
		ot.Floats("cos", []int{257, 1, frameLen}, cosines...), ot.Floats("sin", []int{257, 1, frameLen}, sines...),
		ot.Floats("mel", []int{257, bands}, matrix...), ot.Floats("least", nil, float32(m.least)),
		ot.Floats("two", nil, 2), ot.Floats("ten", nil, 10), ot.Floats("ln10", nil, math.Ln10), ot.Floats("depth", nil, float32(m.depth)),
		ot.Ints("one", []int{1}, 1),
	}
	conv := func(out, w string) *onnx.Node {
		return ot.Node("Conv", out, []string{"x", w}, ot.Is("strides", frameHop), ot.Is("kernel_shape", frameLen))
	}
	return ot.Model(13, ot.Value("input", -1, -1), ot.Value("output", -1, 1, -1, bands), consts,
		ot.Node("Unsqueeze", "x", []string{"input", "one"}), conv("re", "cos"), conv("im", "sin"),
		ot.Node("Pow", "re2", []string{"re", "two"}), ot.Node("Pow", "im2", []string{"im", "two"}),
		ot.Node("Add", "bins", []string{"re2", "im2"}), ot.Node("Unsqueeze", "bins4", []string{"bins", "one"}),
		ot.Node("Transpose", "power", []string{"bins4"}, ot.Is("perm", 0, 1, 3, 2)),
		ot.Node("MatMul", "bands", []string{"power", "mel"}), ot.Node("Clip", "some", []string{"bands", "least"}),
		ot.Node("Log", "log", []string{"some"}), ot.Node("Mul", "log10", []string{"log", "ten"}), ot.Node("Div", "db", []string{"log10", "ln10"}),
		ot.Node("ReduceMax", "top", []string{"db"}, ot.I("keepdims", 0)), ot.Node("Sub", "floor", []string{"top", "depth"}),
		ot.Node("Clip", "output", []string{"db", "floor"}))
}

// decibels transforms each frame by the definition.
func (m *madeMel) decibels(x []float64) (db []float64) {
	top := math.Inf(-1)
	for at := 0; at+frameLen <= len(x); at += frameHop {
		var power [257]float64
		for k := range power {
			var re, im float64
			for t, w := range m.window {
				re += x[at+t] * w * m.cos[k*t%frameLen]
				im += x[at+t] * w * m.sin[k*t%frameLen]
			}
			power[k] = re*re + im*im
		}
		for b := range bands {
			var sum float64
			for k, p := range power {
				sum += p * m.matrix[k*bands+b]
			}
			v := 10 * math.Log10(max(sum, m.least))
			top = max(top, v)
			db = append(db, v)
		}
	}
	for i, v := range db {
		db[i] = max(v, top-m.depth)
	}
	return db
}

// A madeLayer is a convolution, or with no outputs a pooling, over time and
// frequency, and what follows it.
type madeLayer struct {
	taps, strides [2]int
	pad           int // zeros beside the frequencies, on either side
	in, out       int
	w, bias       []float32
	norm          [4][]float32 // scale, bias, mean, variance; nil for none, behind a rectifier
	slope, floor  float32      // of a leaky rectifier and a maximum; 0 for none
}

// A madeNet is a chain of layers from 76 frames of 32 bands to 96 values.
type madeNet []madeLayer

func newMadeNet(seed uint64) madeNet {
	rng := rand.New(rand.NewPCG(seed, 10))
	conv := func(in, out, t, f, st, sf, pad int, slope, floor float32) madeLayer {
		l := madeLayer{taps: [2]int{t, f}, strides: [2]int{st, sf}, pad: pad, in: in, out: out, slope: slope, floor: floor}
		for range out * in * t * f {
			l.w = append(l.w, float32(rng.NormFloat64()/math.Sqrt(float64(in*t*f))))
		}
		for range out {
			l.bias = append(l.bias, float32(rng.NormFloat64()/4))
		}
		return l
	}
	pool := func(ch, t, f int) madeLayer {
		return madeLayer{taps: [2]int{t, f}, strides: [2]int{t, f}, in: ch}
	}
	first := conv(1, 3, 3, 3, 1, 1, 1, 0.2, -0.4) // 74 by 32
	first.norm = [4][]float32{{1, 2, 0.5}, {0, -0.5, 0.1}, {0.2, 0.1, 0}, {1, 2, 0.5}}
	return madeNet{
		first, conv(3, 4, 3, 1, 1, 1, 0, 0.2, -0.4), // 72
		pool(4, 2, 2), conv(4, 4, 1, 3, 1, 1, 1, 0.2, -0.4), conv(4, 5, 3, 1, 1, 1, 0, 0.1, 0), // 34 by 16
		conv(5, 5, 4, 2, 2, 2, 0, 0, 0), pool(5, 2, 2), // 16, 8 by 4
		conv(5, size, 8, 4, 1, 1, 0, 0, 0), // 1 by 1
	}
}

// model writes the net as TensorFlow's exporter does: time, frequency and
// channels in this order at first.
func (n madeNet) model() *onnx.Model {
	var consts []*onnx.Tensor
	var nodes []*onnx.Node
	at, count := "x", 0
	add := func(op string, more []string, attrs ...*onnx.Attribute) {
		count++
		out := op + string(rune('a'+count%26)) + string(rune('a'+count/26))
		nodes = append(nodes, ot.Node(op, out, append([]string{at}, more...), attrs...))
		at = out
	}
	weights := func(t *onnx.Tensor) string {
		t.Name = "w" + string(rune('a'+len(consts)%26)) + string(rune('a'+len(consts)/26))
		consts = append(consts, t)
		return t.Name
	}
	pad := int64(n[0].pad)
	add("Pad", []string{weights(ot.Ints("", nil, 0, 0, pad, 0, 0, 0, pad, 0))})
	add("Reshape", []string{weights(ot.Ints("", nil, -1, 1, window, bands+2*pad))})
	for i, l := range n {
		attrs := []*onnx.Attribute{ot.Is("kernel_shape", int64(l.taps[0]), int64(l.taps[1])), ot.Is("strides", int64(l.strides[0]), int64(l.strides[1]))}
		if l.out == 0 {
			add("MaxPool", nil, attrs...)
			continue
		}
		if i > 0 && l.pad > 0 {
			attrs = append(attrs, ot.Is("pads", 0, int64(l.pad), 0, int64(l.pad)))
		}
		add("Conv", []string{weights(ot.Floats("", []int{l.out, l.in, l.taps[0], l.taps[1]}, l.w...)), weights(ot.Floats("", nil, l.bias...))}, attrs...)
		if l.norm[0] != nil {
			add("Relu", nil)
			var names []string
			for _, p := range l.norm {
				names = append(names, weights(ot.Floats("", nil, p...)))
			}
			add("BatchNormalization", names, ot.F("epsilon", 1e-3))
		}
		if l.slope != 0 {
			add("LeakyRelu", nil, ot.F("alpha", l.slope))
			add("Max", []string{weights(ot.Floats("", []int{1, 1, 1, 1}, l.floor))})
		}
	}
	add("Reshape", []string{weights(ot.Ints("", nil, -1, 1, 1, size))})
	return ot.Model(13, ot.Value("x", -1, window, bands, 1), ot.Value(at, -1, 1, 1, size), consts, nodes...)
}

// embed computes the embedding of a window, [76][32], by the definition.
func (n madeNet) embed(frames []float64) []float64 {
	x, size := slices.Clone(frames), [2]int{window, bands} // [channels][time][frequency]
	for _, l := range n {
		x, size = l.apply(x, size)
	}
	return x
}

func (l *madeLayer) apply(x []float64, size [2]int) (y []float64, out [2]int) {
	out = [2]int{(size[0]-l.taps[0])/l.strides[0] + 1, (size[1]+2*l.pad-l.taps[1])/l.strides[1] + 1}
	for o := range l.channels() {
		for t := range out[0] {
			for f := range out[1] {
				y = append(y, l.one(x, size, o, t*l.strides[0], f*l.strides[1]-l.pad))
			}
		}
	}
	return y, out
}

func (l *madeLayer) channels() int {
	if l.out > 0 {
		return l.out
	}
	return l.in
}

// one is the result of a filter whose corner is at a time and frequency.
func (l *madeLayer) one(x []float64, size [2]int, o, t0, f0 int) float64 {
	sum, best := 0.0, math.Inf(-1)
	for ch := range l.in {
		for t := range l.taps[0] {
			for f := range l.taps[1] {
				if f0+f < 0 || f0+f >= size[1] {
					continue
				}
				v := x[(ch*size[0]+t0+t)*size[1]+f0+f]
				if l.out > 0 {
					sum += v * float64(l.w[((o*l.in+ch)*l.taps[0]+t)*l.taps[1]+f])
				} else if ch == o {
					best = max(best, v)
				}
			}
		}
	}
	if l.out == 0 {
		return best
	}
	sum += float64(l.bias[o])
	if p := l.norm; p[0] != nil {
		sum = (max(sum, 0)-float64(p[2][o]))/math.Sqrt(float64(p[3][o])+1e-3)*float64(p[0][o]) + float64(p[1][o])
	}
	if l.slope != 0 {
		sum = max(sum, float64(l.slope)*sum, float64(l.floor))
	}
	return sum
}
