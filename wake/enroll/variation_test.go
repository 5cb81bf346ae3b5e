package enroll

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake"
)

// sayings makes words of 4 values: each a course of its own, said by voices that
// differ by an offset along the first value, the same from beginning to end, and
// by a little of everything.
func sayings(words, voices int) [][]saying {
	rng := rand.New(rand.NewPCG(11, 12))
	var out [][]saying
	for range words {
		course := make([]float32, 4*variationTimes)
		for i := range course {
			course[i] = float32(2 * rng.NormFloat64())
		}
		var word []saying
		for range voices {
			s, offset := saying(slices.Clone(course)), float32(rng.NormFloat64())
			for i := range s {
				s[i] += float32(0.1 * rng.NormFloat64())
				if i%4 == 0 {
					s[i] += offset
				}
			}
			word = append(word, s)
		}
		out = append(out, word)
	}
	return out
}

// TestVariation: what voices differ by is found, what words differ by is not in it.
func TestVariation(t *testing.T) {
	w := unwhitened(4)
	v := variationOf(sayings(80, 6), &w)
	if v.times != variationTimes || len(v.time) != v.times*v.times || len(v.space) != 16 {
		t.Fatalf("%d times, %d and %d values", v.times, len(v.time), len(v.space))
	}
	trace := 0.0
	for i := range v.times {
		trace += v.time[i*v.times+i] / float64(v.times)
		if c := v.time[i*v.times]; c < 0.9 || c > 1.1 {
			t.Errorf("the first vector and vector %d go together by %v, want about 1: the offset stays", i, c)
		}
	}
	if math.Abs(trace-1) > 1e-9 {
		t.Errorf("%v on average along the diagonal, want 1", trace)
	}
	// A vector's mean square is 4*2² of the word, 1 of the offset and 4*0.1².
	if want := 1.01 / 17.04; math.Abs(v.space[0]-want) > 0.1*want {
		t.Errorf("the first value varies by %v, want %v", v.space[0], want)
	}
	for i, c := range v.space[1:] {
		if math.Abs(c) > 0.003 {
			t.Errorf("entry %d is %v, want next to nothing", i+1, c)
		}
	}
}

// TestPrior: its gradient is that of its value, also for windows longer than the
// variation reaches, and without one it is the ridge.
func TestPrior(t *testing.T) {
	w := unwhitened(4)
	known := variationOf(sayings(10, 4), &w)
	rng := rand.New(rand.NewPCG(5, 6))
	for _, v := range []*variation{{}, &known} {
		for _, window := range []int{1, 8, variationTimes + 3} {
			p, n := v.prior(window, 4), 4*window
			x, grad := make([]float64, n+1), make([]float64, n+1)
			for i := range x {
				x[i] = rng.NormFloat64()
			}
			value := p.add(grad, x)
			if grad[n] != 0 {
				t.Error("the bias is held down")
			}
			if plain := ridge / 2 * inner(x[:n], x[:n]); v.times == 0 && math.Abs(value-plain) > 1e-12 || v.times > 0 && value < 1.01*plain {
				t.Errorf("%d times: value %v, the ridge is %v", v.times, value, plain)
			}
			for i := range n {
				const h = 1e-4
				up, down := slices.Clone(x), slices.Clone(x)
				up[i], down[i] = up[i]+h, down[i]-h
				scratch := make([]float64, n+1)
				if want := (p.add(scratch, up) - p.add(scratch, down)) / (2 * h); math.Abs(want-grad[i]) > 1e-6*max(1, math.Abs(want)) {
					t.Fatalf("%d times, window %d: slope %v along %d, differences say %v", v.times, window, grad[i], i, want)
				}
			}
		}
	}
}

// TestVariationTurnsHeads: of two values that tell the word alike, a head follows
// the one in which voices do not differ.
func TestVariationTurnsHeads(t *testing.T) {
	w := unwhitened(4)
	known := variationOf(sayings(40, 6), &w)
	var all []sample
	for i := range 40 {
		x := make([]float32, 8*4)
		for j := 0; j < len(x); j += 4 {
			x[j], x[j+1] = 1, 1
			if i%2 == 1 {
				x[j], x[j+1] = -1, -1
			}
			x[j+2] = float32(math.Sin(float64(i * j)))
		}
		all = append(all, sample{x: x, gain: gain(x), weight: 1.0 / 20, word: i%2 == 0})
	}
	share := func(v *variation) (first, second float64) {
		h := fit(all, v.prior(8, 4), nil, steps)
		for j := 0; j < len(h.w); j += 4 {
			first, second = first+float64(h.w[j]), second+float64(h.w[j+1])
		}
		return first, second
	}
	if a, b := share(new(variation)); math.Abs(a-b) > 1e-3*b {
		t.Errorf("without a variation the two weigh %v and %v, want the same", a, b)
	}
	if a, b := share(&known); b <= 0 || a > 0.3*b {
		t.Errorf("where voices differ it weighs %v, where they do not %v; want far less", a, b)
	}
}

