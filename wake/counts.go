package wake

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// The thresholds that Counts are kept at: steps of 0.1 in log-odds, from a
// confidence of 0.0003 to one of 0.9999999. Being the same for all, they let
// counts add.
const (
	gridLow  = -8.0
	gridStep = 0.1
	gridLen  = 241
)

// gridThreshold is the i-th threshold, a confidence.
func gridThreshold(i int) float64 {
	return sigmoid(gridLow + float64(gridStep*float64(i)))
}

// Counts says how often one word of a model was found and falsely accepted on
// recordings, at every threshold of a fixed grid at once. Counts of parts of a
// corpus add up to those of the whole, so that the parts can be heard in
// parallel. A [Counter] makes them; JSON carries them.
type Counts struct {
	Word       string  `json:"word"`
	Hours      float64 `json:"hours"`      // of audio without the word
	Utterances int     `json:"utterances"` // of the word
	// Found and FalseAccepts have 241 entries, one for each threshold from the
	// lowest to the highest, or none where nothing was counted. They never rise.
	Found        []int `json:"found"`         // utterances accepted
	FalseAccepts []int `json:"false_accepts"` // in Hours, each refractory period at most one
}

// A DETPoint is one threshold with both its mistakes: a point of the curve of
// detection error tradeoff (Martin et al. 1997).
type DETPoint struct {
	Threshold           float64 // confidence, by the calibration that was counted with
	Misses              int
	FalseAccepts        int
	MissRate            float64 // share of the utterances; NaN without any
	FalseAcceptsPerHour float64 // NaN without any audio
}

// Threshold is the confidence that entry i of Found and FalseAccepts was counted
// at.
func (Counts) Threshold(i int) float64 { return gridThreshold(i) }

// DET returns a point for each threshold that differs from the one below in
// either count, lowest first; none where nothing was counted, or where the
// counts are not valid.
func (c Counts) DET() []DETPoint {
	if c.Validate() != nil {
		return nil
	}
	var points []DETPoint
	for i := range c.FalseAccepts {
		if i > 0 && c.Found[i] == c.Found[i-1] && c.FalseAccepts[i] == c.FalseAccepts[i-1] {
			continue
		}
		misses := c.Utterances - c.Found[i]
		points = append(points, DETPoint{
			Threshold:           gridThreshold(i),
			Misses:              misses,
			FalseAccepts:        c.FalseAccepts[i],
			MissRate:            float64(misses) / float64(c.Utterances),
			FalseAcceptsPerHour: float64(c.FalseAccepts[i]) / c.Hours,
		})
	}
	return points
}

// Add adds the counts of other recordings. It fails where they are of another
// word or not valid, or where the sum would not be; c is then unchanged. The zero Counts takes any.
func (c *Counts) Add(o Counts) error {
	if err := o.Validate(); err != nil {
		return err
	}
	if err := c.Validate(); err != nil {
		return err
	}
	if c.Word != o.Word && c.Word != "" {
		return fmt.Errorf("wake: counts of %q cannot be added to those of %q", o.Word, c.Word)
	}
	sum := Counts{Word: o.Word, Hours: c.Hours + o.Hours, Utterances: c.Utterances + o.Utterances}
	sum.Found = sumOf(c.Found, o.Found)
	sum.FalseAccepts = sumOf(c.FalseAccepts, o.FalseAccepts)
	if err := sum.validate(); err != nil {
		return fmt.Errorf("wake: sum of counts: %w", err)
	}
	*c = sum
	return nil
}

func sumOf(a, b []int) []int {
	sum := make([]int, gridLen)
	for _, x := range [][]int{a, b} {
		for i, n := range x {
			sum[i] += n
		}
	}
	return sum
}

// Validate reports the first thing that breaks what the fields promise.
func (c Counts) Validate() error {
	if err := c.validate(); err != nil {
		return fmt.Errorf("wake: counts: %w", err)
	}
	return nil
}

func (c Counts) validate() error {
	if !(c.Hours >= 0 && c.Hours <= maxCount) {
		return fmt.Errorf("%v hours, want 0 to %d", c.Hours, maxCount)
	}
	if c.Utterances < 0 || c.Utterances > maxCount {
		return fmt.Errorf("%d utterances, want 0 to %d", c.Utterances, maxCount)
	}
	if len(c.Found) != len(c.FalseAccepts) || len(c.Found) != gridLen && len(c.Found) != 0 {
		return fmt.Errorf("found at %d and false accepts at %d thresholds, want %d", len(c.Found), len(c.FalseAccepts), gridLen)
	}
	if err := checkFalling("found", c.Found, c.Utterances); err != nil {
		return err
	}
	return checkFalling("false accepts", c.FalseAccepts, maxCount)
}

// maxCount bounds what can be counted, so that no sum of two overflows an int of
// 32 bits.
const maxCount = 1 << 28

func checkFalling(what string, counts []int, most int) error {
	for i, n := range counts {
		if n < 0 || n > most {
			return fmt.Errorf("%s at threshold %d: %d, want 0 to %d", what, i, n, most)
		}
		most = n
	}
	return nil
}

// UnmarshalJSON reads Counts as package encoding/json writes them, and fails
// where they are not valid. The receiver is then unchanged.
func (c *Counts) UnmarshalJSON(b []byte) error {
	type plain Counts
	var p plain
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return fmt.Errorf("wake: counts: %w", err)
	}
	if err := Counts(p).Validate(); err != nil {
		return err
	}
	*c = Counts(p)
	return nil
}
