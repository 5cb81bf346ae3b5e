package main

import (
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

func TestRate(t *testing.T) {
	c := wake.Calibration{Hours: 4, Rates: []wake.RatePoint{{Threshold: 0.1, FalseAccepts: 10}, {Threshold: 0.5, FalseAccepts: 2}, {Threshold: 0.9, FalseAccepts: 0}}}
	tests := []struct {
		c         wake.Calibration
		threshold float64
		want      string
	}{
		{c, 0.1, "2.5 false accepts an hour"},
		{c, 0.5, "0.5 false accepts an hour"},
		{c, 0.95, "no false accept in 4 h"},
		{c, 0.05, ""}, // below what was counted
		{wake.Calibration{}, 0.5, ""},
	}
	for _, tt := range tests {
		if got := rate(tt.c, tt.threshold); got != tt.want {
			t.Errorf("rate at %v of %v = %q; want %q", tt.threshold, tt.c.Rates, got, tt.want)
		}
	}
}

// Digital silence wakes nobody, at any rate, and is scored all the same.
func TestListenToSilence(t *testing.T) {
	model, err := words.Load("alexa")
	if err != nil {
		t.Fatal(err)
	}
	for _, rate := range []int{8000, 16000, 44100} {
		tr, err := listen(&recording{rate: rate, samples: make([]float32, 3*rate)}, model)
		if err != nil {
			t.Fatal(err)
		}
		if len(tr.Old)+len(tr.New) > 0 || len(tr.Points) < 100 || tr.Points[len(tr.Points)-1].At > 3100*time.Millisecond {
			t.Errorf("%d Hz: %d and %d detections, %d points; want none and one for each step", rate, len(tr.Old), len(tr.New), len(tr.Points))
		}
		if !(tr.Doubt > 0 && tr.Doubt < tr.Accept && tr.Accept < 1) {
			t.Errorf("%d Hz: thresholds %v and %v", rate, tr.Doubt, tr.Accept)
		}
	}
	if _, err := listen(&recording{rate: 100, samples: make([]float32, 300)}, model); err == nil {
		t.Error("a recording of 100 Hz was scored; want an error")
	}
}

func TestPeak(t *testing.T) {
	tr := &trace{Points: []point{{ms(10), 0.1}, {ms(20), 0.7}, {ms(30), 0.7}, {ms(40), 0.9}}}
	if got := tr.peak(); got.At != ms(40) {
		t.Errorf("peak at %v; want 40ms", got.At)
	}
	if got := tr.peakIn(ms(5), ms(30)); got != 0.7 {
		t.Errorf("peak to 30 ms = %v; want 0.7", got)
	}
	if got := (&trace{}).peak(); got != (point{}) {
		t.Errorf("peak of nothing = %v", got)
	}
}
