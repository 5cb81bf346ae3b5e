package contacts

import (
	"errors"
	"testing"
)

// Two people in one breath are asked about, or nobody is found, whoever comes
// last; it never goes to one of them.
func TestTogether(t *testing.T) {
	b := book(t, people(t))
	for _, c := range []struct{ heard, want string }{
		{"ana keller and brigid o'neill", "-"}, // too much that was heard is not the name
		{"brigid o'neill and ana keller", "? ana oneill"},
		{"sean doyle or ana keller", "-"},
		{"send it to quentin abernathy or sean doyle please", "-"},
		{"quentin abernathy", "quent"},
	} {
		m, err := b.Match(heardAs(c.heard))
		if got := answer(m, err); got != c.want {
			t.Errorf("Match(%q) = %s, want %s\n%s", c.heard, got, c.want, explained(m, err))
		}
		amb, ok := errors.AsType[*AmbiguousError](err)
		if !ok {
			continue
		}
		sum := 0.0
		for _, x := range amb.Candidates {
			sum += x.Confidence
			if x.Apart == "" || x.Fit == "" {
				t.Errorf("Match(%q): candidate %q has no fit or nothing to tell it apart", c.heard, x.Contact.ID)
			}
		}
		if amb.Total != 2 || sum > amb.Confidence+1e-9 || amb.Confidence > 1 || amb.Explain() == "" {
			t.Errorf("Match(%q): %d candidates with %v of %v; want two that share a probability", c.heard, amb.Total, sum, amb.Confidence)
		}
	}
}

// TestTogetherWithNamesakes has one of two people share a first name: who is the
// only one of a name must not be taken for all that was said.
func TestTogetherWithNamesakes(t *testing.T) {
	b := book(t, []Contact{{ID: "lee", Name: "Ann Lee"}, {ID: "smith", Name: "Bob Smith"}, {ID: "jones", Name: "Bob Jones"}})
	for _, heard := range []string{"ann lee and bob", "bob and ann lee", "ann lee and bob smith", "bob smith or bob jones"} {
		m, err := b.Match(heardAs(heard))
		if err == nil {
			t.Errorf("Match(%q) = %s; want a question or nobody\n%s", heard, m.Contact.ID, explained(m, err))
		}
	}
	if m, err := b.Match(heardAs("ann lee")); err != nil || m.Contact.ID != "lee" {
		t.Errorf("Match of one person: %s", answer(m, err))
	}
}
