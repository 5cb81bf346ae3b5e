package dsp

import (
	"math"
	"testing"
)

func TestLog2EqualsMath(t *testing.T) {
	worst := 0.0
	for x := float32(1e-37); x < 1e37; x *= 1.0007 {
		want := math.Log2(float64(x))
		err := math.Abs(float64(log2(x))-want) / max(1, math.Abs(want))
		worst = max(worst, err)
	}
	if worst > 2e-7 {
		t.Errorf("log2 is off by %.3g, want at most 2e-7", worst)
	}
}

func TestExp2EqualsMath(t *testing.T) {
	worst := 0.0
	for x := float32(-126); x <= 126; x += 0.0017 {
		want := math.Exp2(float64(x))
		worst = max(worst, math.Abs(float64(exp2(x))-want)/want)
	}
	if worst > 3e-7 {
		t.Errorf("exp2 is off by %.3g of the value, want at most 3e-7", worst)
	}
}

func TestApproximationsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float32
	}{
		{"log2(1)", log2(1), 0},
		{"log2(2)", log2(2), 1},
		{"log2(0)", log2(0), -126},
		{"log2(-1)", log2(-1), -126},
		{"log2 of the least denormal", log2(math.SmallestNonzeroFloat32), -126},
		{"log2(2^127)", log2(0x1p127), 127},
		{"exp2(0)", exp2(0), 1},
		{"exp2(-1)", exp2(-1), 0.5},
		{"exp2(1000)", exp2(1000), 0x1p126},
		{"exp2(-1000)", exp2(-1000), 0x1p-126},
	} {
		if c.got != c.want {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}

// The two series join without a step at the ends of their ranges: neighbouring
// floats never map in the wrong order by more than a unit in the last place.
func TestApproximationsRise(t *testing.T) {
	for _, mid := range []float32{0.7071068, 1, 1.4142135, 2.828427} {
		x := mid * (1 - 1e-5)
		for last := log2(x); x < mid*(1+1e-5); x = math.Nextafter32(x, 10) {
			y := log2(x)
			if y < last-1.5e-7 {
				t.Fatalf("log2(%v) = %v falls below its neighbour's %v", x, y, last)
			}
			last = y
		}
	}
}

func BenchmarkLog2(b *testing.B) {
	x := float32(3.7)
	for b.Loop() {
		x = log2(x) + 3
	}
}

func BenchmarkExp2(b *testing.B) {
	x := float32(3.7)
	for b.Loop() {
		x = exp2(x - float32(int(x)))
	}
}
