package sweep

import (
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// Every entry is in exactly one lane, with its sounds at the end of the block;
// whatever the order of the entries, the layout is the same.
func TestLayout(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		entries := someEntries(t)
		s := New(slices.Clone(entries))
		if want := (len(entries) + Lanes - 1) / Lanes; s.Len() != want {
			t.Fatalf("%d blocks of %d entries, want %d", s.Len(), len(entries), want)
		}
		var seen []int32
		for i := range s.Len() {
			b := s.blocks[i]
			for lane, item := range s.Items(i) {
				var sounds []byte
				for d := range int(b.depth) {
					if p := s.sounds[(int(b.at)+d)*Lanes+lane]; p != 0 || len(sounds) > 0 {
						sounds = append(sounds, p)
					}
				}
				cost := s.costs[i*Lanes+lane]
				if item < 0 {
					if len(sounds) > 0 || cost != noCost {
						t.Errorf("block %d lane %d has no string, but sounds %v and cost %d", i, lane, sounds, cost)
					}
					continue
				}
				if e := entries[item]; string(sounds) != e.Sounds || int32(cost) != min(e.Cost, noCost) {
					t.Errorf("block %d lane %d: %q at %d, want %q at %d", i, lane, sounds, cost, e.Sounds, e.Cost)
				}
				seen = append(seen, item)
			}
		}
		slices.Sort(seen)
		if len(slices.Compact(seen)) != len(entries) {
			t.Errorf("%d of %d entries are laid out", len(seen), len(entries))
		}
		again := New(rapid.Permutation(entries).Draw(t, "order"))
		if !slices.Equal(s.items, again.items) || !slices.Equal(s.sounds, again.sounds) {
			t.Error("another order of the entries gives another layout")
		}
	})
}

func TestNoSounds(t *testing.T) {
	if s := New([]Entry{{"", 0, 1}}); s.Len() != 0 {
		t.Errorf("%d blocks of a string without sounds, want none", s.Len())
	}
	if s := New(nil); s.Len() != 0 {
		t.Errorf("%d blocks of no strings", s.Len())
	}
}
