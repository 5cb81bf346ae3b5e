package contacts

import (
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// Limits of one unit of a name.
const (
	maxProns      = 3  // ways to say it
	maxUnitPhones = 40 // longer units are cut: nobody says more before a recogniser gives up
)

// A way is one way to say a unit, with its cost next to the likeliest way.
type way struct {
	phones string // one byte a phone
	cost   cost
}

// speaker says words; it remembers those it has said. It belongs to one
// goroutine.
type speaker struct {
	prons []phone.Pron
	words map[string][]way
}

func newSpeaker() *speaker { return &speaker{words: map[string][]way{}} }

// word gives the ways to say one word.
func (s *speaker) word(w string) []way {
	if ways, ok := s.words[w]; ok {
		return ways
	}
	s.prons = phone.Pronounce(s.prons[:0], spellOut(w), maxProns)
	var ways []way
	for _, p := range s.prons {
		b := make([]byte, len(p.Phones))
		for i, ph := range p.Phones {
			b[i] = byte(ph)
		}
		ways = append(ways, way{string(b), nats(float64(s.prons[0].LogProb - p.LogProb))})
	}
	s.words[w] = ways
	return ways
}

// unit gives the likeliest ways to say the words of a unit, at most maxProns.
func (s *speaker) unit(text string) []way {
	ways := []way{{}}
	for w := range strings.FieldsSeq(text) {
		var next []way
		for _, a := range ways {
			for _, b := range s.word(w) {
				next = append(next, way{a.phones + b.phones, a.cost + b.cost})
			}
		}
		if len(next) > 0 {
			ways = cheapest(next)
		}
	}
	if ways[0].phones == "" {
		return nil
	}
	for i := range ways {
		ways[i].phones = ways[i].phones[:min(len(ways[i].phones), maxUnitPhones)]
	}
	return ways
}

// cheapest keeps the maxProns cheapest ways in order; equal ones stay in the
// order they came in.
func cheapest(ways []way) []way {
	for i := 1; i < len(ways); i++ {
		for j := i; j > 0 && ways[j].cost < ways[j-1].cost; j-- {
			ways[j], ways[j-1] = ways[j-1], ways[j]
		}
	}
	return ways[:min(len(ways), maxProns)]
}

// letterNames says the letters: a word of one letter is its name, but for "a".
var letterNames = [26]string{
	"ay", "bee", "see", "dee", "ee", "eff", "jee", "aitch", "eye", "jay", "kay", "ell", "emm", "enn", "oh", "pee", "cue",
	"arr", "ess", "tee", "you", "vee", "doubleyou", "ex", "why", "zee",
}

// written says how titles are said that recognisers write short.
var written = map[string]string{
	"dr": "doctor", "mr": "mister", "mrs": "misses", "ms": "miz", "prof": "professor", "sgt": "sergeant", "capt": "captain",
}

// spellOut gives a word as it is to be said.
func spellOut(w string) string {
	if len(w) == 1 && 'b' <= w[0] && w[0] <= 'z' {
		return letterNames[w[0]-'a']
	}
	if t := written[w]; t != "" {
		return t
	}
	return w
}
