package wake_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

// murmur is 10 s of sound with the level of talk, in syllables; what it says
// does not change what it costs.
func murmur(rate int) []float32 {
	rng := rand.New(rand.NewPCG(5, 6))
	x := make([]float32, 10*rate)
	for i := range x {
		t := float64(i) / float64(rate)
		buzz := math.Sin(2*math.Pi*120*t) + math.Sin(2*math.Pi*(700+300*math.Sin(9*t))*t)/2
		x[i] = float32(0.1*buzz*math.Abs(math.Sin(12*t)) + 0.003*rng.NormFloat64())
	}
	return x
}

// BenchmarkWords is the whole way from samples to detections with the words that
// come with the library. On a quiet machine x-realtime is how many streams one
// core can hear, and 3600 divided by it the CPU seconds for an hour of audio.
func BenchmarkWords(b *testing.B) {
	for _, c := range []struct {
		name  string
		rate  int
		words []string
	}{{"one word", 16000, []string{"alexa"}}, {"all words", 16000, nil}, {"one word, 48 kHz", 48000, []string{"alexa"}}} {
		b.Run(c.name, func(b *testing.B) {
			m, err := words.Load(c.words...)
			if err != nil {
				b.Fatal(err)
			}
			d, err := wake.New(m, wake.Config{SampleRate: c.rate})
			if err != nil {
				b.Fatal(err)
			}
			x, chunk := murmur(c.rate), c.rate/50
			var dets []wake.Detection
			b.ReportAllocs()
			for b.Loop() {
				for i := 0; i < len(x); i += chunk {
					dets = d.Append(dets[:0], x[i:i+chunk])
				}
			}
			b.ReportMetric(10*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}

// BenchmarkStart is what it takes until the first sample can be heard.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		m, err := words.Load("alexa")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := wake.New(m, wake.Config{}); err != nil {
			b.Fatal(err)
		}
	}
}
