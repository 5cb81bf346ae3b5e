package contacts

import (
	"slices"
	"strings"
)

// cards keeps contacts in little memory: of each only the strings that it has,
// one behind the other, for most have three or four of all that a Contact has
// room for. It is immutable.
type cards struct {
	texts   []string  // of all contacts
	begin   []uint32  // [contact]: index of its first text, the ID
	shape   []uint32  // [contact]: index in shapes
	shapes  []shape   // which texts there are, each combination once
	weights []float64 // [contact]; nil if all are 0
}

// A shape says which texts a contact has besides its ID.
type shape struct {
	texts uint8    // a bit for each of Contact.texts
	lists [4]uint8 // how many there are of each of Contact.lists, at most maxNames
}

// texts gives the texts that a contact may lack.
func (c *Contact) texts() [7]*string {
	return [...]*string{&c.Name, &c.Given, &c.Additional, &c.Family, &c.Prefix, &c.Suffix, &c.Organization}
}

// lists gives the lists of texts of a contact.
func (c *Contact) lists() [4]*[]string {
	return [...]*[]string{&c.Nicknames, &c.Relations, &c.Pronunciations, &c.Aliases}
}

// newCards keeps contacts, which must have been checked.
func newCards(list []*Contact) cards {
	n, weighed := 0, false
	for _, c := range list {
		s := c.shape()
		n += s.len()
		weighed = weighed || c.Weight != 0
	}
	k := cards{texts: make([]string, 0, n), begin: make([]uint32, len(list)), shape: make([]uint32, len(list))}
	if weighed {
		k.weights = make([]float64, len(list))
	}
	known := map[shape]uint32{}
	for i, c := range list {
		s := c.shape()
		number, ok := known[s]
		if !ok {
			number = uint32(len(k.shapes))
			known[s] = number
			k.shapes = append(k.shapes, s)
		}
		k.begin[i], k.shape[i] = uint32(len(k.texts)), number
		k.texts = append(k.texts, c.ID)
		for _, t := range c.texts() {
			if *t != "" {
				k.texts = append(k.texts, *t)
			}
		}
		for _, l := range c.lists() {
			k.texts = append(k.texts, *l...)
		}
		if weighed {
			k.weights[i] = c.Weight
		}
	}
	return k
}

func (c *Contact) shape() shape {
	var s shape
	for k, t := range c.texts() {
		if *t != "" {
			s.texts |= 1 << k
		}
	}
	for k, l := range c.lists() {
		s.lists[k] = uint8(len(*l))
	}
	return s
}

// len is how many texts a contact has, with its ID.
func (s shape) len() int {
	n := 1
	for b := s.texts; b != 0; b &= b - 1 {
		n++
	}
	for _, l := range s.lists {
		n += int(l)
	}
	return n
}

func (k *cards) len() int { return len(k.begin) }

func (k *cards) id(i int) string { return k.texts[k.begin[i]] }

// contact gives a contact as it came, with lists of its own.
func (k *cards) contact(i int) Contact {
	at := k.texts[k.begin[i]:]
	c := Contact{ID: at[0]}
	at = at[1:]
	s := k.shapes[k.shape[i]]
	for b, t := range c.texts() {
		if s.texts>>b&1 != 0 {
			*t, at = at[0], at[1:]
		}
	}
	for b, l := range c.lists() {
		if n := s.lists[b]; n > 0 {
			*l, at = slices.Clone(at[:n]), at[n:]
		}
	}
	if k.weights != nil {
		c.Weight = k.weights[i]
	}
	return c
}

// find gives the index of the contact with an ID, or -1; they lie in the order
// of their IDs.
func (k *cards) find(id string) int {
	from, to := 0, k.len()
	for from < to {
		mid := int(uint(from+to) >> 1)
		if strings.Compare(k.id(mid), id) < 0 {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if from == k.len() || k.id(from) != id {
		return -1
	}
	return from
}
