package confirm

import "fmt"

// A Meaning is what the words of a reply say. Words can deny alone; for a
// Machine words can never consent alone: Yes is a reading, not a consent.
type Meaning uint8

const (
	// Unclear is anything that is no answer, or that could be more than one:
	// silence, hedges ("maybe"), delays ("not yet"), talk about other things.
	Unclear Meaning = iota
	// Yes affirms what the prompt said, as a whole and without reservation.
	Yes
	// No denies it: "no", "that's not right", "don't send it".
	No
	// Cancel ends the dialog: "cancel", "never mind", "stop".
	Cancel
	// Repeat asks to hear the prompt again: "what?", "say that again", "who?".
	Repeat
	// Correction denies the value and names another: "no, I meant Alice".
	Correction
)

// String gives the meaning's name in lower case.
func (m Meaning) String() string {
	switch m {
	case Unclear:
		return "unclear"
	case Yes:
		return "yes"
	case No:
		return "no"
	case Cancel:
		return "cancel"
	case Repeat:
		return "repeat"
	case Correction:
		return "correction"
	}
	return fmt.Sprintf("Meaning(%d)", uint8(m))
}

// A Reading is what a Reader made of one reply. The zero Reading is Unclear.
type Reading struct {
	Meaning Meaning `json:"meaning"`
	// Name is the wanted name of a Correction, or, with Yes, the part of the
	// value that was repeated; in the reply's own words, lower case. It is
	// for a Resolver: the Reader knows no contacts.
	Name string `json:"name,omitempty"`
	// Score ranks how plainly the words say it, 0 to 1. It is no probability:
	// 1 is a plain "yes, send it", 0.5 a "uh huh" that may be a backchannel.
	Score float64 `json:"score"`
	// Why names the rule and, after a colon, the words behind the meaning.
	Why string `json:"why,omitempty"`
}

// ReadContext is what the dialog knows about the moment of a reply. The zero
// ReadContext reads the words alone.
type ReadContext struct {
	// Prompt is the text of the prompt that the reply answers.
	Prompt string
	// Value is the value under confirmation, such as "Bob Smith". Repeating
	// it beside a yes is consent; naming another is a correction.
	Value string
	// Kind is the prompt's kind; zero is AskConfirm.
	Kind PromptKind
}
