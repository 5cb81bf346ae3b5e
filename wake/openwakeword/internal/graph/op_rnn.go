package graph

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A recurrence is an LSTM, GRU or plain recurrent layer: at each time the gates
// are computed from the input and from what the cell gave the time before.
type recurrence struct {
	times, batch, in, hidden int
	gates                    int
	directions               []direction
	batchFirst               bool // layout 1: [batch][time]…
	cell                     cell
}

// A direction is the weights of one of the two.
type direction struct {
	reverse bool
	w       []float32 // [in][gates*hidden]
	r       []float32 // [hidden][gates*hidden]
	bw, br  []float32 // [gates*hidden]
	f       []func(float32) float32
}

// A cell computes the new hidden state h, and cell state c if it has one, from
// the two halves of the gates' sums: that of the input and that of the state.
// It may spoil them.
type cell func(d *direction, x, r, h, c []float32)

// recurrence reads what the three layers have in common: X, W, R, B,
// sequence_lens and initial_h, in this order, and the attributes.
func (n *node) recurrence(gates int, functions ...string) (*recurrence, error) {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return nil, err
	}
	w, err := n.needWeights(1, 3)
	if err != nil {
		return nil, err
	}
	r, err := n.needWeights(2, 3)
	if err != nil {
		return nil, err
	}
	if v.rank() != 3 {
		return nil, fmt.Errorf("input of shape %v, want three axes", v.shape)
	}
	p := &recurrence{
		times: v.shape[0], batch: v.shape[1], in: v.shape[2], gates: gates,
		hidden: n.attrInt("hidden_size", r.shape[2]), batchFirst: n.attrInt("layout", 0) != 0,
	}
	if p.batchFirst {
		p.times, p.batch = p.batch, p.times
	}
	if err := n.recurrentWeights(p, w, r, functions); err != nil {
		return nil, err
	}
	if err := n.only("input_forget", 0); err != nil {
		return nil, err
	}
	if n.attr("clip") != nil {
		return nil, fmt.Errorf("attribute clip is not supported")
	}
	return p, n.recurrentInputs(p)
}

// recurrentWeights makes the directions of W and R and of the names of
// functions, those of one direction.
func (n *node) recurrentWeights(p *recurrence, w, r *value, functions []string) error {
	reverse := map[string][]bool{"forward": {false}, "reverse": {true}, "bidirectional": {false, true}}[n.attrString("direction", "forward")]
	rows := []int{len(reverse), p.gates * p.hidden}
	if len(reverse) == 0 || p.hidden < 1 || p.hidden != r.shape[2] || !slices.Equal(w.shape, append(rows, p.in)) || !slices.Equal(r.shape, append(rows, p.hidden)) {
		return fmt.Errorf("weights of shapes %v and %v, %d values at a time, %d hidden", w.shape, r.shape, p.in, p.hidden)
	}
	f, err := n.activations(functions, len(reverse))
	if err != nil {
		return err
	}
	if err := n.c.spend(w.count+r.count, w.count+r.count); err != nil {
		return err
	}
	for i, back := range reverse {
		p.directions = append(p.directions, direction{
			reverse: back, w: p.weights(w, i), r: p.weights(r, i), f: f[i*len(functions) : (i+1)*len(functions)],
		})
	}
	return nil
}

// weights transposes the weights of one direction.
func (p *recurrence) weights(v *value, direction int) []float32 {
	rows, cols := v.shape[1], v.shape[2]
	t := make([]float32, rows*cols)
	transpose(t, v.floats[direction*rows*cols:][:rows*cols], rows, cols)
	return t
}

// recurrentInputs checks the optional inputs, and takes the bias.
func (n *node) recurrentInputs(p *recurrence) error {
	size := p.gates * p.hidden
	bias := make([]float32, 2*size*len(p.directions))
	if n.optional(3) != nil {
		v, err := n.needWeights(3, 2)
		if err != nil {
			return err
		}
		if v.count != len(bias) {
			return fmt.Errorf("bias of shape %v", v.shape)
		}
		bias = v.floats
	}
	for i := range p.directions {
		p.directions[i].bw, p.directions[i].br = bias[2*i*size:][:size], bias[(2*i+1)*size:][:size]
	}
	if n.optional(4) != nil {
		lengths, err := n.needInts(4)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(lengths, func(v int64) bool { return v != int64(p.times) }) {
			return fmt.Errorf("sequence lengths %v, want all %d", lengths, p.times)
		}
	}
	for i := 5; i <= 6; i++ {
		if v := n.optional(i); v != nil && (v.typ != onnx.Float || v.count != len(p.directions)*p.batch*p.hidden) {
			return fmt.Errorf("initial state of shape %v", v.shape)
		}
	}
	if n.optional(7) != nil {
		return fmt.Errorf("peepholes are not supported")
	}
	return nil
}

