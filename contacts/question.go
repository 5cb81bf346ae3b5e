package contacts

import (
	"cmp"
	"slices"
	"strings"
)

// ofEachName: a question names at most MaxCandidates, the likeliest, but of
// each name that may have been said two, if it has them. Ten Kellys would hide
// that Holly may have been said as well.
const ofEachName = 2

// ambiguous gathers the candidates to ask about: whoever a name fits that may
// have been said.
func (b *Book) ambiguous(readings []reading, all []ranked, j *judgement) error {
	j.rival()
	e := &AmbiguousError{Heard: readings[all[j.names[0].first].reading].text}
	for i, n := range j.of {
		if n >= 0 {
			e.Total++
			e.Confidence += j.confidence(i)
		}
	}
	for _, c := range b.likeliest(all, j) {
		e.Candidates = append(e.Candidates, b.candidate(&all[c.at], c.confidence))
	}
	e.why = b.explain(readings, all, j)
	tellApart(e.Candidates)
	return e
}

// rival sees to it that there are two to ask about: where only the priors or
// Certainty put a match in doubt, the likeliest of the others stands with it.
func (j *judgement) rival() {
	if len(j.names) > 1 || j.names[0].count > 1 {
		return
	}
	second := 1 // the only name is that of contact 0
	for i := 2; i < len(j.shares); i++ {
		if j.shares[i] > j.shares[second] {
			second = i
		}
	}
	for len(j.of) <= second {
		j.of = append(j.of, -1)
	}
	j.of[second] = 0
}

// chosen is a contact to name in a question.
type chosen struct {
	at         int // in all
	confidence float64
	name       string
}

// before puts the likelier first, equally likely ones by their names, then by
// their IDs, which are the order of all.
func (c chosen) before(d chosen) int {
	return cmp.Or(-cmp.Compare(c.confidence, d.confidence), strings.Compare(c.name, d.name), cmp.Compare(c.at, d.at))
}

// likeliest gives those to name in a question, likeliest first. A first name
// may be that of thousands, so none but the likeliest of each name are sorted.
func (b *Book) likeliest(all []ranked, j *judgement) []chosen {
	var names [maxApart][]chosen
	for i, n := range j.of {
		if n < 0 {
			continue
		}
		best := names[n]
		if len(best) == MaxCandidates && j.confidence(i) < best[MaxCandidates-1].confidence {
			continue
		}
		c := chosen{i, j.confidence(i), b.contact(all[i].at).display()}
		at, _ := slices.BinarySearchFunc(best, c, chosen.before)
		best = slices.Insert(best, at, c)
		names[n] = best[:min(len(best), MaxCandidates)]
	}
	var out, rest []chosen
	for _, best := range names {
		sure := min(ofEachName, len(best))
		out, rest = append(out, best[:sure]...), append(rest, best[sure:]...)
	}
	slices.SortFunc(rest, chosen.before)
	out = append(out, rest[:min(len(rest), MaxCandidates-len(out))]...)
	slices.SortFunc(out, chosen.before)
	return out
}
