package graph

import (
	"fmt"

	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A filter slides over the last axes of a value, [batch][channels][height][width],
// or without the height.
type filter struct {
	batch, channels int
	axes            [2]filterAxis // height and width; a height of one where there is none
	flat            bool          // there is none
}

type filterAxis struct {
	length, taps, stride, dilation int
	before, after                  int // values of padding
	out                            int // results
}

// filter reads the geometry of a convolution or a pooling of v; taps are those
// of the weights, nil where an attribute has to say.
func (n *node) filter(v *value, taps []int) (*filter, error) {
	if v.rank() != 3 && v.rank() != 4 {
		return nil, fmt.Errorf("shape %v, want one or two axes beside batch and channels", v.shape)
	}
	f := &filter{batch: v.shape[0], channels: v.shape[1], flat: v.rank() == 3}
	space := v.shape[2:]
	kernel, err := n.perAxis("kernel_shape", len(space), taps)
	if err != nil {
		return nil, err
	}
	strides, err := n.perAxis("strides", len(space), []int{1, 1})
	if err != nil {
		return nil, err
	}
	dilations, err := n.perAxis("dilations", len(space), []int{1, 1})
	if err != nil {
		return nil, err
	}
	pads, err := n.perAxis("pads", 2*len(space), []int{0, 0, 0, 0})
	if err != nil {
		return nil, err
	}
	auto, ceil := n.attrString("auto_pad", "NOTSET"), n.attrInt("ceil_mode", 0) != 0
	f.axes[0] = filterAxis{length: 1, taps: 1, stride: 1, dilation: 1, out: 1}
	for i := range space {
		a := filterAxis{
			length: space[i], taps: kernel[i], stride: strides[i], dilation: dilations[i],
			before: pads[i], after: pads[len(space)+i],
		}
		if err := a.resolve(auto, ceil); err != nil {
			return nil, err
		}
		f.axes[2-len(space)+i] = a
	}
	return f, nil
}

// perAxis reads a list of count small integers.
func (n *node) perAxis(name string, count int, otherwise []int) ([]int, error) {
	list := n.attrInts(name)
	if list == nil {
		if len(otherwise) < count {
			return nil, fmt.Errorf("attribute %s is missing", name)
		}
		return otherwise[:count], nil
	}
	if len(list) != count {
		return nil, fmt.Errorf("attribute %s has %d values, want %d", name, len(list), count)
	}
	small := make([]int, count)
	for i, v := range list {
		if v < 0 || v > 1<<12 {
			return nil, fmt.Errorf("attribute %s is %v", name, list)
		}
		small[i] = int(v)
	}
	return small, nil
}

// resolve works out the padding, where that is automatic, and how many results
// there are.
func (a *filterAxis) resolve(auto string, ceil bool) error {
	if a.taps < 1 || a.stride < 1 || a.dilation < 1 || a.length < 1 {
		return fmt.Errorf("a filter of %d with stride %d and dilation %d over %d values", a.taps, a.stride, a.dilation, a.length)
	}
	reach := (a.taps-1)*a.dilation + 1
	switch auto {
	case "NOTSET", "":
	case "VALID":
		a.before, a.after = 0, 0
	case "SAME_UPPER", "SAME_LOWER":
		pad := max(0, ((a.length+a.stride-1)/a.stride-1)*a.stride+reach-a.length)
		if a.before = pad / 2; auto == "SAME_LOWER" {
			a.before = pad - pad/2
		}
		a.after = pad - a.before
	default:
		return fmt.Errorf("auto_pad %q is not supported", auto)
	}
	rest := a.length + a.before + a.after - reach
	if rest < 0 {
		return fmt.Errorf("a filter that spans %d over %d values", reach, a.length+a.before+a.after)
	}
	a.out = rest/a.stride + 1
	if ceil && rest%a.stride != 0 && a.out*a.stride < a.length+a.before {
		a.out++ // one more that begins within the values, and ends behind them
	}
	return nil
}

// shape is that of the result.
func (f *filter) shape(channels int) []int {
	if f.flat {
		return []int{f.batch, channels, f.axes[1].out}
	}
	return []int{f.batch, channels, f.axes[0].out, f.axes[1].out}
}

// at is the place that a tap of a result looks at; false where that is padding.
func (a *filterAxis) at(result, tap int) (int, bool) {
	i := result*a.stride - a.before + tap*a.dilation
	return i, i >= 0 && i < a.length
}

// buildConv computes a convolution with constant weights. Each patch is copied
// together, zeros for padding, and multiplied by the weights as a matrix.
func buildConv(n *node) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	w, err := n.needWeights(1, v.rank())
	if err != nil {
		return err
	}
	f, err := n.filter(v, w.shape[min(2, w.rank()):])
	if err != nil {
		return err
	}
	groups := n.attrInt("group", 1)
	if groups < 1 || w.shape[0] < 1 || w.shape[0]%groups != 0 || f.channels != w.shape[1]*groups ||
		f.axes[0].taps*f.axes[1].taps != product(w.shape[2:]) {
		return fmt.Errorf("weights of shape %v in %d groups for a value of shape %v", w.shape, groups, v.shape)
	}
	c := conv{filter: *f, groups: groups, in: w.shape[1], out: w.shape[0] / groups}
	c.patch = c.in * f.axes[0].taps * f.axes[1].taps
	if err := n.c.spend(w.count, w.count); err != nil {
		return err
	}
	c.lay(w.floats)
	if b := n.optional(2); b != nil {
		if _, err := n.channelWeights(2, w.shape[0]); err != nil {
			return err
		}
	}
	if err := n.make(0, onnx.Float, f.shape(w.shape[0])); err != nil {
		return err
	}
	if err := n.needScratch(c.patch + c.out); err != nil {
		return err
	}
	n.kernel = c.run
	return n.c.spend(0, n.out[0].count, c.patch)
}

