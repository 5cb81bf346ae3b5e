package main

import (
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
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

// player is what all replays share: the model of a wake word, an address book,
// a reader of replies.
type player struct {
	model  wake.Model
	book   *addressBook
	reader *confirm.Reader
}

func newPlayer(word string, list []contacts.Contact) (*player, error) {
	model, err := words.Load(word)
	if err != nil {
		return nil, fmt.Errorf("wake word: %w", err)
	}
	book, err := newAddressBook(list)
	if err != nil {
		return nil, err
	}
	reader, err := confirm.NewReader("en")
	if err != nil {
		return nil, fmt.Errorf("dialog: %w", err)
	}
	return &player{model, book, reader}, nil
}

// play plays a recording, and what was heard in it, through both chains.
func (p *player) play(rec *recording, h *heard) (*replay, error) {
	tr, err := listen(rec, p.model)
	if err != nil {
		return nil, err
	}
	r := &replay{Heard: h, Wake: tr, Length: rec.length(), rec: rec}
	c := &chain{player: p, room: h.Utterances, trace: tr}
	r.Old = replay2018(tr, h.Utterances, p.book.names())
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

// all are the timelines, that of 2018 first.
func (r *replay) all() []*timeline {
	return append([]*timeline{r.Old, r.New}, r.Deeper...)
}

// span is how much time the picture shows: the recording, and what the chains
// did after its end.
func (r *replay) span() time.Duration {
	span := r.Length
	for _, t := range r.all() {
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
