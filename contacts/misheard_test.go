package contacts

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Cells outside the band cost more than misheardMax.
func TestBandIsWideEnough(t *testing.T) {
	m := theModel()
	if del := slices.Min(m.del[1:]); del*(bandLost+1) <= misheardMax {
		t.Errorf("losing %d sounds may cost %v, within the %v of a carrier misheard", bandLost+1, del*(bandLost+1), misheardMax)
	}
	if ins := slices.Min(m.ins[1:]); ins*(bandAdded+1) <= misheardMax {
		t.Errorf("adding %d sounds may cost %v, within the %v of a carrier misheard", bandAdded+1, ins*(bandAdded+1), misheardMax)
	}
}

// The walk in the band finds what an alignment of every carrier with all that
// was heard finds.
func TestMisheardAgainstPlainAlignment(t *testing.T) {
	m := theModel()
	says := newSpeaker()
	var s misheard // the same for all: nothing may be left of the one before
	rapid.Check(t, func(t *rapid.T) {
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
				for j, v := range advance(m, &h, start, w.phones) {
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
