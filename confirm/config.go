package confirm

import (
	"fmt"
	"time"
)

// A Config sets up Machines and Dialogs. Its zero value works, but for a
// Resolver where names are to be asked.
type Config struct {
	// Reader reads replies in the language of the requests. Making one takes
	// about a tenth of a second: make it once and share it. Nil: a Dialog makes
	// the Reader of each language once, with its first request; NewMachine
	// makes one for every Machine.
	Reader *Reader

	// Resolver says whose name was heard. Nil: no name can be asked for, and
	// a correction ends the dialog.
	Resolver Resolver

	// Wording gives the text of a prompt, for hosts whose action is not sending
	// or that have a voice of their own. Nil, or an empty text: the wording of
	// the language. It must be a pure function; where it panics, the
	// language speaks. No text should end in the answer it hopes for.
	Wording func(Prompt) string

	// Threshold is a probability in [0, 1) that the proof of consent has to
	// reach. It can only raise what the stakes ask for. Zero: by the stakes.
	Threshold float64

	// Window is how long after a prompt an answer may begin. The Machine waits
	// 0.8 s longer for the recogniser to tell of one; what begins in that time
	// is no answer, and the Record notes that it came too late. Zero means
	// 3.5 s; the range is 1 to 20 s.
	Window time.Duration

	// Isolation is the silence wanted after a yes. A third of it passes before
	// the announcement; the announcement and CancelWindow are part of the
	// rest, and no Proceed comes before all of it has passed. Zero means 1 s;
	// the range is 0.5 to 5 s.
	Isolation time.Duration

	// CancelWindow is how long after the announcement a protest stops the
	// action; the announcement itself is part of the window, too. A protest
	// that has begun is waited for when the host reports that (Talking); where
	// it cannot, a protest has to have ended and been told by then, the
	// recogniser's delay included, and 2 s are kinder. Zero
	// means 0.9 s; the range is 0.5 to 60 s.
	CancelWindow time.Duration

	// Command is how long to wait for the command of Request.Await, from the
	// start. Zero means 8 s; the range is 1 to 60 s.
	Command time.Duration

	// Limit is the hard limit of a whole dialog. Zero means 45 s; the range is
	// 5 to 600 s.
	Limit time.Duration

	// Turns is how many questions a dialog may ask, its one repetition not
	// counted. Zero means 3; the range is 1 to 10.
	Turns int

	// SecondChannel tells a Machine that its host can ask for an approval on
	// another device (a Dialog sets it when it has an Approver). Stakes that
	// need one are refused without.
	SecondChannel bool

	// Phrase is what a challenge wants to hear. The zero Phrase is the full
	// name and a drawn word.
	Phrase Phrase

	// Seed draws the words of challenges. The same seed and the same events
	// give the same dialog; a host that wants no two dialogs alike passes a
	// fresh one each time.
	Seed uint64
}

// A Phrase is what a challenge wants to hear.
type Phrase uint8

const (
	NameAndWord Phrase = iota // "Bob Smith orange"
	TwoWords                  // "orange river": for values that cannot be spoken well
	Digits                    // "four seven one"
	// OnDevice asks for no words but for an approval on the second channel: a
	// tap, a key, or a challenge of the host's own. It needs one. A
	// Request.Code goes before it.
	OnDevice
)

// withDefaults fills in what is zero and checks what is not.
func (c Config) withDefaults() (Config, error) {
	for _, f := range []struct {
		name          string
		v             *time.Duration
		def, min, max time.Duration
	}{
		{"Window", &c.Window, 3500 * time.Millisecond, time.Second, 20 * time.Second},
		{"Isolation", &c.Isolation, time.Second, 500 * time.Millisecond, 5 * time.Second},
		{"CancelWindow", &c.CancelWindow, 900 * time.Millisecond, 500 * time.Millisecond, time.Minute},
		{"Command", &c.Command, 8 * time.Second, time.Second, time.Minute},
		{"Limit", &c.Limit, 45 * time.Second, 5 * time.Second, 10 * time.Minute},
	} {
		if *f.v == 0 {
			*f.v = f.def
		}
		if *f.v < f.min || *f.v > f.max {
			return c, fmt.Errorf("%w: %s is %v, want %v to %v", ErrConfig, f.name, *f.v, f.min, f.max)
		}
	}
	if c.Turns == 0 {
		c.Turns = 3
	}
	if c.Turns < 1 || c.Turns > 10 {
		return c, fmt.Errorf("%w: Turns is %d, want 1 to 10", ErrConfig, c.Turns)
	}
	if !(c.Threshold >= 0 && c.Threshold < 1) {
		return c, fmt.Errorf("%w: Threshold is %v, want 0 to below 1", ErrConfig, c.Threshold)
	}
	if c.Phrase > OnDevice {
		return c, fmt.Errorf("%w: Phrase is %d, want %d at most", ErrConfig, c.Phrase, OnDevice)
	}
	return c, nil
}
