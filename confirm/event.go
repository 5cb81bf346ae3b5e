package confirm

import "time"

// EventKind is the kind of an Event. The zero kind is no event at all and ends
// a dialog in NotSent, as does every kind outside the list.
type EventKind uint8

const (
	_        EventKind = iota
	Begin              // the dialog starts at At
	Heard              // Utterance was heard
	Talking            // speech began at Start and has not ended (optional: hosts with voice activity detection)
	Said               // the prompt with number Prompt was played in Span
	Tick               // the time that an Action asked for has come
	Approved           // the second channel approved prompt number Prompt
	Refused            // the second channel refused
	Failed             // the host failed: Err says how
)

var eventNames = [...]string{"invalid", "begin", "heard", "talking", "said", "tick", "approved", "refused", "failed"}

// String is the kind in lower case.
func (k EventKind) String() string {
	if int(k) < len(eventNames) {
		return eventNames[k]
	}
	return "invalid"
}

// An Event is one thing that happened, told to the Machine at the time At.
// Events come in the order of At; At going backwards ends the dialog.
type Event struct {
	Kind      EventKind
	At        time.Duration // now, on the clock of utterances and prompts
	Utterance Utterance     // of Heard
	Span      Span          // of Said; of Talking, its Start
	Prompt    int           // of Said, Approved, Refused: Prompt.ID
	Err       error         // of Failed
}

// ActionKind is the kind of an Action. The zero kind is Wait.
type ActionKind uint8

const (
	Wait   ActionKind = iota // nothing to do but wait
	Say                      // say Prompt, then report Said
	Finish                   // the dialog is over: read Machine.Outcome
)

var actionNames = [...]string{"wait", "say", "finish"}

// String is the kind in lower case.
func (k ActionKind) String() string {
	if int(k) < len(actionNames) {
		return actionNames[k]
	}
	return "invalid"
}

// An Action is what the host has to do next. Each Action replaces the one
// before it, but for a prompt that is still playing: that plays on.
type Action struct {
	Kind   ActionKind
	Prompt Prompt        // of Say
	Until  time.Duration // a Tick is wanted at this time; always set unless Finish
}
