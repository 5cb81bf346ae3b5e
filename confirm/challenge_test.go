package confirm

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		expect, said string
		want         bool
		extra        string
	}{
		{"bob smith river", "bob smith river", true, ""},
		{"bob smith river", "uh bob smith river please", true, "uh please"},
		{"bob smith river", "bob smit rivers", true, ""},
		{"bob smith river", "bob river", true, ""},
		{"bob smith river", "smith river", true, ""},
		{"bob smith river", "river", false, ""},
		{"bob smith river", "bob smith", false, ""},
		{"bob smith river", "river bob smith", false, "bob smith"},
		{"bob smith river", "bob smith lemon", false, "lemon"},
		{"mom river", "river", false, ""},
		{"mom river", "mom river", true, ""},
		{"river lemon", "lemon", false, ""},
		{"", "anything", false, "anything"},
		{"", "", false, ""},
		{"bob smith river", "", false, ""},
	} {
		expect := strings.Fields(tt.expect)
		extra, ok := match(expect, strings.Fields(tt.said), (len(expect)-1)/2)
		if ok != tt.want || ok && strings.Join(extra, " ") != tt.extra {
			t.Errorf("match(%q, %q) = %q, %v; want %q, %v", tt.expect, tt.said, extra, ok, tt.extra, tt.want)
		}
	}
}

// TestDrawAvoidsTheTalk lets the talk hold all challenge words but one.
func TestDrawAvoidsTheTalk(t *testing.T) {
	list := english().ChallengeWords()
	if len(list) < 20 {
		t.Fatalf("%d challenge words, want enough to choose from", len(list))
	}
	for seed := range uint64(20) {
		s := newStage(t, Config{Seed: seed}, Request{Value: "Bob Smith"})
		left := list[int(seed)%len(list)]
		for i, w := range list {
			if w != left {
				at := time.Duration(i) * time.Millisecond
				s.m.room.add(Span{at, at + 1}, []string{w})
			}
		}
		// The room forgets after a while; what it still holds is not drawn.
		for range 5 {
			if w := s.m.drawWord(""); s.m.room.held[w] > 0 {
				t.Errorf("seed %d: drew %q, which the talk has just held", seed, w)
			}
		}
	}
}

func TestDrawIsSeeded(t *testing.T) {
	draw := func(seed uint64) string {
		s := newStage(t, Config{Seed: seed, Phrase: TwoWords}, Request{Value: "Bob Smith"})
		return s.m.draw()
	}
	var all []string
	for seed := range uint64(30) {
		a, b := draw(seed), draw(seed)
		if a != b {
			t.Errorf("seed %d drew %q and %q", seed, a, b)
		}
		if f := strings.Fields(a); len(f) != 2 || f[0] == f[1] {
			t.Errorf("seed %d drew %q, want two different words", seed, a)
		}
		all = append(all, a)
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n < 20 {
		t.Errorf("30 seeds drew only %d different phrases", n)
	}
}

func TestDigitsDiffer(t *testing.T) {
	for seed := range uint64(50) {
		s := newStage(t, Config{Seed: seed, Phrase: Digits}, Request{Value: "Bob Smith"})
		f := strings.Fields(s.m.draw())
		if len(f) != 3 || f[0] == f[1] || f[1] == f[2] || f[0] == f[2] {
			t.Errorf("seed %d drew %q, want three different digits", seed, f)
		}
	}
}

// TestCodeIsSecret checks that neither a prompt nor the Record holds the code.
func TestCodeIsSecret(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Stakes: Purchase, Code: "zebra lemon", Evidence: trusted()})
	for _, l := range []string{"ask code", "say 0.7 zebra melon", "wait", "ask code", "say 0.7 zebra lemon", "ask announce", "say 0.1 lemon", "wait", "end proceed proof Bob Smith"} {
		if err := s.do(l); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
	}
	for _, p := range s.prompts {
		if strings.Contains(p.Text, "zebra") || p.Expect != "" {
			t.Errorf("the prompt %+v gives the code away", p)
		}
	}
	b, err := json.Marshal(s.m.Outcome().Record)
	if err != nil || strings.Contains(string(b), "zebra") || strings.Contains(string(b), "lemon") {
		t.Errorf("the record gives the code away (%v): %s", err, b)
	}
}

// TestCodeIsWhole wants every word of a code, and tells none of it where it
// comes in the same breath as the command.
func TestCodeIsWhole(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Stakes: Purchase, Await: "send", Code: "zebra lemon river", Evidence: trusted()})
	for _, l := range []string{"say 0.7 send it the code is zebra lemon river", "ask code", "say 0.7 zebra river", "wait", "ask code", "say 0.7 lemon river", "wait", "ask not sent", "end not-sent no-proof"} {
		if err := s.do(l); err != nil {
			t.Fatalf("%q: %v\n%s", l, err, s.m.outcome.Record.Timeline())
		}
	}
	if got := s.m.Outcome().Record.Timeline(); strings.Contains(got, "zebra") || strings.Contains(got, "river") {
		t.Errorf("the record gives the code away:\n%s", got)
	}
}

// mute is a language without challenge words.
type mute struct{ *Reader }

func (mute) ChallengeWords() []string { return nil }

// few is a language whose challenge anybody guesses.
type few struct{ *Reader }

func (few) ChallengeWords() []string { return []string{"zebra", "lemon"} }

// TestDrawWithoutWords falls back to digits, never to an empty phrase.
func TestDrawWithoutWords(t *testing.T) {
	c, err := Config{}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(c, Request{Action: "send", Value: "Bob Smith"}, mute{english()})
	if got := m.draw(); len(strings.Fields(got)) != 3 || m.lang.Digits(got) == "" {
		t.Errorf("drew %q, want three digits", got)
	}
	m.lang = few{english()}
	if got := m.draw(); m.lang.Digits(got) == "" {
		t.Errorf("drew %q where two words are all there is, want digits", got)
	}
	m.value.Name = "☎"
	m.lang = english()
	if got := m.draw(); len(strings.Fields(got)) != 2 || len(m.expect) != 2 {
		t.Errorf("drew %q for a name that cannot be spoken, want two words", got)
	}
}
