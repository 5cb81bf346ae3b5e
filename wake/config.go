package wake

import "time"

const (
	maxChannels      = 64
	maxRefractory    = time.Minute
	maxPreRoll       = time.Minute
	defaultThreshold = 0.5
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
	// FalseAcceptsPerHour, when positive, asks for the lowest thresholds with at
	// most this many false accepts per hour, all words together, each word
	// having an equal share, as far as the model's calibration can say; New fails
	// where it cannot, and where Threshold, Smoothing, MinDuration or Refractory
	// is set too, since the calibration holds for the model's own. Zero means no
	// such wish.
	FalseAcceptsPerHour float64
	// DoubtThreshold is the confidence, in (0, 1], from which a word that is not
	// accepted is doubtful. It is at most Threshold where both are set. Zero
	// means each word's own, or its threshold if that is lower; negative means
	// that nothing is doubtful.
	DoubtThreshold float64

	// Smoothing is the time over which scores are averaged, at most 10 s.
	// Zero means each word's own, negative none.
	Smoothing time.Duration
	// MinDuration is how long the confidence must stay at or above a threshold,
	// at most 10 s. Zero means each word's own, negative one step.
	MinDuration time.Duration
	// Refractory is the time after an accepted word in which no other detection
	// of it can start, at most 1 min. It is counted in samples, so a slow
	// reader changes nothing. Zero means each word's own, negative none.
	Refractory time.Duration

	// PreRoll is how much of the newest audio is kept for
	// [Detector.AppendAudio], at most 1 min. Zero means none.
	PreRoll time.Duration

	// OnFrame, when not nil, is called within Append and Flush for each step
	// and word, in order, before anything is decided about it: to draw, to
	// calibrate, to evaluate. It must not call the Detector.
	OnFrame func(Frame)
}
