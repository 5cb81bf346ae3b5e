package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/examples/internal/resolve"
)

// Defence in depth: what the later steps of Hearsay do on the same audio where
// the earlier ones are made to err the way those of 2018 did.

// surely is the confidence of steps that are made to err without a doubt.
const surely = 0.99

// error2018 is what the chain of 2018 believed on its way to sending.
type error2018 struct {
	wake    wakeUp
	name    entry     // when it took which contact
	heard   utterance // for the name
	command utterance
}

// deeper replays the recording three times. First the wake word is granted, with
// the confidence that it has: the dialog opens. Then the command and the name
// are granted as well, each with its own confidence. Then all of them are
// granted and sure, and only the confirmation stands between the talk and the
// sending.
func (c *chain) deeper(old, now *timeline) ([]*timeline, error) {
	e, ok := c.errorOf(old)
	if !ok {
		return nil, nil
	}
	var out []*timeline
	if w, _ := now.last("wake"); w.Kind != believed {
		t, err := c.wakeGranted(e)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	own, err := c.nameGranted(e, "Had the name erred, too", "Wake word, command and name are taken as they were in 2018, with the doubt that they have.", 0)
	if err != nil {
		return nil, err
	}
	sure, err := c.nameGranted(e, "Had all of them been sure", "Wake word, command and name at 99%: nothing but the yes decides.", surely)
	if err != nil {
		return nil, err
	}
	return append(out, own, sure), nil
}

// errorOf finds what the sending of 2018 rested on.
func (c *chain) errorOf(old *timeline) (e error2018, ok bool) {
	if e.name, ok = old.last("name"); !ok {
		return e, false
	}
	ok = false
	for _, w := range c.trace.Old {
		if w.At < e.name.At {
			e.wake, ok = w, true
		}
	}
	e.wake.Confidence = max(e.wake.Confidence, c.trace.peakIn(e.wake.Start, e.wake.At+time.Second))
	for _, u := range c.room {
		u, after := u.after(e.wake.End)
		if !after || u.End+endpointing > e.name.At {
			continue
		}
		if _, is := command(u); is {
			e.command = u
		}
		e.heard = u
	}
	return e, ok && len(e.heard.NBest) > 0
}

func (c *chain) wakeGranted(e error2018) (*timeline, error) {
	t := &timeline{Name: "Had the wake word erred", Note: "Hearsay's dialog opens all the same."}
	t.add(entry{At: e.wake.At, Kind: noted, Step: "wake", Head: fmt.Sprintf("granted: “%s”", e.wake.Word), Why: "its confidence stays " + percent(e.wake.Confidence)})
	req := c.request(e.wake)
	req.Await = intentSend
	_, err := c.dialog(t, req, e.wake.At, e.wake.End)
	return t, err
}

// nameGranted opens the dialog with a contact to confirm, at the moment when the
// chain of 2018 had one. A confidence of zero leaves to each step its own.
func (c *chain) nameGranted(e error2018, name, note string, confidence float64) (*timeline, error) {
	t := &timeline{Name: name, Note: note}
	req := c.request(e.wake)
	req.Value = e.name.Head
	conf, _ := command(e.command)
	chance := c.chance(e.heard, e.name.Head)
	req.Evidence = append(req.Evidence,
		confirm.Evidence{Step: "command", Value: intentSend, Confidence: conf, Start: e.command.Start, End: e.command.End},
		confirm.Evidence{Step: "contact", Value: e.name.Head, Confidence: confirm.Known(chance), Start: e.heard.Start, End: e.heard.End})
	for i := range req.Evidence {
		if confidence > 0 {
			req.Evidence[i].Confidence = confirm.Known(confidence)
		}
	}
	for _, u := range c.room {
		if u.Start >= e.wake.End && u.End+endpointing <= e.name.At && u.Start != e.heard.Start && u.Start != e.command.Start {
			req.Context = append(req.Context, toConfirm(u))
		}
	}
	why := fmt.Sprintf("wake word %s, command %s, name %s", sure(req.Evidence[0].Confidence), sure(req.Evidence[1].Confidence), sure(req.Evidence[2].Confidence))
	t.add(entry{At: e.name.At, Kind: noted, Step: "name", Head: "granted: " + e.name.Head, Why: why})
	_, err := c.dialog(t, req, e.name.At, e.name.At)
	return t, err
}

// chance is how likely contacts thinks it that a name was meant which it did
// not choose: its nearest rival's confidence, or none at all.
func (c *chain) chance(u utterance, name string) float64 {
	m, err := c.book.book.Match(resolve.NBest(toConfirm(u).NBest))
	none, ok := errors.AsType[*contacts.NobodyError](err)
	switch {
	case err == nil && m.Contact.Name == name:
		return m.Confidence
	case ok && none.Rival.Contact.Name == name:
		return none.Rival.Confidence
	}
	return 0
}
