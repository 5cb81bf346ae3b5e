package wake

import (
	"fmt"
	"time"
)

// Limits on what a Model may state and on what a Detector takes.
const (
	minSampleRate = 8_000
	maxSampleRate = 192_000
	maxStep       = 10 * time.Second // of audio in one step
	maxSpan       = 10 * time.Second // of a word, a delay, a smoothing window
	maxRefractory = time.Minute
	maxWords      = 1024
)

// A Model recognises one or more wake words. It is immutable and safe for
// concurrent use; what one stream has heard lives in its Scorers. Package
// waketest holds this contract as a test.
type Model interface {
	// Info describes the model. It is the same at each call; the caller does
	// not change its slices.
	Info() Info
	// NewScorer returns a Scorer that has heard nothing.
	NewScorer() Scorer
}

// A Scorer scores one stream of audio, step by step. It belongs to one
// goroutine, never allocates after NewScorer, and is deterministic: the same
// steps since NewScorer or Reset give the same scores, bit for bit.
type Scorer interface {
	// Score hears the next step, exactly Info().Step mono samples, each finite
	// and in [-1, 1], and writes one score for each of Info().Words to dst, in
	// their order. A score is finite and higher when the word is likelier. Score
	// keeps neither slice. A slice of another length is a caller's slip and may
	// panic.
	Score(dst, step []float32)
	// Reset forgets all audio: the Scorer is as NewScorer returned it.
	Reset()
}

// Info describes a Model.
type Info struct {
	SampleRate int    // Hz, of the mono audio that a Scorer hears; 8,000 to 192,000
	Step       int    // samples that one Score call hears; at most 10 s
	Words      []Word // one for each score, names unique; at least one
}

// A Word is one word that a Model recognises, with all that is known about
// the scores it gets.
type Word struct {
	// Name is how the word is written: "alexa".
	Name string
	// Span is how long the word typically lasts, 0 to 10 s. It places
	// Detection.Start, and two peaks within one Span are one utterance.
	Span time.Duration
	// Delay is how far behind the newest sample a score typically peaks after
	// the word has ended, 0 to 10 s. It places Detection.End.
	Delay time.Duration
	// Calibration turns scores, smoothed as Operating says, into confidences,
	// and thresholds into false accepts per hour.
	Calibration Calibration
	// Operating is the operating point that the calibration was measured at.
	Operating Operating
}

// Operating is an operating point: how scores become decisions.
type Operating struct {
	// Smoothing is the time over which scores are averaged, 0 to 10 s, rounded
	// to whole steps, at least one.
	Smoothing time.Duration `json:"smoothing_ns,omitempty"`
	// MinDuration is how long the confidence must have stayed at or above a
	// threshold, 0 to 10 s, rounded to whole steps, at least one.
	MinDuration time.Duration `json:"min_duration_ns,omitempty"`
	// Refractory is the time after a detection in which the same word is not
	// detected again, at most 1 min; a doubtful detection holds back doubtful
	// ones only. Zero means 1 s, negative none.
	Refractory time.Duration `json:"refractory_ns,omitempty"`
	// Settle is how long an accepted word may wait, while its confidence still
	// rises, before it is told: 0 to 10 s, rounded to whole steps, and cut to end
	// before the refractory period does. It changes what confidence is told, and
	// when, but not what is accepted.
	Settle time.Duration `json:"settle_ns,omitempty"`
	// Threshold is the confidence that accepts, in (0, 1]. Zero means 0.5.
	Threshold float64 `json:"threshold,omitempty"`
	// DoubtThreshold is the confidence from which a word not accepted is
	// doubtful, in (0, Threshold]. Zero means half the threshold, a negative
	// value that nothing is doubtful.
	DoubtThreshold float64 `json:"doubt_threshold,omitempty"`
}

// Validate reports the first thing that breaks the contract stated at the
// fields of Info, Word, Operating and Calibration.
func (in Info) Validate() error {
	if in.SampleRate < minSampleRate || in.SampleRate > maxSampleRate {
		return fmt.Errorf("wake: model: sample rate %d Hz, want %d to %d", in.SampleRate, minSampleRate, maxSampleRate)
	}
	if limit := samples(maxStep, in.SampleRate); in.Step < 1 || int64(in.Step) > limit {
		return fmt.Errorf("wake: model: step of %d samples, want 1 to %d", in.Step, limit)
	}
	if len(in.Words) < 1 || len(in.Words) > maxWords {
		return fmt.Errorf("wake: model: %d words, want 1 to %d", len(in.Words), maxWords)
	}
	seen := make(map[string]bool, len(in.Words))
	for i, w := range in.Words {
		if w.Name == "" {
			return fmt.Errorf("wake: model: word %d has no name", i)
		}
		if seen[w.Name] {
			return fmt.Errorf("wake: model: word %q twice", w.Name)
		}
		seen[w.Name] = true
		if err := w.validate(); err != nil {
			return fmt.Errorf("wake: model: word %q: %w", w.Name, err)
		}
	}
	return nil
}

func (w Word) validate() error {
	if err := checkSpan("span", w.Span, maxSpan); err != nil {
		return err
	}
	if err := checkSpan("delay", w.Delay, maxSpan); err != nil {
		return err
	}
	if err := w.Operating.validate(); err != nil {
		return err
	}
	if err := w.Calibration.validate(); err != nil {
		return fmt.Errorf("calibration: %w", err)
	}
	return nil
}

func (o Operating) validate() error {
	if err := checkSpan("smoothing", o.Smoothing, maxSpan); err != nil {
		return err
	}
	if err := checkSpan("minimum duration", o.MinDuration, maxSpan); err != nil {
		return err
	}
	if err := checkSpan("settling time", o.Settle, maxSpan); err != nil {
		return err
	}
	if o.Refractory > maxRefractory {
		return fmt.Errorf("refractory period %v, want at most %v", o.Refractory, maxRefractory)
	}
	if !(o.Threshold >= 0 && o.Threshold <= 1) {
		return fmt.Errorf("threshold %v, want 0 to 1", o.Threshold)
	}
	if filled := o.withDefaults(); !(filled.DoubtThreshold <= filled.Threshold) {
		return fmt.Errorf("doubt threshold %v, want at most the threshold %v", o.DoubtThreshold, filled.Threshold)
	}
	return nil
}

// withDefaults replaces zero fields by what they mean.
func (o Operating) withDefaults() Operating {
	if o.Refractory == 0 {
		o.Refractory = time.Second
	}
	if o.Threshold == 0 {
		o.Threshold = 0.5
	}
	if o.DoubtThreshold == 0 {
		o.DoubtThreshold = o.Threshold / 2
	}
	return o
}

func checkSpan(what string, d, limit time.Duration) error {
	if d < 0 || d > limit {
		return fmt.Errorf("%s %v, want 0 to %v", what, d, limit)
	}
	return nil
}

// samples is how many samples at the rate last d, to the nearest, d at most a
// few minutes.
func samples(d time.Duration, rate int) int64 {
	return (int64(d)*int64(rate) + int64(time.Second)/2) / int64(time.Second)
}
