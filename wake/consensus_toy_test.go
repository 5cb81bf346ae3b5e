package wake

import (
	"math"
	"time"
)

// A recall is a toy Model whose score depends on the last samples it heard and
// on nothing else, often near its thresholds; with a decay it depends on all of
// them, the older the less. It counts the samples it heard.
type recall struct {
	info   Info
	memory int     // samples
	stride int     // steps between two scores; 0: each step has its own
	decay  float64 // per step; 0: none
	heard  *int64
}

func newRecall(rate, step, memory int, names ...string) *recall {
	m := &recall{info: Info{SampleRate: rate, Step: step}, memory: memory, heard: new(int64)}
	for _, name := range names {
		m.info.Words = append(m.info.Words, Word{Name: name, Span: 100 * time.Millisecond})
	}
	return m
}

func (m *recall) Info() Info { return m.info }

func (m *recall) NewScorer() Scorer {
	return &recallScorer{model: m, last: make([]float32, m.memory)}
}

type recallScorer struct {
	model *recall
	last  []float32
	at    int
	steps int
	score float64
	state float64
}

func (s *recallScorer) Score(dst, step []float32) {
	*s.model.heard += int64(len(step))
	for _, v := range step {
		s.last[s.at] = v
		s.at = (s.at + 1) % len(s.last)
	}
	sum := 0.0 // newest first, so that sums have one order; the oldest counts as much as the newest
	for i := range s.last {
		v := s.last[(s.at+len(s.last)-1-i)%len(s.last)]
		sum += float64(v) * float64(1-i%3)
	}
	if s.steps++; s.steps%max(s.model.stride, 1) == 0 {
		s.score = math.Pow(math.Abs(math.Sin(sum/2)), 4) // silence scores 0
	}
	score := s.score
	if s.model.decay > 0 {
		s.state = s.state*s.model.decay + (1-s.model.decay)*score
		score = s.state
	}
	for i := range dst {
		dst[i] = float32(math.Pow(score, float64(i+1)))
	}
}

func (s *recallScorer) Reset() {
	clear(s.last)
	s.at, s.steps, s.score, s.state = 0, 0, 0, 0
}

// A script is a Model of one word that says its scores outright: sample n of the
// stream holds nothing, its score at step k is scores[k].
type script struct {
	info   Info
	scores []float64
}

func newScript(step int, name string, scores ...float64) *script {
	return &script{Info{SampleRate: 8000, Step: step, Words: []Word{{Name: name, Span: 100 * time.Millisecond}}}, scores}
}

func (m *script) Info() Info        { return m.info }
func (m *script) NewScorer() Scorer { return &scriptScorer{model: m} }

type scriptScorer struct {
	model *script
	next  int
}

func (s *scriptScorer) Score(dst, _ []float32) {
	clear(dst)
	for i := range dst {
		if s.next < len(s.model.scores) {
			dst[i] = float32(s.model.scores[s.next])
		}
	}
	s.next++
}

func (s *scriptScorer) Reset() { s.next = 0 }

// scoresOf runs audio through a new Scorer: [step][word].
func scoresOf(m Model, x []float32) [][]float32 {
	var out [][]float32
	in, s := m.Info(), m.NewScorer()
	for ; len(x) >= in.Step; x = x[in.Step:] {
		dst := make([]float32, len(in.Words))
		s.Score(dst, x[:in.Step])
		out = append(out, dst)
	}
	return out
}
