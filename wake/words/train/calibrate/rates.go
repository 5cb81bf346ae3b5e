package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// peaks returns the sound without the word that sounds most like it: the
// highest steps, none within the refractory period of a higher one, best first.
func (s samples) peaks(refractory float64) (all []event) {
	for _, stream := range s.streams {
		byScore := slices.Clone(stream.events)
		slices.SortStableFunc(byScore, func(a, b event) int { return cmp.Compare(b.score, a.score) })
		var kept []event
		for _, e := range byScore {
			if !slices.ContainsFunc(kept, func(k event) bool { return math.Abs(k.time-e.time) < refractory }) {
				kept = append(kept, e)
			}
		}
		all = append(all, kept...)
	}
	slices.SortStableFunc(all, func(a, b event) int { return cmp.Compare(b.score, a.score) })
	return all
}

// accepts counts the false accepts at a threshold as a Detector would: the
// first step that reaches it, then nothing for the refractory period. It
// returns them by set and in all.
func (s samples) accepts(threshold, refractory float64) (bySet map[string]int, all int) {
	bySet = map[string]int{}
	for _, stream := range s.streams {
		free := math.Inf(-1)
		for _, e := range stream.events {
			if e.score >= threshold && e.time >= free {
				free = e.time + refractory
				bySet[stream.set]++
				all++
			}
		}
	}
	return bySet, all
}

// maxRates bounds the points of the rate table.
const maxRates = 64

// rates counts the false accepts at thresholds from the highest score down,
// every step of a half in score, closer where accepts are few.
func (s samples) rates(fit logistic, refractory float64) (points []wake.RatePoint) {
	peaks := s.peaks(refractory)
	add := func(score float64) {
		_, n := s.accepts(score, refractory)
		points = append(points, wake.RatePoint{Threshold: round(fit.confidence(score)), FalseAccepts: n})
	}
	last := math.Inf(1)
	for i, p := range peaks {
		// Just above the peak: what a threshold between two peaks accepts.
		if score := p.score + 1e-4; i < 16 && score < last || score < last-0.5 {
			add(score)
			last = score
		}
		if len(points) == maxRates {
			break
		}
	}
	slices.Reverse(points)
	return slices.CompactFunc(points, func(a, b wake.RatePoint) bool { return a.Threshold == b.Threshold })
}

// tail is how many of the highest peaks the estimate of rare rates rests on.
const tail = 30

// thresholdFor returns the score that gives perHour false accepts an hour.
// With a few hours of sound, counting alone would place it between two chance
// events; so above the tail's lowest peak the rate is taken to fall
// exponentially with the score, as a log-odds makes it (the maximum-likelihood
// scale of an exponential tail is the mean excess over its beginning).
func thresholdFor(peaks []event, hours, perHour float64) float64 {
	want := perHour * hours
	if len(peaks) == 0 {
		return 0
	}
	n := min(tail, len(peaks)-1)
	if want >= float64(n) || n < 2 {
		return peaks[min(int(want), len(peaks)-1)].score
	}
	begin, excess := peaks[n].score, 0.0
	for _, p := range peaks[:n] {
		excess += p.score - begin
	}
	return begin + excess/float64(n)*math.Log(float64(n)/want)
}
