package main

import (
	"math"

	"github.com/hearsay-go/hearsay/wake"
)

// A point is one operating point, with 95 % intervals.
type point struct {
	wake.DETPoint
	Miss, Rate interval
}

// An interval is where a quantity lies with a probability of 95 %.
type interval struct{ Low, High float64 }

// decide works out the operating points and chooses the lowest threshold with
// no more false accepts than wanted.
func (r *result) decide(o options) error {
	for _, d := range r.Counts.DET() {
		r.points = append(r.points, point{
			DETPoint: d,
			Miss:     wilson(d.Misses, r.Counts.Utterances),
			Rate:     garwood(d.FalseAccepts, r.Counts.Hours),
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
		r.threshold = between(r.points, r.chosen)
	}
	c, err := r.Counts.Calibration(r.word.Calibration, o.said, "examples/tune")
	if err != nil {
		return err
	}
	r.Calibration = &c
	return nil
}

// between is the threshold chosen of all that count the same as points[i]: the
// middle, in log-odds, up to the next point, which keeps the most distance to
// the mistakes on either side.
func between(points []point, i int) float64 {
	low := points[i].Threshold
	if i+1 == len(points) {
		return low
	}
	odds := func(p float64) float64 { return math.Log(p) - math.Log1p(-p) }
	return 1 / (1 + math.Exp(-(odds(low)+odds(points[i+1].Threshold))/2))
}

// wilson is the interval of a share, k of n (Wilson 1927).
func wilson(k, n int) interval {
	if n == 0 {
		return interval{0, 1}
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / (1 + z*z/m)
	return interval{max(0, centre-half), min(1, centre+half)}
}

// garwood is the interval of a rate of k events in so many hours (Garwood 1936):
// the rates at which k or more, and k or fewer, have a probability of 2.5 %.
func garwood(k int, hours float64) interval {
	if !(hours > 0) {
		return interval{0, math.Inf(1)}
	}
	in := interval{High: poissonMean(k, 0.025)}
	if k > 0 {
		in.Low = poissonMean(k-1, 0.975)
	}
	return interval{in.Low / hours, in.High / hours}
}

// poissonMean is the mean at which k or fewer events have probability p, by
// bisection.
func poissonMean(k int, p float64) float64 {
	low, high := 0.0, 10+float64(k)*2+6*math.Sqrt(float64(k)+1)
	for range 100 {
		mid := (low + high) / 2
		if poissonAtMost(k, mid) > p {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// poissonAtMost is the probability of k or fewer events where mean are expected.
func poissonAtMost(k int, mean float64) float64 {
	if mean == 0 {
		return 1
	}
	sum := 0.0
	for i := range k + 1 {
		lg, _ := math.Lgamma(float64(i) + 1)
		sum += math.Exp(float64(i)*math.Log(mean) - mean - lg)
	}
	return min(sum, 1)
}
