package dsp

import (
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// response is the gain of a halver's filter at a frequency, as a share of the
// input rate.
func (h *halver) response(f float64) float64 {
	sum := 0.5
	for k, w := range h.taps {
		sum += 2 * float64(w) * math.Cos(2*math.Pi*f*float64(2*k+1))
	}
	return sum
}

// What must pass does, and what would alias onto it is stopped.
func TestHalverResponse(t *testing.T) {
	for _, pass := range []float64{1.0 / 48, 1.0 / 12, 1.0 / 6, 0.18, 0.2} {
		h := newHalver(pass, 0)
		for i := range 1001 {
			f := pass * float64(i) / 1000
			if g := h.response(f); math.Abs(g-1) > 5e-4 {
				t.Fatalf("pass %v: gain at %v is %v, want 1", pass, f, g)
			}
			if db := 20 * math.Log10(math.Abs(h.response(0.5-f))+1e-12); db > -StopBandDB {
				t.Fatalf("pass %v: what aliases onto %v is at %.1f dB, want at most %d", pass, f, db, -StopBandDB)
			}
		}
	}
}

// slowHalf is the definition: an output from all of the stream.
func slowHalf(h *halver, x []float32, m int) float32 {
	at := func(i int) float32 {
		if i < 0 || i >= len(x) {
			return 0
		}
		return x[i]
	}
	y := at(2*m) / 2
	for k, w := range h.taps {
		y += float32(w * (at(2*m-1-2*k) + at(2*m+1+2*k)))
	}
	return y
}

// A halver gives the outputs of the definition to the last bit, from the first
// that hears anything of the stream, as soon as they can be known, however the
// stream is cut; after a reset once more.
func TestHalverIsExact(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		before := 2 * rapid.IntRange(0, 9).Draw(t, "pairs before")
		h := newHalver(rapid.SampledFrom([]float64{0.02, 0.1, 0.18, 0.2}).Draw(t, "pass"), before)
		x := noise(1, rapid.IntRange(0, 700).Draw(t, "inputs"))
		for range 2 {
			h.reset()
			var got []float32
			for rest := x; len(rest) > 0; {
				n := min(len(rest), rapid.IntRange(0, 200).Draw(t, "cut"))
				got = h.append(got, rest[:n])
				rest = rest[n:]
			}
			checkHalved(t, &h, x, before, got)
		}
	})
}

func checkHalved(t *rapid.T, h *halver, x []float32, before int, got []float32) {
	first := before/2 - h.lead // if outputs are counted from the first input, not from time 0
	for i, y := range got {
		if want := slowHalf(h, x, first+i); math.Float32bits(y) != math.Float32bits(want) && (y != 0 || want != 0) {
			t.Fatalf("output %d of %d: %v, want %v", i, len(got), y, want)
		}
	}
	for m := first - 3; m < first; m++ {
		if y := slowHalf(h, x, m); y != 0 {
			t.Fatalf("output %d is left out, and is %v", m, y)
		}
	}
	next := first + len(got)
	if last := len(x) - 1; len(x) > 0 && 2*next+h.reach() <= last {
		t.Fatalf("after %d inputs %d outputs, one more can be known", len(x), len(got))
	}
}

// Samples beyond those of the outputs are neither read nor written.
func TestHalveKeepsToItsSlices(t *testing.T) {
	for n := range 40 {
		for k := 1; k < 12; k++ {
			even, odd, taps := noise(1, n), noise(2, n+2*k-1), noise(3, k)
			dst := make([]float32, n+1)
			dst[n] = 77
			halve(dst[:n], even[:n:n], odd[:n+2*k-1:n+2*k-1], taps)
			for i, got := range dst[:n] {
				want := even[i] / 2
				for j, w := range taps {
					want += float32(w * (odd[i+k-1-j] + odd[i+k+j]))
				}
				if math.Float32bits(got) != math.Float32bits(want) {
					t.Fatalf("%d outputs, %d taps: output %d is %v, want %v", n, k, i, got, want)
				}
			}
			if dst[n] != 77 {
				t.Fatalf("%d outputs, %d taps: wrote beyond them", n, k)
			}
		}
	}
}

func TestHalverAllocatesNothing(t *testing.T) {
	h := newHalver(1.0/6, 0)
	x, dst := noise(1, blockLen-1), make([]float32, 0, blockLen)
	if n := testing.AllocsPerRun(20, func() { dst = h.append(dst[:0], x) }); n != 0 {
		t.Errorf("%v allocations per append, want 0", n)
	}
}

func BenchmarkHalver(b *testing.B) {
	h := newHalver(1.0/6, 0)
	x, dst := noise(1, 960), make([]float32, 0, blockLen)
	b.ReportAllocs()
	for b.Loop() {
		dst = h.append(dst[:0], x)
	}
	b.ReportMetric(0.02*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
}
