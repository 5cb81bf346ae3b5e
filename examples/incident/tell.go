package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
)

// tell turns the record of a dialog into entries of a timeline, and keeps it.
func tell(t *timeline, out confirm.Outcome) {
	t.Record = &out.Record
	l := last{asked: confirm.NotSentNotice}
	entries := out.Record.Entries
	given := slices.IndexFunc(entries, func(e confirm.Entry) bool { return e.Evidence == nil })
	for _, e := range entries[max(given, 0):] { // evidence of the request is in the timeline already
		if e.Prompt != nil && e.Prompt.WantsAnswer() {
			l.asked = e.Prompt.Kind
		}
		if e.Utterance != nil {
			l.heard = e.Utterance.Best()
		}
		if x, ok := entryOf(e, l); ok {
			t.add(x)
		}
	}
	at := entries[len(entries)-1].At
	switch {
	case out.Decision == confirm.Proceed:
		t.send(at, out.Value, proofOf(out))
	case out.Reason == confirm.ReasonNoProof && l.asked == confirm.AskWho:
		t.stop(at, reasons[confirm.ReasonNobody])
	default:
		t.stop(at, reasons[out.Reason])
	}
}

// proofOf names what the consent rested on.
func proofOf(out confirm.Outcome) string {
	for _, e := range slices.Backward(out.Record.Entries) {
		if e.Consent != nil && e.Consent.Accepted {
			return "on a proof of consent of " + percent(e.Consent.Probability)
		}
	}
	return string(out.Reason)
}

// last is what came before an entry of a record.
type last struct {
	asked confirm.PromptKind // by the last prompt that wanted an answer
	heard string             // in the last utterance
}

// entryOf turns an entry of a dialog's record into one of a timeline, where it
// decides or says anything.
func entryOf(e confirm.Entry, l last) (entry, bool) {
	switch {
	case e.Prompt != nil:
		return entry{At: e.At, End: e.At + voice(e.Prompt.Text), Kind: asked, Step: "says", Head: "“" + e.Prompt.Text + "”"}, true
	case e.Evidence != nil && e.Evidence.Step == "command":
		return commandEntry(e), true
	case e.Consent != nil:
		return consentEntry(e), true
	case e.Reading != nil && l.asked != confirm.AskWho && l.asked != confirm.AskWhich:
		return readingEntry(e, l.heard), true
	case strings.HasPrefix(e.Note, "contact"):
		return nameEntry(e)
	}
	return entry{}, false
}

func commandEntry(e confirm.Entry) entry {
	x := entry{At: e.At, Kind: believed, Step: "command", Head: "“send message”"}
	p, known := e.Evidence.Confidence.Value()
	switch {
	case !known:
		x.Kind, x.Why = doubted, "confidence unknown: that counts as doubt"
	case p < 0.5:
		x.Kind, x.Why = doubted, fmt.Sprintf("confidence %s: the words are there, but most of what was said is something else", percent(p))
	default:
		x.Why = fmt.Sprintf("confidence %s", percent(p))
	}
	return x
}

func readingEntry(e confirm.Entry, heard string) entry {
	r := e.Reading
	x := entry{At: e.At, Kind: noted, Step: "reply", Why: "“" + heard + "”"}
	switch r.Meaning {
	case confirm.No:
		x.Kind, x.Head = refused, "a no"
	case confirm.Cancel:
		x.Kind, x.Head = refused, "a stop"
	case confirm.Correction:
		x.Kind, x.Head = doubted, fmt.Sprintf("a correction: “%s”", r.Name)
	case confirm.Repeat:
		x.Head = "asks to hear it again"
	case confirm.Yes:
		x.Head, x.Why = "reads as a yes", x.Why+": words alone are no consent"
	default:
		x.Head = "no answer"
		if why, _, _ := strings.Cut(r.Why, ":"); why != "" {
			x.Why += ": " + why
		}
	}
	return x
}

// nameEntry tells what the address book answered; Resolution.Why begins with
// what kind of answer it was.
func nameEntry(e confirm.Entry) (entry, bool) {
	_, why, ok := strings.Cut(e.Note, ": ")
	if !ok {
		return entry{}, false
	}
	what, rest, _ := strings.Cut(why, ": ")
	x := entry{At: e.At, Step: "name", Why: rest}
	switch what {
	case whyOne:
		x.Kind = believed
		x.Head, x.Why, _ = strings.Cut(rest, " by ")
		x.Why = "heard " + x.Why
	case whySeveral:
		x.Kind, x.Head = doubted, "more than one"
	case whyNobody:
		x.Kind, x.Head = refused, "nobody"
	default:
		x.Kind, x.Head, x.Why = refused, "no name", why
	}
	return x, true
}

// consentEntry says what the proof of consent came to, and what weighed most.
func consentEntry(e confirm.Entry) entry {
	c := e.Consent
	needed := fmt.Sprintf("%s, needed %s", percent(c.Probability), percent(logistic(c.Needed)))
	if c.Accepted {
		return entry{At: e.At, Kind: believed, Step: "consent", Head: "proven: " + needed, Why: weights(c.Parts, 1)}
	}
	x := entry{At: e.At, Kind: refused, Step: "consent", Head: "no proof: " + needed, Why: weights(c.Parts, -1)}
	if c.Missing != "" {
		x.Why = strings.TrimSpace(c.Missing + "; " + x.Why)
	}
	return x
}
