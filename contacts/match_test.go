package contacts

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestMatchCases(t *testing.T) {
	b := book(t, people(t))
	for _, r := range rows(t, "testdata/match.txt") {
		m, err := b.Match(heardAs(r[0]))
		if got := answer(m, err); got != r[1] {
			t.Errorf("Match(%q) = %s, want %s (%s)\n%s", r[0], got, r[1], r[2], explained(m, err))
		}
	}
}

// A name that was heard exactly is a match in a list of any length.
func TestMatchExactNamesInShortLists(t *testing.T) {
	all := people(t)
	for _, n := range []int{1, 2, 3, 10} {
		for from := 0; from+n <= len(all); from += n {
			list := all[from : from+n]
			b := book(t, list)
			for _, c := range list {
				p := parse(&c)
				if p.given == "" || p.family == "" || strings.HasPrefix(c.ID, "fd") {
					continue
				}
				name := p.given + " " + p.family
				if m, err := b.Match(heardAs(name)); err != nil || m.Contact.ID != c.ID {
					t.Errorf("of %d: Match(%q) = %s, want %s\n%s", n, name, answer(m, err), c.ID, explained(m, err))
				}
				heard := "send it to " + p.given
				got := answer(b.Match(heardAs(heard)))
				if !strings.Contains(got, c.ID) {
					t.Errorf("of %d: Match(%q) = %s, want %s or a question", n, heard, got, c.ID)
				}
			}
		}
	}
}

func TestMatchNBest(t *testing.T) {
	b := book(t, people(t))
	agree := []Hypothesis{{"quentin of her nazi", 0.4}, {"quentin abernathy", 0.35}, {"went in abernathy", 0.25}}
	m, err := b.Match(agree)
	if err != nil || m.Contact.ID != "quent" {
		t.Fatalf("Match(%v) = %s, want quent\n%s", agree, answer(m, err), explained(m, err))
	}
	one, _ := b.Match(agree[:1])
	if m.Confidence <= one.Confidence {
		t.Errorf("confidence of three that agree is %v, of the first alone %v; want more", m.Confidence, one.Confidence)
	}
	sure, _ := b.Match(heardAs("quentin"))
	stray, _ := b.Match([]Hypothesis{{"i was going to say", 0.95}, {"quentin", 0.05}})
	if stray.Confidence >= sure.Confidence {
		t.Errorf("confidence of one reading in twenty is %v, of the same alone %v; want less", stray.Confidence, sure.Confidence)
	}
}

func TestMatchFields(t *testing.T) {
	b := book(t, people(t))
	m, err := b.Match(heardAs("Send it to Ana Keller, please!"))
	if err != nil {
		t.Fatalf("%v\n%s", err, explained(m, err))
	}
	if m.Heard != "Send it to Ana Keller, please!" || m.Fit != "ana keller" {
		t.Errorf("Heard %q, Fit %q; want the text as it came and the form", m.Heard, m.Fit)
	}
	if m.Confidence <= 0.5 || m.Confidence > 1 || m.Margin > m.Confidence || m.Margin <= 0 {
		t.Errorf("Confidence %v, Margin %v; want a probability and what it leads by", m.Confidence, m.Margin)
	}
	for _, want := range []string{"ana keller", "K", "sounds agree", "talk"} {
		if got := m.Explain(); !strings.Contains(got, want) {
			t.Errorf("Explain() = %q, want %q in it", got, want)
		}
	}
}

