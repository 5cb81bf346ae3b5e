package contacts

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// joins are the words of English that stand between two people named in one
// breath.
var joins = map[string]bool{"and": true, "or": true}

// maxJoins bounds the joins that are looked at.
const maxJoins = 4

// together looks whether what was heard for m names somebody else, too: "ann
// lee and robert jones" must not go to either alone. On both sides of a join
// somebody must have been named well enough for a match or a question on their
// own, and nobody on both. It gives the question to ask, or nil.
func (b *Book) together(m *Match) *AmbiguousError {
	words := strings.Fields(fold(m.Heard))
	left := maxJoins
	for i := 1; i+1 < len(words) && left > 0; i++ {
		if !b.model.tongue.joins[words[i]] {
			continue
		}
		left--
		one := b.named(words[:i])
		if len(one) == 0 {
			continue
		}
		other := b.named(words[i+1:])
		shared := slices.ContainsFunc(other, func(c Candidate) bool {
			return slices.ContainsFunc(one, func(d Candidate) bool { return c.Contact.ID == d.Contact.ID })
		})
		if len(other) == 0 || shared {
			continue
		}
		return both(m, one, other)
	}
	return nil
}

// named are those whom words name by themselves: one, several where they leave
// a question, or nobody.
func (b *Book) named(words []string) []Candidate {
	m, err := b.match([]Hypothesis{{Text: strings.Join(words, " ")}})
	if err == nil {
		return []Candidate{{Contact: m.Contact, Confidence: m.Confidence, Fit: m.Fit}}
	}
	if which, ok := errors.AsType[*AmbiguousError](err); ok {
		return which.Candidates
	}
	return nil
}

// both asks which of the people who were named on either side is meant: each
// half as likely as alone.
func both(m *Match, one, other []Candidate) *AmbiguousError {
	e := &AmbiguousError{Heard: m.Heard, Total: len(one) + len(other), why: m.why}
	for _, x := range slices.Concat(one, other) {
		c := Candidate{Contact: x.Contact, Confidence: x.Confidence / 2, Fit: x.Fit}
		e.Confidence += c.Confidence
		e.Candidates = append(e.Candidates, c)
	}
	slices.SortStableFunc(e.Candidates, func(x, y Candidate) int {
		return cmp.Or(-cmp.Compare(x.Confidence, y.Confidence), strings.Compare(x.Contact.display(), y.Contact.display()), strings.Compare(x.Contact.ID, y.Contact.ID))
	})
	e.Candidates = e.Candidates[:min(len(e.Candidates), MaxCandidates)]
	tellApart(e.Candidates)
	return e
}
