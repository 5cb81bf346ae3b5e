package contacts

import (
	"fmt"
	"math"
	"unicode/utf8"
)

// A Match is the one contact that was named. The zero Match is no contact.
type Match struct {
	Contact Contact
	// Confidence is the probability that Contact is the one meant: that
	// somebody of the list was named at all, and that it was this one.
	Confidence float64
	// Heard is the hypothesis that speaks most for Contact, as it came in.
	Heard string
	// Fit is the form of the name that was heard: "ana keller", "bill".
	Fit string
	// RunnerUp came second, and Margin is how far behind it was, as the
	// difference of the confidences. RunnerUp.Contact.ID is empty when no
	// other contact came near.
	RunnerUp Candidate
	Margin   float64

	why *explanation
}

// Explain says for a person, in several lines for a log, which sounds agreed,
// what it would have cost as talk, and which rivals were near.
func (m *Match) Explain() string {
	if m.why == nil {
		return "contacts: no contact"
	}
	return m.why.String()
}

// MaxCandidates bounds how many candidates an AmbiguousError carries.
const MaxCandidates = 10

// A Candidate is a contact that fits what was heard.
type Candidate struct {
	Contact    Contact
	Confidence float64 // probability that this contact was meant
	Fit        string  // the form of the name that fits: "ana keller", "bill"
	Apart      string  // what tells it from the other candidates: "Keller", "Acme"; empty if nothing does
}

// Match says which contact of the book was named. nbest are the hypotheses of
// a recogniser for one utterance, best first, with or without what people say
// around a name ("send it to … please").
//
// The error is an [*AmbiguousError] if somebody was named but it is not clear
// who, a [*NobodyError] if nobody was, and wraps [ErrHeard] if the hypotheses
// are none: a confidence that is no number or outside [0, 1], text that is not
// UTF-8. Ties are never broken.
func (b *Book) Match(nbest []Hypothesis) (Match, error) {
	m, err := b.match(nbest)
	if err != nil {
		return m, err
	}
	if e := b.together(&m); e != nil {
		return Match{}, e
	}
	return m, nil
}

// match takes a reading for the name of one person.
func (b *Book) match(nbest []Hypothesis) (Match, error) {
	readings, err := read(nbest)
	if err != nil {
		return Match{}, err
	}
	if b.size == 0 || len(readings) == 0 {
		return Match{}, nothing(nbest, b.size)
	}
	sc := b.pool.Get().(*scratch)
	defer b.pool.Put(sc)
	for len(sc.found) < len(b.shards) {
		sc.found = append(sc.found, nil)
	}
	all, nobody := b.weigh(sc, readings)
	return b.decide(readings, all, nobody)
}

// read checks and folds hypotheses. Those that fold to the same are one; those
// of which nothing is left are dropped with their weight, as what they stand
// for was no name.
func read(nbest []Hypothesis) ([]reading, error) {
	if len(nbest) > maxNBest {
		return nil, fmt.Errorf("contacts: %d hypotheses, want at most %d: %w", len(nbest), maxNBest, ErrHeard)
	}
	sum, unknown := 0.0, 0
	for i, h := range nbest {
		switch c := h.Confidence; {
		case math.IsNaN(c) || c < 0 || c > 1:
			return nil, fmt.Errorf("contacts: hypothesis %d: Confidence is %v, want 0 (unknown) to 1: %w", i+1, c, ErrHeard)
		case c == 0:
			unknown++
		}
		if len(h.Text) <= maxHeardBytes && !utf8.ValidString(h.Text) {
			return nil, fmt.Errorf("contacts: hypothesis %d: %.40q is not UTF-8: %w", i+1, h.Text, ErrHeard)
		}
		sum += h.Confidence
	}
	rest := unknownWeight(sum, unknown, len(nbest))
	total := sum + float64(rest*float64(unknown))
	var out []reading
	for _, h := range nbest {
		w := h.Confidence
		if w == 0 {
			w = rest
		}
		if w /= total; len(h.Text) <= maxHeardBytes {
			out = add(out, reading{h.Text, fold(h.Text), w})
		}
	}
	return out, nil
}

// unknownWeight is the weight of each hypothesis whose confidence is unknown:
// an equal share of what the known ones leave, and at least a tenth of an
// equal share of all.
func unknownWeight(sum float64, unknown, n int) float64 {
	if unknown == 0 {
		return 0
	}
	return max((1-sum)/float64(unknown), 0.1/float64(n))
}

// add appends a reading, or adds its weight to the one that folds alike.
func add(all []reading, r reading) []reading {
	if r.folded == "" {
		return all
	}
	for i := range all {
		if all[i].folded == r.folded {
			all[i].weight += r.weight
			return all
		}
	}
	return append(all, r)
}
