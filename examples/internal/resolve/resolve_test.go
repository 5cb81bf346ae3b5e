package resolve

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

func testBook(t *testing.T) *contacts.Book {
	t.Helper()
	b, err := contacts.New([]contacts.Contact{{ID: "1", Name: "Ann Lee"}, {ID: "2", Name: "Ann Smith"}, {ID: "3", Name: "Robert Jones"}}, contacts.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// people names candidates by their IDs.
func people(ids ...string) (list []confirm.Candidate) {
	for _, id := range ids {
		list = append(list, confirm.Candidate{ID: id})
	}
	return list
}

func TestBook(t *testing.T) {
	for _, c := range []struct {
		name string
		q    confirm.Query
		want []string
	}{
		{"all", confirm.Query{}, []string{"1", "2", "3"}},
		{"those asked about", confirm.Query{Among: people("1", "2")}, []string{"1", "2"}},
		{"not the rejected", confirm.Query{Rejected: people("2")}, []string{"1", "3"}},
		{"asked about and rejected", confirm.Query{Among: people("1", "2"), Rejected: people("2")}, []string{"1"}},
		{"rejected, not asked about", confirm.Query{Among: people("1", "2"), Rejected: people("3")}, []string{"1", "2"}},
		{"rejected, in no book", confirm.Query{Rejected: []confirm.Candidate{{Name: "Bob"}, {ID: "9"}}}, []string{"1", "2", "3"}},
		{"nobody left", confirm.Query{Among: people("1"), Rejected: people("1")}, nil},
	} {
		book, err := Book(testBook(t), c.q)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, id := range []string{"1", "2", "3"} {
			if _, ok := book.Contact(id); ok {
				got = append(got, id)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if _, err := Book(testBook(t), confirm.Query{Among: people("1", "9")}); !errors.Is(err, contacts.ErrUnknownID) {
		t.Errorf("asked about somebody unknown: %v, want ErrUnknownID", err)
	}
}

func TestCandidates(t *testing.T) {
	for heard, want := range map[string][]string{
		"robert jones":      {"Robert Jones"},
		"send it to ann":    {"Ann Lee", "Ann Smith"},
		"quentin tarantino": nil,
		"not UTF-8: \xff":   nil,
	} {
		nbest := NBest([]confirm.Hypothesis{{Text: heard, Confidence: confirm.Known(0.9)}})
		if nbest[0] != (contacts.Hypothesis{Text: heard, Confidence: 0.9}) {
			t.Errorf("NBest(%q) = %+v", heard, nbest)
		}
		var got []string
		for _, c := range Candidates(testBook(t).Match(nbest)) {
			if p := c.Confidence.Or(0); c.ID == "" || !(p > 0 && p <= 1) {
				t.Errorf("%q: candidate %+v; want an ID and a confidence", heard, c)
			}
			got = append(got, c.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", heard, diff)
		}
	}
	if got := NBest([]confirm.Hypothesis{{Text: "ann"}}); got[0].Confidence != 0 {
		t.Errorf("unknown confidence becomes %v, want 0", got[0].Confidence)
	}
}

func TestWith(t *testing.T) {
	book, err := contacts.New([]contacts.Contact{
		{ID: "1", Name: "Ann Lee"}, {ID: "2", Name: "Ann Smith"}, {ID: "3", Name: "Robert Jones"},
	}, contacts.Config{})
	if err != nil {
		t.Fatal(err)
	}
	heard := func(text string) []confirm.Hypothesis { return []confirm.Hypothesis{{Text: text}} }
	tests := []struct {
		name string
		q    confirm.Query
		want []string
	}{
		{"one", confirm.Query{NBest: heard("robert jones")}, []string{"3"}},
		{"several", confirm.Query{NBest: heard("send it to ann")}, []string{"1", "2"}},
		{"one is out", confirm.Query{NBest: heard("ann lee"), Rejected: []confirm.Candidate{{ID: "3"}}}, []string{"1"}},
		{"nobody", confirm.Query{NBest: heard("what is the weather like tomorrow")}, nil},
		{"asked about somebody unknown", confirm.Query{NBest: heard("ann lee"), Among: []confirm.Candidate{{ID: "9"}}}, nil},
	}
	for _, tt := range tests {
		r := With(book).Resolve(tt.q)
		var got []string
		for _, c := range r.Candidates {
			got = append(got, c.ID)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || (len(got) == 0) != (r.Why != "") {
			t.Errorf("%s: (-want +got)\n%s\nwhy %q", tt.name, diff, r.Why)
		}
	}
}
