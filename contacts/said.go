package contacts

import (
	"cmp"
	"slices"
)

// What was said is a name before it is a person: "ann" is one name, however
// many people called Ann or Anne there are. Whether a request is for one person
// or a question is a matter of the names that may have been said, each with all
// whom it fits.

// A said is one name that may have been said.
type said struct {
	first int     // index of the likeliest contact whom it fits
	count int     // contacts whom it fits
	lift  float64 // log-odds of all of them
}

// Bounds of the names that are told apart in one answer.
const (
	maxApart = 5   // names that a question can be about: MaxCandidates in twos
	maxNear  = 16  // names that are looked at for them
	reach    = 4.0 // in nats of lift: who is farther behind the best belongs to no name
)

// names puts the contacts that come near the best together by the name that
// would have been said for them, likeliest name first; of says for each of
// those contacts which name it is, or -1.
func (b *Book) names(all []ranked) (names []said, of []int8) {
	for i := range all {
		if all[i].lift < all[0].lift-reach {
			break
		}
		n := slices.IndexFunc(names, func(s said) bool { return b.alike(&all[s.first], &all[i]) })
		switch {
		case n >= 0:
			names[n].count++
			names[n].lift = logAdd(names[n].lift, all[i].lift)
		case len(names) < maxNear:
			n = len(names)
			names = append(names, said{i, 1, all[i].lift})
		}
		of = append(of, int8(n))
	}
	return byLift(names, of)
}

// byLift puts names in the order of their lifts, and keeps the first maxApart.
func byLift(names []said, of []int8) ([]said, []int8) {
	order := slices.Clone(names)
	slices.SortStableFunc(order, func(x, y said) int { return -cmp.Compare(x.lift, y.lift) })
	order = order[:min(len(order), maxApart)]
	var to [maxNear]int8
	for i := range names {
		to[i] = int8(slices.IndexFunc(order, func(s said) bool { return s.first == names[i].first }))
	}
	for i, n := range of {
		if n >= 0 {
			of[i] = to[n]
		}
	}
	return order, of
}

// alike reports whether the best forms of two contacts are one name: the same
// words, or words that can be said alike, as Sean and Shaun. A nickname counts
// as what was said, not as the name it is short for.
func (b *Book) alike(x, y *ranked) bool {
	s, t := b.shards[x.at.shard], b.shards[y.at.shard]
	if s.short(&x.best) != t.short(&y.best) {
		return false
	}
	return saidAlike(s.segment, x.best.head, t.segment, y.best.head) &&
		saidAlike(s.segment, s.forms[x.best.form].tail, t.segment, t.forms[y.best.form].tail)
}

// short reports whether a form was said by a nickname of its head.
func (s *segment) short(f *found) bool { return s.head(f.form) != f.head }

// saidAlike reports whether two units share a way to say them, or both are
// none.
func saidAlike(s *segment, u int32, t *segment, v int32) bool {
	if s == t && u == v || u < 0 || v < 0 {
		return u < 0 && v < 0 || s == t && u == v
	}
	return slices.ContainsFunc(s.waysOf(u), func(a way) bool {
		return slices.ContainsFunc(t.waysOf(v), func(b way) bool { return a.phones == b.phones })
	})
}
