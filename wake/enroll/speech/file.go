package speech

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake"
)

// metadata is the text "hearsay" in the dictionary of the weights: all of the
// embedding that is not a weight, as train/ writes it.
type metadata struct {
	Format     int             `json:"format"` // 1
	SampleRate int             `json:"sample_rate"`
	Step       int             `json:"step"` // samples a vector
	Lead       int             `json:"lead"` // frames of nothing before the stream
	ContextMS  int             `json:"context_ms"`
	DelayMS    int             `json:"delay_ms"`
	FrontEnd   dsp.FeatureSpec `json:"frontend"`
	Layers     []nn.LayerSpec  `json:"layers"`
}

// parse reads weights (safetensors).
func parse(weights []byte) (*Embedder, error) {
	t, err := nn.ParseTensors(weights)
	if err != nil {
		return nil, err
	}
	var m metadata
	if err := json.Unmarshal([]byte(t.Meta("hearsay")), &m); err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	e := &Embedder{lead: m.Lead}
	if e.features, err = m.FrontEnd.Build(m.SampleRate); err != nil {
		return nil, err
	}
	if e.net, err = nn.Build(m.Layers, t); err != nil {
		return nil, err
	}
	e.info = wake.EmbeddingInfo{
		ID:         id(weights),
		SampleRate: m.SampleRate,
		Step:       m.Step,
		Size:       e.net.Out(),
		Context:    time.Duration(m.ContextMS) * time.Millisecond,
		Delay:      time.Duration(m.DelayMS) * time.Millisecond,
	}
	if err := e.info.Validate(); err != nil {
		return nil, err
	}
	if err := m.check(e); err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	return e, nil
}

// check holds that front end, net and step belong together.
func (m *metadata) check(e *Embedder) error {
	switch {
	case m.Format != 1:
		return fmt.Errorf("format %d, want 1", m.Format)
	case e.net.In() != e.features.Bands():
		return fmt.Errorf("a net of %d inputs over %d bands", e.net.In(), e.features.Bands())
	case m.Step%m.FrontEnd.Hop != 0:
		return fmt.Errorf("a step of %d samples is no multiple of the hop of %d", m.Step, m.FrontEnd.Hop)
	}
	// Each step has to end with just one vector, from the first on. The frames
	// that the first step completes and those put before them make its stride.
	stride, whole := m.Step/m.FrontEnd.Hop, 1
	for _, l := range m.Layers {
		if l.Stride > 0 && whole <= stride { // beyond it is wrong, and might overflow
			whole *= l.Stride
		}
	}
	if first := (m.Step-m.FrontEnd.Frame)/m.FrontEnd.Hop + 1; whole != stride || m.Lead < 0 || m.Lead+first != stride {
		return fmt.Errorf("%d frames before and %d frames in a first step, which the net takes %d at a time, want %d in all",
			m.Lead, first, whole, stride)
	}
	return nil
}
