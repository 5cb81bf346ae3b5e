package nn

import (
	"fmt"
	"slices"
)

// A Layer is one immutable stage of a Net.
type Layer interface {
	In() int  // length of the vectors that go in
	Out() int // length of the vectors that come out
	NewState() State
}

// A State is what a Layer remembers of one stream.
type State interface {
	// Push hears the next vector, of length In, and returns the next result, of
	// length Out and valid until the next Push; or nil where a layer with a
	// stride has to hear more first. It does not keep x.
	Push(x []float32) []float32
	// Reset forgets the stream.
	Reset()
}

// Net is a chain of layers, immutable and safe for concurrent use.
type Net struct {
	layers []Layer
}

// NewNet chains layers, at least one, each of which takes what the one before
// gives.
func NewNet(layers ...Layer) (*Net, error) {
	if len(layers) == 0 {
		return nil, fmt.Errorf("nn: a net without layers")
	}
	for i, l := range layers[1:] {
		if l.In() != layers[i].Out() {
			return nil, fmt.Errorf("nn: layer %d takes %d values, layer %d gives %d", i+1, l.In(), i, layers[i].Out())
		}
	}
	return &Net{layers: layers}, nil
}

// In is the length of the vectors that go in.
func (n *Net) In() int { return n.layers[0].In() }

// Out is the length of the vectors that come out.
func (n *Net) Out() int { return n.layers[len(n.layers)-1].Out() }

// Select returns a net that shares the layers of n but computes only some of
// its outputs, in the order given. The last layer has to be a [Conv].
func (n *Net) Select(outputs []int) (*Net, error) {
	last := len(n.layers) - 1
	c, ok := n.layers[last].(*Conv)
	if !ok {
		return nil, fmt.Errorf("nn: outputs of a %T cannot be selected", n.layers[last])
	}
	c, err := c.selectOutputs(outputs)
	if err != nil {
		return nil, err
	}
	return NewNet(append(slices.Clone(n.layers[:last]), c)...)
}

// NewStream starts a stream.
func (n *Net) NewStream() *Stream {
	s := &Stream{states: make([]State, len(n.layers))}
	for i, l := range n.layers {
		s.states[i] = l.NewState()
	}
	return s
}

// Stream is a Net at work on one stream. It has the contract of a [State].
type Stream struct {
	states []State
}

// Push hears the next vector and returns the next result, or nil; see [State].
func (s *Stream) Push(x []float32) []float32 {
	for _, st := range s.states {
		if x = st.Push(x); x == nil {
			return nil
		}
	}
	return x
}

// Reset forgets the stream.
func (s *Stream) Reset() {
	for _, st := range s.states {
		st.Reset()
	}
}
