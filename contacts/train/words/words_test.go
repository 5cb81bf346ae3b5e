package main

import (
	"math"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

var dict = source.Dictionary{
	"anna": {{phone.AE, phone.N, phone.AH}, {phone.AA, phone.N, phone.AH}},
	"ann":  {{phone.AE, phone.N}},
	"nan":  {{phone.N, phone.AE, phone.N}},
	"an":   {{phone.AE, phone.N}},
	"a.":   {{phone.EY}},
}

func sample() (list, *phone.Lexicon, error) {
	talk := &source.Talk{Words: []string{"a.", "an", "anna", "nan", "zzz"}, LogProb: []float64{-1, -2, -6, -9, -3}}
	names := &source.Names{Male: []string{"nan"}, Female: []string{"anna", "ann"}, Family: []string{"annan"}}
	l := collect(options{talk: 2, given: 2, family: 1}, dict, talk, names)
	tokens, _ := l.pronounce(dict, &phone.Letters{})
	lexicon, err := phone.ReadLexicon(l.encode(tokens))
	return l, lexicon, err
}

func TestCollect(t *testing.T) {
	l, _, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]word{}
	for i, w := range l {
		got[w.text] = *w
		if i > 0 && l[i-1].text >= w.text {
			t.Errorf("%q is not before %q", l[i-1].text, w.text)
		}
	}
	if len(got) != 5 {
		t.Errorf("%d words %v, want an anna ann annan nan", len(got), got)
	}
	if got["an"].talk != 1+2*costUnit || got["nan"].talk != 1+9*costUnit || got["ann"].talk != 0 {
		t.Errorf("talk costs %d, %d, %d; want 25, 109, none", got["an"].talk, got["nan"].talk, got["ann"].talk)
	}
	if got["anna"].given == 0 || got["anna"].family != 0 || got["annan"].family == 0 {
		t.Errorf("anna %+v, annan %+v; want a given name and a surname", got["anna"], got["annan"])
	}
}

// A small sample cannot be aligned; its words are there without a way to say
// them, and with their chances.
func TestEncodeIsRead(t *testing.T) {
	l, lexicon, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	if lexicon.Len() != len(l) {
		t.Errorf("%d words read, want %d", lexicon.Len(), len(l))
	}
	for i, w := range l {
		if at, ok := lexicon.Index(w.text); !ok || at != i {
			t.Errorf("%q is at %d, %v; want %d", w.text, at, ok, i)
		}
	}
	if got := lexicon.TalkLogProb("an"); got != -2 {
		t.Errorf("an has %g, want -2", got)
	}
}

func TestStoredWaysAreRead(t *testing.T) {
	var l list
	for i := range 64 { // one word again and again, so that its chunks are no slip
		var text strings.Builder
		text.WriteString("anna")
		for bit := range 6 {
			text.WriteString(string(rune('b' + i>>(5-bit)&1)))
		}
		l = append(l, &word{text: text.String()})
	}
	d := source.Dictionary{}
	for _, w := range l {
		d[w.text] = [][]phone.Phone{{phone.AE, phone.N, phone.AH}, {phone.AA, phone.N, phone.AH}}
	}
	tokens, lost := l.pronounce(d, &phone.Letters{})
	if lost != 0 {
		t.Fatalf("%d words lost", lost)
	}
	lexicon, err := phone.ReadLexicon(l.encode(tokens))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range l {
		got, ok := lexicon.Pronounce(nil, w.text, 3)
		if !ok || len(got) != 2 || got[0].Phones[0] != phone.AE || got[1].Phones[0] != phone.AA {
			t.Fatalf("%q is said %v, want the dictionary's two ways in its order", w.text, got)
		}
		if p := math.Exp(float64(got[0].LogProb)); math.Abs(p-2.0/3) > 0.03 {
			t.Errorf("the first way has %.2f, want two thirds", p)
		}
	}
}

func TestWaysPreferTheDictionary(t *testing.T) {
	w := &word{text: "anna"}
	ways := waysOf(w, dict, &phone.Letters{})
	if len(ways) != 2 || ways[0].chance <= ways[1].chance {
		t.Errorf("ways %v; want the dictionary's, falling", ways)
	}
}

func TestCost(t *testing.T) {
	for _, tt := range []struct {
		logProb float64
		want    byte
	}{{0, 1}, {-1, 13}, {-100, 255}, {0.5, 1}} {
		if got := cost(tt.logProb); got != tt.want {
			t.Errorf("cost(%g) = %d, want %d", tt.logProb, got, tt.want)
		}
	}
}
