package dsp

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"strings"
	"testing"
)

// naiveDFT is the definition, in float64, for bins 0 to n/2.
func naiveDFT(x []float32) []complex128 {
	n := len(x)
	unit := make([]complex128, n) // exp(-2πi*t/n)
	for t := range unit {
		unit[t] = cmplx.Exp(complex(0, -2*math.Pi*float64(t)/float64(n)))
	}
	out := make([]complex128, n/2+1)
	for k := range out {
		for t, v := range x {
			out[k] += complex(float64(v), 0) * unit[k*t%n]
		}
	}
	return out
}

func noise(seed uint64, n int) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func mustFFT(t testing.TB, n int) (*RealFFT, []float32) {
	t.Helper()
	f, err := NewRealFFT(n)
	if err != nil {
		t.Fatal(err)
	}
	return f, make([]float32, f.ScratchLen())
}

// The error of a float32 transform grows with the root of the energy: 1e-6 of
// it is about eight units in the last place.
func TestTransformEqualsTheDefinition(t *testing.T) {
	for n := 16; n <= 2048; n *= 2 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			f, scratch := mustFFT(t, n)
			x := noise(uint64(n), n)
			re, im := make([]float32, f.Bins()), make([]float32, f.Bins())
			power := make([]float32, f.Bins())
			f.Transform(re, im, x, scratch)
			f.Power(power, x, scratch)
			tol := 1e-6 * math.Sqrt(float64(n)) * 4
			for k, want := range naiveDFT(x) {
				got := complex(float64(re[k]), float64(im[k]))
				if cmplx.Abs(got-want) > tol {
					t.Fatalf("bin %d = %v, want %v within %.1g", k, got, want, tol)
				}
				wantPower := real(want)*real(want) + imag(want)*imag(want)
				if math.Abs(float64(power[k])-wantPower) > tol*2*(cmplx.Abs(want)+tol) {
					t.Fatalf("power of bin %d = %v, want %v", k, power[k], wantPower)
				}
			}
		})
	}
}

// Parseval: the energy in time is the energy over all n bins, by n.
func TestParseval(t *testing.T) {
	for seed := range uint64(20) {
		f, scratch := mustFFT(t, 512)
		x := noise(seed, 512)
		power := make([]float32, f.Bins())
		f.Power(power, x, scratch)
		var time, freq float64
		for _, v := range x {
			time += float64(v) * float64(v)
		}
		for k, p := range power {
			freq += 2 * float64(p)
			if k == 0 || k == 256 {
				freq -= float64(p)
			}
		}
		if freq /= 512; math.Abs(freq-time) > 1e-5*time {
			t.Errorf("seed %d: energy %v in frequency, %v in time", seed, freq, time)
		}
	}
}

// A cosine exactly on a bin has its power there and (almost) nowhere else.
func TestPowerOfCosine(t *testing.T) {
	f, scratch := mustFFT(t, 512)
	for _, bin := range []int{0, 1, 2, 63, 64, 127, 128, 129, 255, 256} {
		x := make([]float32, 512)
		for i := range x {
			x[i] = float32(math.Cos(2 * math.Pi * float64(bin*i%512) / 512))
		}
		want := float32(256 * 256)
		if bin == 0 || bin == 256 {
			want = 512 * 512
		}
		power := make([]float32, f.Bins())
		f.Power(power, x, scratch)
		for k, p := range power {
			if k == bin && math.Abs(float64(p/want-1)) > 1e-5 || k != bin && p > 1e-5*want {
				t.Errorf("cosine on bin %d: power of bin %d = %v", bin, k, p)
			}
		}
	}
}

func TestNewRealFFTRefuses(t *testing.T) {
	for _, n := range []int{-512, 0, 1, 8, 17, 511, 513, 1 << 17} {
		if _, err := NewRealFFT(n); err == nil || !strings.Contains(err.Error(), fmt.Sprint(n)) {
			t.Errorf("NewRealFFT(%d) = %v, want an error that names the length", n, err)
		}
	}
}

func TestPowerAllocatesNothing(t *testing.T) {
	f, scratch := mustFFT(t, 512)
	x, dst := noise(1, 512), make([]float32, f.Bins())
	if n := testing.AllocsPerRun(10, func() { f.Power(dst, x, scratch) }); n != 0 {
		t.Errorf("Power allocates %v times", n)
	}
}

func BenchmarkPower(b *testing.B) {
	for _, n := range []int{256, 512, 1024} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f, scratch := mustFFT(b, n)
			x, dst := noise(1, n), make([]float32, f.Bins())
			b.ReportAllocs()
			for b.Loop() {
				f.Power(dst, x, scratch)
			}
		})
	}
}
