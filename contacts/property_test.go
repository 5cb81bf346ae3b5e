package contacts

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

var (
	someGivens   = []string{"Ana", "Anna", "Hannah", "Sean", "Shaun", "Bob", "Robert", "Lily", "Wren", "Quentin", "María", "Jo", "Bert"}
	someFamilies = []string{"Keller", "Kellner", "Doyle", "Ashcroft", "de la Cruz", "Fernández Ibarra", "Reilly", "Li", ""}
	someTalk     = []string{"ana keller", "call sean", "shone", "really", "but", "bob ash craft", "send it to maria", "robert", "on a keller", "hannah", "quentin please", "anna", "yeah", "jo"}
)

// someContacts draws a list of contacts with IDs of their own.
func someContacts(t *rapid.T, label string, most int) []Contact {
	n := rapid.IntRange(1, most).Draw(t, label)
	list := make([]Contact, n)
	for i := range list {
		list[i] = Contact{
			ID:     fmt.Sprintf("%s%02d", label, i),
			Given:  rapid.SampledFrom(someGivens).Draw(t, "given"),
			Family: rapid.SampledFrom(someFamilies).Draw(t, "family"),
		}
	}
	return list
}

func build(t *rapid.T, list []Contact) *Book {
	b, err := New(list, Config{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOrderChangesNothing(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 12)
		shuffled := rapid.Permutation(list).Draw(t, "order")
		heard := heardAs(rapid.SampledFrom(someTalk).Draw(t, "heard"), rapid.SampledFrom(someTalk).Draw(t, "second"))
		m1, err1 := build(t, list).Match(heard)
		m2, err2 := build(t, shuffled).Match(heard)
		if a, b := answer(m1, err1), answer(m2, err2); a != b || m1.Confidence != m2.Confidence || explained(m1, err1) != explained(m2, err2) {
			t.Errorf("%v: %s %v, in another order %s %v", heard, a, m1.Confidence, b, m2.Confidence)
		}
	})
}

// Two contacts of one name are never told apart.
func TestNamesakesAreAskedAbout(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 8)
		twin := rapid.SampledFrom(list).Draw(t, "twin")
		one := twin.ID
		twin.ID = "twin"
		twin.Weight = rapid.Float64Range(0.001, 1000).Draw(t, "weight")
		m, err := build(t, append(list, twin)).Match(heardAs(twin.Given + " " + twin.Family))
		if err == nil && (m.Contact.ID == one || m.Contact.ID == "twin") {
			t.Errorf("%q is %s, who has a namesake", m.Heard, m.Contact.ID)
		}
	})
}

// A longer list never turns a question into a match for a newcomer that does
// not fit better than those asked about: not for one of the same name, and not
// for one whose name was not heard.
func TestNewcomersDoNotAnswerQuestions(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 8)
		heard := heardAs(rapid.SampledFrom(someTalk).Draw(t, "heard"))
		before := answer(build(t, list).Match(heard))
		if before[0] != '?' {
			return
		}
		more := someContacts(t, "new", 3)
		for i := range more { // names that the list has
			like := rapid.SampledFrom(list).Draw(t, "like")
			more[i].Given, more[i].Family = like.Given, like.Family
		}
		after := answer(build(t, slices.Concat(list, more)).Match(heard))
		for _, c := range more {
			if after == c.ID {
				t.Errorf("%v: %s, and with more of the same names %s", heard, before, after)
			}
		}
	})
}

// Weights never make somebody of nobody.
func TestWeightsNeverAccept(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 8)
		heard := heardAs(rapid.SampledFrom(someTalk).Draw(t, "heard"))
		before := answer(build(t, list).Match(heard))
		for i := range list {
			list[i].Weight = rapid.Float64Range(1e-6, 1e6).Draw(t, "weight")
		}
		if after := answer(build(t, list).Match(heard)); (before == "-") != (after == "-") {
			t.Errorf("%v: %s without weights, %s with", heard, before, after)
		}
	})
}

func TestConfidencesAreProbabilities(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		list := someContacts(t, "c", 12)
		heard := heardAs(rapid.SampledFrom(someTalk).Draw(t, "heard"))
		m, err := build(t, list).Match(heard)
		if err == nil && (m.Confidence <= 0 || m.Confidence > 1 || m.RunnerUp.Confidence > m.Confidence || m.Contact.ID == "") {
			t.Errorf("%v: %+v", heard, m)
		}
		amb, ok := err.(*AmbiguousError)
		if !ok {
			return
		}
		sum := 0.0
		for i, c := range amb.Candidates {
			sum += c.Confidence
			if i > 0 && c.Confidence > amb.Candidates[i-1].Confidence {
				t.Errorf("%v: candidate %d is likelier than the one before it", heard, i)
			}
		}
		if len(amb.Candidates) < 2 || amb.Total < len(amb.Candidates) || sum > amb.Confidence+1e-9 || amb.Confidence > 1+1e-9 {
			t.Errorf("%v: %d of %d candidates with %v of %v", heard, len(amb.Candidates), amb.Total, sum, amb.Confidence)
		}
	})
}

// FuzzMatch: nothing that is heard, and no name, makes the matcher panic, and
// a match always names a contact of the list.
func FuzzMatch(f *testing.F) {
	f.Add("send it to ana keller", "Keller, Ana", "Ana", 0.5)
	f.Add("\xff", "\xff", "'", 1.0)
	f.Add("a b c d e f g h i j k l m n o p q r s", "J. R.", "", 0.0)
	f.Add("’’’", "()", "[", -1.0)
	f.Add("İstanbul ǅ", "Dr. (", "\u0301", 2.0)
	f.Fuzz(func(t *testing.T, heard, name, given string, confidence float64) {
		list := []Contact{{ID: "1", Name: name, Given: given, Nicknames: []string{heard}}, {ID: "2", Name: given}, {ID: "3", Name: "Ana Keller"}}
		b, err := New(list, Config{})
		if err != nil {
			return
		}
		nbest := []Hypothesis{{heard, confidence}, {name, 0}}
		m, err := b.Match(nbest)
		if err == nil && (m.Contact.ID < "1" || m.Contact.ID > "3" || !(m.Confidence > 0 && m.Confidence <= 1)) {
			t.Errorf("Match(%v) = %+v", nbest, m)
		}
		explained(m, err)
		if learnt, err := b.Learn(heard, "3"); err == nil {
			learnt.Match(nbest)
		}
	})
}
