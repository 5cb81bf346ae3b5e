package dsp

import (
	"math"
	"testing"
)

// A periodic window is one period of a raised cosine: it would go on with its
// first value, and copies of it shifted by half its length add up to 1.
func TestHannIsPeriodic(t *testing.T) {
	const n = 400
	w := Hann(n, 1)
	if w[0] != 0 || w[n/2] != 1 {
		t.Errorf("ends %v and middle %v, want 0 and 1", w[0], w[n/2])
	}
	for i := range n / 2 {
		if sum := float64(w[i]) + float64(w[i+n/2]); math.Abs(sum-1) > 1e-7 {
			t.Errorf("w[%d] + w[%d] = %v, want 1", i, i+n/2, sum)
		}
	}
}

func TestHannGain(t *testing.T) {
	one, loud := Hann(64, 1), Hann(64, 32768)
	for i := range one {
		if loud[i] != 32768*one[i] {
			t.Errorf("value %d is %v with a gain of 2^15, %v without", i, loud[i], one[i])
		}
	}
}
