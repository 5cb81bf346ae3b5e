package main

import (
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// kind is what an entry of a timeline is, for signs and colours.
type kind uint8

const (
	noted    kind = iota // nothing was decided
	believed             // a step took something for true
	doubted              // a step was not sure and said so
	refused              // a step did not take it
	asked                // the device spoke
	sent                 // the recording leaves the house
	stopped              // nothing leaves the house
)

// signs stand before an entry in the printed timeline.
var signs = [...]string{noted: "·", believed: "✓", doubted: "?", refused: "✗", asked: "»", sent: "▲", stopped: "■"}

func (k kind) String() string { return signs[k] }

// entry is one thing that a chain believed, refused, said or did.
type entry struct {
	At   time.Duration // when it was decided, on the clock of the recording
	End  time.Duration // of a prompt: when it had been played; else zero
	Kind kind
	Step string // "wake", "command", "name", "reply"; of a prompt "says"
	Head string // what, in a few words
	Why  string // the figures and the reason
}

// verdict is whether an outcome was what the people in the room wanted.
type verdict uint8

const (
	unjudged verdict = iota // nobody knows: a recording of the user's own
	right
	missed // nothing was sent, and somebody waited for it
	wrong  // sent to nobody who was meant
)

// timeline is what one chain made of a recording.
type timeline struct {
	Name    string // "as in 2018"
	Note    string // the premise, where there is one
	Entries []entry
	Sent    bool
	To      string // the contact's name, when Sent
	At      time.Duration
	Verdict verdict

	Record *confirm.Record // of the dialog; nil where the chain held none
}

func (t *timeline) add(e entry) { t.Entries = append(t.Entries, e) }

// send ends a timeline with the recording on its way to the contact.
func (t *timeline) send(at time.Duration, to, why string) {
	t.Sent, t.To, t.At = true, to, at
	t.add(entry{At: at, Kind: sent, Step: "end", Head: "SENT to " + to, Why: why})
}

// stop ends a timeline with nothing sent.
func (t *timeline) stop(at time.Duration, why string) {
	t.At = at
	t.add(entry{At: at, Kind: stopped, Step: "end", Head: "NOT SENT", Why: why})
}

// result is the timeline in a few words.
func (t *timeline) result() string {
	if t.Sent {
		return "sent to " + t.To
	}
	return "not sent"
}

// last returns the last entry of a step.
func (t *timeline) last(step string) (entry, bool) {
	for i := len(t.Entries) - 1; i >= 0; i-- {
		if t.Entries[i].Step == step {
			return t.Entries[i], true
		}
	}
	return entry{}, false
}

// clock prints a time of the recording: " 6.31".
func clock(d time.Duration) string { return fmt.Sprintf("%5.2f", d.Seconds()) }

// percent prints a probability the way people read it; what is nearly
// impossible or nearly sure is not rounded to certainty.
func percent(p float64) string {
	switch {
	case p > 0 && p < 0.001:
		return "under 0.1%"
	case p > 0.999 && p < 1:
		return "over 99.9%"
	case p > 0 && p < 0.0995, p > 0.9945 && p < 1:
		return fmt.Sprintf("%.1f%%", 100*p)
	}
	return fmt.Sprintf("%.0f%%", 100*p)
}

// sure prints a confidence.
func sure(c confirm.Confidence) string {
	if p, ok := c.Value(); ok {
		return percent(p)
	}
	return "not stated"
}
