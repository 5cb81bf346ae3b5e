package main

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// A tally counts the errors on a set of words.
type tally struct {
	words, wrong  int // first answer is none of the dictionary's ways
	wrongOf4      int // none of the first four is
	sounds, edits int // against the nearest of the dictionary's ways
}

func (t tally) String() string {
	pct := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	return fmt.Sprintf("%6d words: words wrong %5.2f %%, in none of 4 %5.2f %%, sounds wrong %5.2f %%",
		t.words, pct(t.wrong, t.words), pct(t.wrongOf4, t.words), pct(t.edits, t.sounds))
}

type pronouncer func(word string, n int) []phone.Pron

// score measures a pronouncer. As is the custom for CMUdict, any of its ways
// to say a word is right.
func score(list []entry, say pronouncer) tally {
	var t tally
	for _, e := range list {
		prons := say(e.word, 4)
		t.words++
		var first []phone.Phone
		if len(prons) > 0 {
			first = prons[0].Phones
		}
		if !contains(e.ways, first) {
			t.wrong++
		}
		if !slices.ContainsFunc(prons, func(p phone.Pron) bool { return contains(e.ways, p.Phones) }) {
			t.wrongOf4++
		}
		edits, sounds := nearest(e.ways, first)
		t.edits += edits
		t.sounds += sounds
	}
	return t
}

func contains(ways [][]phone.Phone, p []phone.Phone) bool {
	return slices.ContainsFunc(ways, func(w []phone.Phone) bool { return slices.Equal(w, p) })
}

// nearest gives the edit distance to the nearest way, and its length.
func nearest(ways [][]phone.Phone, p []phone.Phone) (edits, sounds int) {
	edits = 1 << 30
	for _, w := range ways {
		if d := levenshtein(w, p); d < edits {
			edits, sounds = d, len(w)
		}
	}
	return edits, sounds
}

func levenshtein(a, b []phone.Phone) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
