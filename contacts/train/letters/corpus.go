package main

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

// An entry is a word and one way to say it.
type entry struct {
	word string
	ways [][]phone.Phone // as the dictionary lists them
}

// testShare is the share of the hash range kept apart for the figures.
const testShare = 0.05

// entries lists the words of the dictionary that are spelled with letters and
// apostrophes. Possessives of a word that is there as well are left out, but
// for one in twenty: they teach and test nothing but the s.
func entries(ways source.Dictionary) []entry {
	var out []entry
	for word, w := range ways {
		base, possessive := strings.CutSuffix(word, "'s")
		if !possessive {
			base, possessive = strings.CutSuffix(word, "s'")
		}
		if !source.Spelled(word) || possessive && len(ways[base]) > 0 && place(word) >= testShare {
			continue
		}
		out = append(out, entry{word: word, ways: w})
	}
	slices.SortFunc(out, func(a, b entry) int { return strings.Compare(a.word, b.word) })
	return out
}

// place puts a word into [0, 1) by its hash; words below testShare are kept
// apart, so that a word is on the same side in every run.
func place(word string) float64 {
	h := fnv.New64a()
	h.Write([]byte("letters:" + word))
	return float64(h.Sum64()>>11) / (1 << 53)
}

// split parts the entries into those to learn from and those kept apart.
func split(all []entry) (train, test []entry) {
	for _, e := range all {
		if place(e.word) < testShare {
			test = append(test, e)
		} else {
			train = append(train, e)
		}
	}
	return train, test
}
