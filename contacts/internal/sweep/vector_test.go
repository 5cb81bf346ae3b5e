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
	if !hasVectors {
		t.Skip("no vectors here")
	}
	prop.Check(t, func(t *rapid.T) {
		h, names, _, _, _ := swept(t)
		w := padded(len(h.begin))
		plain := make([]uint8, w*Lanes)
		for b := range names.Len() {
			lanes := h.Sweep(names, b)
			bounds := slices.Clone(h.bounds)
			sounds, costs := names.stringsOf(b)
			h.sweepPlain(plain, sounds, costs)
			if got := h.alive(); got != lanes {
				t.Fatalf("block %d: lanes %b, plain %b", b, lanes, got)
			}
			if lanes == 0 {
				continue // nobody reads further
			}
			for j := range h.begin {
				for lane := range Lanes {
					if got, want := bounds[j*Lanes+lane], plain[lane*w+j]; got != want {
						t.Fatalf("block %d column %d of %d lane %d: %d, plain %d", b, j, len(h.begin), lane, got, want)
					}
				}
			}
		}
	})
}

// The same of what is done with the bounds, at every width.
func TestVectorBoundsAreThePlainOnes(t *testing.T) {
	if !hasVectors {
		t.Skip("no vectors here")
	}
	prop.Check(t, func(t *rapid.T) {
		h, names, _, _, _ := swept(t)
		block := rapid.IntRange(0, names.Len()-1).Draw(t, "block")
		lanes := h.Sweep(names, block)
		if lanes == 0 {
			return // nobody reads further
		}
		w := h.Width()
		room := h.Room(nil, someRow(t, w/Lanes, "room"))
		reach := h.Reach(room)
		rows, want := make([]uint8, Lanes*w+1), make([]uint8, Lanes*w+1)
		rows[Lanes*w], want[Lanes*w] = 77, 77 // what lies behind stays
		h.Spread(rows, lanes)

		plain := make([]uint8, padded(len(h.begin))*Lanes)
		sounds, costs := names.stringsOf(block)
		h.sweepPlain(plain, sounds, costs)
		h.bounds = plain
		if got := h.reachPlain(room); got != reach {
			t.Errorf("Reach(%v) = %b, plain %b", room, reach, got)
		}
		if h.spreadPlain(want, w, 1<<Lanes-1); !slices.Equal(rows, want) {
			t.Errorf("Spread = %v, plain %v", rows, want)
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
			lanes := h.Sweep(names, 0)
			rows := make([]uint8, Lanes*h.Width())
			h.Spread(rows, lanes)
			for lane, item := range names.Items(0) {
				got, want := uint8(Dead), tables.Of(entries[item].Cost)
				if lanes>>lane&1 != 0 {
					got = rows[lane*h.Width()]
				}
				if got != want {
					t.Errorf("limit %d: a cost of %d came to %d, want %d", limit, entries[item].Cost, got, want)
				}
			}
		}
	}
}
