package contacts

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// The walk in the band finds what an alignment of every carrier with all that
// was heard finds.
func TestMisheardAgainstPlainAlignment(t *testing.T) {
	m := theModel()
	says := newSpeaker()
	var s misheard // the same for all: nothing may be left of the one before
	prop.Check(t, func(t *rapid.T) {
		var h heard
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 4).Draw(t, "words") {
			h.sounds = append(h.sounds, says.word(w)[0].phones...)
		}
		cut := rapid.IntRange(0, len(h.sounds)-1).Draw(t, "cut")
		h.sounds = h.sounds[cut:]
		got := make([]cost, len(h.sounds)+1)
		for j := range got {
			got[j] = infinite
		}
		start, want := slices.Clone(got), slices.Clone(got)
		s.lower(got, m, &m.before, h.sounds)
		start[0] = 0
		for _, c := range before {
			for _, w := range says.unit(c.words) {
				for j, v := range banded(m, &h, start, w.phones) {
					if v+w.cost <= misheardMax {
						want[j] = min(want[j], v+w.cost+misheardCost+c.cost)
					}
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: misheard carriers cost\n%v, want\n%v", h.sounds, got, want)
		}
	})
}

// banded aligns a carrier sound by sound, and forgets after each what is outside
// of the band.
func banded(m *model, h *heard, row []cost, carrier string) []cost {
	for i := range len(carrier) {
		row = slices.Clone(advance(m, h, row, carrier[i:i+1]))
		for j := range row {
			if d := i + 1; j < d-bandLost || j > d+bandAdded {
				row[j] = infinite
			}
		}
	}
	return row
}

// What a recogniser makes of a carrier is known for one, and what is nothing of
// the kind is not.
func TestMisheard(t *testing.T) {
	m, says := theModel(), newSpeaker()
	for _, c := range []struct {
		heard string
		known bool
	}{{"sent it do", true}, {"cull", true}, {"message do", true}, {"elephant", false}} {
		var h heard
		for w := range strings.FieldsSeq(c.heard) {
			h.sounds = append(h.sounds, says.word(w)[0].phones...)
		}
		row := slices.Repeat([]cost{infinite}, len(h.sounds)+1)
		var s misheard
		s.lower(row, m, &m.before, h.sounds)
		if got := row[len(h.sounds)] < infinite; got != c.known {
			t.Errorf("%q is a carrier misheard: %v, want %v (%v)", c.heard, got, c.known, row)
		}
	}
}
