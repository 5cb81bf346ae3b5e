package vcard_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/contacts/vcard"
)

func ExampleRelate() {
	const book = `BEGIN:VCARD
UID:me
FN:Bo Lee
RELATED;TYPE=spouse;VALUE=text:Ana Keller
END:VCARD
BEGIN:VCARD
UID:2
FN:Ana Keller
END:VCARD
`
	cards := readCards(book)
	list, unresolved := vcard.Relate(cards, "me")
	fmt.Println(list[1].Name, list[1].Relations, unresolved)
	// Output: Ana Keller [spouse] []
}

func readCards(s string) []vcard.Card {
	var cards []vcard.Card
	for r := vcard.NewReader(strings.NewReader(s)); ; {
		c, err := r.Read()
		if err == io.EOF {
			return cards
		}
		if err != nil {
			panic(err) // the tests' own text
		}
		cards = append(cards, c)
	}
}

func TestRelate(t *testing.T) {
	cards := readCards(card("UID:me", "FN:Me", "RELATED;TYPE=Spouse:urn:uuid:AB-1",
		"item1.X-ABRELATEDNAMES:ana KELLER", "item1.X-ABLabel:_$!<Mother>!$_",
		"item2.X-ABRELATEDNAMES:Bo Lee", "item2.X-ABLabel:brother",
		"item3.X-ABRELATEDNAMES:Nobody Known", "item3.X-ABLabel:boss") +
		card("UID:ab-1", "FN:Zoe") + card("UID:3", "FN:Ana Keller", "RELATED;TYPE=spouse:urn:uuid:me") +
		card("UID:4", "FN:Bo Lee") + card("UID:5", "FN:Bo Lee"))
	list, unresolved := vcard.Relate(cards, "me")
	got := map[string][]string{}
	for _, c := range list {
		got[c.ID] = c.Relations
	}
	want := map[string][]string{"me": nil, "ab-1": {"spouse"}, "3": {"mother"}, "4": nil, "5": nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("relations (-want +got)\n%s", diff)
	}
	// Two are called Bo Lee, and nobody Nobody Known: neither is guessed.
	wantLeft := []vcard.Relation{{Kind: "brother", Name: "Bo Lee"}, {Kind: "boss", Name: "Nobody Known"}}
	if diff := cmp.Diff(wantLeft, unresolved); diff != "" {
		t.Errorf("unresolved (-want +got)\n%s", diff)
	}
	if again, _ := vcard.Relate(cards, "nobody"); len(again) != 5 || again[1].Relations != nil {
		t.Errorf("another owner: %v, want no relations, and the cards untouched", again)
	}
}
