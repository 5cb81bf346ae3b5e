package wake

import "time"

// level is a Model whose score for word i is the mean of a step, divided by
// i+1: audio says outright what is scored. It needs no calibration.
type level struct{ info Info }

// newLevel hears steps of 10 ms at a rate.
func newLevel(rate int, names ...string) *level {
	m := &level{Info{SampleRate: rate, Step: rate / 100}}
	for _, name := range names {
		m.info.Words = append(m.info.Words, Word{Name: name, Span: 100 * time.Millisecond})
	}
	return m
}

func (m *level) Info() Info        { return m.info }
func (m *level) NewScorer() Scorer { return levelScorer{} }

type levelScorer struct{}

func (levelScorer) Score(dst, step []float32) {
	var sum float32
	for _, v := range step {
		sum += v
	}
	for i := range dst {
		dst[i] = sum / float32(len(step)*(i+1))
	}
}

func (levelScorer) Reset() {}

// steps is audio for newLevel(rate): 10 ms at each of the levels.
func steps(rate int, levels ...float64) []float32 {
	var x []float32
	for _, v := range levels {
		for range rate / 100 {
			x = append(x, float32(v))
		}
	}
	return x
}

// repeat is n times v.
func repeat(v float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// concat joins slices.
func concat(parts ...[]float64) []float64 {
	var out []float64
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
