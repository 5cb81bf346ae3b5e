package wake

import "fmt"

// Verdict is what was decided about a stretch of audio. The zero Verdict is
// Nothing.
type Verdict uint8

const (
	Nothing  Verdict = iota // no word was heard
	Doubtful                // a near miss: perhaps the word; do not act on it
	Accepted                // the word was heard
)

// String returns the verdict in lower case.
func (v Verdict) String() string {
	switch v {
	case Nothing:
		return "nothing"
	case Doubtful:
		return "doubtful"
	case Accepted:
		return "accepted"
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

// A Detection is one time a word was heard, or nearly heard. Positions count
// frames (samples of one channel) from the start of the stream as pushed.
//
// A word is accepted as soon as its confidence has been at or above the
// threshold for the minimum duration, and told when that rises no more, or
// after Operating.Settle. A near miss is held back until one
// Word.Span has passed since its peak; if the word is accepted within that
// time, only the acceptance is reported. So no utterance is reported twice.
type Detection struct {
	// Word is its name.
	Word string
	// Verdict is Accepted or Doubtful; Nothing in the zero Detection only. A word
	// that a [Verifier] has doubted is Doubtful at any Confidence.
	Verdict Verdict
	// Confidence is the calibrated probability that the word was said: the
	// highest the utterance had reached when it was told. With a settling time
	// that is its peak, if it came within that time of the acceptance; without
	// one, what just crossed the threshold, which says little about how sure the
	// model was about to be. That of a doubtful word is above the threshold where
	// it did not stay there long enough.
	Confidence float64
	// Score is the smoothed score that Confidence was calibrated from. Scores
	// of different models do not compare.
	Score float32
	// Start and End are where the word was said, by the word's typical length
	// and delay: an estimate, 0 <= Start <= End.
	Start, End int64
	// At is how much of the stream had to be heard for the decision; resampling
	// and all delays are in it. It is at least End.
	At int64
}

// A Frame is what a model made of one step of audio, for one word: the raw
// material of a decision. See [Config.OnFrame].
type Frame struct {
	Word       int     // index into Info.Words
	At         int64   // how much of the stream had to be heard, in frames as pushed
	Score      float32 // smoothed score
	Confidence float64 // calibrated from Score, 0 to 1; 0 until the smoothing window is full
}
