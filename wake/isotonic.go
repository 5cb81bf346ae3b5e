package wake

import (
	"errors"
	"fmt"
	"math"
)

// curveStep is how many thresholds of the grid lie between two points of a
// Curve that is learnt: 0.5 in log-odds.
const curveStep = 5

// Calibration turns counts into a Calibration for the word: a curve of what
// scores mean on these recordings, and the rates counted. The calibration that
// was counted with, the model's own, is base. A confidence is the probability
// that a detection with such a peak is true where the word is said callsPerHour
// times an hour, amid audio like that without it: for the user to guess; 1 is a
// fair guess for a kitchen. Data names the recordings.
//
// The steps:
//
//  1. The utterances and the false accepts that one threshold has more than the
//     next had their peak between the two.
//  2. The ratio of true to false, from threshold to threshold, is made never to
//     fall: isotonic regression by pooling adjacent violators (Ayer et al. 1955;
//     for calibration Zadrozny and Elkan 2002).
//  3. Each pool, with half a case of either kind added (Haldane 1956), gives the
//     log-odds at its centre, shifted to callsPerHour. Between centres they run
//     straight; beyond the outer ones they go on as the confidences counted, by
//     1 at most. A slope of one in a hundred is added, so that scores that
//     differ keep confidences that differ.
//
// It fails with [ErrCalibration] where there are no utterances or no audio
// without the word, and where base does not tell scores apart.
func (c Counts) Calibration(base Calibration, callsPerHour float64, data string) (Calibration, error) {
	if err := errors.Join(c.Validate(), base.Validate()); err != nil {
		return Calibration{}, err
	}
	if !(callsPerHour > 0 && callsPerHour <= maxCount) {
		return Calibration{}, fmt.Errorf("wake: %v calls per hour, want above 0", callsPerHour)
	}
	pools := poolAdjacent(c.pools())
	if c.Utterances == 0 || c.Hours == 0 || len(pools) == 0 {
		return Calibration{}, fmt.Errorf("%w: nothing detected in %d utterances and %.4g h without the word", ErrCalibration, c.Utterances, c.Hours)
	}
	shift := math.Log(callsPerHour * c.Hours / float64(c.Utterances))
	out := Calibration{Hours: c.Hours, Data: data}
	for i := 0; i < gridLen; i += curveStep {
		p := CurvePoint{
			Score:      base.Score(gridThreshold(i)),
			Confidence: sigmoid(max(-30, min(logOddsAt(pools, float64(i))+shift, 30))),
		}
		if n := len(out.Curve); n == 0 || p.Score > out.Curve[n-1].Score && p.Confidence > out.Curve[n-1].Confidence {
			out.Curve = append(out.Curve, p)
		}
	}
	if len(out.Curve) < 2 {
		return Calibration{}, fmt.Errorf("%w: the confidences counted do not tell scores apart", ErrCalibration)
	}
	out.Rates = c.rates(func(threshold float64) float64 { return out.Confidence(base.Score(threshold)) })
	return out, out.Validate()
}

// rates are the false accepts at each threshold, renamed, but for those in the
// middle of a run of equal counts.
func (c Counts) rates(rename func(float64) float64) []RatePoint {
	var points []RatePoint
	for i, n := range c.FalseAccepts {
		inner := i > 0 && i+1 < len(c.FalseAccepts) && c.FalseAccepts[i-1] == n && c.FalseAccepts[i+1] == n
		threshold := rename(gridThreshold(i))
		if inner || len(points) > 0 && threshold <= points[len(points)-1].Threshold {
			continue
		}
		points = append(points, RatePoint{Threshold: threshold, FalseAccepts: n})
	}
	return points
}

// A pool is a stretch of thresholds: how many true and false detections had
// their peak in it, and where in the grid its centre lies.
type pool struct {
	right, wrong int64
	centre       float64
}

// pools are the stretches between each threshold and the next, but the empty
// ones.
func (c Counts) pools() []pool {
	next := func(counts []int, i int) int64 {
		if i+1 < len(counts) {
			return int64(counts[i] - counts[i+1])
		}
		return int64(counts[i])
	}
	var list []pool
	for i := range c.Found {
		p := pool{next(c.Found, i), next(c.FalseAccepts, i), float64(i) + 0.5}
		if p.right+p.wrong > 0 {
			list = append(list, p)
		}
	}
	return list
}

// poolAdjacent joins neighbours until the ratio of right to wrong rises
// strictly from pool to pool. The list is used up.
func poolAdjacent(list []pool) []pool {
	done := list[:0]
	for _, p := range list {
		for len(done) > 0 && done[len(done)-1].right*p.wrong >= p.right*done[len(done)-1].wrong {
			q := done[len(done)-1]
			done = done[:len(done)-1]
			a, b := float64(q.right+q.wrong), float64(p.right+p.wrong)
			p = pool{q.right + p.right, q.wrong + p.wrong, (float64(q.centre*a) + float64(p.centre*b)) / (a + b)}
		}
		done = append(done, p)
	}
	return done
}

// logOddsAt is the curve at position x of the grid.
func logOddsAt(pools []pool, x float64) float64 {
	y, last := 0.0, math.Inf(-1)
	for i, p := range pools {
		// Half a case more can turn the order of two small pools.
		at := max(last, math.Log(float64(p.right)+0.5)-math.Log(float64(p.wrong)+0.5))
		if x <= p.centre {
			if i == 0 {
				y = at - min(1, (p.centre-x)*gridStep)
			} else {
				before := pools[i-1].centre
				y = lerp(last, at, (x-before)/(p.centre-before))
			}
			return y + x*gridStep/1000
		}
		last = at
	}
	return last + min(1, (x-pools[len(pools)-1].centre)*gridStep) + x*gridStep/1000
}
