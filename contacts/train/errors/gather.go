package main

import (
	"fmt"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

// A pair is what was meant and one thing that was heard for it.
type pair struct {
	id     string
	meant  [][][]phone.Phone // [word][way to say it][sound]
	heard  []phone.Phone     // the words heard run together
	words  []string          // the words heard
	ends   []int             // where each of them ends in heard
	weight float64           // the share of the n-best, in (0, 1]
}

// gather reads the n-best lists and turns words into sounds. Where a word
// heard has several pronunciations the first is taken, as the recogniser's
// alternates are mostly weak forms of it.
func gather(dir string, list []speech.Utterance, dict source.Dictionary) ([]pair, error) {
	var out []pair
	for _, u := range list {
		var meant [][][]phone.Phone
		for w := range strings.FieldsSeq(u.Text) {
			if len(dict[w]) == 0 {
				return nil, fmt.Errorf("%s: no pronunciation for %q", u.ID, w)
			}
			meant = append(meant, dict[w])
		}
		lines, err := speech.NBest(dir, u.ID)
		if err != nil {
			return nil, err
		}
		for _, h := range lines {
			p := pair{id: u.ID, meant: meant, weight: h.Weight}
			for w := range strings.FieldsSeq(h.Text) {
				if ways := dict[w]; len(ways) > 0 {
					p.heard = append(p.heard, ways[0]...)
					p.words, p.ends = append(p.words, w), append(p.ends, len(p.heard))
				}
			}
			out = append(out, p)
		}
	}
	return out, nil
}
