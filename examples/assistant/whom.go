package main

import (
	"errors"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

// whom joins contacts and confirm, which do not know each other. Among the
// people asked about it looks for these alone; whom the user said no to is out;
// and where a name was asked for, a bare one counts for more.
func whom(book *contacts.Book, q confirm.Query) (r confirm.Resolution) {
	if q.Asked {
		book = book.Asked()
	}
	if len(q.Among) > 0 {
		book, _ = book.Only(ids(q.Among)...)
	}
	book, _ = book.Without(ids(q.Rejected)...) // who is not among them is gone already
	var nbest []contacts.Hypothesis
	for _, h := range q.NBest {
		nbest = append(nbest, contacts.Hypothesis{Text: h.Text, Confidence: h.Confidence.Or(0)})
	}
	match, err := book.Match(nbest)
	found := []contacts.Candidate{{Contact: match.Contact, Confidence: match.Confidence}}
	if several, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		found = several.Candidates
	} else if err != nil {
		return confirm.Resolution{Why: err.Error()} // nobody
	}
	for _, c := range found {
		r.Candidates = append(r.Candidates, confirm.Candidate{ID: c.Contact.ID, Name: c.Contact.Name, Confidence: confirm.Known(c.Confidence)})
	}
	return r
}

func ids(list []confirm.Candidate) (out []string) {
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}
