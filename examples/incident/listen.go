package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// point is the confidence of the wake word at one moment.
type point struct {
	At         time.Duration
	Confidence float64
}

// wakeUp is a detection on the clock of the recording.
type wakeUp struct {
	Word           string
	Verdict        wake.Verdict
	Confidence     float64
	Start, End, At time.Duration
}

// trace is all that the wake word's model made of a recording.
type trace struct {
	Word          string
	Accept, Doubt float64 // Hearsay's thresholds
	Low           float64 // the threshold of 2018
	LowRate       string  // false accepts that Low gives, where known
	AcceptRate    string  // and those of Accept
	Points        []point // every step
	Old           []wakeUp
	New           []wakeUp // accepted and doubtful
}

// settle is how long both chains wait while a confidence still rises: it goes on
// as evidence, so it should be the word's best, not the first over a threshold.
const settle = 300 * time.Millisecond

// listen scores a recording with the model of one word, twice: once with the low
// threshold of 2018, once as the library does unless told otherwise.
func listen(rec *recording, model wake.Model) (t *trace, err error) {
	w := model.Info().Words[0]
	t = &trace{Word: w.Name}
	note := func(f wake.Frame) {
		t.Points = append(t.Points, point{rec.time(f.At), f.Confidence})
	}
	var old, op wake.Operating
	if t.Old, old, err = detect(rec, model, config2018(w.Calibration, rec.rate)); err != nil {
		return nil, err
	}
	if t.New, op, err = detect(rec, model, wake.Config{SampleRate: rec.rate, Settle: settle, OnFrame: note}); err != nil {
		return nil, err
	}
	t.Low, t.Accept, t.Doubt = old.Threshold, op.Threshold, op.DoubtThreshold
	t.LowRate, t.AcceptRate = rate(w.Calibration, t.Low), rate(w.Calibration, t.Accept)
	return t, nil
}

// rate says how many false accepts a threshold gives, as far as the model's
// calibration can tell.
func rate(c wake.Calibration, threshold float64) string {
	r, ok := c.FalseAcceptsPerHour(threshold)
	switch {
	case r == 0 && c.Hours > 0:
		return fmt.Sprintf("no false accept in %.2g h", c.Hours)
	case !ok:
		return ""
	}
	return fmt.Sprintf("%.2g false accepts an hour", r)
}

// detect runs a detector over the whole recording.
func detect(rec *recording, m wake.Model, c wake.Config) ([]wakeUp, wake.Operating, error) {
	d, err := wake.New(m, c)
	if err != nil {
		return nil, wake.Operating{}, fmt.Errorf("wake word: %w", err)
	}
	var out []wakeUp
	for _, x := range d.Flush(d.Append(nil, rec.samples)) {
		out = append(out, wakeUp{
			Word: x.Word, Verdict: x.Verdict, Confidence: x.Confidence,
			Start: d.Time(x.Start), End: d.Time(x.End), At: d.Time(x.At),
		})
	}
	return out, d.Words()[0].Operating, nil
}

// peak is the moment of the highest confidence.
func (t *trace) peak() point {
	if len(t.Points) == 0 {
		return point{}
	}
	return slices.MaxFunc(t.Points, func(a, b point) int { return cmp.Compare(a.Confidence, b.Confidence) })
}

// peakIn is the highest confidence between two moments.
func (t *trace) peakIn(from, to time.Duration) float64 {
	best := 0.0
	for _, p := range t.Points {
		if p.At >= from && p.At <= to {
			best = max(best, p.Confidence)
		}
	}
	return best
}
