package enroll

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake/waketest"
)

// TestLearnFromMistakes: a false accept scores far lower, a missed voice higher,
// and all that was accepted before still is; also where the model went through
// its file in between.
func TestLearnFromMistakes(t *testing.T) {
	m, err := ReadModel(bytes.NewReader(fileOf(t, sesame())), newToy("toy"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := func(seed uint64) []float32 {
		return slices.Concat(make([]float32, toyRate), recording(newVoice(seed), "olemokaf"), make([]float32, toyRate/2))
	}
	odd := func(seed uint64) []float32 { // a child who cannot say l
		v := newVoice(seed)
		v.size, v.pitch = 1.12, 300
		return slices.Concat(make([]float32, toyRate), recording(v, "simeuokaf"), make([]float32, toyRate/2))
	}
	l, err := Resume(m, evidence(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Wrong("radio", Samples(wrong(40), toyRate)); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add("child", Samples(odd(41), toyRate)); err != nil {
		t.Fatal(err)
	}
	better, _, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	if before, after := best(m, wrong(50)), best(better, wrong(50)); after > before-0.5 {
		t.Errorf("the false accept scores %v, then %v; want less", before, after)
	}
	if before, after := best(m, odd(51)), best(better, odd(51)); after < before+0.5 {
		t.Errorf("the child scores %v, then %v; want more", before, after)
	}
	kept := 0
	for i := range 20 {
		kept += min(1, detections(t, better, slices.Concat(make([]float32, toyRate), recording(newVoice(uint64(500+i)), testWord), make([]float32, toyRate))))
	}
	if kept < 18 {
		t.Errorf("of 20 voices that were accepted %d still are, want 18", kept)
	}
	if names := better.Recordings(); len(names) != 6 || names[5] != "child" {
		t.Errorf("recordings %q", names)
	}
	if len(m.Recordings()) != 5 {
		t.Error("the model before has changed")
	}
	if err := waketest.TestModel(better); err != nil {
		t.Error(err)
	}
}

// TestResumeChangesNothing: with nothing new, nothing is learnt anew.
func TestResumeChangesNothing(t *testing.T) {
	l, err := Resume(sesame(), evidence(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(fileOf(t, m), fileOf(t, sesame())) {
		t.Error("the file is another")
	}
}

func TestResumeErrors(t *testing.T) {
	other := *evidence()
	other.white.mean = slices.Clone(other.white.mean)
	other.white.mean[0]++
	if _, err := Resume(sesame(), &other, Config{}); !errors.Is(err, ErrEmbedding) {
		t.Errorf("other evidence: %v, want ErrEmbedding", err)
	}
	l, err := Resume(sesame(), evidence(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range MaxRecordings - 5 {
		l.pending = append(l.pending, pending{take: Take{Name: "x"}, x: make([]float32, i)})
	}
	if _, err := l.Add("one more", Samples(nil, toyRate)); err == nil || !strings.Contains(err.Error(), "60 recordings already") {
		t.Errorf("recording 61: %v", err)
	}
}

// TestJoin: joined models score as they do alone.
func TestJoin(t *testing.T) {
	other, _ := learnt(t, "mufaki", 3, Config{})
	j, err := Join(sesame(), other)
	if err != nil {
		t.Fatal(err)
	}
	if err := waketest.TestModel(j); err != nil {
		t.Error(err)
	}
	x := slices.Concat(recording(newVoice(5), testWord), recording(newVoice(6), "mufaki"))
	both, a, b := j.NewScorer(), sesame().NewScorer(), other.NewScorer()
	for i := 0; i+1280 <= len(x); i += 1280 {
		var got, want [2]float32
		both.Score(got[:], x[i:i+1280])
		a.Score(want[:1], x[i:i+1280])
		b.Score(want[1:], x[i:i+1280])
		if got != want {
			t.Fatalf("step %d: %v joined, %v alone", i/1280, got, want)
		}
	}
}

func TestJoinErrors(t *testing.T) {
	if _, err := Join(); err == nil {
		t.Error("no models joined")
	}
	if _, err := Join(sesame(), sesame()); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a word twice: %v", err)
	}
	foreign := *sesame()
	foreign.embedder = newToy("another")
	if _, err := Join(sesame(), &foreign); !errors.Is(err, ErrEmbedding) {
		t.Errorf("two embeddings: %v, want ErrEmbedding", err)
	}
	other := *sesame()
	other.white.mean = make([]float32, other.white.size)
	if _, err := Join(sesame(), &other); !errors.Is(err, ErrEmbedding) {
		t.Errorf("different evidence: %v, want ErrEmbedding", err)
	}
}
