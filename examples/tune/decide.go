package main

import (
	"fmt"
	"math"
	"sort"

	"github.com/hearsay-go/hearsay/wake"
)

// A point is one operating point, with 95 % intervals.
type point struct {
	wake.DETPoint
	Miss, Rate interval
	Chosen     bool
}

// An interval is where a quantity lies with a probability of 95 %.
type interval struct{ Low, High float64 }

// decide works out the operating points and chooses the lowest threshold with
// no more false accepts than wanted.
func (r *result) decide(o options) error {
	for _, d := range r.Counts.DET() {
		r.points = append(r.points, point{
			DETPoint: d,
			Miss:     share(d.Misses, r.Counts.Utterances),
			Rate:     perHour(d.FalseAccepts, r.Counts.Hours),
		})
	}
	r.want, r.chosen = o.want, len(r.points)-1
	for i, p := range r.points {
		if p.FalseAcceptsPerHour <= o.want {
			r.chosen = i
			break
		}
	}
	if len(r.points) > 0 {
		r.threshold = r.middle(r.chosen)
		r.points[r.chosen].Chosen = true
	}
	if len(r.points) > 0 && r.chosen == len(r.points)-1 { // no mistakes above: as tuned
		r.threshold = max(r.threshold, r.word.Operating.Threshold)
	}
	c, err := r.Counts.Calibration(r.word.Calibration, o.said, "examples/tune")
	if err != nil {
		return err
	}
	r.Calibration = &c
	if r.missing() == "" {
		r.Operating = r.operating(c)
	}
	return nil
}

// operating is the word's operating point with the threshold chosen, told by the
// new calibration: the score that had the old confidence has another there.
func (r *result) operating(c wake.Calibration) *wake.Operating {
	renamed := func(p float64) float64 { return c.Confidence(r.word.Calibration.Score(p)) }
	o := r.word.Operating
	if o.DoubtThreshold >= 0 {
		doubt := o.DoubtThreshold
		if doubt == 0 {
			doubt = r.threshold / 2
		}
		o.DoubtThreshold = renamed(min(doubt, r.threshold))
	}
	o.Threshold = renamed(r.threshold)
	return &o
}

// missing says what the recordings lack to tell a threshold that gives the
// wanted rate; empty: nothing, and the threshold can be used.
func (r *result) missing() string {
	h := r.Counts.Hours
	if len(r.points) == 0 || !(h > 0) {
		return "Without any audio that lacks the word, nothing is known of false accepts."
	}
	p := r.points[r.chosen]
	if p.FalseAcceptsPerHour > r.want {
		return fmt.Sprintf("No threshold gives %v false accepts an hour here: the highest gives %.3g, in %s.", r.want, p.FalseAcceptsPerHour, length(h))
	}
	if p.Rate.High <= slack*r.want {
		return ""
	}
	none := perHour(0, 1).High / r.want
	return fmt.Sprintf("%s without the word, with %s at this threshold, cannot tell %v an hour: the rate may be %s (95 %%).\n"+
		"It takes %s without one false accept to tell it within a factor of %d, %s to be sure.",
		length(h), plural(p.FalseAccepts, "false accept"), r.want, rateText(p.Rate.High), length(none/slack), slack, length(none))
}

// rateText is a rate with three digits, and no exponent.
func rateText(x float64) string {
	if x >= 100 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}

// slack is how much higher than wanted a rate may still be, with a probability
// of 2.5 %, for a threshold to be recommended.
const slack = 3

// middle is the threshold to use of all that count the same as points[i]: the
// middle one of the grid, in log-odds, which keeps the most distance to the
// mistakes on either side. Beyond the last point nothing is known: it is that.
func (r *result) middle(i int) float64 {
	if i+1 == len(r.points) {
		return r.points[i].Threshold
	}
	low, next := r.gridIndex(r.points[i].Threshold), r.gridIndex(r.points[i+1].Threshold)
	return r.Counts.Threshold((low + next - 1) / 2)
}

// gridIndex is where a threshold lies in the grid of the counts.
func (r *result) gridIndex(threshold float64) int {
	return sort.Search(len(r.Counts.Found), func(i int) bool { return r.Counts.Threshold(i) >= threshold })
}

// share is the interval of k of n.
func share(k, n int) interval {
	low, high := wake.ShareInterval(k, n)
	return interval{low, high}
}

// perHour is the interval of a rate of k events in so many hours.
func perHour(k int, hours float64) interval {
	if !(hours > 0) {
		return interval{0, math.Inf(1)}
	}
	low, high := wake.PoissonInterval(k)
	return interval{low / hours, high / hours}
}
