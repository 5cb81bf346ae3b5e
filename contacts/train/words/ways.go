package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/align"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

// mostWays is how many ways are stored for a word; a way of the model's own is
// added to a name where the model gives it at least likely.
const (
	mostWays = 3
	likely   = 0.2
)

// pronounce sets the ways of each word, from the dictionary where it has them,
// and aligns them with the letters. It gives the tokens used and the number of
// words left without a way.
func (l list) pronounce(dict source.Dictionary, letters *phone.Letters) (tokens []align.Chunk, lost int) {
	var words []string
	var ways [][][]phone.Phone
	for _, w := range l {
		w.ways = waysOf(w, dict, letters)
		var sounds [][]phone.Phone
		for _, x := range w.ways {
			sounds = append(sounds, x.sounds)
		}
		words, ways = append(words, w.text), append(ways, sounds)
	}
	a := align.New(words, ways, 8)
	for _, w := range l {
		w.ways = slices.DeleteFunc(w.ways, func(x way) bool {
			_, ok := a.Align(w.text, x.sounds)
			return !ok
		})
		if len(w.ways) == 0 {
			lost++
		}
	}
	return l.number(a), lost
}

// waysOf blends the dictionary's order, each way half as likely as the one
// before, with what the model gives it.
func waysOf(w *word, dict source.Dictionary, letters *phone.Letters) []way {
	listed := dict[w.text]
	guesses := letters.Pronounce(nil, w.text, 8)
	guess := func(sounds []phone.Phone) float64 {
		for _, g := range guesses {
			if slices.Equal(g.Phones, sounds) {
				return math.Exp(float64(g.LogProb))
			}
		}
		return 0
	}
	var out []way
	for i, sounds := range listed {
		out = append(out, way{sounds: sounds, chance: 0.6*math.Pow(0.5, float64(i)) + 0.4*guess(sounds)})
	}
	isName := w.given > 0 || w.family > 0
	for _, g := range guesses {
		p := math.Exp(float64(g.LogProb))
		known := slices.ContainsFunc(out, func(x way) bool { return slices.Equal(x.sounds, g.Phones) })
		if !known && (len(listed) == 0 && p >= likely/2 || isName && p >= likely) {
			out = append(out, way{sounds: g.Phones, chance: 0.4 * p})
		}
	}
	slices.SortStableFunc(out, func(a, b way) int { return cmp.Compare(b.chance, a.chance) })
	return out[:min(len(out), mostWays)]
}

// number aligns all ways and replaces chunks by their rank among those of the
// letter.
func (l list) number(a *align.Aligner) []align.Chunk {
	used := map[align.Chunk]int{}
	for _, w := range l {
		for _, x := range w.ways {
			chunks, _ := a.Align(w.text, x.sounds)
			for _, c := range chunks {
				used[c]++
			}
		}
	}
	var tokens []align.Chunk
	for c := range used {
		tokens = append(tokens, c)
	}
	slices.SortFunc(tokens, func(a, b align.Chunk) int {
		return cmp.Or(cmp.Compare(a.Letter, b.Letter), cmp.Compare(used[b], used[a]), a.Compare(b))
	})
	rank := map[align.Chunk]byte{}
	for i, c := range tokens {
		if i > 0 && tokens[i-1].Letter == c.Letter {
			rank[c] = rank[tokens[i-1]] + 1
		}
	}
	for _, w := range l {
		for i := range w.ways {
			chunks, _ := a.Align(w.text, w.ways[i].sounds)
			for _, c := range chunks {
				w.ways[i].which = append(w.ways[i].which, rank[c])
			}
		}
	}
	return tokens
}

// encode writes the words in the form that phone.ReadLexicon documents.
func (l list) encode(tokens []align.Chunk) []byte {
	var b bytes.Buffer
	b.WriteString("HSWD1\n")
	binary.Write(&b, binary.LittleEndian, uint16(len(tokens)))
	for _, t := range tokens {
		b.Write([]byte{t.Letter, byte(t.First), byte(t.Second)})
	}
	binary.Write(&b, binary.LittleEndian, uint32(len(l)))
	l.encodeText(&b)
	for _, column := range []func(*word) byte{
		func(w *word) byte { return w.talk },
		func(w *word) byte { return w.given },
		func(w *word) byte { return w.family },
		func(w *word) byte { return byte(len(w.ways)) },
	} {
		for _, w := range l {
			b.WriteByte(column(w))
		}
	}
	for _, w := range l {
		for _, x := range w.ways {
			b.WriteByte(cost(math.Log(x.chance)) - 1)
		}
	}
	for _, w := range l {
		for _, x := range w.ways {
			b.Write(x.which)
		}
	}
	return b.Bytes()
}

func (l list) encodeText(b *bytes.Buffer) {
	last := ""
	var rests bytes.Buffer
	for _, w := range l {
		same := 0
		for same < len(last) && same < len(w.text) && last[same] == w.text[same] {
			same++
		}
		b.WriteByte(byte(same))
		rests.WriteString(w.text[same:])
		rests.WriteByte(0)
		last = w.text
	}
	b.Write(rests.Bytes())
}
