package main

import (
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

// replay is one recording through both chains, and all that the report and the
// picture show of it.
type replay struct {
	Title, Story string
	Heard        *heard
	Wake         *trace
	Length       time.Duration // of the recording
	Span         time.Duration // of the recording and of all that followed it

	Old    *timeline   // as in 2018
	New    *timeline   // Hearsay
	Deeper []*timeline // Hearsay, had its earlier steps erred

	rec *recording
}

// rerun plays a recording, and what was heard in it, through both chains.
func rerun(rec *recording, h *heard, word string, list []contacts.Contact) (*replay, error) {
	tr, err := listen(rec, word)
	if err != nil {
		return nil, err
	}
	book, err := newAddressBook(list)
	if err != nil {
		return nil, err
	}
	reader, err := confirm.NewReader("en")
	if err != nil {
		return nil, fmt.Errorf("dialog: %w", err)
	}
	r := &replay{Heard: h, Wake: tr, Length: rec.length(), rec: rec}
	c := &chain{book: book, reader: reader, room: h.Utterances, trace: tr, end: r.Length}
	r.Old = replay2018(tr, h.Utterances, book.names())
	if r.New, err = c.replay(); err != nil {
		return nil, err
	}
	if r.Old.Sent && !r.New.Sent {
		if r.Deeper, err = c.deeper(r.Old, r.New); err != nil {
			return nil, err
		}
	}
	r.Span = r.span()
	return r, nil
}

// span is how much time the picture shows: the recording, and what the chains
// did after its end.
func (r *replay) span() time.Duration {
	span := r.Length
	for _, t := range append([]*timeline{r.Old, r.New}, r.Deeper...) {
		for _, e := range t.Entries {
			span = max(span, e.At, e.End)
		}
	}
	return span.Truncate(time.Second) + time.Second
}

// woken is the wake word that the replay turns on: the first that either chain
// took for one.
func (r *replay) woken() *wakeUp {
	if len(r.Wake.Old) > 0 {
		return &r.Wake.Old[0]
	}
	if len(r.Wake.New) > 0 {
		return &r.Wake.New[0]
	}
	return nil
}
