package graph

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// A layer is a random recurrent layer, computed here in float64, gate by gate,
// as the definitions of the operators have it.
type layer struct {
	op                     string
	gates, times, batch    int
	in, hidden, directions int
	x, w, r, bias, h0, c0  []float32
	behind                 bool // linear_before_reset
	allH, lastH, lastC     []float32
	reverse, withState     bool
}

func newLayer(rng *rand.Rand, op string, gates, directions int) *layer {
	l := &layer{op: op, gates: gates, times: 1 + rng.IntN(4), batch: 1 + rng.IntN(2), in: 1 + rng.IntN(4), hidden: 1 + rng.IntN(4), directions: directions}
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		return x
	}
	l.x = random(l.times * l.batch * l.in)
	l.w, l.r = random(directions*gates*l.hidden*l.in), random(directions*gates*l.hidden*l.hidden)
	l.bias = random(directions * 2 * gates * l.hidden)
	l.h0, l.c0 = random(directions*l.batch*l.hidden), random(directions*l.batch*l.hidden)
	if l.withState = rng.IntN(2) == 0; !l.withState {
		clear(l.h0)
		clear(l.c0)
	}
	l.behind = rng.IntN(2) == 0
	l.allH = make([]float32, l.times*directions*l.batch*l.hidden)
	l.lastH, l.lastC = make([]float32, len(l.h0)), make([]float32, len(l.h0))
	return l
}

// sum is W[gate] x + R[gate] h, each with its bias; the parts apart.
func (l *layer) sum(d, gate, j int, x []float32, h []float64) (wx, rh float64) {
	row := (d*l.gates+gate)*l.hidden + j
	bias := l.bias[d*2*l.gates*l.hidden:]
	wx, rh = float64(bias[gate*l.hidden+j]), float64(bias[(l.gates+gate)*l.hidden+j])
	for i, v := range x {
		wx += float64(v) * float64(l.w[row*l.in+i])
	}
	for i, v := range h {
		rh += v * float64(l.r[row*l.hidden+i])
	}
	return wx, rh
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func (l *layer) step(d int, x []float32, h, c []float64) (h1, c1 []float64) {
	h1, c1 = make([]float64, l.hidden), make([]float64, l.hidden)
	gate := func(g, j int) float64 {
		wx, rh := l.sum(d, g, j, x, h)
		return wx + rh
	}
	reset := make([]float64, l.hidden)
	if l.op == "GRU" {
		for j := range reset {
			reset[j] = logistic(gate(1, j)) * h[j]
		}
	}
	for j := range h1 {
		switch l.op {
		case "LSTM":
			c1[j] = logistic(gate(2, j))*c[j] + logistic(gate(0, j))*math.Tanh(gate(3, j))
			h1[j] = logistic(gate(1, j)) * math.Tanh(c1[j])
		case "GRU":
			wx, rh := l.sum(d, 2, j, x, h)
			if l.behind {
				rh *= logistic(gate(1, j))
			} else {
				_, rh = l.sum(d, 2, j, nil, reset)
			}
			z := logistic(gate(0, j))
			h1[j] = (1-z)*math.Tanh(wx+rh) + z*h[j]
		default:
			h1[j] = math.Tanh(gate(0, j))
		}
	}
	return h1, c1
}

func (l *layer) compute() {
	for d := range l.directions {
		for b := range l.batch {
			at := (d*l.batch + b) * l.hidden
			h, c := make([]float64, l.hidden), make([]float64, l.hidden)
			for j := range h {
				h[j], c[j] = float64(l.h0[at+j]), float64(l.c0[at+j])
			}
			for i := range l.times {
				t := i
				if d == 1 || l.reverse {
					t = l.times - 1 - i
				}
				h, c = l.step(d, l.x[(t*l.batch+b)*l.in:][:l.in], h, c)
				for j, v := range h {
					l.allH[((t*l.directions+d)*l.batch+b)*l.hidden+j] = float32(v)
				}
			}
			for j := range h {
				l.lastH[at+j], l.lastC[at+j] = float32(h[j]), float32(c[j])
			}
		}
	}
}

// test makes the opTest.
func (l *layer) test() opTest {
	d, h := l.directions, l.hidden
	state, all := []int{d, l.batch, h}, []int{l.times, d, l.batch, h}
	c := opTest{op: l.op, opset: 14,
		in: tensors{
			fl([]int{l.times, l.batch, l.in}, l.x...), fl([]int{d, l.gates * h, l.in}, l.w...), fl([]int{d, l.gates * h, h}, l.r...),
			fl([]int{d, 2 * l.gates * h}, l.bias...), nil,
		},
		want:  tensors{fl(all, l.allH...), fl(state, l.lastH...)},
		attrs: []*onnx.Attribute{ot.I("hidden_size", int64(h))},
	}
	if l.withState {
		c.in = append(c.in, fl(state, l.h0...))
	}
	if l.op == "LSTM" {
		if l.withState {
			c.in = append(c.in, fl(state, l.c0...))
		}
		c.want = append(c.want, fl(state, l.lastC...))
	}
	switch {
	case d == 2:
		c.attrs = append(c.attrs, ot.S("direction", "bidirectional"))
	case l.reverse:
		c.attrs = append(c.attrs, ot.S("direction", "reverse"))
	}
	if l.op == "GRU" && l.behind {
		c.attrs = append(c.attrs, ot.I("linear_before_reset", 1))
	}
	return c
}

func TestRecurrentLayers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 7))
	for _, k := range []struct {
		op    string
		gates int
	}{{"LSTM", 4}, {"GRU", 3}, {"RNN", 1}} {
		for i := range 12 {
			l := newLayer(rng, k.op, k.gates, 1+i%2)
			l.reverse = i%4 == 2
			l.compute()
			test := l.test()
			if test.run(t); t.Failed() {
				t.Fatalf("%s %+v", k.op, l)
			}
		}
	}
}

// With layout 1 the batch comes first everywhere.
func TestRecurrentLayout(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 7))
	l := newLayer(rng, "LSTM", 4, 2)
	for l.batch > 1 { // with one sequence only the names of the axes change
		l = newLayer(rng, "LSTM", 4, 2)
	}
	l.compute()
	test := l.test()
	swap := func(t *onnx.Tensor) { t.Shape = append([]int{t.Shape[1], t.Shape[0]}, t.Shape[2:]...) }
	for _, v := range []*onnx.Tensor{test.in[0], test.want[1], test.want[2]} {
		swap(v)
	}
	for i := 5; i < len(test.in); i++ {
		swap(test.in[i])
	}
	test.want[0].Shape = []int{l.batch, l.times, l.directions, l.hidden}
	test.attrs = append(test.attrs, ot.I("layout", 1))
	test.run(t)
}

// Without bias and states, and with other functions.
func TestRecurrentVariants(t *testing.T) {
	x := fl([]int{2, 1, 1}, 1, -3)
	w, r := fl([]int{1, 1, 1}, 2), fl([]int{1, 1, 1}, 0.5)
	runAll(t, []opTest{
		one("RNN", "with a rectifier", fl([]int{2, 1, 1, 1}, 2, 0), tensors{x, w, r}, ot.Ss("activations", "Relu")),
		one("RNN", "with lengths that are the length", fl([]int{2, 1, 1, 1}, 2, 0), tensors{x, w, r, nil, in([]int{1}, 2)}, ot.Ss("activations", "Relu")),
	})
}
