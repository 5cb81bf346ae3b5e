package words

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake"
)

// metadata is the text "hearsay" in the dictionary of the weights: all of the
// model that is not a weight, as train/ writes it.
type metadata struct {
	Format     int              `json:"format"` // 2
	SampleRate int              `json:"sample_rate"`
	Step       int              `json:"step"` // samples a score
	FrontEnd   dsp.FeatureSpec  `json:"frontend"`
	Nets       [][]nn.LayerSpec `json:"nets"` // each from the bands to all words
	Words      []struct {
		Name   string `json:"name"`
		SpanMS int    `json:"span_ms"`
	} `json:"words"`
}

// modelFile is a model as the files describe it, with all of its words.
type modelFile struct {
	meta     metadata
	features *dsp.Features
	nets     []*nn.Net // score by the mean of what they say
	words    []wake.Word
}

// parse reads weights (safetensors) and their calibration (JSON).
func parse(weights, calibration []byte) (*modelFile, error) {
	t, err := nn.ParseTensors(weights)
	if err != nil {
		return nil, err
	}
	f := &modelFile{}
	if err := json.Unmarshal([]byte(t.Meta("hearsay")), &f.meta); err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	if err := f.meta.check(); err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	if f.features, err = f.meta.FrontEnd.Build(f.meta.SampleRate); err != nil {
		return nil, err
	}
	for i, layers := range f.meta.Nets {
		net, err := nn.Build(layers, t)
		if err != nil {
			return nil, fmt.Errorf("net %d: %w", i, err)
		}
		if net.In() != f.features.Bands() || net.Out() != len(f.meta.Words) {
			return nil, fmt.Errorf("net %d from %d to %d values between %d bands and %d words",
				i, net.In(), net.Out(), f.features.Bands(), len(f.meta.Words))
		}
		f.nets = append(f.nets, net)
	}
	return f, f.calibrate(calibration)
}

// maxStep bounds the samples of a step, and with it a scorer's memory.
const maxStep = 1 << 16

// maxNets bounds the nets of a file.
const maxNets = 8

func (m *metadata) check() error {
	switch {
	case m.Format != 2:
		return fmt.Errorf("format %d, want 2", m.Format)
	case m.Step < 1 || m.Step > maxStep:
		return fmt.Errorf("step of %d samples, want 1 to %d", m.Step, maxStep)
	case len(m.Nets) < 1 || len(m.Nets) > maxNets:
		return fmt.Errorf("%d nets, want 1 to %d", len(m.Nets), maxNets)
	case len(m.Words) == 0:
		return errors.New("no words")
	}
	return nil
}

// calibrationFile is what train/calibrate writes.
type calibrationFile struct {
	Format int              `json:"format"` // 1
	Words  []calibratedWord `json:"words"`
}

type calibratedWord struct {
	Name        string           `json:"name"`
	DelayMS     int              `json:"delay_ms"`
	Operating   wake.Operating   `json:"operating"`
	Calibration wake.Calibration `json:"calibration"`
}

// calibrate fills in the words: names and spans from the weights, the rest
// from the calibration, which has to speak of just these words.
func (f *modelFile) calibrate(data []byte) error {
	var c calibrationFile
	if err := json.Unmarshal(data, &c); err != nil {
		return fmt.Errorf("calibration: %w", err)
	}
	if c.Format != 1 || len(c.Words) != len(f.meta.Words) {
		return fmt.Errorf("calibration: format %d of %d words, want 1 of %d", c.Format, len(c.Words), len(f.meta.Words))
	}
	for i, w := range f.meta.Words {
		cal := c.Words[i]
		if cal.Name != w.Name {
			return fmt.Errorf("calibration: word %d is %q, the net's is %q", i, cal.Name, w.Name)
		}
		f.words = append(f.words, wake.Word{
			Name:        w.Name,
			Span:        time.Duration(w.SpanMS) * time.Millisecond,
			Delay:       time.Duration(cal.DelayMS) * time.Millisecond,
			Calibration: cal.Calibration,
			Operating:   cal.Operating,
		})
	}
	info := wake.Info{SampleRate: f.meta.SampleRate, Step: f.meta.Step, Words: f.words}
	return info.Validate()
}
