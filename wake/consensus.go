package wake

import (
	"fmt"
	"slices"
	"time"
)

// ConsensusConfig says which models must agree, and when. The zero value wants
// all of them within 500 ms, and runs them all the time.
type ConsensusConfig struct {
	// Agree is how many of the models must agree, 1 to all; with a Gate, which is
	// always among them, 2 to all. Zero means all.
	Agree int
	// Window is the time within which they must, at most 10 s, rounded to whole
	// steps. Models answer at different times: of two well-known ones, the one
	// tells "alexa" 165 ms before the word ends, the other 95 ms after, at the
	// median. Zero means 500 ms (with three models of "alexa", two to agree, 0.3,
	// 0.5 and 1 s found the same words and the same false accepts); negative means
	// that they must in the same step.
	Window time.Duration
	// Word names the one word of models that call it by different names; each
	// model must then have one word. Empty pairs words by their names, where the
	// case of letters does not count, and hyphen, underscore and space are alike.
	Word string
	// Gate makes the first model a gate: the others hear nothing until it is at
	// least doubtful, by its own DoubtThreshold, and then hear the newest audio
	// out of a ring. The gate must be among the models that agree.
	Gate bool
	// Context is how much audio a model behind the gate hears before what it is
	// asked about, so that its scores are those of a model that had always
	// listened, at most 30 s. Zero means 3 s, negative none. See [Consensus].
	Context time.Duration
}

const (
	maxMembers = 16
	maxContext = 30 * time.Second
)

// withDefaults replaces zero fields by what they mean for n models and checks
// the rest.
func (c ConsensusConfig) withDefaults(n int) (ConsensusConfig, error) {
	if n < 2 || n > maxMembers {
		return c, fmt.Errorf("wake: consensus: %d models, want 2 to %d", n, maxMembers)
	}
	if c.Agree == 0 {
		c.Agree = n
	}
	least := 1
	if c.Gate {
		least = 2
	}
	if c.Agree < least || c.Agree > n {
		return c, fmt.Errorf("wake: ConsensusConfig.Agree is %d, want %d to %d of the models, or 0 for all", c.Agree, least, n)
	}
	if c.Window == 0 {
		c.Window = 500 * time.Millisecond
	}
	if c.Context == 0 {
		c.Context = 3 * time.Second
	}
	if c.Window > maxSpan {
		return c, fmt.Errorf("wake: ConsensusConfig.Window is %v, want at most %v", c.Window, maxSpan)
	}
	if c.Context > maxContext {
		return c, fmt.Errorf("wake: ConsensusConfig.Context is %v, want at most %v", c.Context, maxContext)
	}
	c.Window, c.Context = max(c.Window, 0), max(c.Context, 0)
	return c, nil
}

// A Consensus is a Model made of several that must agree on a word: models of
// different make err on different audio. It is immutable and safe for
// concurrent use if its models are.
//
// # What is decided
//
// Each model decides by its own operating point: its scores are smoothed and
// calibrated as its Word says, and must stay at or above its own threshold for
// its own minimum duration. How far it is above is counted in log-odds, since
// in these a calibrated confidence of one model means as much evidence as the
// same of another. The best of each model within the window counts, and the
// score of the Consensus is that of the model that is the Agree-th surest, and no
// more than any model says at this very step: 0 or more exactly where a model
// accepts and so many do within the window. The refractory period is the longest
// of the models' and the window, so that nothing heard agrees twice.
//
// Log-odds are not added up: models that hear the same audio are not
// independent, and the sum of two would claim a certainty that neither has. The
// confidence is the score put on top of the mean log-odds of the models'
// thresholds; the doubt threshold lies as far below the threshold as the first
// model's. For models that all must agree that confidence is on the low side,
// as their agreeing says more than the least sure one does. A [Counter] counts
// a Consensus as any other model, and [Tuned] gives it the calibration that
// results; until then it knows no rate of false accepts.
//
// What cannot be told agrees with nothing: a model that lacks the word, one
// whose window is not full, a score that is not finite.
//
// # The gate
//
// With a gate, the models behind it sleep until the gate's best within the
// window reaches its doubt threshold. They then hear, in the same Score call,
// what they have missed: at most [Consensus.Burst] of the newest audio, and go
// on step by step while the gate is in doubt. A burst costs what these models
// take for that much audio; nothing is delayed.
//
// Scores at or above the doubt threshold, and so all detections of a Detector
// that does not lower it or smooth again, equal those of the same rule with all
// models always running. They are equal to the bit where a model's score
// depends on no more than the last Context of audio, as with any window of
// features. A model with slow state (a noise estimate, a gain control, a
// recurrent layer) settles within Context but for a rest of exp(-Context/τ) for
// its slowest time constant τ, 0.06 % at the default for the τ of 0.4 s that is
// usual in front ends. Scores below the doubt threshold are all told as the
// lowest.
//
// Measured on 215 streams with "alexa" in babble and near words: behind the
// library's word openWakeWord's scores were equal to the bit; those of
// microWakeWord behind it, and the other way round, differed in 1 step of 280 by
// at most 0.11 in log-odds; all 554 detections of the three pairs were the same.
type Consensus struct {
	info    Info
	members []member
	agree   int
	gate    bool
	doubt   []float32 // by word: the score that opens the gate
	window  int64     // steps
	ring    int64     // samples; 0 without a gate
}

// lowest is the score of a word that no model would have; highest the other
// end. In log-odds over the threshold.
const lowest, highest = -20, 20

