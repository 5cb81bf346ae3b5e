package confirm

import "time"

// A Hypothesis is one reading of an utterance by the host's recogniser: its
// words, and how sure the recogniser is of them.
type Hypothesis struct {
	Text       string     `json:"text"`
	Confidence Confidence `json:"confidence"`
}

// An Utterance is one stretch of speech as the host heard it: n-best
// hypotheses, best first, and its span on the clock that prompts use too.
//
// The host owns endpointing. Two things matter to the proof of consent: Start
// and End hug the speech (no padding beyond 100 ms), and everything audible is
// reported, whoever spoke, also while a prompt plays. An Utterance with no
// hypotheses is speech without words: it says that somebody talked.
type Utterance struct {
	NBest []Hypothesis  `json:"nbest"`
	Start time.Duration `json:"start_ns"` // since the beginning of the clock
	End   time.Duration `json:"end_ns"`

	// Intent is the command that the host's language understanding took this
	// utterance for, in the host's own vocabulary; empty means none. Only the
	// Machine's wait for a command reads it (Request.Await).
	Intent           string     `json:"intent,omitempty"`
	IntentConfidence Confidence `json:"intent_confidence"`

	// Facts are what the host knows besides the words; all unknown by default.
	Facts Facts `json:"facts"`
}

// Facts are optional observations of the host about one utterance. Each is the
// probability that the observation speaks for the person who made the request
// and for speech meant for the device; unknown means not observed, and changes
// nothing. A fact near 0 refuses, a fact near 1 supports.
type Facts struct {
	SameSpeaker   Confidence `json:"same_speaker"`   // the voice of the request
	SameLoudness  Confidence `json:"same_loudness"`  // as loud as the request, so from the same distance
	SameDirection Confidence `json:"same_direction"` // from where the request came
	Prosody       Confidence `json:"prosody"`        // spoken to a device, not along with a conversation
	Gaze          Confidence `json:"gaze"`           // looking at the device
}

// Best returns the text of the first hypothesis, or "" when there are none.
func (u Utterance) Best() string {
	if len(u.NBest) == 0 {
		return ""
	}
	return u.NBest[0].Text
}

// Confidence is that of the first hypothesis; unknown when there is none.
func (u Utterance) Confidence() Confidence {
	if len(u.NBest) == 0 {
		return Confidence{}
	}
	return u.NBest[0].Confidence
}

// sane reports whether the span can have happened: it does not end before it
// begins and lies between the distant past and now.
func (u Utterance) sane(now time.Duration) bool {
	return u.End >= u.Start && u.Start > -maxSpan && u.End <= now+clockSlack
}
