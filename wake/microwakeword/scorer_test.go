package microwakeword

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuantizerOfTheUsualScale(t *testing.T) {
	q := newQuantizer(float64(float32(26.0/255)), -128)
	for v, want := range map[uint16]int8{0: -128, 1: -128, 2: -127, 3: -127, 4: -126, 333: 0, 664: 127, 665: 127, 2000: 127, math.MaxUint16: 127} {
		if got := q.of(v); got != want {
			t.Errorf("feature %d: %d, want %d", v, got, want)
		}
	}
}

func TestQuantizerOfAnotherScale(t *testing.T) {
	for _, c := range []struct {
		scale float64
		zero  int32
	}{{0.05, -128}, {26.0 / 255, 0}, {0.3, 10}} {
		q := newQuantizer(c.scale, c.zero)
		for v := range uint16(1500) {
			want := min(max(float64(v)/25.6/c.scale+float64(c.zero), -128), 127)
			if got := q.of(v); math.Abs(float64(got)-want) > 0.5001 {
				t.Errorf("scale %v, zero point %d, feature %d: %d, want %.2f", c.scale, c.zero, v, got, want)
			}
		}
	}
}

// steps cuts samples into steps of full scale 1.
func steps(samples []int16, n int) (out [][]float32) {
	for len(samples) >= n {
		step := make([]float32, n)
		for i, v := range samples[:n] {
			step[i] = float32(v) / (1 << 15)
		}
		out = append(out, step)
		samples = samples[n:]
	}
	return out
}

func TestScorerIsFrontEndAndGraph(t *testing.T) {
	m := readTiny(t, 3)
	samples := append(noisy(), noisy()...)
	var rows [][]int8
	for _, v := range frames(&frontend{tables: newTables()}, samples) {
		row := make([]int8, channels)
		for c, x := range v {
			row[c] = m.features.of(x)
		}
		rows = append(rows, row)
	}
	probabilities := newTiny(3).direct(rows)
	var want, got []float32
	s := m.NewScorer()
	score := make([]float32, 1)
	for k, step := range steps(samples, m.Info().Step) {
		s.Score(score, step)
		got = append(got, score[0])
		p := float32(0)
		// The first window is full after three steps; an inference takes
		// tinyFrames of them, and the first that ends behind the warm-up counts.
		if heard := (k - 1) / tinyFrames * tinyFrames; heard > warmUp {
			p = float32(probabilities[heard/tinyFrames-1]) / 255
		}
		want = append(want, p)
	}
	if d := cmp.Diff(want, got, cmp.Comparer(func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-6 })); d != "" {
		t.Errorf("scores of each step (-want +got):\n%s", d)
	}
}

func TestWarmUpIsOverAfterSeventyFourWindows(t *testing.T) {
	s := readTiny(t, 3).NewScorer()
	score := make([]float32, 1)
	for k, step := range steps(append(noisy(), noisy()...), 160) {
		s.Score(score, step)
		// 76 windows, 38 inferences of two, end with sample 480+75*160.
		if heard := (k + 1) * 160; (score[0] > 0) != (heard >= 480+75*160) {
			t.Fatalf("score %v after %d samples", score[0], heard)
		}
	}
}

func TestScoreAllocatesNothing(t *testing.T) {
	s := readTiny(t, 3).NewScorer()
	all := steps(noisy(), 160)
	score := make([]float32, 1)
	i := 0
	if n := testing.AllocsPerRun(200, func() { s.Score(score, all[i%len(all)]); i++ }); n != 0 {
		t.Errorf("%v allocations a step, want none", n)
	}
}

func TestToInt16(t *testing.T) {
	for x, want := range map[float32]int16{0: 0, 1: 32767, -1: -32768, 0.5: 16384, 1.0 / 32768: 1, -1.6 / 32768: -2, 2.5 / 32768: 2} {
		if got := toInt16(x); got != want {
			t.Errorf("%v: %d, want %d", x, got, want)
		}
	}
	for v := range 1 << 16 {
		if v := int16(v); toInt16(float32(v)/(1<<15)) != v {
			t.Fatalf("%d comes back as %d", v, toInt16(float32(v)/(1<<15)))
		}
	}
}

func BenchmarkScore(b *testing.B) {
	s := readTiny(b, 3).NewScorer()
	all := steps(noisy(), 160)
	score := make([]float32, 1)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		s.Score(score, all[i%len(all)])
		i++
	}
	b.ReportMetric(float64(b.N)*0.01/b.Elapsed().Seconds(), "x-realtime")
}

func BenchmarkFFT(b *testing.B) {
	f := newIntFFT()
	var in [fftSize]int16
	copy(in[:], noisy())
	var out [halfFFT + 1]cpx
	b.Run("vector or plain", func(b *testing.B) {
		for b.Loop() {
			f.transform(&out, &in)
		}
	})
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			f.transformPlain(&out, &in)
		}
	})
}
