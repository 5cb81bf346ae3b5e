package microwakeword

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A dense is what convolutions and the fully connected layer share: weights,
// and for each output channel a bias and a rescaler from what its accumulator
// counts in to what the output counts in. A value q of a tensor stands for
// scale * (q - zero); the zero point of the input is folded into the biases, so
// that the kernels multiply plain bytes.
type dense struct {
	weights  []int8
	bias     []int32
	rescale  []rescaler
	zero     int32 // of the output
	lowest   int32 // by the fused activation
	highest  int32
	src, dst place
}

// newDense binds a layer of some outputs; channel gives the output that weight i
// belongs to.
func (l *loader) newDense(n *node, outputs int, channel func(i int) int, activation int) (*dense, error) {
	in, w, b, out := n.in[0], n.in[1], n.in[2], n.out[0]
	if err := int8s(in, w, out); err != nil {
		return nil, err
	}
	_, inZero, err := in.quant()
	if err != nil {
		return nil, err
	}
	if w.data == nil {
		return nil, fmt.Errorf("%q is no constant: %w", w.name, errors.ErrUnsupported)
	}
	if err := l.file.spend(outputs, 16); err != nil {
		return nil, err
	}
	d := &dense{bias: make([]int32, outputs)}
	if _, d.zero, err = out.quant(); err != nil {
		return nil, err
	}
	if d.lowest, d.highest, err = bounds(activation, out); err != nil {
		return nil, err
	}
	if d.weights, err = l.constant(w); err != nil {
		return nil, err
	}
	if err := d.readBias(b); err != nil {
		return nil, err
	}
	for i, v := range d.weights {
		d.bias[channel(i)] -= int32(v) * inZero
	}
	l.sums = max(l.sums, outputs)
	d.src, d.dst, err = l.places(in, out)
	return d, err
}

// readBias reads the biases; a layer without has 0.
func (d *dense) readBias(b *tensor) error {
	if b == nil {
		return nil
	}
	if b.kind != typeInt32 || b.data == nil || b.size() != len(d.bias) {
		return fmt.Errorf("%q of type %d and shape %v, want %d constants of int32: %w", b.name, b.kind, b.shape, len(d.bias), errors.ErrUnsupported)
	}
	for i := range d.bias {
		d.bias[i] = int32(binary.LittleEndian.Uint32(b.data[4*i:]))
	}
	return nil
}

// perChannel makes the rescalers of a convolution from the scales of its
// weights: one for all, or one for each output.
func (d *dense) perChannel(n *node) error {
	in, w, out := n.in[0], n.in[1], n.out[0]
	if len(w.scale) != 1 && len(w.scale) != len(d.bias) {
		return fmt.Errorf("%q with %d scales for %d outputs: %w", w.name, len(w.scale), len(d.bias), errors.ErrUnsupported)
	}
	for _, z := range w.zero {
		if z != 0 {
			return fmt.Errorf("%q with zero point %d: %w", w.name, z, errors.ErrUnsupported)
		}
	}
	d.rescale = make([]rescaler, len(d.bias))
	for i := range d.rescale {
		s := w.scale[min(i, len(w.scale)-1)]
		r, err := newRescaler(float64(in.scale[0]) * float64(s) / float64(out.scale[0]))
		if err != nil {
			return fmt.Errorf("%q, output %d: %w", w.name, i, err)
		}
		d.rescale[i] = r
	}
	return nil
}

// perLayer makes the rescaler of a fully connected layer. The runtime multiplies
// the scales in single precision there.
func (d *dense) perLayer(n *node) error {
	if err := d.perChannel(n); err != nil || len(n.in[1].scale) != 1 {
		return err
	}
	product := n.in[0].scale[0] * n.in[1].scale[0]
	r, err := newRescaler(float64(product) / float64(n.out[0].scale[0]))
	if err != nil {
		return fmt.Errorf("%q: %w", n.in[1].name, err)
	}
	for i := range d.rescale {
		d.rescale[i] = r
	}
	return nil
}

// put writes the outputs that sums have added up.
func (d *dense) put(out []int8, sums []int32) {
	rescale, sums := d.rescale[:len(out)], sums[:len(out)]
	for c := range out {
		v := rescale[c].of(sums[c]) + d.zero
		out[c] = int8(min(max(v, d.lowest), d.highest))
	}
}

// product writes one output for each channel: the inner products of x with the
// rows of weights.
func (d *dense) product(out, x []int8, sums []int32) {
	sums = sums[:len(d.bias)]
	copy(sums, d.bias)
	addDots(sums, d.weights, x)
	d.put(out, sums)
}

// fullyConnected: out[o] = sum over i of w[o][i] * in[i].
func (l *loader) fullyConnected(n *node) (step, error) {
	in, w, out := n.in[0], n.in[1], n.out[0]
	activation, err := n.byte(0)
	if err != nil {
		return nil, err
	}
	format, err := n.byte(1)
	if err != nil {
		return nil, err
	}
	if format != 0 {
		return nil, fmt.Errorf("weights format %d: %w", format, errors.ErrUnsupported)
	}
	if len(w.shape) != 2 || w.shape[1] != in.size() || w.shape[0] != out.size() {
		return nil, fmt.Errorf("weights %v for input %v and output %v: %w", w.shape, in.shape, out.shape, errors.ErrUnsupported)
	}
	inputs := w.shape[1]
	d, err := l.newDense(n, w.shape[0], func(i int) int { return i / inputs }, activation)
	if err != nil {
		return nil, err
	}
	if err := d.perLayer(n); err != nil {
		return nil, err
	}
	if err := l.spend(w.size()); err != nil {
		return nil, err
	}
	return func(s *state) { d.product(d.dst.in(s), d.src.in(s), s.sums) }, nil
}
