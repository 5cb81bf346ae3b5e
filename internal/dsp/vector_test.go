package dsp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever kernels run on this machine agree with the plain ones to the last
// bit. Zeros may differ in sign.

func TestFFTStepsAreExact(t *testing.T) {
	for n := 16; n <= 4096; n *= 2 {
		f, _ := mustFFT(t, n)
		xr, xi := noise(1, n/2), noise(2, n/2)
		for i, s := range f.steps {
			gotR, gotI := make([]float32, n/2), make([]float32, n/2)
			wantR, wantI := make([]float32, n/2), make([]float32, n/2)
			s.run(gotR, gotI, xr, xi)
			s.runPlain(wantR, wantI, xr, xi)
			if d := cmp.Diff(wantR, gotR) + cmp.Diff(wantI, gotI); d != "" {
				t.Fatalf("%d samples, step %d, radix %d, stride %d (-plain +kernel):\n%s", n, i, s.radix, s.stride, d)
			}
		}
	}
}

func TestPowerIsExact(t *testing.T) {
	for n := 16; n <= 4096; n *= 2 {
		f, _ := mustFFT(t, n)
		h := n / 2
		zr, zi := noise(3, h), noise(4, h)
		got, want := make([]float32, h+1), make([]float32, h+1)
		power(got, zr, zi, f.cos, f.sin)
		copy(want, got[:1])
		want[h] = got[h] // made by no kernel
		powerPlain(want, zr, zi, f.cos, f.sin, 1)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%d samples (-plain +kernel):\n%s", n, d)
		}
	}
}

func TestElementKernelsAreExact(t *testing.T) {
	for n := range 70 {
		a, b := noise(5, n), noise(6, n)
		product := make([]float32, n)
		multiply(product, a, b)
		x := noise(7, 2*n)
		even, odd := make([]float32, n), make([]float32, n)
		deinterleave(even, odd, x)
		for i := range n {
			if product[i] != a[i]*b[i] || even[i] != x[2*i] || odd[i] != x[2*i+1] {
				t.Fatalf("%d elements: wrong at %d", n, i)
			}
		}
	}
}

// Energies and levels over all magnitudes, zeros and the least numbers too.
func TestPCENIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	draw := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			if x[i] = float32(math.Pow(10, r.Float64()*60-40)); r.IntN(10) == 0 {
				x[i] = 0
			}
		}
		return x
	}
	for trial := range 2000 {
		n := trial % 60
		p := PCEN{
			Smoothing: float32(0.001 + 0.9*r.Float64()), Alpha: float32(r.Float64()),
			Delta: float32(math.Exp(r.NormFloat64())), Eps: float32(math.Exp(4 * r.NormFloat64())),
		}
		frame, level := draw(n), draw(n)
		wantFrame, wantLevel := slices.Clone(frame), slices.Clone(level)
		p.apply(frame, level)
		p.applyPlain(wantFrame, wantLevel, 0)
		if d := cmp.Diff(wantFrame, frame) + cmp.Diff(wantLevel, level); d != "" {
			t.Fatalf("trial %d, %d bands, %+v (-plain +kernel):\n%s", trial, n, p, d)
		}
	}
}

// The kernels write what they were given and nothing beside it.
func TestKernelsStayInside(t *testing.T) {
	for _, n := range []int{0, 1, 7, 8, 9, 40, 41} {
		frame := make([]float32, n+16)
		for i := range frame {
			frame[i] = 7
		}
		inner := frame[8 : 8+n : 8+n]
		multiply(inner, noise(1, n), noise(2, n))
		testPCEN.apply(inner, make([]float32, n))
		deinterleave(inner, make([]float32, n), noise(3, 2*n))
		for i, v := range frame {
			if (i < 8 || i >= 8+n) && v != 7 {
				t.Fatalf("%d elements: element %d beside them became %v", n, i-8, v)
			}
		}
	}
}

func BenchmarkSteps(b *testing.B) {
	f, _ := mustFFT(b, 512)
	xr, xi, yr, yi := noise(1, 256), noise(2, 256), make([]float32, 256), make([]float32, 256)
	for _, s := range f.steps {
		b.Run(fmt.Sprintf("stride %d", s.stride), func(b *testing.B) {
			for b.Loop() {
				s.run(yr, yi, xr, xi)
			}
		})
	}
}
