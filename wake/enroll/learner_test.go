package enroll

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

func TestModel(t *testing.T) {
	if err := waketest.TestModel(sesame()); err != nil {
		t.Fatal(err)
	}
}

// TestLearn: voices that were not heard are accepted, in the clear and in noise;
// talk is not.
func TestLearn(t *testing.T) {
	m := sesame()
	clear, noisy := 0, 0
	for i := range 20 {
		v := newVoice(uint64(500 + i))
		x := slices.Concat(make([]float32, toyRate), recording(v, testWord), make([]float32, toyRate))
		clear += min(1, detections(t, m, x))
		noisy += min(1, detections(t, m, withNoise(x, 0.01, v.rng)))
	}
	if clear < 19 || noisy < 17 {
		t.Errorf("of 20 other voices %d are accepted in the clear, %d in noise; want 19 and 17", clear, noisy)
	}
	if n := detections(t, m, newVoice(900).talk(120)); n > 1 {
		t.Errorf("%d false accepts in two minutes of talk, want at most 1", n)
	}
	w := m.Info().Words[0]
	if w.Name != testWord || w.Span < 600*time.Millisecond || w.Span > 1100*time.Millisecond {
		t.Errorf("word %q of %v", w.Name, w.Span)
	}
	if c := w.Calibration; c.Hours < 0.03 || !strings.Contains(c.Data, "made-up talk") || !strings.Contains(c.Data, "5 recordings") {
		t.Errorf("calibration over %v h of %q", c.Hours, c.Data)
	}
	if got := m.Recordings(); len(got) != 5 || got[0] != testWord {
		t.Errorf("recordings %q", got)
	}
}

// TestLearnIsDeterministic: the same recordings and seed give the same file.
func TestLearnIsDeterministic(t *testing.T) {
	a, _ := learnt(t, "mikosa", 3, Config{Seed: 5})
	b, _ := learnt(t, "mikosa", 3, Config{Seed: 5})
	c, _ := learnt(t, "mikosa", 3, Config{Seed: 6})
	if !bytes.Equal(fileOf(t, a), fileOf(t, b)) {
		t.Error("two runs differ")
	}
	if bytes.Equal(fileOf(t, a), fileOf(t, c)) {
		t.Error("another seed changes nothing")
	}
}

// TestAnyRate: recordings at other rates and in stereo give the same word.
func TestAnyRate(t *testing.T) {
	l, err := New(newToy("toy"), evidence(), Config{Word: "mikosa"})
	if err != nil {
		t.Fatal(err)
	}
	x := recording(newVoice(1), "mikosa")
	mono, err := l.Add("mono", Samples(x, toyRate))
	if err != nil {
		t.Fatal(err)
	}
	up := make([]float32, 0, 4*len(x)) // 32 kHz in two channels, one silent
	for i := range x {
		next := x[min(i+1, len(x)-1)]
		up = append(up, x[i], 0, (x[i]+next)/2, 0)
	}
	stereo, err := l.Add("stereo", &interleaved{samples{up, 2 * toyRate}})
	if err != nil {
		t.Fatal(err)
	}
	if d := mono.Duration - stereo.Duration; d.Abs() > 30*time.Millisecond {
		t.Errorf("it lasts %v, in stereo at twice the rate %v", mono.Duration, stereo.Duration)
	}
	if d := mono.Span.LevelDBFS - stereo.Span.LevelDBFS; d < 5 || d > 8 {
		t.Errorf("half the channels silent cost %.1f dB, want about 6", d)
	}
}

type interleaved struct{ samples }

func (*interleaved) Channels() int { return 2 }

func TestNewErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		e    wake.Embedder
		c    Config
		want string
	}{
		{"another embedding", newToy("another"), Config{Word: "x"}, `evidence of "toy", the embedder is "another"`},
		{"no word", newToy("toy"), Config{}, "Word is"},
		{"broken word", newToy("toy"), Config{Word: "\xff"}, "Word is"},
		{"rate", newToy("toy"), Config{Word: "x", FalseAcceptsPerHour: -1}, "FalseAcceptsPerHour is -1"},
	} {
		if _, err := New(c.e, evidence(), c.c); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error that says %q", c.name, err, c.want)
		}
	}
	if _, err := New(newToy("toy"), nil, Config{Word: "x"}); err == nil {
		t.Error("no evidence, and no error")
	}
	if _, err := New(newToy("another"), evidence(), Config{Word: "x"}); !errors.Is(err, ErrEmbedding) {
		t.Errorf("%v, want ErrEmbedding", err)
	}
}

func TestAddErrors(t *testing.T) {
	l, err := New(newToy("toy"), evidence(), Config{Word: "mikosa"})
	if err != nil {
		t.Fatal(err)
	}
	v := newVoice(3)
	broken := errors.New("microphone pulled out")
	for _, c := range []struct {
		name string
		r    Audio
		want error
	}{
		{"silence", Samples(make([]float32, toyRate), toyRate), ErrNoUtterance},
		{"nothing", Samples(nil, toyRate), ErrNoUtterance},
		{"noise", Samples(withNoise(make([]float32, 2*toyRate), 0.1, v.rng), toyRate), ErrNoUtterance},
		{"twice", Samples(slices.Concat(recording(v, "mikosa"), recording(v, "mikosa")), toyRate), ErrSeveral},
		{"long", Samples(v.talk(31), toyRate), errLong},
		{"rate", Samples(nil, 7999), errFormat},
		{"broken", &failing{samples{recording(v, "mikosa"), toyRate}, broken}, broken},
	} {
		if _, err := l.Add(c.name, c.r); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, _, err := l.Learn(); err == nil || !strings.Contains(err.Error(), "0 recordings, want 3") {
		t.Errorf("Learn of nothing: %v", err)
	}
}

// failing is a source that breaks after its samples.
type failing struct {
	samples
	err error
}

func (f *failing) Read(dst []float32) (int, error) {
	if len(f.x) == 0 {
		return 0, f.err
	}
	return f.samples.Read(dst)
}

// best is the highest score of the first word in audio.
func best(m wake.Model, x []float32) float32 {
	s, in := m.NewScorer(), m.Info()
	top, dst := float32(noScore), make([]float32, len(in.Words))
	for ; len(x) >= in.Step; x = x[in.Step:] {
		s.Score(dst, x[:in.Step])
		top = max(top, dst[0])
	}
	return top
}

// TestOwnRoom: what the user's room holds scores far lower once it was heard, the
// word does not.
func TestOwnRoom(t *testing.T) {
	near := func(seed uint64) (x []float32) { // a jingle that ends like the word
		for i := range 8 {
			x = append(x, recording(newVoice(seed+uint64(i)), "olemokaf")...)
		}
		return x
	}
	l, err := New(newToy("toy"), evidence(), Config{Word: testWord})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if _, err := l.Add("word", Samples(recording(newVoice(uint64(i)), testWord), toyRate)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Without("room", Samples(near(800), toyRate)); err != nil {
		t.Fatal(err)
	}
	m, _, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	before, after := best(sesame(), near(700)), best(m, near(700))
	if after > before-1 {
		t.Errorf("the jingle scores %v before it was heard and %v after, want 1 less", before, after)
	}
	x := slices.Concat(make([]float32, toyRate), recording(newVoice(600), testWord))
	if before, after := best(sesame(), x), best(m, x); after < before-2 {
		t.Errorf("the word scores %v before and %v after", before, after)
	}
}

func BenchmarkLearn(b *testing.B) {
	for b.Loop() {
		learnt(b, testWord, 5, Config{})
	}
}

func BenchmarkScore(b *testing.B) {
	s := sesame().NewScorer()
	step, dst := make([]float32, 1280), make([]float32, 1)
	for b.Loop() {
		s.Score(dst, step)
	}
}
