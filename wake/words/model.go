package words

import (
	"slices"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake"
)

// model is a wake.Model over some of the words of a file.
type model struct {
	info     wake.Info
	features *dsp.Features
	net      *nn.Net
}

// Info describes the model.
func (m *model) Info() wake.Info {
	info := m.info
	info.Words = slices.Clone(info.Words)
	return info
}

// NewScorer starts a stream.
func (m *model) NewScorer() wake.Scorer {
	s := &scorer{
		bands:    m.features.Bands(),
		features: m.features.NewStream(),
		net:      m.net.NewStream(),
		frames:   make([]float32, 0, m.features.Bands()*m.features.MaxFrames(m.info.Step)),
		scores:   make([]float32, len(m.info.Words)),
	}
	s.Reset()
	return s
}

// scorer scores one stream.
type scorer struct {
	bands    int
	features *dsp.FeatureStream
	net      *nn.Stream
	frames   []float32 // new frames of this step, [frame][band]
	scores   []float32 // newest scores
}

// noScore is the score before a net has heard enough to give one: odds of one
// to half a thousand million.
const noScore = -20

// Score hears a step and writes the newest scores.
func (s *scorer) Score(dst, step []float32) {
	s.frames = s.features.Append(s.frames[:0], step)
	for f := s.frames; len(f) > 0; f = f[s.bands:] {
		if y := s.net.Push(f[:s.bands]); y != nil {
			copy(s.scores, y)
		}
	}
	copy(dst[:len(s.scores)], s.scores)
}

// Reset forgets the stream and wipes its audio.
func (s *scorer) Reset() {
	s.features.Reset()
	s.net.Reset()
	clear(s.frames[:cap(s.frames)])
	for i := range s.scores {
		s.scores[i] = noScore
	}
}
