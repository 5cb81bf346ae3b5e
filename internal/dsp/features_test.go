package dsp

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testConfig() FeatureConfig {
	return FeatureConfig{
		SampleRate: 16000, Frame: 400, Hop: 160, FFT: 512, Scale: 32768,
		Bands: 40, LowHz: 60, HighHz: 7800, PCEN: testPCEN,
	}
}

func mustFeatures(t testing.TB) *Features {
	t.Helper()
	f, err := NewFeatures(testConfig())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// speechLike is noise whose loudness swings like syllables, in [-1, 1].
func speechLike(seed uint64, n int) []float32 {
	x := noise(seed, n)
	for i := range x {
		swing := math.Sin(float64(i) * 2 * math.Pi * 4 / 16000)
		x[i] *= float32(0.1 * swing * swing)
		x[i] = min(max(x[i], -1), 1)
	}
	return x
}

// The whole front end against its definition, step by step in float64 with a
// plain Fourier sum.
func TestFeaturesEqualTheDefinition(t *testing.T) {
	x := speechLike(3, 4000)
	got := mustFeatures(t).NewStream().Append(nil, x)
	want := referenceFeatures(testConfig(), x)
	if len(got) != len(want) {
		t.Fatalf("%d values, want %d", len(got), len(want))
	}
	for i := range want {
		if math.Abs(float64(got[i])-want[i]) > 1e-5 {
			t.Fatalf("frame %d band %d = %v, want %v", i/40, i%40, got[i], want[i])
		}
	}
}

func referenceFeatures(c FeatureConfig, x []float32) (out []float64) {
	corner := func(i int) float64 {
		low, high := hzToMel(c.LowHz), hzToMel(c.HighHz)
		return melToHz(low + (high-low)*float64(i)/float64(c.Bands+1))
	}
	level := make([]float64, c.Bands)
	for start := 0; start+c.Frame <= len(x); start += c.Hop {
		frame := make([]float32, c.FFT)
		for i := range c.Frame {
			hann := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(c.Frame))
			frame[i] = float32(float64(x[start+i]) * c.Scale * hann)
		}
		spectrum := naiveDFT(frame)
		for b := range c.Bands {
			e := 0.0
			for k, v := range spectrum {
				f := float64(k) * float64(c.SampleRate) / float64(c.FFT)
				w := min((f-corner(b))/(corner(b+1)-corner(b)), (corner(b+2)-f)/(corner(b+2)-corner(b+1)))
				e += max(0, w) * (real(v)*real(v) + imag(v)*imag(v))
			}
			if start == 0 {
				level[b] = e
			}
			s := float64(c.PCEN.Smoothing)
			level[b] = (1-s)*level[b] + s*e
			gain := math.Pow(float64(c.PCEN.Eps)+level[b], float64(c.PCEN.Alpha)) * float64(c.PCEN.Delta)
			out = append(out, math.Log1p(e/gain))
		}
	}
	return out
}

// However the samples are cut, the frames are the same to the last bit.
func TestFeaturesIgnoreCuts(t *testing.T) {
	f := mustFeatures(t)
	x := speechLike(4, 16000)
	want := f.NewStream().Append(nil, x)
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 2))
		s := f.NewStream()
		var got []float32
		for rest := x; len(rest) > 0; {
			n := min(r.IntN(700), len(rest))
			got = s.Append(got, rest[:n])
			rest = rest[n:]
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("seed %d (-whole +cut):\n%s", seed, d)
		}
	}
}

func TestFeatureFrameCount(t *testing.T) {
	f := mustFeatures(t)
	for _, c := range []struct{ samples, frames int }{
		{0, 0}, {1, 0}, {399, 0}, {400, 1}, {559, 1}, {560, 2}, {16000, 98},
	} {
		if got := len(f.NewStream().Append(nil, make([]float32, c.samples))) / f.Bands(); got != c.frames {
			t.Errorf("%d samples give %d frames, want %d", c.samples, got, c.frames)
		}
	}
}

