package graph

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// Normalisations take mean and deviation in float64: there is little to do.

// channelWeights returns an input of count constants or values, one a channel.
func (n *node) channelWeights(i, count int) (*value, error) {
	v, err := n.need(i, onnx.Float)
	if err != nil {
		return nil, err
	}
	if v.count != count {
		return nil, fmt.Errorf("input %d holds %d values for %d channels", i, v.count, count)
	}
	return v, nil
}

// buildBatchNorm normalises each channel by a mean and variance learnt in
// training (Ioffe and Szegedy 2015).
func buildBatchNorm(n *node) error {
	n.attr("momentum")
	if err := n.only("training_mode", 0); err != nil {
		return err
	}
	if err := n.only("spatial", 1); err != nil {
		return err
	}
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	if v.rank() < 2 {
		return fmt.Errorf("a value of shape %v has no channels", v.shape)
	}
	channels, inner := v.shape[1], product(v.shape[2:])
	for i := 1; i <= 4; i++ {
		if _, err := n.channelWeights(i, channels); err != nil {
			return err
		}
	}
	epsilon := float64(n.attrFloat("epsilon", 1e-5))
	n.kernel = func(c *call) {
		x, y := c.in[0].floats, c.out[0].floats
		for i := 0; i+inner <= len(x) && inner > 0; i += inner {
			ch := i / inner % channels
			scale := float32(float64(c.in[1].floats[ch]) / math.Sqrt(float64(c.in[4].floats[ch])+epsilon))
			shift := c.in[2].floats[ch] - float32(c.in[3].floats[ch]*scale)
			for k, v := range x[i : i+inner] {
				y[i+k] = float32(v*scale) + shift
			}
		}
	}
	return n.make(0, onnx.Float, v.shape)
}

// moments returns the mean and the inverse of the deviation of x.
func moments(x []float32, epsilon float64) (mean, inverse float64) {
	for _, v := range x {
		mean += float64(v)
	}
	mean /= float64(len(x))
	var square float64
	for _, v := range x {
		d := float64(v) - mean
		square += float64(d * d)
	}
	return mean, 1 / math.Sqrt(square/float64(len(x))+epsilon)
}

// lastAxes reads what the normalisations along the last axes have in common: the
// value, how many of its elements are normalised together, and epsilon. The scale
// has been held to that number.
func (n *node) lastAxes() (v *value, inner int, epsilon float64, err error) {
	n.attr("stash_type")
	if v, err = n.need(0, onnx.Float); err != nil {
		return nil, 0, 0, err
	}
	at, err := axis(int64(n.attrInt("axis", -1)), v.rank())
	if err != nil {
		return nil, 0, 0, err
	}
	inner, epsilon = product(v.shape[at:]), float64(n.attrFloat("epsilon", 1e-5))
	_, err = n.channelWeights(1, inner)
	return v, inner, epsilon, err
}

// buildLayerNorm normalises along the last axes (Ba, Kiros and Hinton 2016).
func buildLayerNorm(n *node) error {
	v, inner, epsilon, err := n.lastAxes()
	if err != nil {
		return err
	}
	biased := n.optional(2) != nil
	if biased {
		if _, err := n.channelWeights(2, inner); err != nil {
			return err
		}
	}
	n.kernel = func(c *call) {
		x, y := c.in[0].floats, c.out[0].floats
		for ; len(x) > 0; x, y = x[inner:], y[inner:] {
			mean, inverse := moments(x[:inner], epsilon)
			for i, v := range x[:inner] {
				y[i] = float32((float64(v)-mean)*inverse) * c.in[1].floats[i]
				if biased {
					y[i] += c.in[2].floats[i]
				}
			}
		}
	}
	return n.make(0, onnx.Float, v.shape)
}

// buildRMSNorm divides by the root of the mean square (Zhang and Sennrich 2019).
func buildRMSNorm(n *node) error {
	v, inner, epsilon, err := n.lastAxes()
	if err != nil {
		return err
	}
	n.kernel = func(c *call) {
		x, y := c.in[0].floats, c.out[0].floats
		for ; len(x) > 0; x, y = x[inner:], y[inner:] {
			var square float64
			for _, v := range x[:inner] {
				square += float64(v) * float64(v)
			}
			inverse := 1 / math.Sqrt(square/float64(inner)+epsilon)
			for i, v := range x[:inner] {
				y[i] = float32(float64(v)*inverse) * c.in[1].floats[i]
			}
		}
	}
	return n.make(0, onnx.Float, v.shape)
}

// buildInstanceNorm normalises each channel on its own (Ulyanov et al. 2016).
func buildInstanceNorm(n *node) error {
	return n.groupNorm(0, func(ch, _ int) int { return ch })
}

// buildGroupNorm normalises groups of channels (Wu and He 2018). Scale and bias
// are one for each group in operator sets 18 to 20, one for each channel since.
func buildGroupNorm(n *node) error {
	n.attr("stash_type")
	groups := n.attrInt("num_groups", 0)
	if groups < 1 {
		return fmt.Errorf("%d groups", groups)
	}
	if n.opset < 21 {
		return n.groupNorm(groups, func(ch, each int) int { return ch / each })
	}
	return n.groupNorm(groups, func(ch, _ int) int { return ch })
}

// groupNorm normalises so many groups of channels, 0 for one each; which tells
// what scale and bias a channel has.
func (n *node) groupNorm(groups int, which func(ch, each int) int) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	if v.rank() < 2 || v.count == 0 {
		return fmt.Errorf("a value of shape %v has no channels", v.shape)
	}
	channels, inner := v.shape[1], product(v.shape[2:])
	if groups == 0 {
		groups = channels
	}
	if channels%groups != 0 {
		return fmt.Errorf("%d groups of %d channels", groups, channels)
	}
	each := channels / groups
	for i := 1; i <= 2; i++ {
		if _, err := n.channelWeights(i, which(channels-1, each)+1); err != nil {
			return err
		}
	}
	epsilon := float64(n.attrFloat("epsilon", 1e-5))
	n.kernel = func(c *call) {
		x, y := c.in[0].floats, c.out[0].floats
		for g := 0; g < len(x)/(each*inner); g++ {
			at := g * each * inner
			mean, inverse := moments(x[at:at+each*inner], epsilon)
			for k, v := range x[at : at+each*inner] {
				w := which((g*each+k/inner)%channels, each)
				y[at+k] = float32((float64(v)-mean)*inverse)*c.in[1].floats[w] + c.in[2].floats[w]
			}
		}
	}
	return n.make(0, onnx.Float, v.shape)
}

// buildLpNorm divides by the sum of magnitudes, or by the root of that of
// squares; nothing stays nothing.
func buildLpNorm(n *node) error {
	v, l, err := n.lineOf(-1)
	if err != nil {
		return err
	}
	p := n.attrInt("p", 2)
	if p != 1 && p != 2 {
		return fmt.Errorf("norm %d is not supported", p)
	}
	n.kernel = func(c *call) {
		l.each(func(first int) {
			var sum float64
			for k := range l.length {
				x := float64(c.in[0].floats[first+k*l.step])
				if p == 2 {
					sum += x * x
				} else {
					sum += math.Abs(x)
				}
			}
			if p == 2 {
				sum = math.Sqrt(sum)
			}
			for k := range l.length {
				at := first + k*l.step
				if c.out[0].floats[at] = 0; sum > 0 {
					c.out[0].floats[at] = float32(float64(c.in[0].floats[at]) / sum)
				}
			}
		})
	}
	return n.make(0, onnx.Float, v.shape)
}