// NewConsensus returns a Consensus of the models. Its sample rate and step are
// the first model's; the others have their own, and hear resampled audio. Its
// words are the first model's. It fails where a field of c is out of its range,
// where a model's Info breaks the contract, where a word is known to fewer
// models than must agree, and where a gate has no time: a model behind it whose
// steps meet those of the stream less than once in a minute.
func NewConsensus(c ConsensusConfig, models ...Model) (*Consensus, error) {
	c, err := c.withDefaults(len(models))
	if err != nil {
		return nil, err
	}
	s := &Consensus{agree: c.Agree, gate: c.Gate}
	infos := make([]Info, len(models))
	for i, m := range models {
		if m == nil {
			return nil, fmt.Errorf("wake: consensus: model %d is nil", i)
		}
		infos[i] = m.Info()
		if err := infos[i].Validate(); err != nil {
			return nil, fmt.Errorf("wake: consensus: model %d: %w", i, err)
		}
	}
	pairs, err := pairWords(c, infos)
	if err != nil {
		return nil, err
	}
	s.info = Info{SampleRate: infos[0].SampleRate, Step: infos[0].Step}
	s.window = wholeSteps(c.Window, s.info)
	for i, m := range models {
		s.members = append(s.members, newMember(m, infos[i], pairs, i, s.info, s.window, c.Context))
	}
	for w := range pairs {
		s.addWord(c, infos, pairs[w])
	}
	if err := s.info.Validate(); err != nil {
		return nil, err
	}
	return s, s.sizeRing()
}

// addWord works out what is known about a word, of which the i-th model's word
// at[i] is its own, -1 for none.
func (s *Consensus) addWord(c ConsensusConfig, infos []Info, at []int) {
	first := infos[0].Words[at[0]]
	word := Word{Name: first.Name}
	if c.Word != "" {
		word.Name = c.Word
	}
	var delays []time.Duration
	sum := 0.0
	for i, j := range at {
		if j < 0 {
			continue
		}
		w := infos[i].Words[j]
		o := w.Operating.withDefaults()
		word.Span = max(word.Span, w.Span)
		word.Operating.Refractory = max(word.Operating.Refractory, o.Refractory)
		word.Operating.Settle = max(word.Operating.Settle, o.Settle)
		delays = append(delays, w.Delay)
		sum += odds(o.Threshold)
	}
	word.Operating.Refractory = min(word.Operating.Refractory+max(c.Window, time.Nanosecond), maxRefractory) // 0 would be 1 s
	slices.Sort(delays)
	word.Delay = delays[s.agree-1] // the Agree-th model has answered

	o := first.Operating.withDefaults()
	doubt := float32(0)
	if o.DoubtThreshold > 0 {
		doubt = max(float32(odds(o.DoubtThreshold)-odds(o.Threshold)), lowest+1)
	}
	threshold := max(-15, min(sum/float64(len(delays)), 15))
	word.Calibration = consensusCurve(threshold, doubt)
	word.Operating.Threshold = word.Calibration.Confidence(0)
	word.Operating.DoubtThreshold = -1
	if o.DoubtThreshold > 0 {
		word.Operating.DoubtThreshold = word.Calibration.Confidence(float64(doubt))
	}
	s.info.Words = append(s.info.Words, word)
	s.doubt = append(s.doubt, doubt)
}

// consensusCurve is the straight line on which a score of 0 has the threshold's
// log-odds. The scores at which something is decided are points of it, so that
// nothing is decided by rounding.
func consensusCurve(threshold float64, doubt float32) Calibration {
	c := Calibration{Data: "consensus of models, by their own calibrations; not counted"}
	for _, x := range []float64{lowest, float64(doubt), 0, highest} {
		if n := len(c.Curve); n == 0 || x > c.Curve[n-1].Score {
			c.Curve = append(c.Curve, CurvePoint{Score: x, Confidence: sigmoid(threshold + x)})
		}
	}
	return c
}

// sizeRing makes the ring long enough for the models behind the gate.
func (s *Consensus) sizeRing() error {
	if !s.gate {
		return nil
	}
	for i, m := range s.members[1:] {
		s.ring = max(s.ring, m.need+m.unit+int64(s.info.Step))
		if limit := samples(time.Minute, s.info.SampleRate); s.ring > limit {
			return fmt.Errorf("wake: consensus: model %d (%d Hz, steps of %d) behind a gate of %d Hz would need a ring of %d samples, want at most %d",
				i+1, m.info.SampleRate, m.info.Step, s.info.SampleRate, s.ring, limit)
		}
	}
	return nil
}

// Info describes the Consensus.
func (s *Consensus) Info() Info {
	in := s.info
	in.Words = slices.Clone(in.Words)
	return in
}

// Burst is the most audio that a model behind the gate hears in one Score call,
// 0 without a gate: with the CPU time that those models take for an hour of
// audio it bounds the time of that call.
func (s *Consensus) Burst() time.Duration {
	return time.Duration(s.ring * int64(time.Second) / int64(s.info.SampleRate))
}

// odds are the log-odds of a probability, held within ±750, which no other than
// 0 and 1 reaches from within: a confidence of 0 is below every threshold.
func odds(p float64) float64 {
	return max(-750, min(logit(p), 750))
}

// kthLargest returns the k-th largest of at most maxMembers values, k from 1; it
// sorts them.
func kthLargest(v []float32, k int) float32 {
	slices.Sort(v)
	return v[len(v)-k]
}
