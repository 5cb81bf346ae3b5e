package wake

import (
	"errors"
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
// perHour false accepts an hour, by the calibration's counts, as
// [Calibration.FalseAcceptsPerHour] reads them. It fails with [ErrCalibration]
// where nothing was counted, and where perHour is less than one false accept in
// all the hours counted: so rare, nobody has heard it.
func (c Calibration) ThresholdFor(perHour float64) (float64, error) {
	threshold, err := c.thresholdFor(perHour)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrCalibration, err)
	}
	return threshold, nil
}

func (c Calibration) thresholdFor(perHour float64) (float64, error) {
	if !(perHour > 0) {
		return 0, fmt.Errorf("%v false accepts per hour, want above 0", perHour)
	}
	n := len(c.Rates)
	if n == 0 || !(c.Hours > 0) {
		return 0, errors.New("the model has no rates; count some with wake.Counter")
	}
	if perHour*c.Hours < 1 {
		return 0, fmt.Errorf("%.3g false accepts per hour, want at least %.3g, one in the %.4g h counted", perHour, 1/c.Hours, c.Hours)
	}
	i := sort.Search(n, func(i int) bool { return c.perHour(i) <= perHour })
	switch {
	case i == n:
		return 0, fmt.Errorf("%.3g false accepts per hour, want at least %.3g, that of the highest threshold counted", perHour, c.perHour(n-1))
	case i == 0 || c.Rates[i].FalseAccepts == 0 || c.Rates[i].Threshold == 1:
		return c.Rates[i].Threshold, nil
	}
	return c.between(i, perHour), nil
}

// between is the threshold for a rate between those of points i-1 and i, whose
// rate is not above it.
func (c Calibration) between(i int, perHour float64) float64 {
	a, b := c.Rates[i-1], c.Rates[i]
	from, to := math.Log(c.perHour(i-1)), math.Log(c.perHour(i))
	t := (math.Log(perHour) - from) / (to - from)
	threshold := sigmoid(lerp(logit(a.Threshold), logit(b.Threshold), t))
	threshold = min(max(threshold, a.Threshold), b.Threshold)
	// Rounding must not give more than was asked for.
	for step := math.Nextafter(threshold, 1) - threshold; threshold < b.Threshold; step *= 2 {
		if rate, _ := c.FalseAcceptsPerHour(threshold); rate <= perHour {
			break
		}
		threshold = min(threshold+step, b.Threshold)
	}
	return threshold
}

func (c Calibration) perHour(i int) float64 {
	return float64(c.Rates[i].FalseAccepts) / c.Hours
}
