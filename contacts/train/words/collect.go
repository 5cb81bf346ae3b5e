package main

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

// A word is one entry of the file. Costs are stored as 1 + 12 per nat; 0 says
// that nothing is known.
type word struct {
	text                string
	talk, given, family byte
	ways                []way
}

// A way is one pronunciation and its chance among the word's ways.
type way struct {
	sounds []phone.Phone
	chance float64
	which  []byte // per letter, which of its tokens
}

type list []*word

const costUnit = 12

func cost(logProb float64) byte {
	return byte(min(max(math.Round(-logProb*costUnit), 0), 254)) + 1
}

// collect takes the commonest words of talk that the dictionary holds and the
// commonest names, and gives each its costs.
func collect(o options, dict source.Dictionary, talk *source.Talk, names *source.Names) list {
	words := map[string]*word{}
	get := func(text string) *word {
		if words[text] == nil {
			words[text] = &word{text: text}
		}
		return words[text]
	}
	for _, i := range commonest(talk, dict, o.talk) {
		get(talk.Words[i])
	}
	for _, l := range []struct {
		names []string
		n     int
	}{{names.Male, o.given}, {names.Female, o.given}, {names.Family, o.family}} {
		for _, name := range l.names[:min(l.n, len(l.names))] {
			get(name)
		}
	}
	given, family := names.Shares()
	for i, w := range talk.Words {
		if e := words[w]; e != nil {
			e.talk = cost(talk.LogProb[i])
		}
	}
	var out list
	for text, e := range words {
		if p, ok := given[text]; ok {
			e.given = cost(p)
		}
		if p, ok := family[text]; ok {
			e.family = cost(p)
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *word) int { return strings.Compare(a.text, b.text) })
	return out
}

// commonest lists the n commonest words of talk that the dictionary holds, by
// their places in the model.
func commonest(talk *source.Talk, dict source.Dictionary, n int) []int {
	order := make([]int, 0, len(talk.Words))
	for i, w := range talk.Words {
		if source.Spelled(w) && len(dict[w]) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(talk.LogProb[b], talk.LogProb[a]) })
	return order[:min(n, len(order))]
}