// TestVariationFile: evidence keeps its variation in a file, reads files of the
// format before, which had none, and believes no hostile numbers.
func TestVariationFile(t *testing.T) {
	ev := *evidence()
	w := unwhitened(24)
	var words [][]saying
	rng := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		word := make([]saying, 3)
		for i := range word {
			word[i] = make(saying, 24*variationTimes)
			for j := range word[i] {
				word[i][j] = float32(rng.NormFloat64())
			}
		}
		words = append(words, word)
	}
	write := func() []byte {
		var b bytes.Buffer
		if _, err := ev.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	plain := write()
	old, err := ReadEvidence(bytes.NewReader(resum(append([]byte(magicEvidence1), plain[8:]...))))
	if err != nil || old.variation.times != 0 || len(old.codes) != len(ev.codes) {
		t.Errorf("the format before: %v", err)
	}
	ev.variation = variationOf(words, &w)
	data := write()
	got, err := ReadEvidence(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range [][2][]float64{{ev.variation.time, got.variation.time}, {ev.variation.space, got.variation.space}} {
		for i, want := range m[0] {
			if math.Abs(m[1][i]-want) > 1e-5 {
				t.Fatalf("entry %d is %v, want %v", i, m[1][i], want)
			}
		}
	}
	wild := slices.Clone(data)
	from := bytes.Index(wild, floatBytes(factor(ev.variation.time, variationTimes)))
	copy(wild[from:], floatBytes([]float32{-2000}))
	for name, data := range map[string][]byte{
		"variation over time: enroll: malformed file: number 0 is -2000": resum(wild),
		"variation over -20 vectors":                                     withHead(t, data, `"variation":20`, `"variation":-20`),
		"variation over 2000 vectors":                                    withHead(t, data, `"variation":20`, `"variation":2000`),
		"variation of values":                                            resum(slices.Concat(data[:from+900], data[len(data)-32:])),
	} {
		if _, err := ReadEvidence(bytes.NewReader(data)); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want ErrFormat that says %s", err, name)
		}
	}
}

// TestSame: words that several voices say are heard where they end; those said
// once, or not to be heard, teach nothing.
func TestSame(t *testing.T) {
	g, err := NewGatherer(newToy("toy"), GatherConfig{Bytes: 60_000, Dim: 24})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Hear(Samples(newVoice(1).talk(45), toyRate)); err != nil {
		t.Fatal(err)
	}
	without, err := g.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"simelo", "kafusi", "lumake"} {
		for i := range 3 {
			if err := g.Same(word, Samples(recording(newVoice(uint64(i)), word), toyRate)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := g.Same("once", Samples(recording(newVoice(9), "selafo"), toyRate)); err != nil {
		t.Fatal(err)
	}
	if err := g.Same("nothing", Samples(make([]float32, toyRate), toyRate)); !errors.Is(err, ErrNoUtterance) || !strings.Contains(err.Error(), "nothing") {
		t.Errorf("silence: %v, want ErrNoUtterance", err)
	}
	if err := g.Same("twice", Samples(slices.Concat(recording(newVoice(1), "mikosa"), recording(newVoice(2), "mikosa")), toyRate)); !errors.Is(err, ErrSeveral) {
		t.Errorf("two utterances: %v, want ErrSeveral", err)
	}
	if said := g.said(); len(said) != 3 || len(said[0]) != 6 {
		t.Errorf("%d words, want 3 of 6 sayings", len(said))
	}
	with, err := g.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	if without.variation.times != 0 || with.variation.times != variationTimes || with.variation.space[0] <= 0 {
		t.Errorf("variation over %d vectors without words, %d with", without.variation.times, with.variation.times)
	}
	if !with.white.equal(&without.white) {
		t.Error("the words changed the whitening: they are no evidence")
	}
}

// TestNoRoom: a file that the whitening fills alone is refused, not written empty.
func TestNoRoom(t *testing.T) {
	wide := &wideToy{newToy("wide")}
	g, err := NewGatherer(wide, GatherConfig{Bytes: 60_000, Dim: 96})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Hear(Samples(make([]float32, 45*toyRate), toyRate)); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Evidence(); err == nil || !strings.Contains(err.Error(), "Bytes is 60000, too few") {
		t.Errorf("%v, want an error that says Bytes", err)
	}
}

// wideToy claims 96 values, most of them nothing.
type wideToy struct{ *toyEmbedder }

func (w *wideToy) Embedding() wake.EmbeddingInfo {
	in := w.toyEmbedder.Embedding()
	in.Size = 96
	return in
}
