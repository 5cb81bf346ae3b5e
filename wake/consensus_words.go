package wake

import (
	"fmt"
	"strings"
)

// pairWords finds, for each word of the first model, the word of each model that
// is the same: [word][model] indices into Info.Words, -1 for none. It fails
// where a word is known to fewer models than must agree: it could never be
// accepted, and nobody would notice.
func pairWords(c ConsensusConfig, infos []Info) ([][]int, error) {
	if c.Word != "" {
		return pairNamed(c, infos)
	}
	var pairs [][]int
	for _, w := range infos[0].Words {
		at := make([]int, len(infos))
		known := 0
		for i, in := range infos {
			j, twice := find(in.Words, w.Name)
			if twice {
				return nil, fmt.Errorf("wake: consensus: model %d has two words like %q", i, w.Name)
			}
			if at[i] = j; j >= 0 {
				known++
			}
		}
		if known < c.Agree {
			return nil, fmt.Errorf("wake: consensus: word %q is known to %d of %d models, %d must agree: load that word alone, or name it in ConsensusConfig.Word",
				w.Name, known, len(infos), c.Agree)
		}
		pairs = append(pairs, at)
	}
	return pairs, nil
}

// pairNamed takes the one word of each model for the same.
func pairNamed(c ConsensusConfig, infos []Info) ([][]int, error) {
	for i, in := range infos {
		if len(in.Words) != 1 {
			return nil, fmt.Errorf("wake: consensus: ConsensusConfig.Word is %q, but model %d has %d words, want one", c.Word, i, len(in.Words))
		}
	}
	return [][]int{make([]int, len(infos))}, nil
}

// find returns the index of the word of that name, -1 for none, and whether
// there are two.
func find(words []Word, name string) (at int, twice bool) {
	at = -1
	for i, w := range words {
		if plainName(w.Name) != plainName(name) {
			continue
		}
		if at >= 0 {
			return at, true
		}
		at = i
	}
	return at, false
}

// plainName is a name as far as it tells words apart.
func plainName(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_'
	}), " ")
}
