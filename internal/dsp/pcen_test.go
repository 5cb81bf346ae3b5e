package dsp

import (
	"math"
	"testing"
)

var testPCEN = PCEN{Smoothing: 0.025, Alpha: 0.98, Delta: 2, Eps: 100}

// energies of a band that changes from loud to silent and back.
func energies(seed uint64, n int) []float32 {
	e := noise(seed, n)
	for i, v := range e {
		e[i] = v * v * float32(math.Pow(10, 6*math.Sin(float64(i)/40)+3))
	}
	return e
}

// The power of a level of 2^30 carries the error of a logarithm of 30: 1e-5 of
// the value is what float32 leaves, a tenth of what the models need.
func TestPCENEqualsTheDefinition(t *testing.T) {
	p := testPCEN
	e := energies(1, 1000)
	level := []float32{e[0]}
	m := float64(e[0])
	worst := 0.0
	for i, v := range e {
		frame := []float32{v}
		p.apply(frame, level)
		m = (1-float64(p.Smoothing))*m + float64(p.Smoothing)*float64(v)
		want := math.Log1p(float64(v) / (math.Pow(float64(p.Eps)+m, float64(p.Alpha)) * float64(p.Delta)))
		err := math.Abs(float64(frame[0]) - want)
		if worst = max(worst, err); err > 1e-5 {
			t.Fatalf("frame %d, energy %v: %v, want %v", i, v, frame[0], want)
		}
	}
	t.Logf("largest difference %.2g", worst)
}

func TestPCENOfSilenceIsZero(t *testing.T) {
	level := []float32{0, 1e9}
	for i := range 20000 {
		frame := []float32{0, 0}
		testPCEN.apply(frame, level)
		if frame[0] != 0 || frame[1] != 0 {
			t.Fatalf("frame %d of silence gives %v", i, frame)
		}
	}
	if level[1] != 0 {
		t.Errorf("after 200 s of silence the level is still %v", level[1])
	}
}

// A tenfold louder signal gives the same features, once the level is far above
// Eps, up to the small share that an Alpha below 1 leaves.
func TestPCENForgetsLoudness(t *testing.T) {
	p := testPCEN
	p.Alpha = 1
	e := energies(2, 500)
	soft, loud := []float32{e[0] * 1e6}, []float32{e[0] * 1e7}
	for i, v := range e {
		a, b := []float32{v * 1e6}, []float32{v * 1e7}
		p.apply(a, soft)
		p.apply(b, loud)
		if math.Abs(float64(a[0]-b[0])) > 1e-2 {
			t.Fatalf("frame %d: %v soft, %v loud", i, a[0], b[0])
		}
	}
}

func TestPCENRefuses(t *testing.T) {
	nan := float32(math.NaN())
	for _, p := range []PCEN{
		{},
		{Smoothing: 0, Alpha: 1, Delta: 2, Eps: 1},
		{Smoothing: 1.5, Alpha: 1, Delta: 2, Eps: 1},
		{Smoothing: nan, Alpha: 1, Delta: 2, Eps: 1},
		{Smoothing: 0.1, Alpha: 1.1, Delta: 2, Eps: 1},
		{Smoothing: 0.1, Alpha: 1, Delta: 0, Eps: 1},
		{Smoothing: 0.1, Alpha: 1, Delta: 2, Eps: 0},
		{Smoothing: 0.1, Alpha: 1, Delta: 2, Eps: nan},
	} {
		if err := p.check(); err == nil {
			t.Errorf("%+v was accepted", p)
		}
	}
	if err := testPCEN.check(); err != nil {
		t.Errorf("%+v: %v", testPCEN, err)
	}
}

func BenchmarkPCEN(b *testing.B) {
	e, level, frame := energies(1, 40), energies(2, 40), make([]float32, 40)
	b.ReportAllocs()
	for b.Loop() {
		copy(frame, e)
		testPCEN.apply(frame, level)
	}
}
