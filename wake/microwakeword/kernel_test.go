package microwakeword

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// bytesAt returns n random bytes that begin at an odd place in memory.
func bytesAt(r *rand.Rand, n int) []int8 {
	off := r.IntN(4)
	return randomBytes(r, n+off)[off:]
}

func TestAddDotsEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	for range 500 {
		rows, n := 1+r.IntN(10), 1+r.IntN(100)
		w, x := bytesAt(r, rows*n), bytesAt(r, n)
		got := make([]int32, rows)
		want := make([]int32, rows)
		for o := range got {
			got[o] = int32(r.Uint32())
			want[o] = got[o]
			for i := range x {
				want[o] += int32(w[o*n+i]) * int32(x[i])
			}
		}
		addDots(got, w, x)
		if !slices.Equal(got, want) {
			t.Fatalf("%d rows of %d: got %v, want %v", rows, n, got, want)
		}
	}
}

func TestAddDotsAtTheExtremes(t *testing.T) {
	x := slices.Repeat([]int8{-128}, 320)
	got := make([]int32, 5)
	addDots(got, slices.Repeat(x, 5), x)
	if want := slices.Repeat([]int32{320 * 128 * 128}, 5); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAddProductsEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	for range 500 {
		n, taps := 1+r.IntN(70), 1+r.IntN(9)
		stride := n * (1 + r.IntN(2))
		w, x := bytesAt(r, taps*n), bytesAt(r, (taps-1)*stride+n)
		got := make([]int32, n)
		want := make([]int32, n)
		for c := range got {
			got[c] = int32(r.Uint32())
			want[c] = got[c]
			for k := range taps {
				want[c] += int32(w[k*n+c]) * int32(x[k*stride+c])
			}
		}
		addProducts(got, w, x, taps, stride)
		if !slices.Equal(got, want) {
			t.Fatalf("%d channels, %d taps: got %v, want %v", n, taps, got, want)
		}
	}
}

func TestMultiplyAndShiftUpEqualTheirDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	for i := range 500 {
		n := 1 + r.IntN(100)
		x, w := make([]int16, n), make([]int16, n)
		for k := range x {
			x[k], w[k] = int16(r.Uint32()), int16(r.IntN(1<<windowBits+1))
		}
		if i%5 == 0 {
			x[r.IntN(n)], w[r.IntN(n)] = math.MinInt16, 1<<windowBits
		}
		got, want := make([]int16, n), make([]int16, n)
		loudest := int16(0)
		for k := range want {
			want[k] = int16(int32(x[k]) * int32(w[k]) / (1 << windowBits))
			if int32(x[k])*int32(w[k])%(1<<windowBits) < 0 { // towards minus infinity
				want[k]--
			}
			if want[k] != math.MinInt16 {
				loudest = max(loudest, want[k], -want[k])
			}
		}
		if m := multiply(got, x, w); m != loudest || !slices.Equal(got, want) {
			t.Fatalf("%d elements: loudest %d, want %d; got %v, want %v", n, m, loudest, got, want)
		}
		by := r.IntN(16)
		shiftUp(got, by)
		for k := range want {
			want[k] = int16(int32(want[k]) << by)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("shifted by %d: got %v, want %v", by, got, want)
		}
	}
}

func TestRescalerEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	for range 20_000 {
		real := math.Exp2(40*r.Float64() - 32)
		acc := int32(r.Uint32()) >> r.IntN(32)
		rs, err := newRescaler(real)
		if err != nil {
			t.Fatal(err)
		}
		if rs.left > 0 { // what is shifted out is lost
			acc >>= rs.left + 1
		}
		if got, want := rs.of(acc), slowRescale(int64(acc), real); int64(got) != want {
			t.Fatalf("%d times %v: got %d, want %d", acc, real, got, want)
		}
	}
}

func TestRescalerTies(t *testing.T) {
	for _, c := range []struct {
		real      float64
		acc, want int32
	}{
		{0.5, 1, 1}, {0.5, -1, 0}, {0.5, 3, 2}, {0.5, -3, -1}, // the first rounding: up
		{0.25, 2, 1}, {0.25, -2, -1}, {0.25, 6, 2}, {0.25, -6, -2}, // the second: away from zero
		{1, 77, 77}, {2, -77, -154}, {1e-12, math.MaxInt32, 0}, {1e-12, math.MinInt32, 0},
		{0.9999999999, 5, 5}, {math.Ldexp(1, -31), 1 << 30, 1},
	} {
		r, err := newRescaler(c.real)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.of(c.acc); got != c.want {
			t.Errorf("%d times %v: got %d, want %d", c.acc, c.real, got, c.want)
		}
	}
	for _, real := range []float64{0, -1, math.NaN(), math.Inf(1), math.Ldexp(1, 31)} {
		if r, err := newRescaler(real); err == nil {
			t.Errorf("multiplier %v: %+v, want an error", real, r)
		}
	}
}

func TestRescalerOverDivides(t *testing.T) {
	for _, real := range []float64{0.3, 1, 1.7} {
		r, err := newRescaler(real)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 2, 3, 7, 40, 1000, 1 << 20} {
			over := r.over(n)
			got := math.Ldexp(float64(over.factor), int(over.left)-int(over.right)-31)
			if want := real / float64(n); math.Abs(got/want-1) > 1e-8 {
				t.Errorf("%v over %d is a multiplier of %v, want %v", real, n, got, want)
			}
		}
	}
}
