package enroll

import (
	"errors"
	"math"
	"slices"
	"testing"
)

// room is seconds of a quiet room.
func room(v *voice, seconds float64) []float32 {
	return withNoise(make([]float32, int(seconds*toyRate)), 0.0005, v.rng)
}

// TestEndpoint puts a word of known place into all kinds of recordings.
func TestEndpoint(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(x []float32, v *voice)
		late  int // ms that the end may be off
	}{
		{"quiet room", func([]float32, *voice) {}, 30},
		{"no noise at all", func(x []float32, _ *voice) {
			for i, v := range x {
				if math.Abs(float64(v)) < 0.003 {
					x[i] = 0
				}
			}
		}, 40},
		{"noise 20 dB below", func(x []float32, v *voice) { withNoise(x, 0.01, v.rng) }, 60},
		{"constant offset", func(x []float32, _ *voice) {
			for i := range x {
				x[i] += 0.2
			}
		}, 30},
		{"hum as loud as the word", func(x []float32, _ *voice) {
			for i := range x {
				x[i] += float32(0.1 * math.Sin(2*math.Pi*50*float64(i)/toyRate))
			}
		}, 40},
		{"click before, click after", func(x []float32, _ *voice) { x[2000], x[2003], x[len(x)-3000] = 0.9, -0.8, 0.9 }, 30},
		{"very low", func(x []float32, _ *voice) {
			for i := range x {
				x[i] *= 0.01
			}
		}, 30},
	} {
		v := newVoice(21)
		word := v.say("simelo")
		x := slices.Concat(room(v, 0.8), withNoise(word, 0.0005, v.rng), room(v, 0.7))
		c.spoil(x, v)
		s, err := endpoint(x, toyRate)
		start, end := int(0.8*toyRate), int(0.8*toyRate)+len(word)
		if err != nil || abs(s.Start-start) > 16*60 || abs(s.End-end) > 16*c.late || s.Others != 0 {
			t.Errorf("%s: %+v, %v; the word is from %d to %d", c.name, s, err, start, end)
		}
	}
}

// TestEndpointMoves: silence before the word moves the span, and nothing else.
func TestEndpointMoves(t *testing.T) {
	v := newVoice(22)
	x := recording(v, "kimuso")
	a, err := endpoint(x, toyRate)
	if err != nil {
		t.Fatal(err)
	}
	more := toyRate / 10 * 3
	b, err := endpoint(append(room(v, 0.3), x...), toyRate)
	if err != nil || abs(b.Start-a.Start-more) > 160 || abs(b.End-a.End-more) > 160 {
		t.Errorf("%+v becomes %+v, %v; want both %d later", a, b, err, more)
	}
}

func TestEndpointMeasures(t *testing.T) {
	v := newVoice(23)
	x := recording(v, "kimuso")
	s, err := endpoint(x, toyRate)
	if err != nil || math.Abs(s.LevelDBFS+20) > 1.5 || math.Abs(s.NoiseDBFS+66) > 2 || s.Clipped != 0 {
		t.Errorf("%+v, %v; want speech at -20 dBFS over -66", s, err)
	}
	for i := range x {
		x[i] = max(-1, min(x[i]*20, 1))
	}
	if s, err = endpoint(x, toyRate); err != nil || s.Clipped < 0.02 {
		t.Errorf("%+v, %v; want some of it clipped", s, err)
	}
}

func TestEndpointRefuses(t *testing.T) {
	v := newVoice(24)
	tone := make([]float32, toyRate)
	for i := range tone {
		tone[i] = float32(0.3 * math.Sin(float64(i)))
	}
	click := room(v, 1)
	click[8000] = 0.9
	for name, x := range map[string][]float32{
		"nothing": nil, "silence": make([]float32, toyRate), "room": room(v, 2), "tone": tone, "click": click,
		"ten samples": {1, 1, 1, 0, 0, 0, 1, 1, 1, 1},
	} {
		if s, err := endpoint(x, toyRate); !errors.Is(err, ErrNoUtterance) {
			t.Errorf("%s: %+v, %v; want ErrNoUtterance", name, s, err)
		}
	}
}

func TestEndpointCounts(t *testing.T) {
	v := newVoice(25)
	x := slices.Concat(recording(v, "simelo"), recording(v, "kafumi"), recording(v, "simelo"))
	if s, err := endpoint(x, toyRate); err != nil || s.Others != 2 {
		t.Errorf("%+v, %v; want 2 others", s, err)
	}
	paused := slices.Concat(room(v, 0.5), v.say("sime"), room(v, 0.2), v.say("lokaf"), room(v, 0.5))
	if s, err := endpoint(paused, toyRate); err != nil || s.Others != 0 || s.End-s.Start < toyRate*9/10 {
		t.Errorf("a word with a pause of 0.2 s: %+v, %v; want one utterance", s, err)
	}
}
