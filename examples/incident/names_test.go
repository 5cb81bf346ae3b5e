package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

func testBook(t *testing.T, names string) *addressBook {
	t.Helper()
	list, err := readNames(strings.NewReader(names))
	if err != nil {
		t.Fatal(err)
	}
	b, err := newAddressBook(list)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func found(r confirm.Resolution) []string {
	names := []string{}
	for _, c := range r.Candidates {
		names = append(names, c.Name)
	}
	return names
}

func TestResolve(t *testing.T) {
	b := testBook(t, "Mary Cole\nMary Jones\nPeter Grant\nSusan Clark")
	candidate := func(name string) []confirm.Candidate {
		for _, c := range b.list {
			if c.Name == name {
				return []confirm.Candidate{{ID: c.ID, Name: c.Name}}
			}
		}
		t.Fatalf("no %q", name)
		return nil
	}
	maries := append(candidate("Mary Cole"), candidate("Mary Jones")...)
	tests := []struct {
		name  string
		heard string
		q     confirm.Query
		want  []string
		why   string
	}{
		{"one", "send a message to susan clark", confirm.Query{}, []string{"Susan Clark"}, whyOne},
		{"a tie is asked about", "send a message to mary", confirm.Query{}, []string{"Mary Cole", "Mary Jones"}, whySeveral},
		{"nobody", "really in march", confirm.Query{}, []string{}, whyNobody},
		{"nobody, though a name was asked for", "really in march", confirm.Query{Asked: true}, []string{}, whyNobody},
		{"refused, and not among those asked about", "mary jones", confirm.Query{Among: maries, Rejected: candidate("Susan Clark")}, []string{"Mary Jones"}, whyOne},
		{"among those asked about", "mary jones", confirm.Query{Among: maries}, []string{"Mary Jones"}, whyOne},
		{"nobody else than those", "susan clark", confirm.Query{Among: maries}, []string{}, whyNobody},
		{"not whom the user refused", "send it to mary", confirm.Query{Rejected: candidate("Mary Cole")}, []string{"Mary Jones"}, whyOne},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.q.NBest = []confirm.Hypothesis{{Text: tt.heard, Confidence: confirm.Known(0.9)}}
			got := b.Resolve(tt.q)
			if diff := cmp.Diff(tt.want, found(got)); diff != "" {
				t.Errorf("Resolve(%q) (-want +got):\n%s\n%s", tt.heard, diff, got.Why)
			}
			if what, _, _ := strings.Cut(got.Why, ": "); what != tt.why {
				t.Errorf("Resolve(%q).Why = %q; want it to begin with %q", tt.heard, got.Why, tt.why)
			}
		})
	}
}

// All contacts refused leave nobody, not an error that looks like one.
func TestResolveNobodyLeft(t *testing.T) {
	b := testBook(t, "Mary Cole")
	q := confirm.Query{
		NBest:    []confirm.Hypothesis{{Text: "mary cole"}},
		Rejected: []confirm.Candidate{{ID: b.list[0].ID}},
	}
	if got := b.Resolve(q); len(got.Candidates) != 0 {
		t.Errorf("Resolve = %+v; want nobody", got)
	}
}

func TestReadNames(t *testing.T) {
	list, err := readNames(strings.NewReader("# people\n\n  Ana   Keller \nZoë\x07 Li\n"))
	want := []contacts.Contact{{ID: "line 0003", Name: "Ana Keller"}, {ID: "line 0004", Name: "Zoë· Li"}}
	if diff := cmp.Diff(want, list); err != nil || diff != "" {
		t.Errorf("readNames: %v (-want +got):\n%s", err, diff)
	}
	for in, want := range map[string]string{
		"":                       "no names",
		"# nobody\n":             "no names",
		"Ann\n\xff\xfe\n":        "line 2 is not UTF-8",
		strings.Repeat("a", 1e5): "token too long",
	} {
		if _, err := readNames(strings.NewReader(in)); !errors.Is(err, errNames) || !strings.Contains(err.Error(), want) {
			t.Errorf("readNames(%.20q) = %v; want errNames with %q", in, err, want)
		}
	}
}

func TestReadCards(t *testing.T) {
	card := func(lines string) string {
		return "BEGIN:VCARD\r\nVERSION:4.0\r\n" + lines + "END:VCARD\r\n"
	}
	in := card("UID:1\r\nFN:Susan Clark\r\n") + card("UID:2\r\nKIND:group\r\nFN:Family\r\n") + card("UID:3\r\nFN:Tom Wood\r\nNICKNAME:Tommy\r\n")
	list, err := readCards(strings.NewReader(in))
	if err != nil || len(list) != 2 || list[0].Name != "Susan Clark" || list[1].Nicknames[0] != "Tommy" {
		t.Errorf("readCards = %+v, %v; want the two people, the group passed over", list, err)
	}
	if _, err := readCards(strings.NewReader(card("NOTE:nobody\r\n"))); !errors.Is(err, errNames) {
		t.Errorf("a card without a name: %v; want errNames", err)
	}
}
