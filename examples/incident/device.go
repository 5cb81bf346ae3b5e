package main

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// device drives a confirm.Machine over a recording, on the recording's clock:
// it plays prompts (in time, not in sound), and reports what was heard when the
// recogniser hands it over. A live host uses confirm.Dialog instead, which does
// the same with real clocks.
type device struct {
	machine *confirm.Machine
	queue   []confirm.Event // what is yet to be heard, by time
	saying  *confirm.Event  // the end of the prompt that plays
	tick    time.Duration
}

// speechStart is how long after speech began the host's voice activity
// detection reports it.
const speechStart = 100 * time.Millisecond

// events are the reports of an utterance: that it began, and what it was.
func events(room []utterance) []confirm.Event {
	var out []confirm.Event
	for _, u := range room {
		start := confirm.Event{Kind: confirm.Talking, At: u.Start + speechStart, Span: confirm.Span{Start: u.Start}}
		heard := confirm.Event{Kind: confirm.Heard, At: u.End + endpointing, Utterance: toConfirm(u)}
		if start.At < heard.At {
			out = append(out, start)
		}
		out = append(out, heard)
	}
	slices.SortStableFunc(out, func(a, b confirm.Event) int { return cmp.Compare(a.At, b.At) })
	return out
}

// toConfirm hands an utterance over. The confidence of the best wording is that
// of the whole utterance; of the others, less in the measure of their weights.
func toConfirm(u utterance) confirm.Utterance {
	out := confirm.Utterance{Start: u.Start, End: u.End}
	best, ok := u.NBest[0].Confidence.Value()
	whole, known := u.Confidence.Value()
	for i, w := range u.NBest {
		c := u.Confidence
		if p, stated := w.Confidence.Value(); i > 0 && known {
			c = confirm.Confidence{}
			if stated && ok && best > 0 {
				c = confirm.Known(whole * min(1, p/best))
			}
		}
		out.NBest = append(out.NBest, confirm.Hypothesis{Text: w.Text, Confidence: c})
	}
	if c, ok := command(u); ok {
		out.Intent, out.IntentConfidence = intentSend, c
	}
	return out
}

// maxIdle bounds the events that a Machine may ask for beyond those of the room;
// it needs a few dozen.
const maxIdle = 10_000

var errStuck = errors.New("the dialog does not end")

// run plays the dialog from its beginning to its end.
func (d *device) run(begin time.Duration) confirm.Outcome {
	e := confirm.Event{Kind: confirm.Begin, At: begin}
	for range len(d.queue) + maxIdle {
		a := d.machine.Step(e)
		switch a.Kind {
		case confirm.Finish:
			return d.machine.Outcome()
		case confirm.Say:
			span := confirm.Span{Start: e.At, End: e.At + voice(a.Prompt.Text)}
			d.saying = &confirm.Event{Kind: confirm.Said, At: span.End, Span: span, Prompt: a.Prompt.ID}
		}
		d.tick = a.Until
		e = d.next(e.At)
	}
	d.machine.Step(confirm.Event{Kind: confirm.Failed, At: e.At, Err: errStuck})
	return d.machine.Outcome()
}

// next takes the earliest of what is to come.
func (d *device) next(now time.Duration) confirm.Event {
	e := confirm.Event{Kind: confirm.Tick, At: max(d.tick, now)}
	if len(d.queue) > 0 && d.queue[0].At <= e.At {
		e = d.queue[0]
	}
	if d.saying != nil && d.saying.At <= e.At {
		e, d.saying = *d.saying, nil
		return e
	}
	if e.Kind != confirm.Tick {
		d.queue = d.queue[1:]
	}
	return e
}
