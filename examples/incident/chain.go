package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/wake"
)

// chain is Hearsay's chain: wake.Detector, contacts.Book, confirm.Machine.
type chain struct {
	*player
	room  []utterance
	trace *trace
}

// memory is how far back the host remembers what was said, for
// confirm.Request.Context.
const memory = 10 * time.Second

// replay runs the chain over the whole recording: a dialog for each time that
// the wake word is accepted, until one sends.
func (c *chain) replay() (*timeline, error) {
	t := &timeline{Name: "Hearsay"}
	var busy time.Duration
	for _, w := range c.trace.New {
		if w.At < busy {
			continue
		}
		t.add(c.wakeEntry(w))
		if w.Verdict != wake.Accepted {
			continue
		}
		req := c.request(w)
		req.Await = intentSend
		out, err := c.dialog(t, req, w.At, w.End)
		if err != nil {
			return nil, err
		}
		if busy = t.At; out.Decision == confirm.Proceed {
			return t, nil
		}
	}
	if _, ended := t.last("end"); !ended {
		c.slept(t)
	}
	return t, nil
}

// wakeEntry says what the detector believed.
func (c *chain) wakeEntry(w wakeUp) entry {
	e := entry{At: w.At, Step: "wake"}
	switch w.Verdict {
	case wake.Accepted:
		e.Kind, e.Head = believed, fmt.Sprintf("woken by “%s”", w.Word)
		e.Why = fmt.Sprintf("confidence %s, accepted from %s", percent(w.Confidence), percent(c.trace.Accept))
	case wake.Doubtful:
		e.Kind, e.Head = doubted, fmt.Sprintf("perhaps “%s”", w.Word)
		e.Why = fmt.Sprintf("confidence %s: in doubt from %s, accepted from %s only. A doubt wakes nobody",
			percent(w.Confidence), percent(c.trace.Doubt), percent(c.trace.Accept))
	}
	return e
}

// slept ends a timeline in which nothing was accepted.
func (c *chain) slept(t *timeline) {
	peak := c.trace.peak()
	if len(t.Entries) == 0 {
		t.add(entry{At: peak.At, Kind: refused, Step: "wake", Head: fmt.Sprintf("no “%s”", c.trace.Word),
			Why: fmt.Sprintf("confidence %s at its highest, in doubt from %s, accepted from %s",
				percent(peak.Confidence), percent(c.trace.Doubt), percent(c.trace.Accept))})
	}
	t.stop(t.Entries[len(t.Entries)-1].At, "the device sleeps on: it asks nothing, records nothing, and the rest of the talk is not its business")
}

// request is what the host wants of confirm: to send a recording, which is
// private and cannot be taken back, on the evidence of a wake word.
func (c *chain) request(w wakeUp) confirm.Request {
	req := confirm.Request{
		Action: "send the recording",
		Stakes: confirm.Private,
		Evidence: []confirm.Evidence{{
			Step: "wake", Value: w.Word, Confidence: confirm.Known(w.Confidence), Start: w.Start, End: w.End,
		}},
	}
	for _, u := range c.room {
		if u.End <= w.Start && u.End > w.Start-memory {
			req.Context = append(req.Context, toConfirm(u))
		}
	}
	return req
}

// dialog runs one request from begin on, hearing what was said after from, and
// adds what happened to the timeline.
func (c *chain) dialog(t *timeline, req confirm.Request, begin, from time.Duration) (confirm.Outcome, error) {
	m, err := confirm.NewMachine(confirm.Config{Reader: c.reader, Resolver: c.book}, req)
	if err != nil {
		return confirm.Outcome{}, fmt.Errorf("dialog: %w", err)
	}
	var rest []utterance
	for _, u := range c.room {
		if u, ok := u.after(from); ok {
			rest = append(rest, u)
		}
	}
	d := &device{machine: m, queue: slices.DeleteFunc(events(rest), func(e confirm.Event) bool { return e.At < begin })}
	out := d.run(begin)
	tell(t, out)
	return out, nil
}
