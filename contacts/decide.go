package contacts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Margins of the decision who, in nats of lift.
const (
	// tieMargin: contacts this near to each other fit equally; no prior and no
	// setting chooses between them.
	tieMargin = 1.0
	// askMargin: contacts this near to the best are asked about, too.
	askMargin = 1.0
	// alikeMargin: contacts this near to each other fit alike, as namesakes do.
	alikeMargin = 0.05
)

// What a question needs next to what a match needs, in log-odds. Where namesakes
// fit alike it needs less: it costs a prompt, and no match could ever come of it.
// Where different names both come near it needs more, as neither is likely to be
// the right one. On the development data this raises the F1 of ambiguity from
// 0.51 to 0.54; one threshold for all, at any level, gives 0.51 at most.
const (
	alikeOdds = -1.2
	nearOdds  = 1.0
)

// decide takes two decisions, each on its own.
//
//  1. Was anybody of the list named? That of those who tie with the best one
//     was must have the log-odds of the threshold against all else: talk,
//     people who are not in the list, the rest of the list. Where several fit,
//     a question has a threshold of its own. A host's priors have no part in it.
//  2. If so, who? Each contact has its share of what the list has, priors
//     included. The best must have a share of Certainty, and nobody may tie
//     with it.
func (b *Book) decide(readings []reading, all []ranked, nobody float64) (Match, error) {
	if len(all) == 0 {
		return Match{}, &NobodyError{Heard: readings[0].text, Reason: "no name in the list is near"}
	}
	j := b.judge(all, nobody)
	if !b.somebody(all, &j) {
		e := &NobodyError{Heard: readings[all[0].reading].text, Rival: b.candidate(&all[0], j.confidence(0))}
		e.Reason = fmt.Sprintf("%q fits with a probability of %.2g, too little for a false accept rate of %.2g",
			b.contact(all[0].at).display(), j.listed*j.tied, b.config.FalseAcceptRate)
		e.why = b.explain(readings, all, &j)
		return Match{}, e
	}
	if j.ties > 1 || j.best != 0 || j.shares[0] < b.config.Certainty || j.odds < b.threshold {
		return Match{}, b.ambiguous(readings, all, &j)
	}
	m := Match{
		Contact: *b.contact(all[0].at), Confidence: j.confidence(0),
		Heard: readings[all[0].reading].text, Fit: b.fit(&all[0]), Margin: j.confidence(0),
		why: b.explain(readings, all, &j),
	}
	if len(all) > 1 {
		m.RunnerUp = b.candidate(&all[1], j.confidence(1))
		m.Margin -= m.RunnerUp.Confidence
	}
	return m, nil
}

// judgement is what there is to decide on.
type judgement struct {
	sum    float64   // lift of the whole list
	listed float64   // probability that somebody of the list was named
	ties   int       // contacts that tie for the first place
	tied   float64   // their part of listed, without priors
	odds   float64   // log-odds that one of them was named
	shares []float64 // each contact's part of listed, priors included
	best   int       // index of the greatest share
}

// somebody says whether it is likely enough that one of the list was named, by
// what was heard alone.
func (b *Book) somebody(all []ranked, j *judgement) bool {
	if j.ties == 1 && math.Exp(all[0].lift-j.sum) >= b.config.Certainty {
		return j.odds >= b.threshold
	}
	return b.worthAsking(all, j)
}

// worthAsking says whether it is likely enough that one of several candidates
// was named.
func (b *Book) worthAsking(all []ranked, j *judgement) bool {
	part, need := 0.0, nearOdds
	for i := range near(all) {
		part += math.Exp(all[i].lift - j.sum)
		if i > 0 && all[i].lift >= all[0].lift-alikeMargin {
			need = alikeOdds
		}
	}
	p := j.listed * min(part, 1)
	return math.Log(p)-math.Log1p(-p) >= b.threshold+need
}

