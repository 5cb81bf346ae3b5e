package main

import (
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

// lexicon holds "a", "b" and "c", each with the chance e^-1.
func lexicon(t *testing.T) *phone.Lexicon {
	t.Helper()
	l, err := phone.ReadLexicon([]byte("HSWD1\n\x00\x00" + "\x03\x00\x00\x00" + "\x00\x00\x00" + "a\x00b\x00c\x00" +
		"\x0d\x0d\x0d" + "\x00\x00\x00" + "\x00\x00\x00" + "\x00\x00\x00"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestChooseTakesTheBestInOrder(t *testing.T) {
	all := []pair{{before: 2, word: 0, gain: 9}, {before: 0, word: 2, gain: 8}, {before: 0, word: 1, gain: 7}, {before: 1, word: 1, gain: 1}}
	got := choose(all, 3)
	want := [][2]int{{0, 1}, {0, 2}, {2, 0}}
	for i, p := range got {
		if len(got) != len(want) || p.before != want[i][0] || p.word != want[i][1] {
			t.Fatalf("chose %v, want %v", got, want)
		}
	}
	if n := len(choose(all, 99)); n != len(all) {
		t.Errorf("chose %d of %d", n, len(all))
	}
}

func TestEncodeIsRead(t *testing.T) {
	l := lexicon(t)
	kept := []pair{
		{before: 0, word: 1, logProb: -0.5, alone: -1},
		{before: 0, word: 2, logProb: -1.2, alone: -1},
		{before: 3, word: 0, logProb: -0.25, alone: -1}, // 3 is the start
	}
	talk := &source.Talk{Words: []string{"a", "b", "c", "other"}, LogProb: []float64{-1.1, -1.1, -1.1, -5}}
	p, err := phone.ReadPairs(encode(kept, backoffs(kept, talk, l)), l)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		before, word string
		want         float64
	}{{"a", "b", -0.5}, {"a", "c", -1.2}, {"", "a", -0.25}, {"b", "a", -1}} {
		if got := float64(p.LogProb(tt.before, tt.word)); math.Abs(got-tt.want) > 0.5/unit+1e-6 {
			t.Errorf("%q after %q has %g, want %g", tt.word, tt.before, got, tt.want)
		}
	}
	if got := p.LogProb("a", "a"); got >= -1 {
		t.Errorf("after a word whose pairs take most, another has %g; want less than alone", got)
	}
}

func TestBackoffsLeaveWhatPairsDoNotTake(t *testing.T) {
	l := lexicon(t)
	talk := &source.Talk{Words: []string{"a", "b", "c"}, LogProb: []float64{math.Log(0.5), math.Log(0.3), math.Log(0.2)}}
	kept := []pair{{before: 0, word: 1, logProb: math.Log(0.6), alone: math.Log(0.3)}}
	got := math.Exp(-backoffs(kept, talk, l)[0])
	if want := (1 - 0.6) / (1 - 0.3); math.Abs(got-want) > 1e-9 {
		t.Errorf("other words are multiplied by %g, want %g", got, want)
	}
}
