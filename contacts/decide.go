package contacts

import (
	"fmt"
	"math"
)

// Margins of the decision who, in nats of lift.
const (
	// tieMargin: names this near to each other fit equally; no prior and no
	// setting chooses between them.
	tieMargin = 1.0
	// askMargin: different names this near to the best are asked about even if
	// each is that of one contact alone.
	askMargin = 1.0
)

// What a question needs, in log-odds that it is about the right name.
const (
	// alikeOdds is for names of several contacts each: no match could ever come
	// of them, and it costs but a prompt. It is a probability of 0.34; the F1 of
	// questions is greatest where a further one is right with a probability of
	// half that F1 (Lipton et al. 2014), which is 0.60 on the development data.
	// Where a match needs less, a question does, too.
	alikeOdds = -0.65
	// nearOdds is for different names of one contact each, on top of what a
	// match needs: neither is likely to be the right one.
	nearOdds = 1.0
)

// decide takes two decisions, each on its own.
//
//  1. Was anybody of the list named? If one name of one contact stands out, that
//     it was said must have the log-odds of the threshold against all else:
//     talk, people who are not in the list, the rest of the list. Else it must
//     be worth a question, which has thresholds of its own. A host's priors have
//     no part in it.
//  2. If so, who? Each contact has its share of what the list has, priors
//     included. The one that stands out must have the greatest, and one of
//     Certainty.
func (b *Book) decide(readings []reading, all []ranked, nobody float64) (Match, error) {
	if len(all) == 0 {
		return Match{}, &NobodyError{Heard: readings[0].text, Reason: "no name in the list is near"}
	}
	j := b.judge(all, nobody)
	alone := b.standsOut(&j)
	if !alone && !b.worthAsking(&j) {
		return Match{}, b.refuse(readings, all, &j)
	}
	top := j.names[0].first
	if !alone || j.best != top || j.shares[top] < b.config.Certainty {
		return Match{}, b.ambiguous(readings, all, &j)
	}
	m := Match{
		Contact: *b.contact(all[top].at), Confidence: j.confidence(top),
		Heard: readings[all[top].reading].text, Fit: b.fit(&all[top]), Margin: j.confidence(top),
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
	names  []said    // that may have been said, likeliest first
	of     []int8    // [contact]: its name, or -1; none for those far behind
	shares []float64 // each contact's part of listed, priors included
	best   int       // index of the greatest share
}

func (b *Book) judge(all []ranked, nobody float64) judgement {
	j := judgement{sum: math.Inf(-1)}
	for i := range all {
		j.sum = logAdd(j.sum, all[i].lift)
	}
	j.listed = sigmoid(j.sum - nobody)
	j.names, j.of = b.names(all)
	j.shares = b.shares(all)
	for i := range j.shares {
		if j.shares[i] > j.shares[j.best] {
			j.best = i
		}
	}
	return j
}

// confidence is the probability that contact i was meant.
func (j *judgement) confidence(i int) float64 { return j.listed * j.shares[i] }

// said is the probability that name n was said for somebody of the list,
// without priors.
func (j *judgement) said(n int) float64 {
	return j.listed * math.Exp(min(0, j.names[n].lift-j.sum))
}

// standsOut says whether one name, of one contact, is clearly what was said, by
// what was heard alone.
func (b *Book) standsOut(j *judgement) bool {
	first := j.names[0]
	if first.count > 1 || len(j.names) > 1 && j.names[1].lift >= first.lift-tieMargin {
		return false
	}
	return math.Exp(first.lift-j.sum) >= b.config.Certainty && odds(j.said(0)) >= b.threshold
}

// worthAsking says whether it is likely enough that a name of several contacts
// was said, or else one of several names, or one of one contact that is not as
// certain as Certainty wants.
func (b *Book) worthAsking(j *judgement) bool {
	alike, near, n := 0.0, 0.0, 0
	for i, s := range j.names {
		if s.count > 1 {
			alike += j.said(i)
		}
		if s.lift >= j.names[0].lift-askMargin {
			near += j.said(i)
			n += s.count
		}
	}
	need := b.threshold // of one that stands out, but for Certainty
	if n > 1 {
		need += nearOdds
	}
	return odds(alike) >= min(b.threshold, alikeOdds) || odds(near) >= need
}

// odds are the log-odds of a probability, however near to 1 rounding took it.
func odds(p float64) float64 {
	p = min(p, 1)
	return math.Log(p) - math.Log1p(-p)
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

// refuse says why it was nobody.
func (b *Book) refuse(readings []reading, all []ranked, j *judgement) error {
	top := j.names[0].first
	e := &NobodyError{Heard: readings[all[top].reading].text, Rival: b.candidate(&all[top], j.confidence(top))}
	e.Reason = fmt.Sprintf("%q fits with a probability of %.2g, too little for a false accept rate of %.2g",
		b.contact(all[top].at).display(), j.said(0), b.config.FalseAcceptRate)
	e.why = b.explain(readings, all, j)
	return e
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
