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
	tieMargin = 0.3
	// askMargin: contacts this near to the best are asked about, too.
	askMargin = 1.6
)

// decide takes two decisions, each on its own.
//
//  1. Was anybody of the list named? The odds are the sum of the odds of all
//     contacts; a host's priors have no part in it.
//  2. If so, who? Each contact has its share of the sum, priors included. The
//     best must have a share of Certainty, and nobody may tie with it.
func (b *Book) decide(readings []reading, all []ranked) (Match, error) {
	if len(all) == 0 {
		return Match{}, &NobodyError{Heard: readings[0].text, Reason: "no name in the list is near"}
	}
	odds := math.Inf(-1)
	for i := range all {
		odds = logAdd(odds, all[i].lift)
	}
	somebody := sigmoid(odds)
	shares := b.shares(all)
	if odds < b.threshold {
		e := &NobodyError{Heard: readings[all[0].reading].text, Rival: b.candidate(&all[0], somebody*shares[0])}
		e.Reason = fmt.Sprintf("as a name of the list it has a probability of %.2g, too little for a false accept rate of %.2g",
			somebody, b.config.FalseAcceptRate)
		return Match{}, e
	}
	best := 0
	for i := range shares {
		if shares[i] > shares[best] {
			best = i
		}
	}
	tied := len(all) > 1 && all[0].lift-all[1].lift < tieMargin
	if best != 0 || tied || shares[best] < b.config.Certainty {
		return Match{}, b.ambiguous(readings, all, shares, somebody)
	}
	m := Match{
		Contact: b.contact(all[0].at).clone(), Confidence: somebody * shares[0],
		Heard: readings[all[0].reading].text, Fit: b.fit(&all[0]), Margin: somebody * shares[0],
	}
	if len(all) > 1 {
		m.RunnerUp = b.candidate(&all[1], somebody*shares[1])
		m.Margin -= m.RunnerUp.Confidence
	}
	return m, nil
}

// shares gives each contact's part of the probability that one was named.
func (b *Book) shares(all []ranked) []float64 {
	out := make([]float64, len(all))
	sum := math.Inf(-1)
	for i := range all {
		out[i] = all[i].lift + float64(b.segments[all[i].at.segment].priors[all[i].at.contact])/float64(nat)
		sum = logAdd(sum, out[i])
	}
	for i := range out {
		out[i] = math.Exp(out[i] - sum)
	}
	return out
}

// ambiguous gathers the candidates to ask about.
func (b *Book) ambiguous(readings []reading, all []ranked, shares []float64, somebody float64) error {
	e := &AmbiguousError{Heard: readings[all[0].reading].text}
	n := 1
	for n < len(all) && (n < 2 || all[n].lift >= all[0].lift-askMargin) {
		n++
	}
	for i := range n {
		e.Confidence += somebody * shares[i]
		e.Candidates = append(e.Candidates, b.candidate(&all[i], somebody*shares[i]))
	}
	e.Total = n
	slices.SortStableFunc(e.Candidates, func(x, y Candidate) int {
		return cmp.Or(-cmp.Compare(x.Confidence, y.Confidence), strings.Compare(x.Contact.display(), y.Contact.display()))
	})
	e.Candidates = e.Candidates[:min(n, MaxCandidates)]
	return e
}

func (b *Book) contact(p place) *Contact { return &b.segments[p.segment].contacts[p.contact] }

func (b *Book) candidate(r *ranked, confidence float64) Candidate {
	return Candidate{Contact: b.contact(r.at).clone(), Confidence: confidence, Fit: b.fit(r)}
}

// fit spells out the form of the name that was heard.
func (b *Book) fit(r *ranked) string {
	s := b.segments[r.at.segment]
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
