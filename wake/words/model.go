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
	nets     []*nn.Net
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
		frames:   make([]float32, 0, m.features.Bands()*m.features.MaxFrames(m.info.Step)),
		sums:     make([]float32, len(m.info.Words)),
		scores:   make([]float32, len(m.info.Words)),
	}
	for _, net := range m.nets {
		s.nets = append(s.nets, net.NewStream())
	}
	s.Reset()
	return s
}

// scorer scores one stream.
type scorer struct {
	bands    int
	features *dsp.FeatureStream
	nets     []*nn.Stream
	frames   []float32 // new frames of this step, [frame][band]
	sums     []float32 // what the nets said of a frame, added up
	scores   []float32 // newest scores
}

// noScore is the score before a net has heard enough to give one: odds of one
// to half a thousand million.
const noScore = -20

// Score hears a step and writes the newest scores.
func (s *scorer) Score(dst, step []float32) {
	s.frames = s.features.Append(s.frames[:0], step)
	for f := s.frames; len(f) > 0; f = f[s.bands:] {
		s.push(f[:s.bands])
	}
	copy(dst[:len(s.scores)], s.scores)
}

// push hears a frame. Where all nets have something to say of it, the scores
// are the means of that: the errors of nets that learnt apart differ, what they
// know does not (Hansen and Salamon 1990).
func (s *scorer) push(frame []float32) {
	clear(s.sums)
	all := true
	for _, net := range s.nets {
		y := net.Push(frame)
		all = all && y != nil
		for i, v := range y {
			s.sums[i] += v
		}
	}
	if !all {
		return
	}
	for i, v := range s.sums {
		s.scores[i] = v / float32(len(s.nets))
	}
}

// Reset forgets the stream and wipes its audio.
func (s *scorer) Reset() {
	s.features.Reset()
	for _, net := range s.nets {
		net.Reset()
	}
	clear(s.frames[:cap(s.frames)])
	for i := range s.scores {
		s.scores[i] = noScore
	}
}
