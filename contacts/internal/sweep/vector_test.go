package sweep

import (
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// The kernel of this machine and the plain one agree on every bound of every
// block, whatever the strings and whatever was heard.
func TestVectorSweepIsThePlainOne(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		h, names, _, _, _ := swept(t)
		for b := range names.Len() {
			lanes := h.Sweep(names, b)
			low, bounds := h.low, slices.Clone(h.bounds)
			h.sweepPlain(names.stringsOf(b))
			if h.low != low {
				t.Fatalf("block %d: least bounds %v, plain %v", b, low, h.low)
			}
			if lanes == 0 {
				continue // nobody reads further
			}
			for j := range bounds {
				if plain := h.rows[h.last][j]; bounds[j] != plain {
					t.Fatalf("block %d column %d of %d: %v, plain %v", b, j, len(bounds), bounds[j], plain)
				}
			}
		}
	})
}

// The same of what is done with the bounds, at every width.
func TestVectorBoundsAreThePlainOnes(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		h, names, _, _, _ := swept(t)
		block := rapid.IntRange(0, names.Len()-1).Draw(t, "block")
		if h.Sweep(names, block) == 0 {
			t.Skip("all are dead")
		}
		w := h.Width()
		columns := h.Room(nil, someRow(t, w/Lanes, "room"))
		if got, want := h.Reach(columns), h.reachPlain(h.bounds, columns); got != want {
			t.Errorf("Reach(%v) = %b, plain %b", columns, got, want)
		}
		got, want := make([]uint8, Lanes*w+1), make([]uint8, Lanes*w+1)
		got[Lanes*w], want[Lanes*w] = 77, 77 // what lies behind stays
		h.Spread(got[:Lanes*w])
		if h.spreadPlain(want, w); !slices.Equal(got, want) {
			t.Errorf("Spread = %v, plain %v", got, want)
		}
	})
}

// What costs more than 16 bits of a scale can say, or the most a scale can be,
// is scaled as Scale.Of does.
func TestVectorScalesCosts(t *testing.T) {
	for _, limit := range []int32{0, minLimit, 300, 5000, 10240, 1 << 20} {
		for first := 0; first <= noCost; first += 1021 * Lanes {
			var entries []Entry
			for lane := range Lanes {
				entries = append(entries, Entry{"\x01", int32(min(first+1021*lane, noCost)), int32(lane)})
			}
			var tables Tables
			tables.Limit(&Costs{}, limit)
			h := &Heard{}
			h.Reset(false)
			Add(h, []uint8{1}, []int32{0, 0})
			h.Use(&tables)
			names := New(entries)
			h.Sweep(names, 0)
			for lane, item := range names.Items(0) {
				if want := tables.Of(entries[item].Cost); h.low[lane] != want {
					t.Errorf("limit %d: a cost of %d came to %d, want %d", limit, entries[item].Cost, h.low[lane], want)
				}
			}
		}
	}
}
