package contacts

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestNewErrors(t *testing.T) {
	good := Contact{ID: "1", Name: "Ana Keller"}
	for name, c := range map[string]struct {
		list   []Contact
		config Config
		want   error
		text   string
	}{
		"no ID":           {[]Contact{good, {Name: "Bo"}}, Config{}, ErrContact, "number 2"},
		"ID twice":        {[]Contact{good, {ID: "1", Name: "Bo"}}, Config{}, ErrContact, `"1" is given twice`},
		"not UTF-8":       {[]Contact{{ID: "1", Name: "\xff"}}, Config{}, ErrContact, "Name"},
		"alias not UTF-8": {[]Contact{{ID: "1", Name: "A", Aliases: []string{"\xff"}}}, Config{}, ErrContact, "Aliases"},
		"endless name":    {[]Contact{{ID: "1", Name: strings.Repeat("a", 2000)}}, Config{}, ErrContact, "2000 bytes"},
		"too many names":  {[]Contact{{ID: "1", Nicknames: make([]string, 65)}}, Config{}, ErrContact, "65 Nicknames"},
		"weight NaN":      {[]Contact{{ID: "1", Name: "A", Weight: math.NaN()}}, Config{}, ErrContact, "Weight"},
		"weight negative": {[]Contact{{ID: "1", Name: "A", Weight: -1}}, Config{}, ErrContact, "Weight"},
		"rate":            {[]Contact{good}, Config{FalseAcceptRate: 0.5}, ErrConfig, "FalseAcceptRate is 0.5"},
		"rate NaN":        {[]Contact{good}, Config{FalseAcceptRate: math.NaN()}, ErrConfig, "NaN"},
		"certainty":       {[]Contact{good}, Config{Certainty: 1}, ErrConfig, "Certainty is 1"},
	} {
		if b, err := New(c.list, c.config); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) || b != nil {
			t.Errorf("%s: New = %v, %v; want %v with %q", name, b, err, c.want, c.text)
		}
	}
}

// Contacts without a name that can be read are kept and never matched.
func TestUnreadableNames(t *testing.T) {
	list := []Contact{{ID: "1", Name: "李小龙"}, {ID: "2"}, {ID: "3", Name: "🌷"}, {ID: "4", Name: "Ольга Петрова"},
		{ID: "5", Name: "李娜", Pronunciations: []string{"Lee Nah"}}}
	b := book(t, list)
	if got := answer(b.Match(heardAs("call olga petrova"))); got != "4" {
		t.Errorf("Cyrillic: %s, want 4", got)
	}
	if got := answer(b.Match(heardAs("call lee nah"))); got != "5" {
		t.Errorf("by its pronunciation: %s, want 5", got)
	}
	for _, heard := range []string{"yeah", "call somebody else"} {
		if got := answer(b.Match(heardAs(heard))); got != "-" {
			t.Errorf("Match(%q) = %s, want nobody", heard, got)
		}
	}
}

// A stricter rate never turns a refusal into a match.
func TestFalseAcceptRateOnlyRefusesMore(t *testing.T) {
	rates := []float64{0.01, 0.007, 0.003, 0.001, 0.0003, 0.0001}
	for _, r := range rows(t, "testdata/match.txt") {
		refused := false
		for _, rate := range rates {
			b, err := New(people(t), Config{FalseAcceptRate: rate})
			if err != nil {
				t.Fatal(err)
			}
			got := answer(b.Match(heardAs(r[0])))
			if refused && got != "-" {
				t.Errorf("Match(%q) at a rate of %v = %s, refused at a laxer one", r[0], rate, got)
			}
			refused = got == "-"
		}
	}
}

func TestThresholdFollowsRate(t *testing.T) {
	last := math.Inf(1)
	for _, rate := range []float64{0.0001, 0.0002, 0.0003, 0.0004, 0.001, 0.005, 0.01} {
		if got := threshold(rate); got >= last {
			t.Errorf("threshold(%v) = %v, want less than %v of a stricter rate", rate, got, last)
		} else {
			last = got
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	b := book(t, people(t))
	var want []string
	cases := rows(t, "testdata/match.txt")
	for _, r := range cases {
		want = append(want, answer(b.Match(heardAs(r[0]))))
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, r := range cases {
				if got := answer(b.Match(heardAs(r[0]))); got != want[i] {
					t.Errorf("Match(%q) beside others = %s, alone %s", r[0], got, want[i])
				}
			}
		})
	}
	wait.Wait()
}

// What a caller still holds cannot change a book.
func TestNewCopies(t *testing.T) {
	list := people(t)
	list[0].Aliases = []string{"nan killer"}
	b := book(t, list)
	list[0].Name, list[0].Aliases[0] = "Somebody Else", "else"
	c, _ := b.Contact("ana")
	if c.Name != "Keller, Ana" || !slices.Equal(c.Aliases, []string{"nan killer"}) {
		t.Errorf("the book's contact became %v %v", c.Name, c.Aliases)
	}
}