// activations returns the functions of all directions.
func (n *node) activations(otherwise []string, directions int) ([]func(float32) float32, error) {
	var names []string
	for range directions {
		names = append(names, otherwise...)
	}
	if a := n.attr("activations"); a != nil && len(a.Strings) > 0 {
		if len(a.Strings) != len(names) {
			return nil, fmt.Errorf("%d activations, want %d", len(a.Strings), len(names))
		}
		names = a.Strings
	}
	list := make([]func(float32) float32, len(names))
	for i, name := range names {
		switch strings.ToLower(name) {
		case "sigmoid":
			list[i] = sigmoid
		case "tanh":
			list[i] = tanh
		case "relu":
			list[i] = relu
		default:
			return nil, fmt.Errorf("activation %q is not supported", name)
		}
	}
	return list, nil
}

// finishRecurrence gives the node its outputs: all hidden states, the last ones
// and, where there are, the last cell states.
func (n *node) finishRecurrence(p *recurrence) error {
	d := len(p.directions)
	all, end := []int{p.times, d, p.batch, p.hidden}, []int{d, p.batch, p.hidden}
	if p.batchFirst {
		all, end = []int{p.batch, p.times, d, p.hidden}, []int{p.batch, d, p.hidden}
	}
	for i, shape := range [][]int{all, end, end} {
		if i < len(n.out) {
			if err := n.make(i, onnx.Float, shape); err != nil {
				return err
			}
		}
	}
	size := p.gates * p.hidden
	if err := n.needScratch(2*size + 2*p.hidden); err != nil {
		return err
	}
	n.kernel = p.run
	return n.c.spend(0, p.times*p.batch, d*size, p.in+p.hidden)
}

func (p *recurrence) run(c *call) {
	for i := range p.directions {
		for b := range p.batch {
			p.sequence(c, i, b)
		}
	}
}

// sequence runs one direction over one sequence.
func (p *recurrence) sequence(c *call, which, b int) {
	d, size := &p.directions[which], p.gates*p.hidden
	x, r := c.scratch[:size], c.scratch[size:2*size]
	h, state := c.scratch[2*size:][:p.hidden], c.scratch[2*size+p.hidden:][:p.hidden]
	end := (which*p.batch + b) * p.hidden
	if p.batchFirst {
		end = (b*len(p.directions) + which) * p.hidden
	}
	start(h, c.in, 5, end)
	start(state, c.in, 6, end)
	for i := range p.times {
		t := i
		if d.reverse {
			t = p.times - 1 - i
		}
		from, to := (t*p.batch+b)*p.in, ((t*len(p.directions)+which)*p.batch+b)*p.hidden
		if p.batchFirst {
			from, to = (b*p.times+t)*p.in, ((b*p.times+t)*len(p.directions)+which)*p.hidden
		}
		copy(x, d.bw)
		copy(r, d.br)
		nn.AddProduct(x, d.w, c.in[0].floats[from:][:p.in])
		nn.AddProduct(r, d.r, h)
		p.cell(d, x, r, h, state)
		put(c.out, 0, to, h)
	}
	put(c.out, 1, end, h)
	put(c.out, 2, end, state)
}

// start reads an initial state, which is zeros where it is left out.
func start(dst []float32, in []data, i, at int) {
	clear(dst)
	if i < len(in) && in[i].floats != nil {
		copy(dst, in[i].floats[at:])
	}
}

// put writes to an output that somebody wants.
func put(out []data, i, at int, h []float32) {
	if i < len(out) && out[i].floats != nil {
		copy(out[i].floats[at:], h)
	}
}

// tanh is off by 1e-16 at most, and takes half the time of that of package math,
// which holds more digits of what is near 0.
func tanh(x float32) float32 { return float32(1 - 2/(1+math.Exp(2*float64(x)))) }
