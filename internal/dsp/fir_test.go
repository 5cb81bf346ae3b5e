package dsp

import (
	"math"
	"testing"
)

// slowFIR is the definition, lane by lane.
func slowFIR(w, x []float32) float32 {
	var lane [firLanes]float32
	for i := range w {
		lane[i%firLanes] += float32(w[i] * x[i])
	}
	var sum [8]float32
	for j := range sum {
		sum[j] = (lane[j] + lane[j+8]) + (lane[j+16] + lane[j+24])
	}
	return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]))
}

// Whatever kernel runs on this machine agrees with the definition to the last
// bit, and so does the plain one.
func TestFIRIsExact(t *testing.T) {
	for n := 0; n <= 40*firLanes; n += firLanes {
		for offset := range 9 { // of the samples: no alignment can be relied on
			w, x := noise(uint64(n), n), noise(uint64(n+offset+1), n+offset)[offset:]
			want := slowFIR(w, x)
			if got := fir(w, x); math.Float32bits(got) != math.Float32bits(want) {
				t.Errorf("%d taps, offset %d: %v, want %v", n, offset, got, want)
			}
			if got := firPlain(w, x); math.Float32bits(got) != math.Float32bits(want) {
				t.Errorf("%d taps, offset %d: plain %v, want %v", n, offset, got, want)
			}
		}
	}
}

// Each tap meets its own sample, once, and none beyond the filter's end.
func TestFIRReadsWhatItShould(t *testing.T) {
	for _, n := range []int{firLanes, 3 * firLanes} {
		for at := range n + 1 {
			w, x := make([]float32, n), make([]float32, n+firLanes)
			for i := range w {
				w[i] = float32(i + 1)
			}
			x[at] = 2
			want := float32(2 * (at + 1))
			if at == n {
				want = 0
			}
			if got := fir(w, x); got != want {
				t.Fatalf("%d taps, impulse at %d: %v, want %v", n, at, got, want)
			}
		}
	}
}

// A slice of samples that is too short is a slip that panics, before a kernel
// reads beyond it.
func TestFIRPanicsOnTooFewSamples(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for 32 taps on 31 samples")
		}
	}()
	fir(make([]float32, firLanes), make([]float32, firLanes-1))
}

func BenchmarkFIR(b *testing.B) {
	w, x := noise(1, 9*firLanes), noise(2, 9*firLanes)
	for name, f := range map[string]func(w, x []float32) float32{"plain": firPlain, "kernel": fir} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(w, x)
			}
		})
	}
}
