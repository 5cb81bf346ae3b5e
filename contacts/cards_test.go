package contacts

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// Contacts come back as they were given, whatever they have and lack.
func TestCardsKeepEverything(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "", "Ana", "de la Cruz", "🌷"})
	texts := rapid.SliceOfN(rapid.SampledFrom([]string{"Mum", "Boss", ""}), 1, 3)
	prop.Check(t, func(t *rapid.T) {
		var list []*Contact
		for i := range rapid.IntRange(0, 20).Draw(t, "contacts") {
			c := &Contact{ID: fmt.Sprintf("%02d", i)}
			for _, p := range c.texts() {
				*p = text.Draw(t, "text")
			}
			for _, p := range c.lists() {
				if rapid.Bool().Draw(t, "has") {
					*p = texts.Draw(t, "list")
				}
			}
			c.Weight = rapid.SampledFrom([]float64{0, 0, 2}).Draw(t, "weight")
			list = append(list, c)
		}
		k := newCards(list)
		if k.len() != len(list) {
			t.Fatalf("%d contacts, want %d", k.len(), len(list))
		}
		for i, want := range list {
			if diff := cmp.Diff(*want, k.contact(i)); diff != "" {
				t.Errorf("contact %d (-want +got):\n%s", i, diff)
			}
			if at := k.find(want.ID); at != i || k.id(i) != want.ID {
				t.Errorf("find(%q) = %d, want %d", want.ID, at, i)
			}
		}
		for _, id := range []string{"", "00a", "zz"} {
			if at := k.find(id); at != -1 {
				t.Errorf("find(%q) = %d, want none", id, at)
			}
		}
	})
}

// What a caller does with a contact, or with the list it gave, changes nothing
// in the book.
func TestCardsAreTheirOwn(t *testing.T) {
	given := []string{"Annie"}
	k := newCards([]*Contact{{ID: "1", Nicknames: given}})
	given[0] = "Bob"
	c := k.contact(0)
	c.Nicknames[0] = "Bill"
	if got := k.contact(0).Nicknames; !slices.Equal(got, []string{"Annie"}) {
		t.Errorf("nicknames are %q, want Annie", got)
	}
}

// A question about very many namesakes names the likeliest ten: by confidence,
// then by name, as if all had been sorted.
func TestManyNamesakes(t *testing.T) {
	var list []Contact
	for i := range 200 {
		list = append(list, Contact{ID: fmt.Sprintf("%03d", i*37%200), Given: "Quentin", Family: fmt.Sprintf("%c%co", 'a'+i%13, 'a'+i/13), Weight: float64(1 + i%2)})
	}
	_, err := book(t, list).Match(heardAs("call quentin please"))
	amb, ok := err.(*AmbiguousError)
	if !ok || amb.Total != 200 || len(amb.Candidates) != MaxCandidates {
		t.Fatalf("%v; want a question about all 200 that names %d", err, MaxCandidates)
	}
	slices.SortFunc(list, func(a, b Contact) int {
		if a.Weight != b.Weight {
			return int(b.Weight - a.Weight)
		}
		return slices.Compare([]byte(a.display()), []byte(b.display()))
	})
	for i, c := range amb.Candidates {
		if c.Contact.ID != list[i].ID {
			t.Errorf("candidate %d is %s, want %s", i, c.Contact.display(), list[i].display())
		}
	}
}
