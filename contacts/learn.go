package contacts

import (
	"fmt"
	"slices"
	"strings"
)

// Learn gives a book that knows that heard meant the contact with this ID: a
// correction by the user, so that the same mishearing is understood from then
// on. What surrounds a name ("send it to … please") is left out of it. It
// becomes one of the contact's Aliases, which is all there is to keep: store
// the contact, plain strings, and give it to New the next time.
//
// An alias stands for its own sounds alone. It makes nobody else's name less
// likely, and where it is as near to somebody else's, Match asks. Words that
// are common in talk ("and") are learnt like others, and like others they are
// not enough for a match where anybody might just be talking.
func (b *Book) Learn(heard, id string) (*Book, error) {
	c, ok := b.Contact(id)
	if !ok {
		return b, unknownIDs([]string{id})
	}
	alias := b.model.withoutCarriers(fold(heard))
	if alias == "" {
		return b, fmt.Errorf("contacts: learning %.40q for %.40q: no word of a name in it: %w", heard, id, ErrHeard)
	}
	if len(strings.Fields(alias)) > maxHeardWords || len(alias) > maxNameBytes {
		return b, fmt.Errorf("contacts: learning %.40q… for %.40q: too long for a name: %w", heard, id, ErrHeard)
	}
	if slices.Contains(c.Aliases, alias) {
		return b, nil
	}
	if len(c.Aliases) >= maxNames {
		c.Aliases = c.Aliases[1:] // the oldest makes room
	}
	c.Aliases = append(c.Aliases, alias)
	return b.With(c)
}

// withoutCarriers takes carriers off both ends of folded text, word for word.
func (m *model) withoutCarriers(text string) string {
	words := strings.Fields(text)
	for again := true; again; {
		again = false
		for _, c := range m.tongue.before {
			if k := strings.Fields(c.words); len(k) < len(words) && slices.Equal(k, words[:len(k)]) {
				words, again = words[len(k):], true
			}
		}
		for _, c := range m.tongue.after {
			if k := strings.Fields(c.words); len(k) < len(words) && slices.Equal(k, words[len(words)-len(k):]) {
				words, again = words[:len(words)-len(k)], true
			}
		}
	}
	return strings.Join(words, " ")
}
