package nn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// slowBanded is the definition of Banded; w is [out][in][band taps][taps].
func slowBanded(x sequence, s BandedShape, w, b []float32, rect bool) sequence {
	var y sequence
	for t := s.Stride - 1; t < len(x); t += s.Stride {
		var row []float64
		for f := range s.Bands / s.BandStride {
			for o := range s.Out {
				row = append(row, relu(slowBand(x, s, w, t, f, o)+float64(b[o]), rect))
			}
		}
		y = append(y, row)
	}
	return y
}

// slowBand is channel o of band f at time t, without bias.
func slowBand(x sequence, s BandedShape, w []float32, t, f, o int) (sum float64) {
	for i := range s.In {
		for k := range s.BandTaps {
			band := f*s.BandStride + k - (s.BandTaps-1)/2
			if band < 0 || band >= s.Bands {
				continue
			}
			for j := range s.Taps {
				sum += float64(w[((o*s.In+i)*s.BandTaps+k)*s.Taps+j]) * x.at(t-(s.Taps-1-j), band*s.In+i)
			}
		}
	}
	return sum
}

func randomBanded(t testing.TB, seed uint64, s BandedShape, rect bool) (*Banded, []float32, []float32) {
	t.Helper()
	r := newRand(seed)
	w, b := random(r, s.Out*s.In*s.BandTaps*s.Taps), random(r, s.Out)
	c, err := NewBanded(s, w, b, rect)
	if err != nil {
		t.Fatal(err)
	}
	return c, w, b
}

func TestBandedEqualsTheDefinition(t *testing.T) {
	for i, s := range []BandedShape{
		{Bands: 1, In: 1, Out: 1, Taps: 1, Stride: 1, BandTaps: 1, BandStride: 1},
		{Bands: 40, In: 1, Out: 16, Taps: 5, Stride: 2, BandTaps: 5, BandStride: 2},
		{Bands: 10, In: 7, Out: 9, Taps: 3, Stride: 1, BandTaps: 3, BandStride: 1},
		{Bands: 10, In: 8, Out: 24, Taps: 3, Stride: 1, BandTaps: 3, BandStride: 2},
		{Bands: 6, In: 3, Out: 5, Taps: 2, Stride: 3, BandTaps: 4, BandStride: 3},
		{Bands: 4, In: 2, Out: 3, Taps: 2, Stride: 1, BandTaps: 9, BandStride: 4},
	} {
		c, w, b := randomBanded(t, uint64(30+i), s, i%2 == 0)
		if got, want := c.Out(), s.Bands/s.BandStride*s.Out; got != want {
			t.Errorf("%+v: %d values come out, want %d", s, got, want)
		}
		ref, x := randomSequence(newRand(40), 25, c.In())
		compare(t, run(c.NewState(), x), slowBanded(ref, s, w, b, i%2 == 0))
	}
}

// A pattern moved by as many bands as there are for each that comes out gives
// the same result, one band on.
func TestBandedKnowsAPatternInEveryBand(t *testing.T) {
	s := BandedShape{Bands: 12, In: 2, Out: 4, Taps: 2, Stride: 1, BandTaps: 3, BandStride: 2}
	c, _, _ := randomBanded(t, 50, s, true)
	pattern := random(newRand(51), 3*s.In)
	low, high := make([]float32, c.In()), make([]float32, c.In())
	copy(low[4*s.In:], pattern)
	copy(high[6*s.In:], pattern)
	a := run(c.NewState(), [][]float32{low, low})
	b := run(c.NewState(), [][]float32{high, high})
	for i := range a {
		if d := cmp.Diff(a[i][:5*s.Out], b[i][s.Out:]); d != "" {
			t.Errorf("vector %d (-low +high):\n%s", i, d)
		}
	}
}

func TestBandedReset(t *testing.T) {
	s := BandedShape{Bands: 6, In: 2, Out: 8, Taps: 3, Stride: 2, BandTaps: 3, BandStride: 2}
	c, _, _ := randomBanded(t, 52, s, true)
	_, x := randomSequence(newRand(53), 11, c.In())
	st := c.NewState()
	want := run(st, x)
	st.Reset()
	if d := cmp.Diff(want, run(st, x)); d != "" {
		t.Errorf("after Reset (-before +after):\n%s", d)
	}
	if n := testing.AllocsPerRun(20, func() { st.Push(x[0]) }); n != 0 {
		t.Errorf("Push allocates %v times", n)
	}
}

func TestBandedRefuses(t *testing.T) {
	good := BandedShape{Bands: 4, In: 2, Out: 3, Taps: 2, Stride: 1, BandTaps: 3, BandStride: 2}
	for name, change := range map[string]func(*BandedShape){
		"no bands":             func(s *BandedShape) { s.Bands = 0 },
		"a band left over":     func(s *BandedShape) { s.Bands = 5 },
		"too many bands":       func(s *BandedShape) { s.Bands = maxBands + 2 },
		"no channels":          func(s *BandedShape) { s.In = 0 },
		"nothing comes out":    func(s *BandedShape) { s.Out = -1 },
		"no taps":              func(s *BandedShape) { s.Taps = 0 },
		"endless taps":         func(s *BandedShape) { s.Taps = maxReach + 1 },
		"no stride":            func(s *BandedShape) { s.Stride = 0 },
		"bands stepped over":   func(s *BandedShape) { s.BandTaps = 1 },
		"an overflow":          func(s *BandedShape) { s.In = 1 << 30 },
		"more past than there": func(s *BandedShape) { s.In, s.Bands = 1<<15, 1<<10 },
	} {
		s := good
		change(&s)
		if _, err := NewBanded(s, make([]float32, 36), make([]float32, 3), true); err == nil || !strings.Contains(err.Error(), "out of range") {
			t.Errorf("%s: error %v, want out of range", name, err)
		}
	}
	for _, n := range []int{0, 35, 37, 72} {
		if _, err := NewBanded(good, make([]float32, n), make([]float32, 3), true); err == nil {
			t.Errorf("%d weights for %+v are taken", n, good)
		}
	}
	if _, err := NewBanded(good, make([]float32, 36), make([]float32, 2), true); err == nil {
		t.Error("two biases for three channels are taken")
	}
}
