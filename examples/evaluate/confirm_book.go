package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/examples/internal/resolve"
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
	book, err := resolve.Book(b.book, q)
	if err != nil {
		return confirm.Resolution{Why: err.Error()}
	}
	if q.Asked {
		book = book.Asked()
	}
	whole := resolve.NBest(q.NBest)
	var slots []contacts.Hypothesis
	for _, h := range whole {
		if s := nameSlot(h.Text); s != "" {
			slots = append(slots, contacts.Hypothesis{Text: s, Confidence: h.Confidence})
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
	r := confirm.Resolution{Candidates: resolve.Candidates(m, err)}
	if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		r.Why = fmt.Sprintf("%d fit", amb.Total)
	} else if err != nil {
		r.Why = err.Error()
	} else {
		r.Why = fmt.Sprintf("%q fits %q", m.Heard, m.Fit)
	}
	return r
}

// readContacts makes a Resolver of a file of names, one a line; of no file,
// none.
func readContacts(file string) (confirm.Resolver, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range strings.Lines(string(data)) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return newBookResolver(names)
}

// whose gives the full name of the one contact that a correction names, as a
// dialog's Resolver does; where there is none, or more than one, what was heard.
func whose(people confirm.Resolver, heard string, c replyCase) string {
	if people == nil || heard == "" {
		return heard
	}
	r := people.Resolve(confirm.Query{
		NBest: []confirm.Hypothesis{{Text: heard, Confidence: stated(c.Conf)}}, Asked: true,
		Rejected: []confirm.Candidate{{ID: c.Contact, Name: c.Contact}},
	})
	if len(r.Candidates) != 1 {
		return heard
	}
	return r.Candidates[0].Name
}
