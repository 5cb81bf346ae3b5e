package enroll

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// ErrEmbedding is wrapped by the errors about an embedding that is not the one
// that a model was learnt over, or evidence gathered over.
var ErrEmbedding = errors.New("enroll: another embedding")

// A Model hears one word that was learnt from a few recordings. It satisfies
// [wake.Model], is immutable and may be shared.
//
// It holds vectors of the recordings, so that it can learn more later (see
// [Resume]), but no audio: what was said cannot be played back. How something
// sounded can be guessed from such vectors, so a model is as private as a
// photograph of the speaker.
type Model struct {
	embedder wake.Embedder
	white    whitener
	head     head
	window   int // vectors
	word     wake.Word
	kept     material
}

// Info describes the model: one word.
func (m *Model) Info() wake.Info { return infoOf(m) }

func infoOf(models ...*Model) wake.Info {
	in := models[0].embedder.Embedding()
	info := wake.Info{SampleRate: in.SampleRate, Step: hop(in) * in.Step}
	for _, m := range models {
		info.Words = append(info.Words, m.word)
	}
	return info
}

// NewScorer starts a stream.
func (m *Model) NewScorer() wake.Scorer { return newScorer([]*Model{m}) }

// Recordings are the names of the recordings that the model was learnt from, in
// the order they were added.
func (m *Model) Recordings() []string {
	var names []string
	for _, t := range m.kept.takes {
		names = append(names, t.name)
	}
	return names
}

// joined is several models over one embedding.
type joined struct {
	models []*Model
	info   wake.Info
}

// Join makes one model of several over the same embedding, which is then
// computed once: each further word costs next to nothing. It fails where the
// embeddings or the evidence behind the models differ, or names repeat.
func Join(models ...*Model) (wake.Model, error) {
	if len(models) == 0 {
		return nil, errors.New("enroll: no models to join")
	}
	first := models[0]
	for _, m := range models[1:] {
		if a, b := first.embedder.Embedding().ID, m.embedder.Embedding().ID; a != b {
			return nil, fmt.Errorf("%w: %q is over %q, %q over %q", ErrEmbedding, first.word.Name, a, m.word.Name, b)
		}
		if !first.white.equal(&m.white) {
			return nil, fmt.Errorf("%w: %q and %q were learnt against different evidence", ErrEmbedding, first.word.Name, m.word.Name)
		}
	}
	j := &joined{slices.Clone(models), infoOf(models...)}
	if err := j.info.Validate(); err != nil {
		return nil, fmt.Errorf("enroll: %w", err)
	}
	return j, nil
}

func (w *whitener) equal(o *whitener) bool {
	return w.size == o.size && w.dim == o.dim && slices.Equal(w.mean, o.mean) && slices.Equal(w.rows, o.rows)
}

func (j *joined) Info() wake.Info {
	info := j.info
	info.Words = slices.Clone(info.Words)
	return info
}

func (j *joined) NewScorer() wake.Scorer { return newScorer(j.models) }

// noScore is the score before a window is full: odds of one to half a thousand
// million.
const noScore = -20

// scorer scores one stream.
type scorer struct {
	ear     *ear
	models  []*Model
	longest int       // vectors of the longest window
	ring    []float32 // each vector twice, longest apart, so that any window is a slice
	at      int       // vectors heard
}

func newScorer(models []*Model) *scorer {
	s := &scorer{ear: newEar(models[0].embedder, models[0].white), models: models}
	for _, m := range models {
		s.longest = max(s.longest, m.window)
	}
	s.ring = make([]float32, 2*s.longest*s.ear.dim)
	return s
}

// Score hears a step and writes a score for each word.
func (s *scorer) Score(dst, step []float32) {
	e := s.ear
	ok := false
	for i := range e.hop {
		ok = e.stream.Embed(e.vector, step[i*e.info.Step:(i+1)*e.info.Step])
	}
	if !ok {
		for i := range s.models {
			dst[i] = noScore
		}
		return
	}
	slot := s.at % s.longest
	v := s.ring[slot*e.dim : (slot+1)*e.dim]
	e.apply(v, e.vector)
	copy(s.ring[(slot+s.longest)*e.dim:], v)
	s.at++
	end := slot + s.longest + 1
	for i, m := range s.models {
		dst[i] = noScore
		if s.at >= m.window {
			w := s.ring[(end-m.window)*e.dim : end*e.dim]
			dst[i] = max(noScore, m.head.score(w, gain(w)))
		}
	}
}

// Reset forgets the stream.
func (s *scorer) Reset() {
	s.ear.stream.Reset()
	clear(s.ear.vector)
	clear(s.ring)
	s.at = 0
}
