package waketest

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// A signal is made-up audio at a model's rate, a whole number of its steps.
type signal struct {
	name string
	x    []float32
}

// signals returns audio of about 1.5 s each, at least 12 steps. The first two
// differ in every step.
func signals(in wake.Info) []signal {
	n := int(1500*time.Millisecond*time.Duration(in.SampleRate)/time.Second) / in.Step
	n = max(n, 12) * in.Step
	rng := rand.New(rand.NewPCG(1, 2))
	perSecond := 2 * math.Pi / float64(in.SampleRate)
	list := []struct {
		name string
		at   func(i int) float64
	}{
		{"murmur", func(i int) float64 { // a buzz with two moving resonances, in syllables
			s := float64(i) * perSecond
			buzz := math.Sin(120*s) + math.Sin((600+200*math.Sin(3*s))*s)/2 + math.Sin((1700+400*math.Sin(2*s))*s)/3
			return 0.2*buzz*math.Abs(math.Sin(2*s)) + 0.001*rng.NormFloat64()
		}},
		{"noise", func(int) float64 { return 0.1 * rng.NormFloat64() }},
		{"silence", func(int) float64 { return 0 }},
		{"full-scale noise", func(int) float64 { return 2*rng.Float64() - 1 }},
		{"full-scale square wave", func(i int) float64 { return float64(1 - i/20%2*2) }},
		{"constant at full scale", func(int) float64 { return 1 }},
		{"clicks", func(i int) float64 { return float64((i%997 + 1) / 997) }},
		{"least numbers", func(i int) float64 { return math.SmallestNonzeroFloat32 * float64(1-i%2*2) }},
		{"silence after a shout", func(i int) float64 { return float64(1-i/7%2*2) * float64(max(0, 1-i/(n/2))) }},
	}
	var out []signal
	for _, s := range list {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(max(-1, min(s.at(i), 1)))
		}
		out = append(out, signal{s.name, x})
	}
	return out
}
