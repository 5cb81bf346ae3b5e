// Package resolve hands a question of package confirm, whose name was heard, to
// a contacts.Book and the answer back. The two packages do not know each other;
// the examples share what joins them, and differ in how they explain an answer.
package resolve

import (
	"errors"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

// With makes a Resolver of a book: the answers of [Book], [contacts.Book.Match]
// and [Candidates], with [contacts.Book.Asked] where a name was asked for.
func With(book *contacts.Book) confirm.Resolver {
	return confirm.ResolverFunc(func(q confirm.Query) confirm.Resolution {
		part, err := Book(book, q)
		if err != nil {
			return confirm.Resolution{Why: err.Error()}
		}
		if q.Asked {
			part = part.Asked()
		}
		m, err := part.Match(NBest(q.NBest))
		r := confirm.Resolution{Candidates: Candidates(m, err)}
		if len(r.Candidates) == 0 {
			r.Why = err.Error() // nobody
		}
		return r
	})
}

// Book is the part of a book in which an answer is looked for: of the people
// asked about, where somebody was, without whom the user said no to. Asked is
// left to the caller: [contacts.Book.Asked] lets more names through. The error
// wraps [contacts.ErrUnknownID] where somebody asked about is not in the book.
func Book(book *contacts.Book, q confirm.Query) (*contacts.Book, error) {
	if len(q.Among) > 0 {
		var err error
		if book, err = book.Only(ids(q.Among)...); err != nil {
			return nil, err
		}
	}
	// Who was refused may not be among those asked about: an ID that this book
	// lacks is as good as gone.
	book, err := book.Without(ids(q.Rejected)...)
	if err != nil && !errors.Is(err, contacts.ErrUnknownID) {
		return nil, err
	}
	return book, nil
}

// ids are the keys of candidates that have one: a name may have been rejected
// that is in no book.
func ids(list []confirm.Candidate) []string {
	var out []string
	for _, c := range list {
		if c.ID != "" {
			out = append(out, c.ID)
		}
	}
	return out
}

// NBest are the hypotheses of one package for the other.
func NBest(list []confirm.Hypothesis) []contacts.Hypothesis {
	var out []contacts.Hypothesis
	for _, h := range list {
		out = append(out, contacts.Hypothesis{Text: h.Text, Confidence: h.Confidence.Or(0)})
	}
	return out
}

// Candidates are whom [contacts.Book.Match] found: one for a match, several for
// an ambiguous name, none for nobody and for any other error.
func Candidates(m contacts.Match, err error) []confirm.Candidate {
	if several, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		var out []confirm.Candidate
		for _, c := range several.Candidates {
			out = append(out, candidate(c.Contact, c.Confidence))
		}
		return out
	}
	if err != nil {
		return nil
	}
	return []confirm.Candidate{candidate(m.Contact, m.Confidence)}
}

func candidate(c contacts.Contact, p float64) confirm.Candidate {
	return confirm.Candidate{ID: c.ID, Name: c.Name, Confidence: confirm.Known(p)}
}
