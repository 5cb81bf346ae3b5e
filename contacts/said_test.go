package contacts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// judged gives the names that may have been said for a text, each with the
// contacts whom it fits.
func judged(b *Book, text string) (groups []string, names []said) {
	readings, _ := read(heardAs(text))
	sc := newScratch()
	sc.found = make([][]found, len(b.shards))
	all, _ := b.weigh(sc, readings)
	names, of := b.names(all)
	for n := range names {
		var ids []string
		for i, k := range of {
			if int(k) == n {
				ids = append(ids, all[i].id)
			}
		}
		slices.Sort(ids)
		groups = append(groups, strings.Join(ids, " "))
	}
	return groups, names
}

// A name is what can be said alike, in whatever way a contact has it, but not
// what it is short for.
func TestNames(t *testing.T) {
	list := []Contact{
		{ID: "sean", Name: "Sean Doyle"}, {ID: "shaun", Name: "Shaun Fairweather"},
		{ID: "becker", Given: "Randall", Family: "Becker", Nicknames: []string{"Randy"}}, {ID: "richter", Name: "Randy Richter"},
		{ID: "kate", Name: "Kate Marlow"}, {ID: "katherine", Name: "Katherine Glover"}, {ID: "kathryn", Name: "Kathryn Teel"},
		{ID: "smith1", Name: "Edith Smyth"}, {ID: "smith2", Name: "Edith Smith"}, {ID: "jones", Name: "Edith Jones"},
	}
	b := book(t, list)
	for _, c := range []struct{ heard, first string }{
		{"call sean", "sean shaun"},
		{"randy", "becker richter"},
		{"kate", "kate"}, // the Katherines may be called so; she is
		{"randy richter", "richter"},
		{"call edith", "jones smith1 smith2"},
	} {
		groups, names := judged(b, c.heard)
		if len(groups) == 0 || groups[0] != c.first {
			t.Errorf("names(%q) = %q, want %q first", c.heard, groups, c.first)
		}
		for i, n := range names {
			if want := len(strings.Fields(groups[i])); n.count != want {
				t.Errorf("names(%q): name %d fits %d, want the %d of %q", c.heard, i, n.count, want, groups[i])
			}
		}
	}
}

// Names grow in number and in contacts, and never past their bounds; each
// contact that came near has one, in the order of what speaks for it.
func TestNamesAreBounded(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		b := build(t, someContacts(t, "c", 40))
		heard := rapid.SampledFrom(someTalk).Draw(t, "heard")
		groups, names := judged(b, heard)
		if len(names) > maxApart {
			t.Errorf("%d names for %q, want at most %d", len(names), heard, maxApart)
		}
		seen := map[string]bool{}
		for i, n := range names {
			if n.count < 1 || i > 0 && n.lift > names[i-1].lift {
				t.Errorf("%q: name %d of %+v has no contact, or is likelier than the one before", heard, i, names)
			}
			for id := range strings.FieldsSeq(groups[i]) {
				if seen[id] {
					t.Errorf("%q: %s has two names in %q", heard, id, groups)
				}
				seen[id] = true
			}
		}
	})
}

// One name that fits somebody by a relation and somebody by the given name is a
// question, though the two do not fit to the last digit.
func TestNamesakesOfAnyKindAreAskedAbout(t *testing.T) {
	b := book(t, []Contact{
		{ID: "a", Name: "Randy Proctor"}, {ID: "b", Given: "Gordon", Family: "Becker", Relations: []string{"Randy"}}, {ID: "c", Name: "Quentin Abernathy"},
	})
	if got := answer(b.Match(heardAs("message randy"))); got != "? a b" {
		t.Errorf("Match(message randy) = %s, want ? a b", got)
	}
}

// A question leaves no name out because another has many contacts.
func TestQuestionsHoldEveryName(t *testing.T) {
	var list []Contact
	for i := range 30 {
		list = append(list, Contact{ID: fmt.Sprint("ana", i), Given: "Kelly", Family: fmt.Sprint("Doyle", i)})
	}
	for i := range 3 {
		list = append(list, Contact{ID: fmt.Sprint("holly", i), Given: "Kerry", Family: fmt.Sprint("Winslow", i)})
	}
	b := book(t, list)
	amb, ok := errors.AsType[*AmbiguousError](matched(b, "send it to kelly"))
	if !ok {
		t.Fatal("Match(send it to kelly) is no question")
	}
	if len(amb.Candidates) != MaxCandidates || amb.Total < 30 {
		t.Errorf("%d of %d candidates, want %d of at least 30", len(amb.Candidates), amb.Total, MaxCandidates)
	}
	groups, _ := judged(b, "send it to kelly")
	for _, g := range groups {
		ids, n := strings.Fields(g), 0
		for _, c := range amb.Candidates {
			if slices.Contains(ids, c.Contact.ID) {
				n++
			}
		}
		if n < min(ofEachName, len(ids)) {
			t.Errorf("%d candidates of the %d whom one name fits, want at least %d", n, len(ids), min(ofEachName, len(ids)))
		}
	}
	if len(groups) < 2 {
		t.Errorf("names = %q, want Kelly and Kerry", groups)
	}
}

// Where only a prior puts a match in doubt there are two to ask about.
func TestPriorsAskAboutTwo(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 8)
		heard := heardAs(rapid.SampledFrom(someTalk).Draw(t, "heard"))
		for i := range list {
			list[i].Weight = rapid.SampledFrom([]float64{1e-6, 1, 1e6}).Draw(t, "weight")
		}
		b, err := New(list, Config{FalseAcceptRate: 0.01, Certainty: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Match(heard)
		if amb, ok := errors.AsType[*AmbiguousError](err); ok && (len(amb.Candidates) < 2 || amb.Total < 2) {
			t.Errorf("%v: a question about %d of %d", heard, len(amb.Candidates), amb.Total)
		}
	})
}

func matched(b *Book, text string) error {
	_, err := b.Match(heardAs(text))
	return err
}

// Certainty asks more of who was meant, never of whether somebody was: what is a
// match without it is a match or a question with it.
func TestCertaintyAsks(t *testing.T) {
	list := madeList(400)
	plain := book(t, list)
	for _, certainty := range []float64{0.9, 0.999, 0.99999} {
		b, err := New(list, Config{Certainty: certainty})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list[:60] {
			heard := heardAs(c.Given + " " + c.Family)
			want, err := plain.Match(heard)
			if err != nil {
				continue
			}
			m, err := b.Match(heard)
			which, asked := errors.AsType[*AmbiguousError](err)
			switch {
			case asked:
				if len(which.Candidates) < 2 || which.Candidates[0].Contact.ID != want.Contact.ID {
					t.Errorf("certainty %v, %v: a question about %v, want %s first, and another", certainty, heard, which.Candidates, want.Contact.ID)
				}
			case err != nil || m.Contact.ID != want.Contact.ID:
				t.Errorf("certainty %v, %v: %s, want %s or a question", certainty, heard, answer(m, err), want.Contact.ID)
			}
		}
	}
}

// The other in a question about one name is the likeliest, priors included.
func TestRivalIsTheLikeliest(t *testing.T) {
	j := judgement{names: []said{{0, 1, 0}}, of: []int8{0}, shares: []float64{0.6, 0.01, 0.39}}
	j.rival()
	if got := fmt.Sprint(j.of); got != "[0 -1 0]" {
		t.Errorf("names of the contacts: %s, want [0 -1 0]", got)
	}
}