func TestMatchBadInput(t *testing.T) {
	b := book(t, people(t))
	many := make([]Hypothesis, maxNBest+1)
	for i := range many {
		many[i].Text = "ana"
	}
	for name, c := range map[string]struct {
		heard []Hypothesis
		want  error
		text  string // in the message
	}{
		"none":           {nil, ErrNobody, "nothing was heard"},
		"empty":          {heardAs(""), ErrNobody, "nothing was heard"},
		"spaces":         {heardAs(" \t\n"), ErrNobody, "nothing was heard"},
		"no letters":     {heardAs("🌷 …"), ErrNobody, "nothing was heard"},
		"control":        {heardAs("\x00\x01\x02"), ErrNobody, "nothing was heard"},
		"ten megabytes":  {heardAs(strings.Repeat("ana keller ", 1<<20)), ErrNobody, "nothing was heard"},
		"long talk":      {heardAs(strings.Repeat("ana keller ", 20)), ErrNobody, ""},
		"not UTF-8":      {heardAs("ana \xff keller"), ErrHeard, "hypothesis 1"},
		"NaN":            {[]Hypothesis{{"ana", 0.5}, {"anna", math.NaN()}}, ErrHeard, "hypothesis 2"},
		"negative":       {[]Hypothesis{{"ana keller", -0.1}}, ErrHeard, "-0.1"},
		"above one":      {[]Hypothesis{{"ana keller", 1.5}}, ErrHeard, "1.5"},
		"infinite":       {[]Hypothesis{{"ana keller", math.Inf(1)}}, ErrHeard, "+Inf"},
		"too many":       {many, ErrHeard, "65 hypotheses"},
		"another script": {heardAs("安娜"), ErrNobody, "nothing was heard"},
	} {
		m, err := b.Match(c.heard)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: error %v, want %v with %q", name, err, c.want, c.text)
		}
		if m.Contact.ID != "" || m.Confidence != 0 {
			t.Errorf("%s: match %v with an error", name, m.Contact.ID)
		}
	}
}

func TestMatchEmptyBook(t *testing.T) {
	for name, b := range map[string]*Book{"zero": {}, "of none": book(t, nil)} {
		if m, err := b.Match(heardAs("ana keller")); !errors.Is(err, ErrNobody) {
			t.Errorf("%s: Match = %s, want nobody", name, answer(m, err))
		}
	}
}

func TestPriors(t *testing.T) {
	list := people(t)
	for i := range list {
		if list[i].ID == "sean" {
			list[i].Weight = 1e6
		}
	}
	b := book(t, list)
	if got := answer(b.Match(heardAs("call sean"))); got != "? sean shaun" {
		t.Errorf("with a weight: %s; a tie must stay a question", got)
	}
	for _, talk := range []string{"yeah", "and", "but i think so", "shone"} {
		plain := answer(book(t, people(t)).Match(heardAs(talk)))
		if got := answer(b.Match(heardAs(talk))); plain == "-" && got != "-" {
			t.Errorf("Match(%q) = %s with a weight, nobody without: a prior made somebody", talk, got)
		}
	}
}

// Nobody stays nobody where a prior chooses among those who were not near.
func TestPriorsAskNothing(t *testing.T) {
	list := []Contact{
		{ID: "0", Given: "Ana", Family: "Doyle"}, {ID: "1", Given: "Wren", Family: "Keller"}, {ID: "2", Given: "María", Family: "Keller"},
		{ID: "3", Given: "Ana", Family: "Ashcroft"}, {ID: "4", Given: "Hannah", Family: "Kellner"},
	}
	if got := answer(book(t, list).Match(heardAs("ana keller"))); got != "-" {
		t.Fatalf("without a weight: %s, want nobody", got)
	}
	list[4].Weight = 0.5
	if got := answer(book(t, list).Match(heardAs("ana keller"))); got != "-" {
		t.Errorf("with a weight: %s, want nobody", got)
	}
}

func TestAsked(t *testing.T) {
	b := book(t, people(t))
	if got := answer(b.Asked().Match(heardAs("quentin"))); got != "quent" {
		t.Errorf("asked, Match(quentin) = %s, want quent", got)
	}
	for _, talk := range []string{"yeah", "right", "uh huh", "and", "really", "i don't know what you mean"} {
		if got := answer(b.Asked().Match(heardAs(talk))); got != "-" {
			t.Errorf("asked, Match(%q) = %s, want nobody", talk, got)
		}
	}
}
