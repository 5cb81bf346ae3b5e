package dsp

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// slowFIR is the definition of one output, lane by lane.
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

// one is a run of a single filter that does not move.
func one(taps int) firRun { return firRun{taps: taps, up: 1} }

// Whatever kernel runs on this machine agrees with the definition to the last
// bit, and so does the plain one.
func TestFIRIsExact(t *testing.T) {
	for n := firGroup; n <= 40*firLanes; n += firGroup {
		for offset := range 9 { // of the samples: no alignment can be relied on
			w, x := noise(uint64(n), n), noise(uint64(n+offset+1), n+offset)[offset:]
			want := slowFIR(w, x)
			var kernel, plain [1]float32
			one(n).fir(kernel[:], w, x)
			one(n).firPlain(plain[:], w, x)
			for name, got := range map[string]float32{"kernel": kernel[0], "plain": plain[0]} {
				if math.Float32bits(got) != math.Float32bits(want) {
					t.Errorf("%d taps, offset %d: %s %v, want %v", n, offset, name, got, want)
				}
			}
		}
	}
}

// Runs of any shape make what the definition makes of the row and the place of
// each output, read no input beyond their reach, and write nothing beyond dst.
func TestFIRRun(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		r := firRun{taps: firGroup * rapid.IntRange(1, 12).Draw(t, "groups"), up: rapid.IntRange(1, 9).Draw(t, "up"), whole: rapid.IntRange(0, 4).Draw(t, "whole")}
		r.phase, r.part = rapid.IntRange(0, r.up-1).Draw(t, "phase"), rapid.IntRange(0, r.up-1).Draw(t, "part")
		n := rapid.IntRange(1, 20).Draw(t, "outputs")
		w, x := noise(1, r.up*r.taps), noise(2, r.reach(n))
		var want []float32
		for i := range n {
			at := r.phase + i*r.part
			want = append(want, slowFIR(w[at%r.up*r.taps:][:r.taps], x[i*r.whole+at/r.up:]))
		}
		kernel, plain := make([]float32, n+1), make([]float32, n)
		kernel[n] = 77
		r.fir(kernel[:n], w, x)
		r.firPlain(plain, w, x)
		if !slices.Equal(kernel[:n], want) || !slices.Equal(plain, want) || kernel[n] != 77 {
			t.Fatalf("%+v: kernel %v, plain %v, want %v and 77", r, kernel, plain, want)
		}
	})
}

// outputs is the inverse of reach, and skip moves on so that runs can be cut
// anywhere.
func TestFIRRunCounts(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		r := firRun{taps: firGroup * rapid.IntRange(1, 40).Draw(t, "groups"), up: rapid.IntRange(1, 400).Draw(t, "up"), whole: rapid.IntRange(0, 4).Draw(t, "whole")}
		r.phase, r.part = rapid.IntRange(0, r.up-1).Draw(t, "phase"), rapid.IntRange(0, r.up-1).Draw(t, "part")
		if r.whole == 0 {
			r.part = max(r.part, min(1, r.up-1)) // it moves
		}
		if r.whole == 0 && r.part == 0 {
			return
		}
		inputs := rapid.IntRange(0, 2000).Draw(t, "inputs")
		n := r.outputs(inputs)
		if n > 0 && r.reach(n) > inputs || r.reach(n+1) <= inputs {
			t.Fatalf("%+v: %d outputs of %d inputs, which reach to %d, one more to %d", r, n, inputs, r.reach(n), r.reach(n+1))
		}
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		next := r
		moved := next.skip(cut)
		if rest := next.outputs(inputs - moved); n > 0 && cut+rest != n {
			t.Fatalf("%+v: %d outputs, cut %d and %d", r, n, cut, rest)
		}
	})
}

// Each tap meets its own sample, once, and none beyond the filter's end.
func TestFIRReadsWhatItShould(t *testing.T) {
	for n := firGroup; n <= 3*firLanes; n += firGroup {
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
			var got [1]float32
			if one(n).fir(got[:], w, x); got[0] != want {
				t.Fatalf("%d taps, impulse at %d: %v, want %v", n, at, got[0], want)
			}
		}
	}
}

// A slice that is too short is a slip that panics, before a kernel reads beyond
// it.
func TestFIRPanicsOnTooFewSamples(t *testing.T) {
	for _, c := range []struct{ w, x int }{{firLanes, firLanes - 1}, {firLanes - 1, firLanes}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("no panic for %d taps of 32 on %d samples", c.w, c.x)
				}
			}()
			one(firLanes).fir(make([]float32, 1), make([]float32, c.w)[:c.w:c.w], make([]float32, c.x)[:c.x:c.x])
		})
	}
}

func BenchmarkFIR(b *testing.B) {
	r := firRun{taps: 17 * firGroup, up: 2, part: 1, whole: 1}
	w, x := noise(1, r.up*r.taps), noise(2, r.reach(320))
	dst := make([]float32, 320)
	for name, f := range map[string]func(dst, w, x []float32){"plain": r.firPlain, "kernel": r.fir} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(dst, w, x)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/320, "ns/output")
		})
	}
}
