package nn

import "fmt"

// LayerSpec describes one layer of a net in the metadata of its weights, as
// the training recipe writes it.
type LayerSpec struct {
	// Op is "conv", a [Conv] with tensors Name.w and Name.b, "banded", a [Banded]
	// with tensors of these names, or "block", a [Block] with tensors Name.dw,
	// Name.db, Name.pw and Name.pb.
	Op         string `json:"op"`
	Name       string `json:"name"`
	In         int    `json:"in"`       // conv, banded
	Out        int    `json:"out"`      // conv, banded
	Channels   int    `json:"channels"` // block
	Taps       int    `json:"taps"`
	Stride     int    `json:"stride"`      // conv, banded
	Dilation   int    `json:"dilation"`    // conv, block
	ReLU       bool   `json:"relu"`        // conv, banded
	Bands      int    `json:"bands"`       // banded
	BandTaps   int    `json:"band_taps"`   // banded
	BandStride int    `json:"band_stride"` // banded
}

// Build makes the layers that specs describe from the weights in t. Errors
// name the layer.
func Build(specs []LayerSpec, t *Tensors) (*Net, error) {
	layers := make([]Layer, len(specs))
	for i, s := range specs {
		l, err := s.build(t)
		if err != nil {
			return nil, fmt.Errorf("layer %d, %q: %w", i, s.Name, err)
		}
		layers[i] = l
	}
	return NewNet(layers...)
}

func (s LayerSpec) build(t *Tensors) (Layer, error) {
	switch s.Op {
	case "conv":
		w, b, err := s.weights(t, s.Out, s.In, s.Taps)
		if err != nil {
			return nil, err
		}
		shape := ConvShape{In: s.In, Out: s.Out, Taps: s.Taps, Stride: s.Stride, Dilation: s.Dilation}
		return NewConv(shape, w, b, s.ReLU)
	case "banded":
		w, b, err := s.weights(t, s.Out, s.In, s.BandTaps, s.Taps)
		if err != nil {
			return nil, err
		}
		shape := BandedShape{Bands: s.Bands, In: s.In, Out: s.Out, Taps: s.Taps, Stride: s.Stride,
			BandTaps: s.BandTaps, BandStride: s.BandStride}
		return NewBanded(shape, w, b, s.ReLU)
	case "block":
		return s.buildBlock(t)
	}
	return nil, fmt.Errorf("nn: unknown layer %q", s.Op)
}

// weights reads the tensors of a convolution.
func (s LayerSpec) weights(t *Tensors, shape ...int) (w, b []float32, err error) {
	if w, err = t.Float32(s.Name+".w", shape...); err != nil {
		return nil, nil, err
	}
	b, err = t.Float32(s.Name+".b", s.Out)
	return w, b, err
}

func (s LayerSpec) buildBlock(t *Tensors) (*Block, error) {
	n := s.Channels
	var w BlockWeights
	for _, p := range []struct {
		dst   *[]float32
		name  string
		shape []int
	}{
		{&w.DW, ".dw", []int{n, s.Taps}},
		{&w.DB, ".db", []int{n}},
		{&w.PW, ".pw", []int{n, n}},
		{&w.PB, ".pb", []int{n}},
	} {
		v, err := t.Float32(s.Name+p.name, p.shape...)
		if err != nil {
			return nil, err
		}
		*p.dst = v
	}
	return NewBlock(n, s.Taps, s.Dilation, w)
}
