package confirm

import (
	"fmt"
	"strings"
)

// Timeline renders the record for people: one line for each thing that
// happened, with its time in seconds, what was believed, and why.
func (r Record) Timeline() string {
	return strings.Join(r.lines(), "\n") + "\n"
}

// lines are the lines of the timeline.
func (r Record) lines() []string {
	out := []string{fmt.Sprintf("%8s  %s: stakes %v, least proof %v, %.1f nats needed", "", r.Action, r.Stakes, r.Proof, r.Needed)}
	for _, e := range r.Entries {
		text := e.text()
		if text == "" {
			continue
		}
		out = append(out, fmt.Sprintf("%7.2fs  %-8s %s", e.At.Seconds(), e.What, text))
	}
	if r.LeftOut > 0 {
		out = append(out, fmt.Sprintf("%8s  %d more", "", r.LeftOut))
	}
	return out
}

// text says one entry in words.
func (e Entry) text() string {
	switch {
	case e.Evidence != nil:
		v := e.Evidence
		return fmt.Sprintf("%s %q, confidence %v, %s", v.Step, v.Value, v.Confidence, Span{v.Start, v.End})
	case e.Prompt != nil:
		return fmt.Sprintf("%v: %q", e.Prompt.Kind, e.Prompt.Text)
	case e.Span != nil:
		return e.Span.String()
	case e.Utterance != nil:
		u := e.Utterance
		return fmt.Sprintf("%q, confidence %v, %s", u.Best(), u.Confidence(), Span{u.Start, u.End})
	case e.Reading != nil:
		return fmt.Sprintf("%v (%s)", e.Reading.Meaning, e.Reading.Why)
	case e.Consent != nil:
		return e.Consent.String()
	}
	return e.Note
}

// String is the span in seconds.
func (s Span) String() string {
	return fmt.Sprintf("%.2f–%.2f s", s.Start.Seconds(), s.End.Seconds())
}

// String is the verdict with its parts.
func (c Consent) String() string {
	verdict := "no proof"
	if c.Accepted {
		verdict = "proven"
	}
	if c.Missing != "" {
		verdict += " (" + c.Missing + ")"
	}
	parts := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		parts[i] = fmt.Sprintf("%s %+.1f (%s)", p.Name, p.Weight+0, p.Why) // +0: no "-0.0"
	}
	return fmt.Sprintf("%s: %+.1f of %.1f nats = %s", verdict, c.Nats, c.Needed, strings.Join(parts, ", "))
}
