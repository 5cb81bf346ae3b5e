package vcard

import (
	"errors"
	"fmt"
	"io"

	"github.com/hearsay-go/hearsay/contacts"
)

var (
	// ErrGroup is wrapped by the CardError of a card that names a group of
	// people and not one of them.
	ErrGroup = errors.New("a group, not a contact")
	// ErrNoName is wrapped by the CardError of a card without FN, N, NICKNAME
	// and ORG.
	ErrNoName = errors.New("no name")
	// ErrDuplicate is wrapped by the CardError of a card whose UID, or where it
	// has none whose whole content, an earlier card of the same stream had.
	ErrDuplicate = errors.New("repeats an earlier card")
	// ErrTooLarge is wrapped by the CardError of a card that holds more than
	// MaxCard bytes besides its pictures.
	ErrTooLarge = errors.New("card too large")
)

// MaxCard is how much text of one card is held, in bytes. Real cards stay far
// below it: the properties that grow (photographs, sounds, keys, notes) are not
// held at all.
const MaxCard = 256 << 10

// Card is one card as a contact.
type Card struct {
	Contact contacts.Contact
	// Line is the number of the card's first line, counted from 1.
	Line int
	// Relations is what the card says of the people around its owner. On the
	// address book's own "me" card it tells who "my mother" is.
	Relations []Relation
	// Ignored lists the lines that could not be read. The card stands without
	// them.
	Ignored []LineError
}

// Relation names somebody whom the person of a card is related to.
type Relation struct {
	// Kind is the relation in lower case as the card words it: "mother",
	// "spouse", "sibling".
	Kind string
	// Name is a display name, or a UID where the card refers to another card.
	Name string
}

// LineError is one line of a card that could not be read.
type LineError struct {
	Line int // counted from 1
	Err  error
}

// Error says where and what.
func (e LineError) Error() string { return fmt.Sprintf("vcard: line %d: %v", e.Line, e.Err) }

// Unwrap returns the cause.
func (e LineError) Unwrap() error { return e.Err }

// CardError is a card that did not become a contact. Reading can go on: the
// next Read returns the card behind it.
type CardError struct {
	// Line is the number of the card's first line, counted from 1.
	Line int
	// Text is what was held of the card, unfolded, so that a host can keep it
	// apart and show it.
	Text string
	Err  error
}

// Error says where and what.
func (e *CardError) Error() string {
	return fmt.Sprintf("vcard: card at line %d: %v", e.Line, e.Err)
}

// Unwrap returns the cause.
func (e *CardError) Unwrap() error { return e.Err }

// A Reader reads cards one by one from a stream.
type Reader struct {
	split *splitter
	seen  map[string]int // ID to line
}

// NewReader returns a Reader of the cards in r. It buffers.
func NewReader(r io.Reader) *Reader {
	return &Reader{split: newSplitter(r), seen: map[string]int{}}
}

// Read returns the next card. A card that cannot become a contact is a
// [*CardError], after which Read may be called again. At the end of the stream
// the error is [io.EOF]; any other error comes from the stream itself and is
// final.
func (r *Reader) Read() (Card, error) {
	raw, err := r.split.next()
	if err != nil {
		return Card{}, err
	}
	if raw.err != nil {
		return Card{}, raw.fail(raw.err)
	}
	card, err := raw.decode()
	if err != nil {
		return Card{}, raw.fail(err)
	}
	if first, ok := r.seen[card.Contact.ID]; ok {
		return Card{}, raw.fail(fmt.Errorf("%w at line %d (ID %q)", ErrDuplicate, first, card.Contact.ID))
	}
	r.seen[card.Contact.ID] = card.Line
	return card, nil
}

// ReadAll reads a whole stream: the contacts in their order, ready for
// [contacts.New], and the cards that did not become one. err is an error of the
// stream itself; what was read before it is returned beside it.
func ReadAll(r io.Reader) (list []contacts.Contact, bad []*CardError, err error) {
	rd := NewReader(r)
	for {
		card, err := rd.Read()
		if broken, ok := errors.AsType[*CardError](err); ok {
			bad = append(bad, broken)
			continue
		}
		if err == io.EOF {
			return list, bad, nil
		}
		if err != nil {
			return list, bad, err
		}
		list = append(list, card.Contact)
	}
}
