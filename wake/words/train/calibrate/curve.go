package main

import (
	"errors"
	"math"

	"github.com/hearsay-go/hearsay/wake"
)

// trial is an utterance or what passed for one: was it the word?
type trial struct {
	score  float64
	word   bool
	weight float64
}

// trials are the clips of the word and the peaks of other sound, weighted so
// that in each hour of other sound the word is said perHour times.
func (s samples) trials(peaks []event, perHour float64) (out []trial) {
	w := perHour * s.hours / float64(len(s.positives))
	for _, p := range s.positives {
		out = append(out, trial{p.score, true, w})
	}
	for _, p := range peaks {
		out = append(out, trial{p.score, false, 1})
	}
	return out
}

// logistic says that the log-odds of a confidence are slope*score + offset.
type logistic struct{ slope, offset float64 }

func (l logistic) confidence(score float64) float64 {
	return 1 / (1 + math.Exp(-(l.slope*score + l.offset)))
}

// fitLogistic fits by weighted maximum likelihood (Platt 1999: a score of an
// already trained classifier as the only regressor), with Newton's method. As
// Platt does, each class is softened by one trial of the other, so that
// separable scores do not run away to certainty.
func fitLogistic(trials []trial) (logistic, error) {
	var total [2]float64
	for _, t := range trials {
		total[class(t.word)] += t.weight
	}
	target := [2]float64{1 / (total[0] + 2), (total[1] + 1) / (total[1] + 2)}
	l := logistic{slope: 0.5}
	for range 100 {
		var ga, gb, haa, hab, hbb float64
		for _, t := range trials {
			p := l.confidence(t.score)
			d, c := t.weight*(target[class(t.word)]-p), t.weight*p*(1-p)
			ga, gb = ga+d*t.score, gb+d
			haa, hab, hbb = haa+c*t.score*t.score, hab+c*t.score, hbb+c
		}
		// A small ridge keeps the step finite where all is certain.
		haa, hbb = haa+1e-6, hbb+1e-6
		det := haa*hbb - hab*hab
		da, db := (ga*hbb-gb*hab)/det, (gb*haa-ga*hab)/det
		step := min(1, 2/(math.Abs(da)+math.Abs(db)))
		l.slope, l.offset = l.slope+step*da, l.offset+step*db
		if math.Abs(da)+math.Abs(db) < 1e-10 {
			break
		}
	}
	if !(l.slope > 1e-3 && l.slope < 100) {
		return l, errors.New("scores do not tell the word from other sound")
	}
	return l, nil
}

func class(word bool) int {
	if word {
		return 1
	}
	return 0
}

// curve is the straight line of l as two points, as far out as a float64 still
// tells confidences from certainty.
func (l logistic) curve() []wake.CurvePoint {
	at := func(logOdds float64) wake.CurvePoint {
		score := math.Round((logOdds-l.offset)/l.slope*1e5) / 1e5
		return wake.CurvePoint{Score: score, Confidence: 1 / (1 + math.Exp(-logOdds))}
	}
	return []wake.CurvePoint{at(-30), at(30)}
}

// calibrationError is the expected calibration error over ten equal spans of
// confidence: the mean gap between confidence and share of words, by weight.
func (l logistic) calibrationError(trials []trial) float64 {
	var weight, sure, right [10]float64
	total := 0.0
	for _, t := range trials {
		p := l.confidence(t.score)
		b := min(int(p*10), 9)
		weight[b] += t.weight
		sure[b] += t.weight * p
		right[b] += t.weight * float64(class(t.word))
		total += t.weight
	}
	gap := 0.0
	for b := range weight {
		gap += math.Abs(sure[b] - right[b])
	}
	return gap / total
}

// round keeps six digits of the smaller of p and 1-p: what sums in another
// order would not change.
func round(p float64) float64 {
	digits := math.Pow(10, math.Ceil(5-math.Log10(min(p, 1-p))))
	return math.Round(p*digits) / digits
}
