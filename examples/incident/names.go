package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/examples/internal/resolve"
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
	book, err := resolve.Book(b.book, q)
	if err != nil {
		return confirm.Resolution{Why: "error: " + err.Error()}
	}
	return resolution(book.Match(resolve.NBest(q.NBest)))
}

// The first word of Resolution.Why, for the timeline.
const (
	whyOne     = "one"
	whySeveral = "several"
	whyNobody  = "nobody"
)

// resolution says what a match, or its refusal, is to the dialog.
func resolution(m contacts.Match, err error) confirm.Resolution {
	return confirm.Resolution{Candidates: resolve.Candidates(m, err), Why: why(m, err)}
}

func why(m contacts.Match, err error) string {
	if err == nil {
		return fmt.Sprintf("%s: %s by “%s” (%s)", whyOne, m.Contact.Name, m.Heard, percent(m.Confidence))
	}
	if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		var names []string
		for _, c := range amb.Candidates {
			names = append(names, c.Contact.Name)
		}
		return fmt.Sprintf("%s: “%s” fits %s", whySeveral, amb.Heard, strings.Join(names, " and "))
	}
	if none, ok := errors.AsType[*contacts.NobodyError](err); ok {
		s := fmt.Sprintf("%s: “%s”: %s", whyNobody, none.Heard, none.Reason)
		if name := none.Rival.Contact.Name; name != "" && !strings.Contains(none.Reason, name) {
			s += fmt.Sprintf(" (nearest: %s, %s)", name, percent(none.Rival.Confidence))
		}
		return s
	}
	return "error: " + err.Error()
}
