package microwakeword

import (
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func randomSamples(r *rand.Rand, bits int) *[fftSize]int16 {
	var x [fftSize]int16
	for i := range x {
		x[i] = int16(r.Uint32()) >> (16 - bits)
	}
	return &x
}

func TestFFTIsAFourierTransform(t *testing.T) {
	f := newIntFFT()
	x := randomSamples(rand.New(rand.NewPCG(1, 8)), 15)
	var got [halfFFT + 1]cpx
	f.transform(&got, x)
	for k, g := range got {
		var re, im float64
		for i, v := range x {
			s, c := math.Sincos(-2 * math.Pi * float64(i*k%fftSize) / fftSize)
			re, im = re+float64(v)*c/fftSize, im+float64(v)*s/fftSize
		}
		if math.Hypot(re-float64(g.r), im-float64(g.i)) > 4 {
			t.Errorf("bin %d: %v, want %.1f, %.1f", k, g, re, im)
		}
	}
}

func TestFFTVectorEqualsPlain(t *testing.T) {
	f := newIntFFT()
	if f.vector == nil {
		t.Skip("no vector instructions here")
	}
	r := rand.New(rand.NewPCG(1, 9))
	for i := range 300 {
		x := randomSamples(r, 1+i%16)
		if i%3 == 0 {
			for k := range x {
				if r.IntN(4) == 0 {
					x[k] = []int16{math.MinInt16, math.MaxInt16}[r.IntN(2)]
				}
			}
		}
		var got, want [halfFFT + 1]cpx
		f.vector.transform(&got, x)
		f.transformPlain(&want, x)
		if got != want {
			t.Fatalf("signal %d (-plain +vector):\n%s", i, cmp.Diff(fmt.Sprint(want), fmt.Sprint(got)))
		}
	}
}

// The tables come of floating point once; on every machine they must come out
// the same, since a weight that is off by one shows in the probabilities. The
// sums were taken where the features equal those of the reference.
func TestTablesAreTheSameEverywhere(t *testing.T) {
	tab := newTables()
	for _, c := range []struct {
		name string
		of   any
		want uint32
	}{
		{"window", tab.window, 0xb8067b9a},
		{"mel weights", tab.mel.bands, 0x82befbf2},
		{"gain", *tab.gain, 0x169ab72b},
		{"logarithm", *tab.log, 0xa4029a32},
		{"twiddle factors", tab.fft.twiddle, 0x32bf16ca},
		{"unpacking factors", tab.fft.unpack, 0x21e05677},
	} {
		if got := crc32.ChecksumIEEE(fmt.Append(nil, c.of)); got != c.want {
			t.Errorf("%s: checksum %#08x, want %#08x", c.name, got, c.want)
		}
	}
}

func TestMelWeights(t *testing.T) {
	m := newMelFilter()
	bin := firstBin
	for c, b := range m.bands {
		if b.from != bin || len(b.fall) == 0 || len(b.fall) != len(b.rise) {
			t.Fatalf("band %d starts at bin %d with %d and %d weights, want bin %d", c, b.from, len(b.fall), len(b.rise), bin)
		}
		bin += len(b.fall)
		for j := range b.fall {
			if sum := b.fall[j] + b.rise[j]; b.fall[j] < 0 || b.rise[j] < 0 || sum != 1<<weightBits {
				t.Errorf("band %d, bin %d: weights %d and %d, want a sum of %d", c, j, b.fall[j], b.rise[j], 1<<weightBits)
			}
			if j > 0 && b.fall[j] >= b.fall[j-1] {
				t.Errorf("band %d: the weights %v do not fall", c, b.fall)
			}
		}
	}
	if hz := float64(bin) * sampleRate / fftSize; math.Abs(hz-highestHz) > 32 {
		t.Errorf("the bands end at %v Hz, want %d", hz, highestHz)
	}
}

func TestRoot64(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 10))
	xs := []uint64{0, 1, 2, 3, 4, 6, 7, math.MaxUint32, 1 << 32, math.MaxUint64}
	for range 2000 {
		xs = append(xs, r.Uint64()>>r.IntN(64))
	}
	for _, x := range xs {
		root := new(big.Int).Sqrt(new(big.Int).SetUint64(x)).Uint64()
		limit := uint64(math.MaxUint32)
		if x>>32 == 0 {
			limit = math.MaxUint16
		}
		if want := root*root + root; x > want && root < limit { // beyond the middle
			root++
		}
		if got := root64(x); uint64(got) != root {
			t.Errorf("root of %d: %d, want %d", x, got, root)
		}
	}
}

