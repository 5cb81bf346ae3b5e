package contacts

import (
	"cmp"
	"slices"
	"strings"
)

// joins are the words of English that stand between two people named in one
// breath.
var joins = map[string]bool{"and": true, "or": true}

// together looks whether what was heard for m names somebody else, too: "ann
// lee and robert jones" must not go to either alone. On both sides of a join
// somebody must have been named well enough for a match on its own, and not the
// same contact. It gives the question to ask, or nil.
func (b *Book) together(m *Match) *AmbiguousError {
	words := strings.Fields(fold(m.Heard))
	for i := 1; i+1 < len(words) && i < maxHeardWords; i++ {
		if !b.model.tongue.joins[words[i]] {
			continue
		}
		one, err := b.match([]Hypothesis{{Text: strings.Join(words[:i], " ")}})
		if err != nil {
			continue
		}
		other, err := b.match([]Hypothesis{{Text: strings.Join(words[i+1:], " ")}})
		if err != nil || one.Contact.ID == other.Contact.ID {
			continue
		}
		return both(m, &one, &other)
	}
	return nil
}

// both asks which of two people who were both named is meant: each half as
// likely as alone.
func both(m, one, other *Match) *AmbiguousError {
	e := &AmbiguousError{Heard: m.Heard, Total: 2, why: m.why}
	for _, x := range []*Match{one, other} {
		c := Candidate{Contact: x.Contact, Confidence: x.Confidence / 2, Fit: x.Fit}
		e.Confidence += c.Confidence
		e.Candidates = append(e.Candidates, c)
	}
	slices.SortStableFunc(e.Candidates, func(x, y Candidate) int {
		return cmp.Or(-cmp.Compare(x.Confidence, y.Confidence), strings.Compare(x.Contact.display(), y.Contact.display()), strings.Compare(x.Contact.ID, y.Contact.ID))
	})
	tellApart(e.Candidates)
	return e
}