// near is how many contacts a question is about: the best, the second, and who
// comes as near.
func near(all []ranked) int {
	n := 1
	for n < len(all) && (n < 2 || all[n].lift >= all[0].lift-askMargin) {
		n++
	}
	return n
}

// confidence is the probability that contact i was meant.
func (j *judgement) confidence(i int) float64 { return j.listed * j.shares[i] }

func (b *Book) judge(all []ranked, nobody float64) judgement {
	var j judgement
	sum, tied := math.Inf(-1), math.Inf(-1)
	for i := range all {
		sum = logAdd(sum, all[i].lift)
		if all[i].lift >= all[0].lift-tieMargin {
			j.ties++
			tied = sum
		}
	}
	j.sum = sum
	j.listed = sigmoid(sum - nobody)
	j.tied = math.Exp(tied - sum)
	p := j.listed * j.tied
	j.odds = math.Log(p) - math.Log1p(-p)
	j.shares = b.shares(all)
	for i := range j.shares {
		if j.shares[i] > j.shares[j.best] {
			j.best = i
		}
	}
	return j
}

// shares gives each contact's part of the probability that one was named.
func (b *Book) shares(all []ranked) []float64 {
	out := make([]float64, len(all))
	sum := math.Inf(-1)
	for i := range all {
		out[i] = all[i].lift + float64(b.shards[all[i].at.shard].priors[all[i].at.contact])/float64(nat)
		sum = logAdd(sum, out[i])
	}
	for i := range out {
		out[i] = math.Exp(out[i] - sum)
	}
	return out
}

// ambiguous gathers the candidates to ask about.
func (b *Book) ambiguous(readings []reading, all []ranked, j *judgement) error {
	e := &AmbiguousError{Heard: readings[all[0].reading].text, Total: near(all)}
	for i := range e.Total {
		e.Confidence += j.confidence(i)
	}
	for _, i := range b.likeliest(all[:e.Total], j) {
		e.Candidates = append(e.Candidates, b.candidate(&all[i], j.confidence(i)))
	}
	e.why = b.explain(readings, all, j)
	tellApart(e.Candidates)
	return e
}

// likeliest gives those to name in a question, likeliest first, equally likely
// ones by their names. A first name may be that of thousands.
func (b *Book) likeliest(all []ranked, j *judgement) []int {
	var best []int
	var names []string
	for i := range all {
		full := len(best) == MaxCandidates
		if full && j.confidence(i) < j.confidence(best[MaxCandidates-1]) {
			continue
		}
		name := b.contact(all[i].at).display()
		at, _ := slices.BinarySearchFunc(best, i, func(k, i int) int {
			return cmp.Or(-cmp.Compare(j.confidence(k), j.confidence(i)), strings.Compare(names[slices.Index(best, k)], name), -1)
		})
		if at == MaxCandidates {
			continue
		}
		if full {
			best, names = best[:MaxCandidates-1], names[:MaxCandidates-1]
		}
		best, names = slices.Insert(best, at, i), slices.Insert(names, at, name)
	}
	return best
}

func (b *Book) contact(p place) *Contact {
	c := b.shards[p.shard].contact(int(p.contact))
	return &c
}

func (b *Book) candidate(r *ranked, confidence float64) Candidate {
	return Candidate{Contact: *b.contact(r.at), Confidence: confidence, Fit: b.fit(r)}
}

// fit spells out the form of the name that was heard.
func (b *Book) fit(r *ranked) string {
	s := b.shards[r.at.shard]
	fit := s.units[r.best.head]
	if t := s.forms[r.best.form].tail; t >= 0 {
		fit += " " + s.units[t]
	}
	return fit
}

func nothing(nbest []Hypothesis, size int) error {
	e := &NobodyError{Reason: "nothing was heard that could be a name"}
	if len(nbest) > 0 {
		e.Heard = nbest[0].Text
	}
	if size == 0 {
		e.Reason = "the list is empty"
	}
	return e
}
