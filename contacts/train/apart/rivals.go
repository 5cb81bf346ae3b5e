package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

// A sample is what was heard for a name: the sounds of the first hypothesis,
// and the ways to say what was meant.
type sample struct {
	text  string
	meant [][]phone.Phone
	heard []phone.Phone
}

const ways = 3

// say gives the likeliest ways to say a name: the words' ways put together, as
// package contacts does.
func say(text string) [][]phone.Phone {
	type way struct {
		sounds  []phone.Phone
		logProb float32
	}
	all := []way{{}}
	for w := range strings.FieldsSeq(text) {
		var next []way
		for _, a := range all {
			for _, p := range phone.Pronounce(nil, w, ways) {
				next = append(next, way{slices.Concat(a.sounds, p.Phones), a.logProb + p.LogProb})
			}
		}
		slices.SortStableFunc(next, func(a, b way) int { return cmp.Compare(b.logProb, a.logProb) })
		all = next[:min(len(next), ways)]
	}
	var out [][]phone.Phone
	for _, w := range all {
		out = append(out, w.sounds)
	}
	return out
}

// hear reads the likeliest hypothesis for every utterance; those of which
// nothing was heard, or far too much, are left out.
func hear(dir string, list []speech.Utterance) ([]sample, error) {
	var out []sample
	for _, u := range list {
		nbest, err := speech.NBest(dir, u.ID)
		if err != nil {
			return nil, err
		}
		s := sample{text: u.Text, meant: say(u.Text)}
		if len(nbest) > 0 {
			best := slices.MaxFunc(nbest, func(a, b speech.Hypothesis) int { return cmp.Compare(a.Weight, b.Weight) })
			for w := range strings.FieldsSeq(best.Text) {
				for _, p := range phone.Pronounce(nil, w, 1) {
					s.heard = append(s.heard, p.Phones...)
				}
			}
		}
		if len(s.heard) > 0 && len(s.heard) <= maxHeard && len(s.meant) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

const maxHeard = 30

// rivals draws names that might have been meant.
type rivals struct {
	given, family []string
	said          map[string][][]phone.Phone
}

func newRivals(given, family []string) *rivals {
	return &rivals{given, family, map[string][][]phone.Phone{}}
}

const (
	tried = 400 // names drawn for each utterance
	drawn = 12  // of them kept, the cheapest
)

// draw gives names of the kind of the one meant: any, and, where that has two
// parts, some that share one of them.
func (r *rivals) draw(rng *rand.Rand, text string) string {
	first, last, two := strings.Cut(text, " ")
	if !two {
		return speech.Draw(rng, r.given, 60)
	}
	switch rng.IntN(4) {
	case 0:
		return first + " " + speech.Draw(rng, r.family, 300)
	case 1:
		return speech.Draw(rng, r.given, 30) + " " + last
	default:
		return speech.Draw(rng, r.given, 30) + " " + speech.Draw(rng, r.family, 300)
	}
}

// near gives the cheapest of many rivals of a sample; none is said like what
// was meant.
func (r *rivals) near(rng *rand.Rand, c *costs, s *sample) [][][]phone.Phone {
	type rival struct {
		ways [][]phone.Phone
		cost float64
	}
	var all []rival
	var l lattice
	seen := map[string]bool{s.text: true}
	for range tried {
		text := r.draw(rng, s.text)
		if seen[text] {
			continue
		}
		seen[text] = true
		if _, ok := r.said[text]; !ok {
			r.said[text] = say(text)
		}
		said := r.said[text]
		if len(said) == 0 || alike(said, s.meant) {
			continue
		}
		all = append(all, rival{said, l.align(c, said[0], s.heard)})
	}
	slices.SortStableFunc(all, func(a, b rival) int { return cmp.Compare(a.cost, b.cost) })
	var out [][][]phone.Phone
	for _, x := range all[:min(len(all), drawn)] {
		out = append(out, x.ways)
	}
	return out
}

// alike reports whether two names share a way to be said.
func alike(a, b [][]phone.Phone) bool {
	return slices.ContainsFunc(a, func(x []phone.Phone) bool {
		return slices.ContainsFunc(b, func(y []phone.Phone) bool { return slices.Equal(x, y) })
	})
}
