package wake

import (
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// A member is one model of a Consensus.
type member struct {
	model Model
	info  Info
	words []memberWord // by word of the Consensus
	rate  int          // of the Consensus, Hz
	step  int          // of the Consensus, samples

	// For a member behind a gate, in samples of the Consensus:
	unit int64 // it may start to listen at multiples of this only, so that its steps lie where they always would
	need int64 // it must have listened for so long
}

// A memberWord is what a member knows of a word of the Consensus.
type memberWord struct {
	at        int // index into the member's words, -1 for none
	threshold float64
	decider   decider // as new
	window    int64   // steps of the Consensus
}

// strides is how many own steps a member starts at a multiple of, unless that is
// more than a second: a model may hear in strides that are longer than its step
// (microWakeWord infers at every third), and 2, 3, 4 and 6 divide 12.
const strides = 12

func newMember(m Model, in Info, pairs [][]int, index int, outer Info, window int64, context time.Duration) member {
	b := member{model: m, info: in, rate: outer.SampleRate, step: outer.Step}
	own := int64(1) // own steps that a value depends on: one that it stands for
	for _, at := range pairs {
		w := memberWord{at: at[index], window: window}
		if w.at >= 0 {
			word := in.Words[w.at]
			o := word.Operating.withDefaults()
			w.threshold = odds(o.Threshold)
			w.decider = newDecider(word, o, in)
			own = max(own, 1+w.decider.minimum+int64(len(w.decider.window)))
		}
		b.words = append(b.words, w)
	}
	stepLen, inner := int64(in.Step)*int64(b.rate), int64(in.SampleRate)
	b.unit = stepLen / gcd(stepLen, inner)
	if strided := strides * b.unit; strided <= int64(b.rate) {
		b.unit = strided
	}
	filter := 2 * dsp.NewResampler(b.rate, in.SampleRate).Needed(1)
	b.need = ceil(own*stepLen, inner) + samples(context, b.rate) + (window+2)*int64(b.step) + filter
	return b
}

// start is where a member has to start to listen to tell what it would always
// have told at position end.
func (b *member) start(end int64) int64 {
	return max(0, end-b.need) / b.unit * b.unit
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// A memberStream is what one stream has told a member.
type memberStream struct {
	*member
	scorer    Scorer
	resampler *dsp.Resampler
	out       []float32 // a step of the Consensus at the member's rate
	pending   []float32 // [info.Step], of which filled are heard
	filled    int
	scores    []float32 // [len(info.Words)]
	words     []wordStream
	heard     int64 // samples of the Consensus, those skipped before the start too
}

// A wordStream is what one stream has told about a word.
type wordStream struct {
	decider decider // smooths and calibrates; decides nothing
	streak  sliding // least of the minimum duration
	window  sliding // best of the window
	last    float32 // of the newest own step: log-odds over the threshold, for the minimum duration
	peak    float32 // best of the own steps that ended in the newest step of the Consensus so far
	now     float32 // of the newest step of the Consensus
	best    float32 // of the window
}

func newMemberStream(b *member) memberStream {
	s := memberStream{
		member:    b,
		scorer:    b.model.NewScorer(),
		resampler: dsp.NewResampler(b.rate, b.info.SampleRate),
		pending:   make([]float32, b.info.Step),
		scores:    make([]float32, len(b.info.Words)),
	}
	s.out = make([]float32, 0, s.resampler.Outputs(b.step))
	for _, w := range b.words {
		ws := wordStream{decider: w.decider}
		if w.at >= 0 {
			ws.decider.window = make([]float32, len(w.decider.window))
			ws.streak = newSliding(w.decider.minimum)
			ws.window = newSliding(w.window + 1)
		}
		s.words = append(s.words, ws)
	}
	s.reset()
	return s
}

// reset forgets all audio. The stream starts at position 0.
func (s *memberStream) reset() {
	s.scorer.Reset()
	s.resampler.Reset()
	clear(s.out[:cap(s.out)])
	clear(s.pending)
	clear(s.scores)
	s.filled, s.heard = 0, 0
	for i := range s.words {
		w := &s.words[i]
		w.decider.reset()
		w.streak.reset()
		w.window.reset()
		w.last, w.peak, w.now, w.best = lowest, lowest, lowest, lowest
	}
}

// hear hears what is new of the n-th step of the Consensus, from 1: all of it,
// or the rest of it after a start within.
func (s *memberStream) hear(step []float32, n int64) {
	s.out = s.resampler.Append(s.out[:0], step)
	if s.rate != s.info.SampleRate {
		for i, v := range s.out { // the filter may overshoot
			s.out[i] = max(-1, min(v, 1))
		}
	}
	s.heard += int64(len(step))
	scored := false
	for src := s.out; len(src) > 0; {
		k := copy(s.pending[s.filled:], src)
		src = src[k:]
		if s.filled += k; s.filled == len(s.pending) {
			s.filled = 0
			s.score()
			scored = true
		}
	}
	for i := range s.words {
		w := &s.words[i]
		if s.member.words[i].at < 0 {
			continue
		}
		w.now = w.last // which stands until the next own step
		if scored {
			w.now = w.peak
		}
		w.best = w.window.push(n, w.now)
		w.peak = lowest
	}
}

// score scores an own step.
func (s *memberStream) score() {
	s.scorer.Score(s.scores, s.pending)
	for i := range s.words {
		w, m := &s.words[i], &s.member.words[i]
		if m.at < 0 {
			continue
		}
		_, confidence := w.decider.smooth(s.scores[m.at])
		over := float32(max(lowest, min(odds(confidence)-m.threshold, highest)))
		// The least of the minimum duration is minus the best of the opposite.
		w.last = -w.streak.push(w.decider.step, -over)
		if w.decider.step < w.decider.minimum {
			w.last = lowest
		}
		w.peak = max(w.peak, w.last)
	}
}
