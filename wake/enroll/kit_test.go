package enroll

import (
	"bytes"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake"
)

// The tests hear with a toy embedding, levels of mel bands, words of a toy
// language: phones that are buzzes of two resonances, or hisses.

const toyRate = 16000

// toyEmbedder gives 40 values every 80 ms: 20 mel bands, each half of the step.
type toyEmbedder struct {
	id       string
	features *dsp.Features
}

func newToy(id string) *toyEmbedder {
	f, err := dsp.NewFeatures(dsp.FeatureConfig{
		SampleRate: toyRate, Frame: 400, Hop: 160, FFT: 512, Scale: 32768, Bands: 20, LowHz: 100, HighHz: 7000,
		PCEN: dsp.PCEN{Smoothing: 0.02, Alpha: 0.9, Delta: 2, Eps: 1e-6},
	})
	if err != nil {
		panic(err)
	}
	return &toyEmbedder{id, f}
}

func (e *toyEmbedder) Embedding() wake.EmbeddingInfo {
	return wake.EmbeddingInfo{ID: e.id, SampleRate: toyRate, Step: 1280, Size: 40, Context: 100 * time.Millisecond, Delay: 5 * time.Millisecond}
}

func (e *toyEmbedder) NewEmbedding() wake.EmbeddingStream {
	return &toyStream{s: e.features.NewStream(), frames: make([]float32, 0, 20*16)}
}

type toyStream struct {
	s      *dsp.FeatureStream
	frames []float32
}

func (s *toyStream) Reset() { s.s.Reset(); clear(s.frames[:cap(s.frames)]) }

func (s *toyStream) Embed(dst, step []float32) bool {
	s.frames = s.s.Append(s.frames[:0], step)
	n := len(s.frames) / 20
	if n < 8 {
		return false
	}
	clear(dst)
	for i := range n {
		half := min(1, 2*i/n)
		for b := range 20 {
			dst[half*20+b] += s.frames[i*20+b] / float32(n)
		}
	}
	return true
}

// A voice says phones.
type voice struct {
	pitch, size, pace float64
	rng               *rand.Rand
}

func newVoice(seed uint64) *voice {
	rng := rand.New(rand.NewPCG(seed, 77))
	return &voice{pitch: 90 + 120*rng.Float64(), size: 0.93 + 0.14*rng.Float64(), pace: 0.92 + 0.16*rng.Float64(), rng: rng}
}

// phones are first and second resonance in Hz; the first of 0 is a hiss.
var phones = map[rune][2]float64{
	'a': {800, 1300}, 'i': {300, 2300}, 'u': {320, 800}, 'e': {500, 1900}, 'o': {480, 950},
	's': {0, 5500}, 'f': {0, 3000}, 'k': {0, 1800}, 'm': {250, 1100}, 'l': {370, 1500},
}

const alphabet = "aiueosfkml"

// say is phones of 90 ms at an RMS of about 0.1.
func (v *voice) say(word string) []float32 {
	var out []float32
	for _, p := range word {
		n := int(0.09 * toyRate / v.pace * (0.9 + 0.2*v.rng.Float64()))
		out = append(out, v.phone(phones[p], n)...)
	}
	return out
}

func (v *voice) phone(f [2]float64, n int) []float32 {
	x := make([]float32, n)
	var s1, s2 [2]float64 // states of the resonators
	phase := 0.0
	for i := range x {
		in := v.rng.NormFloat64() * 0.02
		if f[0] > 0 {
			if phase += v.pitch / toyRate; phase >= 1 {
				phase--
				in += 1
			}
			in = resonate(&s1, in, f[0]*v.size) + 0.7*resonate(&s2, in, f[1]*v.size)
		} else {
			in = resonate(&s2, in*8, f[1]*v.size)
		}
		x[i] = float32(in * float64(min(i+1, n-i, 160)) / 160)
	}
	g := float32(0.1 / math.Sqrt(power(x)+1e-12))
	for i := range x {
		x[i] *= g
	}
	return x
}

func resonate(s *[2]float64, in, hz float64) float64 {
	const r = 0.97
	y := in + 2*r*math.Cos(2*math.Pi*hz/toyRate)*s[0] - r*r*s[1]
	s[0], s[1] = y, s[0]
	return y
}

// talk is random phones with pauses, for so many seconds.
func (v *voice) talk(seconds float64) []float32 {
	var out []float32
	for float64(len(out)) < seconds*toyRate {
		word := make([]rune, 2+v.rng.IntN(7))
		for i := range word {
			word[i] = rune(alphabet[v.rng.IntN(len(alphabet))])
		}
		out = append(out, v.say(string(word))...)
		out = append(out, make([]float32, v.rng.IntN(toyRate/3))...)
	}
	return withNoise(out, 0.0003, v.rng)
}

// withNoise adds white noise in place.
func withNoise(x []float32, rms float64, rng *rand.Rand) []float32 {
	for i := range x {
		x[i] += float32(rms * rng.NormFloat64())
	}
	return x
}

// recording is a word between stretches of a quiet room.
func recording(v *voice, word string) []float32 {
	x := make([]float32, toyRate/2+v.rng.IntN(toyRate/4))
	x = append(x, v.say(word)...)
	x = append(x, make([]float32, toyRate/2)...)
	return withNoise(x, 0.0005, v.rng)
}

// evidence is of talk, talk in noise, and noise, heard by the toy.
var evidence = sync.OnceValue(func() *Evidence {
	g, err := NewGatherer(newToy("toy"), GatherConfig{Bytes: 100_000, Dim: 24, Data: "made-up talk"})
	if err != nil {
		panic(err)
	}
	for i := range 4 {
		v := newVoice(uint64(1000 + i))
		for _, x := range [][]float32{v.talk(20), withNoise(v.talk(10), 0.02, v.rng), withNoise(make([]float32, 3*toyRate), 0.03, v.rng)} {
			if err := g.Hear(Samples(x, toyRate)); err != nil {
				panic(err)
			}
		}
	}
	ev, err := g.Evidence()
	if err != nil {
		panic(err)
	}
	return ev
})

// learnt is a model of a toy word from n voices.
func learnt(t testing.TB, word string, n int, c Config) (*Model, []Warning) {
	t.Helper()
	c.Word = word
	l, err := New(newToy("toy"), evidence(), c)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if _, err := l.Add(word, Samples(recording(newVoice(uint64(i)), word), toyRate)); err != nil {
			t.Fatal(err)
		}
	}
	m, warnings, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	return m, warnings
}

// sesame is a model that several tests look at.
func sesame() *Model { return learntSesame().model }

var learntSesame = sync.OnceValue(func() (s struct {
	model    *Model
	warnings []Warning
}) {
	s.model, s.warnings = learnt(&testing.T{}, testWord, 5, Config{})
	return s
})

const testWord = "simelokaf"

// detections are how often a model accepts in audio.
func detections(t testing.TB, m wake.Model, x []float32) int {
	t.Helper()
	d, err := wake.New(m, wake.Config{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, det := range d.Flush(d.Append(nil, x)) {
		if det.Verdict == wake.Accepted {
			n++
		}
	}
	return n
}

// fileOf is what a model writes.
func fileOf(t testing.TB, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := m.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("WriteTo = %d, %v; wrote %d bytes", n, err, b.Len())
	}
	return b.Bytes()
}
