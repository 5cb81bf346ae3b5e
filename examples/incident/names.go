package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

// addressBook joins contacts and confirm: it answers the dialog's question
// whose name was heard. The two packages do not know each other.
type addressBook struct{ list []contacts.Contact }

// newAddressBook checks the list.
func newAddressBook(list []contacts.Contact) (*addressBook, error) {
	if _, err := contacts.New(list, contacts.Config{}); err != nil {
		return nil, fmt.Errorf("contacts: %w", err)
	}
	return &addressBook{list}, nil
}

func (b *addressBook) names() []string {
	var out []string
	for _, c := range b.list {
		out = append(out, cmp.Or(c.Name, strings.TrimSpace(c.Given+" "+c.Family)))
	}
	return out
}

// Resolve implements confirm.Resolver. Of the answer to "which of these?" only
// these are taken; whom the user said no to is out.
func (b *addressBook) Resolve(q confirm.Query) confirm.Resolution {
	var among []contacts.Contact
	for _, c := range b.list {
		if (len(q.Among) == 0 || holds(q.Among, c)) && !holds(q.Rejected, c) {
			among = append(among, c)
		}
	}
	book, err := contacts.New(among, contacts.Config{})
	if err != nil {
		return confirm.Resolution{Why: "error: " + err.Error()}
	}
	m, err := book.Match(nbest(q.NBest))
	return resolution(m, err)
}

func holds(list []confirm.Candidate, c contacts.Contact) bool {
	for _, x := range list {
		if x.ID == c.ID {
			return true
		}
	}
	return false
}

// nbest hands hypotheses over from one package to the other.
func nbest(list []confirm.Hypothesis) []contacts.Hypothesis {
	var out []contacts.Hypothesis
	for _, h := range list {
		out = append(out, contacts.Hypothesis{Text: h.Text, Confidence: h.Confidence.Or(0)})
	}
	return out
}

// The first word of Resolution.Why, for the timeline.
const (
	whyOne     = "one"
	whySeveral = "several"
	whyNobody  = "nobody"
)

// resolution says what a match, or its refusal, is to the dialog.
func resolution(m contacts.Match, err error) confirm.Resolution {
	if err == nil {
		return confirm.Resolution{
			Candidates: []confirm.Candidate{candidate(m.Contact, m.Confidence)},
			Why:        fmt.Sprintf("%s: %s by “%s” (%s)", whyOne, m.Contact.Name, m.Heard, percent(m.Confidence)),
		}
	}
	if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		var r confirm.Resolution
		var names []string
		for _, c := range amb.Candidates {
			r.Candidates = append(r.Candidates, candidate(c.Contact, c.Confidence))
			names = append(names, c.Contact.Name)
		}
		r.Why = fmt.Sprintf("%s: “%s” fits %s", whySeveral, amb.Heard, strings.Join(names, " and "))
		return r
	}
	if none, ok := errors.AsType[*contacts.NobodyError](err); ok {
		why := fmt.Sprintf("%s: “%s”: %s", whyNobody, none.Heard, none.Reason)
		if name := none.Rival.Contact.Name; name != "" && !strings.Contains(none.Reason, name) {
			why += fmt.Sprintf(" (nearest: %s, %s)", none.Rival.Contact.Name, percent(none.Rival.Confidence))
		}
		return confirm.Resolution{Why: why}
	}
	return confirm.Resolution{Why: "error: " + err.Error()}
}

func candidate(c contacts.Contact, p float64) confirm.Candidate {
	return confirm.Candidate{ID: c.ID, Name: c.Name, Confidence: confirm.Known(p)}
}
