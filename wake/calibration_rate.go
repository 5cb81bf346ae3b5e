package wake

import (
	"fmt"
	"math"
	"sort"
)

// FalseAcceptsPerHour returns how many false accepts an hour a threshold (a
// confidence) gives, by the calibration's counts. Between two counted
// thresholds the logarithm of the rate is linear in the log-odds of the
// threshold. It is false where the counts cannot say: the rate is then that of
// the nearest threshold counted.
func (c Calibration) FalseAcceptsPerHour(threshold float64) (perHour float64, ok bool) {
	n := len(c.Rates)
	if n == 0 || !(c.Hours > 0) || math.IsNaN(threshold) {
		return 0, false
	}
	i := sort.Search(n, func(i int) bool { return c.Rates[i].Threshold >= threshold })
	switch {
	case i == n:
		return c.perHour(n - 1), false
	case c.Rates[i].Threshold == threshold:
		return c.perHour(i), true
	case i == 0:
		return c.perHour(0), false
	case c.Rates[i].FalseAccepts == 0 || c.Rates[i].Threshold == 1:
		return c.perHour(i - 1), true // no slope to follow: the safe side
	}
	a, b := c.Rates[i-1], c.Rates[i]
	t := (logit(threshold) - logit(a.Threshold)) / (logit(b.Threshold) - logit(a.Threshold))
	rate := math.Exp(lerp(math.Log(c.perHour(i-1)), math.Log(c.perHour(i)), t))
	return min(max(rate, c.perHour(i)), c.perHour(i-1)), true
}

// ThresholdFor returns the lowest threshold (a confidence) that gives at most
// perHour false accepts an hour, by the calibration's counts. It fails with
// [ErrCalibration] where nothing was counted, and where perHour is less than
// one false accept in all the hours counted: so rare, nobody has heard it.
func (c Calibration) ThresholdFor(perHour float64) (float64, error) {
	if !(perHour > 0) {
		return 0, fmt.Errorf("%w: %v false accepts per hour, want above 0", ErrCalibration, perHour)
	}
	n := len(c.Rates)
	if n == 0 || !(c.Hours > 0) {
		return 0, fmt.Errorf("%w: no false accepts were counted", ErrCalibration)
	}
	if perHour*c.Hours < 1 {
		return 0, fmt.Errorf("%w: %.3g false accepts per hour, want at least %.3g, one in the %.4g h counted", ErrCalibration, perHour, 1/c.Hours, c.Hours)
	}
	i := sort.Search(n, func(i int) bool { return c.perHour(i) <= perHour })
	switch {
	case i == n:
		return 0, fmt.Errorf("%w: %.3g false accepts per hour, want at least %.3g, that of the highest threshold counted", ErrCalibration, perHour, c.perHour(n-1))
	case i == 0 || c.Rates[i].FalseAccepts == 0 || c.Rates[i].Threshold == 1:
		return c.Rates[i].Threshold, nil
	}
	a, b := c.Rates[i-1], c.Rates[i]
	from, to := math.Log(c.perHour(i-1)), math.Log(c.perHour(i))
	t := (math.Log(perHour) - from) / (to - from)
	threshold := sigmoid(lerp(logit(a.Threshold), logit(b.Threshold), t))
	return min(max(threshold, a.Threshold), b.Threshold), nil
}

func (c Calibration) perHour(i int) float64 {
	return float64(c.Rates[i].FalseAccepts) / c.Hours
}