// Reset leaves nothing of the stream before: neither an effect nor a sample.
func TestFeatureReset(t *testing.T) {
	f := mustFeatures(t)
	s := f.NewStream()
	s.Append(nil, speechLike(5, 8123))
	s.Reset()
	for _, buf := range [][]float32{s.recent[:cap(s.recent)], s.padded, s.scratch, s.power, s.level} {
		if slices.ContainsFunc(buf, func(v float32) bool { return v != 0 }) {
			t.Fatal("Reset left audio behind")
		}
	}
	x := speechLike(6, 4000)
	if d := cmp.Diff(f.NewStream().Append(nil, x), s.Append(nil, x)); d != "" {
		t.Errorf("after Reset (-new stream +reset stream):\n%s", d)
	}
}

// Samples that are no numbers, infinite or absurd leave finite features, and
// no trace in the features once their frames and the level's memory are past.
func TestFeaturesSurviveBadSamples(t *testing.T) {
	f := mustFeatures(t)
	x := speechLike(7, 3200)
	x[900], x[901] = float32(math.NaN()), 0
	for i, v := range []float64{math.Inf(1), math.Inf(-1), 1e38, -1e38, 5e-324} {
		x[1500+i] = float32(v)
	}
	for i, v := range f.NewStream().Append(nil, x) {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) || v < 0 {
			t.Fatalf("frame %d band %d = %v", i/40, i%40, v)
		}
	}
	clean := slices.Clone(x[:1400])
	clean[900] = 0
	if d := cmp.Diff(f.NewStream().Append(nil, clean), f.NewStream().Append(nil, x[:1400])); d != "" {
		t.Errorf("NaN is not heard as silence:\n%s", d)
	}
}

func TestNewFeaturesRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*FeatureConfig)
		want string
	}{
		{"no frame", func(c *FeatureConfig) { c.Frame = 0 }, "frame 0"},
		{"no hop", func(c *FeatureConfig) { c.Hop = 0 }, "hop 0"},
		{"hop beyond frame", func(c *FeatureConfig) { c.Hop = 401 }, "hop 401"},
		{"frame beyond FFT", func(c *FeatureConfig) { c.Frame = 513 }, "frame 513"},
		{"FFT no power of two", func(c *FeatureConfig) { c.FFT = 500 }, "FFT of 500"},
		{"scale of zero", func(c *FeatureConfig) { c.Scale = 0 }, "scale 0"},
		{"scale NaN", func(c *FeatureConfig) { c.Scale = math.NaN() }, "scale NaN"},
		{"too many bands", func(c *FeatureConfig) { c.Bands = 200 }, "between two bins"},
		{"PCEN", func(c *FeatureConfig) { c.PCEN.Delta = 0 }, "PCEN"},
	} {
		cfg := testConfig()
		c.edit(&cfg)
		if _, err := NewFeatures(cfg); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestFeaturesAllocateNothing(t *testing.T) {
	s := mustFeatures(t).NewStream()
	x, dst := speechLike(8, 320), make([]float32, 0, 200)
	if n := testing.AllocsPerRun(100, func() { dst = s.Append(dst[:0], x) }); n != 0 {
		t.Errorf("Append allocates %v times", n)
	}
}

func BenchmarkFeatures(b *testing.B) {
	s := mustFeatures(b).NewStream()
	x, dst := speechLike(8, 16000), make([]float32, 0, 5000)
	b.ReportAllocs()
	for b.Loop() {
		dst = s.Append(dst[:0], x)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*3600, "cpu-s/h")
}

// The features of a fixed signal, as a checksum of their bits: the same on
// every machine, with and without vector kernels. A change of this number is a
// change of what every user of a model hears.
func TestSameBitsEverywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	x := make([]float32, 16000)
	for i := range x {
		x[i] = (r.Float32() - 0.5) * float32(i%4000) / 4000
	}
	hash := fnv.New64a()
	for _, v := range mustFeatures(t).NewStream().Append(nil, x) {
		_ = binary.Write(hash, binary.LittleEndian, v)
	}
	if got, want := hash.Sum64(), uint64(0x7ece76a7f07fafed); got != want {
		t.Errorf("checksum %#x, want %#x", got, want)
	}
}