func TestGainFollowsThePower(t *testing.T) {
	g := newGainCurve()
	for noise := uint32(0); noise < 1<<31; noise = noise + noise/7 + 1 {
		want := math.Exp2(gainBits) * math.Pow(float64(noise)/128+gainOffset, -gainPower)
		if got := float64(g.of(noise)); math.Abs(got-min(want, math.MaxInt16)) > 0.02*want+2 {
			t.Errorf("noise %d: gain %v, want about %.1f", noise, got, want)
		}
	}
}

func TestLogarithm(t *testing.T) {
	l := newLogCurve()
	for x := uint32(2); x < 1<<31; x += x/9 + 1 {
		want := 64 * math.Log(float64(x))
		if got := float64(l.of(x)); math.Abs(got-want) > 1 {
			t.Errorf("log of %d: %v, want about %.2f", x, got, want)
		}
	}
	if l.of(0) != 0 || l.of(1) != 0 || l.of(math.MaxUint32) > 1420 {
		t.Errorf("log of 0, 1 and the greatest: %d, %d, %d, want 0, 0, at most 1420", l.of(0), l.of(1), l.of(math.MaxUint32))
	}
}

// noisy is a second of noise that grows louder, without floating point.
func noisy() []int16 {
	out := make([]int16, sampleRate)
	x := uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		tone := int32(i*i/500%256) - 128
		out[i] = int16((int32(x>>18) - 1<<13 + 32*tone) * int32(i) / sampleRate)
	}
	return out
}

func frames(f *frontend, samples []int16) (out [][channels]uint16) {
	for len(samples) >= windowSize {
		var v [channels]uint16
		f.frame(&v, (*[windowSize]int16)(samples))
		out = append(out, v)
		samples = samples[160:]
	}
	return out
}

func TestFeaturesStayAsTheyWere(t *testing.T) {
	got := frames(&frontend{tables: newTables()}, noisy())
	want := [channels]uint16{
		177, 346, 430, 349, 474, 377, 292, 0, 399, 302, 177, 378, 475, 430, 414, 287, 266, 0, 0, 0,
		266, 0, 355, 440, 357, 0, 266, 0, 417, 177, 344, 0, 349, 133, 422, 0, 414, 177, 280, 0,
	}
	if d := cmp.Diff(want, got[60]); d != "" {
		t.Errorf("window 60 (-want +got):\n%s", d)
	}
	const all = uint32(0x8a079445)
	if sum := crc32.ChecksumIEEE(fmt.Append(nil, got)); sum != all {
		t.Errorf("%d windows: checksum %#08x, want %#08x", len(got), sum, all)
	}
}

func TestSilenceHasNoFeatures(t *testing.T) {
	for i, v := range frames(&frontend{tables: newTables()}, make([]int16, 800)) {
		if v != [channels]uint16{} {
			t.Errorf("window %d of silence: %v", i, v)
		}
	}
}

func TestLouderNoiseIsNoMatter(t *testing.T) {
	// The gain takes out a level that stays: a steady sound has the same features
	// at any loudness, but for the quietest.
	r := rand.New(rand.NewPCG(1, 11))
	quiet, loud := make([]int16, 3*sampleRate), make([]int16, 3*sampleRate)
	for i := range quiet {
		quiet[i] = int16(r.IntN(2048) - 1024)
		loud[i] = quiet[i] * 16
	}
	a := frames(&frontend{tables: newTables()}, quiet)
	b := frames(&frontend{tables: newTables()}, loud)
	sumA, sumB := 0, 0
	for i := len(a) - 50; i < len(a); i++ {
		for c := range channels {
			sumA, sumB = sumA+int(a[i][c]), sumB+int(b[i][c])
		}
	}
	if mean := float64(sumB-sumA) / (50 * channels); math.Abs(mean) > 40 {
		t.Errorf("24 dB louder: features of %.1f and %.1f", float64(sumA)/(50*channels), float64(sumB)/(50*channels))
	}
}

func TestResetForgets(t *testing.T) {
	f := &frontend{tables: newTables()}
	first := frames(f, noisy())
	f.reset()
	if d := cmp.Diff(first, frames(f, noisy())); d != "" {
		t.Errorf("after reset (-first +second):\n%s", d)
	}
}
