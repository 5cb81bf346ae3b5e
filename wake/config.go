package wake

import (
	"fmt"
	"time"
)

const (
	maxChannels = 64
	maxPreRoll  = time.Minute
)

// Config says what audio a Detector hears and how it decides. The zero Config
// hears mono audio at the model's rate and decides at the model's operating
// point.
type Config struct {
	// SampleRate of the stream in Hz, 8,000 to 192,000. Zero means the model's.
	SampleRate int
	// Channels that are interleaved in the stream, 1 to 64. Zero means 1.
	Channels int

	// Threshold is the confidence, a probability in (0, 1], that accepts any of
	// the words. Zero means each word's own.
	Threshold float64
	// FalseAcceptsPerHour, when positive, asks for the lowest thresholds that
	// gave at most this many false accepts per hour, all words together, each
	// having an equal share. The model's calibration answers; New fails with
	// ErrCalibration where it cannot. It holds for the model's own operating
	// point, so Threshold, Smoothing, MinDuration and Refractory cannot be set
	// beside it. Zero means no such wish.
	FalseAcceptsPerHour float64
	// Smoothing is the time over which scores are averaged, at most 10 s, rounded
	// to whole steps. Zero means each word's own, negative none.
	Smoothing time.Duration
	// MinDuration is how long the confidence must have stayed at or above a
	// threshold, at most 10 s, rounded to whole steps. Zero means each word's
	// own, negative one step.
	MinDuration time.Duration
	// Refractory is the time after a detection in which the same word is not
	// detected again, at most 1 min; a doubtful detection holds back doubtful
	// ones only. It is counted in samples, so a slow reader changes nothing. Zero
	// means each word's own, negative none.
	Refractory time.Duration

	// Settle is how long an accepted word may wait, while its confidence still
	// rises, before it is told, at most 10 s; one that reaches the end of the
	// refractory period is cut to end before it. A host that wants to know
	// sooner, at a confidence that is barely the threshold, sets a negative one:
	// none. Zero means each word's own.
	Settle time.Duration
	// DoubtThreshold is the confidence, in (0, 1], from which a word that is not
	// accepted is doubtful, at most Threshold where both are set. Zero means each
	// word's own, or its threshold if that is lower; negative means that nothing
	// is doubtful.
	DoubtThreshold float64

	// PreRoll is how much of the newest audio is kept for
	// [Detector.AppendAudio], at most 1 min. Zero means none.
	PreRoll time.Duration

	// Verifier, when not nil, is asked about each acceptance before it is told, and
	// may make less of it. Set PreRoll to let it hear the audio.
	Verifier Verifier

	// OnFrame, when not nil, is called within Append and Flush for each step
	// and word, in order, before anything is decided about it: to draw, to
	// calibrate, to evaluate. It must not call the Detector.
	OnFrame func(Frame)
}

// withDefaults replaces zero fields by what they mean for the model and checks
// the rest.
func (c Config) withDefaults(in Info) (Config, error) {
	if c.SampleRate == 0 {
		c.SampleRate = in.SampleRate
	}
	if c.Channels == 0 {
		c.Channels = 1
	}
	if c.SampleRate < minSampleRate || c.SampleRate > maxSampleRate {
		return c, fmt.Errorf("wake: Config.SampleRate is %d Hz, want %d to %d", c.SampleRate, minSampleRate, maxSampleRate)
	}
	if c.Channels < 1 || c.Channels > maxChannels {
		return c, fmt.Errorf("wake: Config.Channels is %d, want 1 to %d", c.Channels, maxChannels)
	}
	if !(c.Threshold >= 0 && c.Threshold <= 1) {
		return c, fmt.Errorf("wake: Config.Threshold is %v, want above 0 to 1, or 0 for the model's", c.Threshold)
	}
	if !(c.DoubtThreshold <= 1) || c.Threshold > 0 && c.DoubtThreshold > c.Threshold {
		return c, fmt.Errorf("wake: Config.DoubtThreshold is %v, want at most Threshold (%v) and 1", c.DoubtThreshold, c.Threshold)
	}
	for _, f := range []struct {
		name     string
		d, limit time.Duration
	}{
		{"Smoothing", c.Smoothing, maxSpan},
		{"MinDuration", c.MinDuration, maxSpan},
		{"Refractory", c.Refractory, maxRefractory},
		{"Settle", c.Settle, maxSpan},
		{"PreRoll", c.PreRoll, maxPreRoll},
	} {
		if f.d > f.limit {
			return c, fmt.Errorf("wake: Config.%s is %v, want at most %v", f.name, f.d, f.limit)
		}
	}
	if c.PreRoll < 0 {
		return c, fmt.Errorf("wake: Config.PreRoll is %v, want 0 or more", c.PreRoll)
	}
	return c, c.checkRate()
}

func (c Config) checkRate() error {
	if !(c.FalseAcceptsPerHour >= 0) {
		return fmt.Errorf("wake: Config.FalseAcceptsPerHour is %v, want above 0, or 0 for none wanted", c.FalseAcceptsPerHour)
	}
	if c.FalseAcceptsPerHour > 0 && (c.Threshold != 0 || c.Smoothing != 0 || c.MinDuration != 0 || c.Refractory != 0) {
		return fmt.Errorf("wake: Config.FalseAcceptsPerHour (%v) cannot be set beside Threshold, Smoothing, MinDuration or Refractory", c.FalseAcceptsPerHour)
	}
	return nil
}

// operating is the operating point in force for a word, one of n: what the
// Config states, else what the word does. No field is left to a default;
// negative ones still mean none.
func (c Config) operating(w Word, n int) (Operating, error) {
	o := w.Operating.withDefaults()
	o.Smoothing = override(o.Smoothing, c.Smoothing)
	o.MinDuration = override(o.MinDuration, c.MinDuration)
	o.Refractory = override(o.Refractory, c.Refractory)
	o.Settle = override(o.Settle, c.Settle)
	if c.Threshold > 0 {
		o.Threshold = c.Threshold
	}
	if c.FalseAcceptsPerHour > 0 {
		threshold, err := w.Calibration.thresholdFor(c.FalseAcceptsPerHour / float64(n))
		if err != nil {
			return o, fmt.Errorf("%w: Config.FalseAcceptsPerHour is %v%s, word %q: %w", ErrCalibration, c.FalseAcceptsPerHour, share(c.FalseAcceptsPerHour, n), w.Name, err)
		}
		o.Threshold = threshold
	}
	if c.DoubtThreshold != 0 {
		o.DoubtThreshold = c.DoubtThreshold
	}
	o.DoubtThreshold = min(o.DoubtThreshold, o.Threshold)
	return o, nil
}

// share says what part of a rate each of n words may have, where that is not
// all of it.
func share(rate float64, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(", a share of %.3g for each of %d words", rate/float64(n), n)
}

func override(own, wanted time.Duration) time.Duration {
	if wanted != 0 {
		return wanted
	}
	return own
}
