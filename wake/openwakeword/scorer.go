package openwakeword

import (
	"math"
	"math/rand/v2"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/graph"
)

// NewScorer starts a stream.
func (m *Model) NewScorer() wake.Scorer {
	s := &scorer{model: m, stream: m.embedder.newStream(), past: make([]float32, m.frames*size)}
	for _, h := range m.heads {
		s.runs = append(s.runs, h.program.NewRun())
	}
	s.Reset()
	return s
}

// scorer scores one stream.
type scorer struct {
	model  *Model
	stream *stream
	past   []float32 // [frames][size], the newest last
	runs   []*graph.Run
	steps  int // heard, up to muted
}

// muted is how many steps score 0 at first, as openWakeWord has it.
const muted = 5

// Score hears a step and writes the score of each word.
func (s *scorer) Score(dst, step []float32) {
	copy(s.past, s.past[size:])
	copy(s.past[len(s.past)-size:], s.stream.push(step))
	if s.steps < muted {
		s.steps++
		clear(dst[:len(s.model.info.Words)])
		return
	}
	for i, h := range s.model.heads {
		copy(s.runs[i].Input(), s.past[len(s.past)-h.frames*size:])
		for k, v := range s.runs[i].Do() {
			dst[k] = finite(v)
		}
		dst = dst[h.words:]
	}
}

// finite is v where that is finite, and else the nearest number that is, 0 for
// none: what a Scorer promises, whatever a head may come to.
func finite(v float32) float32 {
	if v != v {
		return 0
	}
	return max(-math.MaxFloat32, min(v, math.MaxFloat32))
}

// Reset forgets the stream and wipes its audio.
func (s *scorer) Reset() {
	s.stream.Reset()
	copy(s.past, s.model.start)
	s.steps = 0
}

// noise returns the last count embeddings of 4 s of white noise, or of as much
// as it takes: what was heard before a stream, for openWakeWord. It draws other
// noise each time; here it is always the same.
func (e *Embedder) noise(count int) []float32 {
	const (
		least  = 41                  // embeddings of 4 s
		before = 9                   // steps that end within the first window
		ahead  = window - hop*before // frames of the first window that lie before a whole step
	)
	r := rand.New(rand.NewPCG(1, 2))
	m, n := e.mel.newMel(), e.net.newNet()
	samples := make([]float32, overlap+stepLen)
	frames := make([]float32, 2*hop*bands)
	have := (hop - ahead) * bands // values of frames that are in no window
	var out []float32
	for i := range before + max(count, least) {
		copy(samples, samples[stepLen:])
		for t := range stepLen {
			samples[overlap+t] = float32(r.IntN(2000) - 1000)
		}
		x := samples
		if i == 0 {
			x = x[overlap:]
		}
		have += toSpectrum(m, frames[have:], x)
		v := n.push(frames[:hop*bands])
		have = copy(frames, frames[hop*bands:have])
		if i >= before {
			out = append(out, v...)
		}
	}
	return out[len(out)-count*size:]
}
