package contacts

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// A Contact is one person, or one firm, that a name can mean. Only ID and some
// kind of name are needed: Name as it is displayed ("Keller, Ana", "Mike
// (work)", "Dr. Patel"), or Given and Family. The parts of Name are read where
// Given and Family are both empty.
type Contact struct {
	ID   string // unique within a Book, not empty
	Name string // as displayed, free form

	Given      string // "Ana", "Jean-Pierre"
	Additional string // middle names and initials
	Family     string // "Keller", "van der Berg", "García Lopez"
	Prefix     string // "Dr.", "Coach"
	Suffix     string // "Jr."

	Nicknames      []string // "Bob": what friends call the contact
	Relations      []string // "Mum", "Boss": what the contact is to the owner
	Organization   string   // tells namesakes apart; is never a name of a person
	Pronunciations []string // the name respelt as it sounds: "Kween-tin"
	Aliases        []string // learnt: what was heard when this contact was meant

	// Weight says how likely the contact is before anything was heard, next to
	// the others of the list: how often, how recently called. In (0, ∞); zero
	// means 1. It is bounded to between 1/8 and 8, helps to say who was meant,
	// and never whether anybody was.
	Weight float64
}

// A Hypothesis is one reading of an utterance by a recogniser.
type Hypothesis struct {
	Text string
	// Confidence is the weight of this reading next to the others, in (0, 1].
	// Zero means unknown: unknown ones share equally what is left.
	Confidence float64
}

// Limits of what a Book takes and a Match reads.
const (
	maxNameBytes  = 1 << 10 // of one name of a contact
	maxNames      = 64      // names of one kind of one contact
	maxHeardBytes = 1 << 10 // of one hypothesis; what is longer is talk
	maxNBest      = 64
)

// check reports what is wrong with a contact, without its place.
func (c *Contact) check() error {
	if c.ID == "" {
		return fmt.Errorf("empty ID (name %.40q): %w", c.display(), ErrContact)
	}
	if w := c.Weight; math.IsNaN(w) || math.IsInf(w, 0) || w < 0 {
		return fmt.Errorf("contact %.40q: Weight is %v, want more than 0 (or 0 for 1): %w", c.ID, w, ErrContact)
	}
	for _, f := range c.fields() {
		if len(f.values) > maxNames {
			return fmt.Errorf("contact %.40q: %d %s, want at most %d: %w", c.ID, len(f.values), f.name, maxNames, ErrContact)
		}
		for _, v := range f.values {
			if len(v) > maxNameBytes {
				return fmt.Errorf("contact %.40q: %s is %d bytes long, want at most %d: %w", c.ID, f.name, len(v), maxNameBytes, ErrContact)
			}
			if !utf8.ValidString(v) {
				return fmt.Errorf("contact %.40q: %s %.40q is not UTF-8: %w", c.ID, f.name, v, ErrContact)
			}
		}
	}
	return nil
}

type field struct {
	name   string
	values []string
}

func (c *Contact) fields() []field {
	return []field{
		{"ID", []string{c.ID}}, {"Name", []string{c.Name}},
		{"Given", []string{c.Given}}, {"Additional", []string{c.Additional}}, {"Family", []string{c.Family}},
		{"Prefix", []string{c.Prefix}}, {"Suffix", []string{c.Suffix}}, {"Organization", []string{c.Organization}},
		{"Nicknames", c.Nicknames}, {"Relations", c.Relations},
		{"Pronunciations", c.Pronunciations}, {"Aliases", c.Aliases},
	}
}

// display is what a person would call the contact by in a list.
func (c *Contact) display() string {
	return cmp.Or(strings.TrimSpace(c.Name), strings.TrimSpace(c.Given+" "+c.Family), c.Organization, c.ID)
}
