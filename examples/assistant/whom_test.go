package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
)

func TestWhom(t *testing.T) {
	book, err := contacts.New(people, contacts.Config{})
	if err != nil {
		t.Fatal(err)
	}
	said := func(texts ...string) (nbest []confirm.Hypothesis) {
		for i, text := range texts {
			nbest = append(nbest, confirm.Hypothesis{Text: text, Confidence: confirm.Known(1 / float64(i+2))})
		}
		return nbest
	}
	anns := []confirm.Candidate{{ID: "1"}, {ID: "2"}}
	for _, c := range []struct {
		name string
		q    confirm.Query
		want []string
	}{
		{"one", confirm.Query{NBest: said("robert jones")}, []string{"Robert Jones"}},
		{"two", confirm.Query{NBest: said("send it to ann")}, []string{"Ann Lee", "Ann Smith"}},
		{"nobody", confirm.Query{NBest: said("quentin tarantino")}, nil},
		{"nothing heard", confirm.Query{}, nil},
		{"in the second hypothesis", confirm.Query{NBest: said("row but joins", "robert jones")}, []string{"Robert Jones"}},
		{"one of those asked about", confirm.Query{NBest: said("ann smith"), Among: anns}, []string{"Ann Smith"}},
		{"none of those asked about", confirm.Query{NBest: said("robert jones"), Among: anns}, nil},
		{"all but the rejected", confirm.Query{NBest: said("send it to ann"), Rejected: anns[:1]}, []string{"Ann Smith"}},
		{"rejected among those asked about", confirm.Query{NBest: said("ann lee"), Among: anns, Rejected: anns[:1]}, nil},
		{"rejected and not asked about", confirm.Query{NBest: said("ann smith"), Among: anns[1:], Rejected: anns[:1]}, []string{"Ann Smith"}},
	} {
		r := whom(book, c.q)
		var got []string
		for _, x := range r.Candidates {
			got = append(got, x.Name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s%s", c.name, diff, r.Why)
		}
	}
	// That a name was asked for makes a bare one likelier.
	q := confirm.Query{NBest: said("robert")}
	before := whom(book, q)
	q.Asked = true
	after := whom(book, q)
	if len(after.Candidates) != 1 || len(before.Candidates) == 1 && after.Candidates[0].Confidence.Or(0) <= before.Candidates[0].Confidence.Or(0) {
		t.Errorf("a bare name, asked for: %+v; not asked for: %+v; want it found, and likelier", after, before)
	}
}
