package confirm

import "time"

// Evidence is what one earlier step of the chain believed: the wake word, the
// command, the contact, or a step of the host's own. Start and End are the
// stretch of audio that the belief rests on: steps that rest on one stretch of
// talk are not independent, and count as one, at the weakest confidence among
// them. Zero is a time like any other, the beginning of the clock: steps
// without times all rest on one stretch.
type Evidence struct {
	Step       string        `json:"step"`            // "wake", "command", "contact", …
	Value      string        `json:"value,omitempty"` // what was believed: the word, the command, the name
	Confidence Confidence    `json:"confidence"`      // unknown counts as doubt
	Start      time.Duration `json:"start_ns"`        // on the clock of the utterances
	End        time.Duration `json:"end_ns"`
}

// A Request is what the host wants to do once the user agrees.
type Request struct {
	// Action names what will happen, for prompts and for the log: a verb
	// phrase such as "send the recording". Required. Logs show it in clear, so
	// it should name nobody; words of it that stand in Value, too, are redacted.
	Action string

	// Value is what the action is done to, as it is spoken: the contact's full
	// name. Empty: the dialog asks "To whom?" (which needs Config.Resolver).
	// ID is the host's own key for it and comes back in the Outcome.
	Value, ID string

	// Await is the intent to wait for before anything is asked, in the host's
	// vocabulary (Utterance.Intent); empty: the command was given already.
	Await string

	// Language is a BCP 47 tag; empty means "en". A language the Reader does
	// not know is an error of NewMachine: it fails closed.
	Language string

	// Stakes chooses the least proof. The zero Stakes are the safe ones.
	Stakes Stakes

	// Code is what a purchase's challenge wants to hear: digits or words that
	// the user knows and that no prompt says. Empty: none.
	Code string

	// Evidence is what the earlier steps believed. No evidence is doubt.
	Evidence []Evidence

	// Context is what was heard before the request, oldest first, as far back
	// as the host remembers (ten seconds are plenty): a room that was already
	// talking when the wake word was heard is part of the evidence. Utterances
	// that carry the request itself do not belong here. One that ends after the
	// dialog begins says that somebody is still talking.
	Context []Utterance
}

// language is the request's language with its default.
func (r Request) language() string {
	if r.Language == "" {
		return "en"
	}
	return r.Language
}
