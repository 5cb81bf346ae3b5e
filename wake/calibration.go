package wake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
)

// maxPoints bounds each curve of a Calibration.
const maxPoints = 4096

// ErrCalibration is returned where a model's calibration cannot say which
// threshold gives a wanted rate.
var ErrCalibration = errors.New("wake: calibration cannot say")

// A Calibration says what scores mean: score to confidence (a probability),
// and threshold (a confidence) to false accepts per hour, with the data behind
// both. The zero Calibration knows nothing: it takes the score itself, held
// within [0, 1], for the confidence, and no rates.
type Calibration struct {
	// Curve maps scores to confidences: at most 4096 points, both strictly
	// rising. Between points the log-odds of the confidence are linear in the
	// score; beyond the ends the confidence stays as it is.
	Curve []CurvePoint `json:"curve,omitempty"`
	// Rates says how many false accepts each threshold gave: at most 4096
	// points, thresholds strictly rising, counts falling or equal.
	Rates []RatePoint `json:"rates,omitempty"`
	// Hours of audio without the word that Rates were counted in. Positive
	// where there are Rates.
	Hours float64 `json:"hours,omitempty"`
	// Data names the recordings, for a person to judge: corpus, speakers, what
	// was kept out of training.
	Data string `json:"data,omitempty"`
}

// A CurvePoint says that utterances with this score were the word with this
// probability.
type CurvePoint struct {
	Score      float64 `json:"score"`      // finite, also as a float32
	Confidence float64 `json:"confidence"` // in (0, 1)
}

// A RatePoint says how often audio without the word was accepted.
type RatePoint struct {
	Threshold    float64 `json:"threshold"`     // confidence, in (0, 1]
	FalseAccepts int     `json:"false_accepts"` // in Calibration.Hours
}

// Validate reports the first thing that breaks what the fields promise.
func (c Calibration) Validate() error {
	if err := c.validate(); err != nil {
		return fmt.Errorf("wake: calibration: %w", err)
	}
	return nil
}

func (c Calibration) validate() error {
	if len(c.Curve) > maxPoints || len(c.Rates) > maxPoints {
		return fmt.Errorf("curve of %d and rates of %d points, want at most %d", len(c.Curve), len(c.Rates), maxPoints)
	}
	for i, p := range c.Curve {
		if !(math.Abs(p.Score) <= math.MaxFloat32) {
			return fmt.Errorf("curve point %d: score %v is not a finite float32", i, p.Score)
		}
		if !(p.Confidence > 0 && p.Confidence < 1) {
			return fmt.Errorf("curve point %d: confidence %v, want between 0 and 1", i, p.Confidence)
		}
		if i > 0 && !(p.Score > c.Curve[i-1].Score && p.Confidence > c.Curve[i-1].Confidence) {
			return fmt.Errorf("curve point %d (%v, %v) does not rise above the one before", i, p.Score, p.Confidence)
		}
	}
	return c.validateRates()
}

func (c Calibration) validateRates() error {
	if !(c.Hours >= 0) || math.IsInf(c.Hours, 0) {
		return fmt.Errorf("%v hours, want a finite number, 0 or more", c.Hours)
	}
	if len(c.Rates) > 0 && c.Hours == 0 {
		return errors.New("rates without hours")
	}
	for i, p := range c.Rates {
		if !(p.Threshold > 0 && p.Threshold <= 1) {
			return fmt.Errorf("rate point %d: threshold %v, want above 0 up to 1", i, p.Threshold)
		}
		if p.FalseAccepts < 0 {
			return fmt.Errorf("rate point %d: %d false accepts", i, p.FalseAccepts)
		}
		if i > 0 && !(p.Threshold > c.Rates[i-1].Threshold && p.FalseAccepts <= c.Rates[i-1].FalseAccepts) {
			return fmt.Errorf("rate point %d (%v, %d): want a higher threshold and no more false accepts than the one before", i, p.Threshold, p.FalseAccepts)
		}
	}
	return nil
}

// UnmarshalJSON reads a Calibration as MarshalJSON of package encoding/json
// writes it, and fails where it would not be valid: unknown fields, points out
// of order or out of range. The receiver is then unchanged.
func (c *Calibration) UnmarshalJSON(b []byte) error {
	type plain Calibration
	var p plain
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return fmt.Errorf("wake: calibration: %w", err)
	}
	if err := Calibration(p).Validate(); err != nil {
		return err
	}
	*c = Calibration(p)
	return nil
}

// Confidence returns the probability that an utterance with this (smoothed)
// score is the word. It never falls as the score rises. NaN gives 0.
func (c Calibration) Confidence(score float64) float64 {
	if math.IsNaN(score) {
		return 0
	}
	n := len(c.Curve)
	if n == 0 {
		return min(max(score, 0), 1)
	}
	i := sort.Search(n, func(i int) bool { return c.Curve[i].Score >= score })
	switch {
	case i == n:
		return c.Curve[n-1].Confidence
	case i == 0 || c.Curve[i].Score == score:
		return c.Curve[i].Confidence
	}
	a, b := c.Curve[i-1], c.Curve[i]
	t := (score - a.Score) / (b.Score - a.Score)
	p := sigmoid(lerp(logit(a.Confidence), logit(b.Confidence), t))
	return min(max(p, a.Confidence), b.Confidence) // rounding must not break monotony
}

// Score is the least score that has the confidence, where the curve reaches
// it, else the nearest end.
func (c Calibration) Score(confidence float64) float64 {
	n := len(c.Curve)
	if n == 0 {
		return confidence
	}
	i := sort.Search(n, func(i int) bool { return c.Curve[i].Confidence >= confidence })
	switch {
	case i == n:
		return c.Curve[n-1].Score
	case i == 0 || c.Curve[i].Confidence == confidence:
		return c.Curve[i].Score
	}
	a, b := c.Curve[i-1], c.Curve[i]
	t := (logit(confidence) - logit(a.Confidence)) / (logit(b.Confidence) - logit(a.Confidence))
	return min(max(lerp(a.Score, b.Score, t), a.Score), b.Score)
}

func logit(p float64) float64   { return math.Log(p) - math.Log1p(-p) }
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// lerp is a at t = 0 and b at t = 1.
func lerp(a, b, t float64) float64 { return float64(a*(1-t)) + float64(b*t) }