// conv is a convolution at work.
type conv struct {
	filter
	groups, in, out int       // channels of a group
	patch           int       // values that one result looks at
	weights         []float32 // [group][patch][out]
}

// lay transposes the weights of each group.
func (f *conv) lay(w []float32) {
	f.weights = make([]float32, len(w))
	size := f.patch * f.out
	for g := range f.groups {
		transpose(f.weights[g*size:], w[g*size:][:size], f.out, f.patch)
	}
}

func (f *conv) run(c *call) {
	x, y := c.in[0].floats, c.out[0].floats
	patch, sums := c.scratch[:f.patch], c.scratch[f.patch:][:f.out]
	plane := f.axes[0].out * f.axes[1].out
	for bg := range f.batch * f.groups {
		g := bg % f.groups
		w := f.weights[g*f.patch*f.out:][:f.patch*f.out]
		in := x[bg*f.in*f.axes[0].length*f.axes[1].length:]
		for at := range plane {
			f.gather(patch, in, at/f.axes[1].out, at%f.axes[1].out)
			clear(sums)
			if len(c.in) > 2 && c.in[2].floats != nil {
				copy(sums, c.in[2].floats[g*f.out:])
			}
			nn.AddProduct(sums, w, patch)
			for o, v := range sums {
				y[(bg*f.out+o)*plane+at] = v
			}
		}
	}
}

// gather copies the patch of one result.
func (f *conv) gather(patch, in []float32, row, col int) {
	h, w := &f.axes[0], &f.axes[1]
	k := 0
	for ch := range f.in {
		for i := range h.taps {
			r, okRow := h.at(row, i)
			for j := range w.taps {
				if patch[k] = 0; okRow {
					if c, ok := w.at(col, j); ok {
						patch[k] = in[(ch*h.length+r)*w.length+c]
					}
				}
				k++
			}
		}
	}
}
