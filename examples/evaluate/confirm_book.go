package main

import (
	"errors"
	"fmt"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

// bookResolver lets a dialog of package confirm ask a contacts.Book whose name
// was heard. It is what a host writes to join the two packages.
type bookResolver struct{ book *contacts.Book }

func newBookResolver(names []string) (*bookResolver, error) {
	list := make([]contacts.Contact, len(names))
	for i, n := range names {
		list[i] = contacts.Contact{ID: n, Name: n}
	}
	book, err := contacts.New(list, contacts.Config{})
	if err != nil {
		return nil, fmt.Errorf("contact list: %w", err)
	}
	return &bookResolver{book}, nil
}

// Resolve implements confirm.Resolver. The answer to "which of these?" is
// looked for among these alone, and who was rejected is out. In a command, the
// name is looked for where a command has one.
func (b *bookResolver) Resolve(q confirm.Query) confirm.Resolution {
	book, err := b.among(q)
	if err != nil {
		return confirm.Resolution{Why: err.Error()}
	}
	whole := make([]contacts.Hypothesis, len(q.NBest))
	var slots []contacts.Hypothesis
	for i, h := range q.NBest {
		whole[i] = contacts.Hypothesis{Text: h.Text, Confidence: h.Confidence.Or(0)}
		if s := nameSlot(h.Text); s != "" {
			slots = append(slots, contacts.Hypothesis{Text: s, Confidence: whole[i].Confidence})
		}
	}
	if len(slots) > 0 {
		if r := match(book, slots); len(r.Candidates) > 0 {
			return r
		}
	}
	return match(book, whole)
}

// match turns the answer of a Book into one of package confirm.
func match(book *contacts.Book, nbest []contacts.Hypothesis) confirm.Resolution {
	m, err := book.Match(nbest)
	if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		r := confirm.Resolution{Why: fmt.Sprintf("%d fit", amb.Total)}
		for _, c := range amb.Candidates {
			r.Candidates = append(r.Candidates, candidate(c.Contact, c.Confidence))
		}
		return r
	}
	if err != nil {
		return confirm.Resolution{Why: err.Error()}
	}
	return confirm.Resolution{
		Candidates: []confirm.Candidate{candidate(m.Contact, m.Confidence)},
		Why:        fmt.Sprintf("%q fits %q", m.Heard, m.Fit),
	}
}

// among is the book to look in.
func (b *bookResolver) among(q confirm.Query) (*contacts.Book, error) {
	book := b.book
	if q.Asked {
		book = book.Asked()
	}
	switch {
	case len(q.Among) > 0:
		return book.Only(ids(q.Among)...)
	case len(q.Rejected) > 0:
		return book.Without(ids(q.Rejected)...)
	}
	return book, nil
}

// ids are the keys of candidates that have one.
func ids(list []confirm.Candidate) []string {
	var out []string
	for _, c := range list {
		if c.ID != "" {
			out = append(out, c.ID)
		}
	}
	return out
}

func candidate(c contacts.Contact, p float64) confirm.Candidate {
	return confirm.Candidate{ID: c.ID, Name: c.Name, Confidence: confirm.Known(p)}
}
