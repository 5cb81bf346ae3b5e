package contacts

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestWithAndWithout(t *testing.T) {
	b := book(t, people(t))
	more, err := b.With(Contact{ID: "zed", Name: "Zedekiah Okonkwo"}, Contact{ID: "quent", Name: "Quentin Morningstar"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := more.Len(), b.Len()+1; got != want {
		t.Errorf("Len = %d, want %d: one is new, one takes the place of another", got, want)
	}
	for _, c := range []struct{ heard, before, after string }{
		{"zedekiah okonkwo", "-", "zed"},
		{"quentin morningstar", "", "quent"},
		{"ana keller", "ana", "ana"},
	} {
		if got := answer(b.Match(heardAs(c.heard))); c.before != "" && got != c.before {
			t.Errorf("before: Match(%q) = %s, want %s", c.heard, got, c.before)
		}
		if got := answer(more.Match(heardAs(c.heard))); got != c.after {
			t.Errorf("after: Match(%q) = %s, want %s", c.heard, got, c.after)
		}
	}
	less, err := more.Without("zed", "ana")
	if err != nil || less.Len() != more.Len()-2 {
		t.Fatalf("Without = %d contacts, %v; want two fewer", less.Len(), err)
	}
	for _, heard := range []string{"zedekiah okonkwo", "ana keller"} {
		if got := answer(less.Match(heardAs(heard))); got == "zed" || got == "ana" {
			t.Errorf("without: Match(%q) = %s", heard, got)
		}
	}
	if _, ok := less.Contact("ana"); ok {
		t.Error("Contact(ana) is still there")
	}
	if _, ok := b.Contact("ana"); !ok {
		t.Error("the book that Without was called on lost a contact")
	}
}

// A book that grew contact by contact answers as one that was made at once.
func TestGrownBookAnswersAlike(t *testing.T) {
	all := people(t)
	whole := book(t, all)
	grown := &Book{}
	for _, c := range all {
		var err error
		if grown, err = grown.With(c); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 40 { // come and gone
		grown, _ = grown.With(Contact{ID: fmt.Sprint("gone", i), Name: "Anna Kellar"})
	}
	for i := range 40 {
		grown, _ = grown.Without(fmt.Sprint("gone", i))
	}
	if grown.Len() != whole.Len() || len(grown.shards) > 8 {
		t.Errorf("%d contacts in %d shards, want %d in few", grown.Len(), len(grown.shards), whole.Len())
	}
	for _, r := range rows(t, "testdata/match.txt") {
		m1, err1 := whole.Match(heardAs(r[0]))
		m2, err2 := grown.Match(heardAs(r[0]))
		if a, b := answer(m1, err1), answer(m2, err2); a != b || m1.Confidence != m2.Confidence {
			t.Errorf("Match(%q): whole %s %v, grown %s %v", r[0], a, m1.Confidence, b, m2.Confidence)
		}
	}
}

func TestChangeErrors(t *testing.T) {
	b := book(t, people(t))
	if _, err := b.Without("ana", "nobody"); !errors.Is(err, ErrUnknownID) || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("Without an unknown ID: %v", err)
	}
	if _, err := b.Only("nobody"); !errors.Is(err, ErrUnknownID) {
		t.Errorf("Only an unknown ID: %v", err)
	}
	if _, err := b.With(Contact{Name: "No ID"}); !errors.Is(err, ErrContact) {
		t.Errorf("With a contact without ID: %v", err)
	}
	if _, err := b.With(Contact{ID: "x", Name: "A"}, Contact{ID: "x", Name: "B"}); !errors.Is(err, ErrContact) {
		t.Errorf("With an ID twice: %v", err)
	}
}

func TestOnly(t *testing.T) {
	b, err := book(t, people(t)).Only("sean", "shaun", "sean")
	if err != nil || b.Len() != 2 {
		t.Fatalf("Only = %d contacts, %v; want 2", b.Len(), err)
	}
	if got := answer(b.Match(heardAs("fairweather"))); got != "shaun" && got != "-" {
		t.Errorf("Match(fairweather) among two = %s", got)
	}
	if got := answer(b.Match(heardAs("ana keller"))); got != "-" {
		t.Errorf("Match(ana keller) among others = %s, want nobody", got)
	}
}

func TestLearn(t *testing.T) {
	b := book(t, people(t))
	const heard = "call wooden apple knee"
	before := answer(b.Match(heardAs(heard)))
	b, err := b.Learn(heard, "quent")
	if err != nil {
		t.Fatal(err)
	}
	m, err := b.Match(heardAs(heard))
	if got := answer(m, err); got != "quent" || before == "quent" {
		t.Errorf("Match(%q) = %s before, %s after one correction; want quent after\n%s", heard, before, got, explained(m, err))
	}
	for _, r := range rows(t, "testdata/match.txt") {
		if got := answer(b.Match(heardAs(r[0]))); got != r[1] {
			t.Errorf("after learning another name, Match(%q) = %s, want %s", r[0], got, r[1])
		}
	}
	c, _ := b.Contact("quent")
	again := book(t, []Contact{c}) // what a host stores is the contact
	if got := answer(again.Match(heardAs(heard))); got != "quent" {
		t.Errorf("from a stored contact, Match(%q) = %s", heard, got)
	}
}

func TestLearnErrors(t *testing.T) {
	b := book(t, people(t))
	if _, err := b.Learn("ana", "nobody"); !errors.Is(err, ErrUnknownID) {
		t.Errorf("unknown contact: %v", err)
	}
	for _, heard := range []string{"", " … ", strings.Repeat("ana ", 500)} {
		if got, err := b.Learn(heard, "ana"); !errors.Is(err, ErrHeard) || got != b {
			t.Errorf("Learn(%.20q) = %v, want an error and the book as it was", heard, err)
		}
	}
}
