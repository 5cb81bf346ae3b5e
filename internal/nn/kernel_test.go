package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func random(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 3)) }

// definition of addProduct, one sum after the other, in the stated order.
func slowProduct(y, w, x []float32) {
	for o := range y {
		for i, v := range x {
			y[o] += float32(v * w[i*len(y)+o])
		}
	}
}

// Whatever kernel runs on this machine agrees with the definition to the last
// bit, for shapes that fill its registers and shapes that do not.
func TestAddProductIsExact(t *testing.T) {
	r := newRand(1)
	check := func(in, out int) {
		w, x, want := random(r, in*out), random(r, in), random(r, out)
		got, plain := slices.Clone(want), slices.Clone(want)
		slowProduct(want, w, x)
		addProduct(got, w, x)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%d in, %d out (-definition +kernel):\n%s", in, out, d)
		}
		if in > 0 {
			addProductPlain(plain, w, x, 0)
		}
		if d := cmp.Diff(want, plain); d != "" {
			t.Fatalf("%d in, %d out (-definition +plain kernel):\n%s", in, out, d)
		}
	}
	for out := range 100 {
		check(out%7, out)
	}
	for range 100 {
		check(r.IntN(80), r.IntN(200))
	}
}

func TestElementKernelsAreExact(t *testing.T) {
	r := newRand(2)
	for n := range 150 {
		y, w, x := random(r, n), random(r, n), random(r, n)
		scaled, sum, rect := slices.Clone(y), make([]float32, n), slices.Clone(y)
		for c := range y {
			scaled[c] += float32(w[c] * x[c])
			sum[c] = w[c] + x[c]
			rect[c] = max(y[c], 0)
		}
		for _, c := range []struct {
			name string
			want []float32
			run  func(y []float32)
		}{
			{"addScaled", scaled, func(y []float32) { addScaled(y, w, x) }},
			{"addScaledPlain", scaled, func(y []float32) { addScaledPlain(y, w, x, 0) }},
			{"add", sum, func(y []float32) { add(y, w, x) }},
			{"addPlain", sum, func(y []float32) { addPlain(y, w, x, 0) }},
			{"rectify", rect, rectify},
			{"rectifyPlain", rect, func(y []float32) { rectifyPlain(y, 0) }},
		} {
			got := slices.Clone(y)
			c.run(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Fatalf("%s of %d values (-definition +kernel):\n%s", c.name, n, d)
			}
		}
	}
}

func TestRectify(t *testing.T) {
	zero := float32(0)
	inf := float32(math.Inf(1))
	for n := range 40 {
		y := make([]float32, n)
		want := make([]float32, n)
		for i := range y {
			v := []float32{-1.5, 2.5, -zero, zero, -1e-45, 1e-45, -inf, inf}[(i*i+n)%8]
			y[i] = v
			want[i] = max(v, 0)
		}
		rectify(y)
		if d := cmp.Diff(want, y); d != "" {
			t.Fatalf("%d values (-want +got):\n%s", n, d)
		}
		for i, v := range y {
			if math.Signbit(float64(v)) {
				t.Errorf("value %d keeps its sign", i)
			}
		}
	}
}

// The kernels touch nothing beyond the slices they were given.
func TestKernelsStayInside(t *testing.T) {
	r := newRand(3)
	for n := range 70 {
		frame := make([]float32, n+16)
		for i := range frame {
			frame[i] = 7
		}
		y := frame[8 : 8+n : 8+n]
		addProduct(y, random(r, 3*n), random(r, 3))
		addScaled(y, random(r, n), random(r, n))
		add(y, random(r, n), random(r, n))
		rectify(y)
		for i, v := range frame {
			if (i < 8 || i >= 8+n) && v != 7 {
				t.Fatalf("%d values: element %d beside them became %v", n, i-8, v)
			}
		}
	}
}

func BenchmarkAddProduct(b *testing.B) {
	for _, out := range []int{3, 32, 64, 96} {
		b.Run(fmt.Sprintf("64x%d", out), func(b *testing.B) {
			r := newRand(4)
			y, w, x := random(r, out), random(r, 64*out), random(r, 64)
			b.ReportAllocs()
			for b.Loop() {
				addProduct(y, w, x)
			}
			b.ReportMetric(float64(64*out)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkAddScaled(b *testing.B) {
	r := newRand(5)
	y, w, x := random(r, 64), random(r, 64), random(r, 64)
	for b.Loop() {
		addScaled(y, w, x)
	}
}

func BenchmarkRectify(b *testing.B) {
	y := random(newRand(6), 64)
	for b.Loop() {
		rectify(y)
	}
}
