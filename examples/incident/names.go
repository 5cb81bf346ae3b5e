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
type addressBook struct {
	list []contacts.Contact
	book *contacts.Book
}

func newAddressBook(list []contacts.Contact) (*addressBook, error) {
	book, err := contacts.New(list, contacts.Config{})
	if err != nil {
		return nil, fmt.Errorf("contacts: %w", err)
	}
	return &addressBook{list, book}, nil
}

func (b *addressBook) names() []string {
	var out []string
	for _, c := range b.list {
		out = append(out, cmp.Or(c.Name, strings.TrimSpace(c.Given+" "+c.Family)))
	}
	return out
}

// Resolve implements confirm.Resolver. Of the answer to "which of these?" only
// these are taken; whom the user said no to is out. That a name was asked for
// (Query.Asked, Book.Asked) is left unused: it lets more names through, and what
// this host sends is private, so a name has to stand on its own sound.
func (b *addressBook) Resolve(q confirm.Query) confirm.Resolution {
	book, err := b.book, error(nil)
	if len(q.Among) > 0 {
		if book, err = book.Only(ids(q.Among)...); err != nil {
			return confirm.Resolution{Why: "error: " + err.Error()}
		}
	}
	// One who was refused may not be among those asked about: an ID that this
	// book lacks is as good as gone.
	book, err = book.Without(ids(q.Rejected)...)
	if err != nil && !errors.Is(err, contacts.ErrUnknownID) {
		return confirm.Resolution{Why: "error: " + err.Error()}
	}
	m, err := book.Match(nbest(q.NBest))
	return resolution(m, err)
}

func ids(list []confirm.Candidate) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
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
