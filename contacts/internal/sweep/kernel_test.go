package sweep

import (
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

func someCosts(t *rapid.T) *Costs {
	c := &Costs{}
	cost := rapid.Int32Range(0, 2200)
	for p := 1; p < sounds; p++ {
		c.Del[p], c.Ins[p] = cost.Draw(t, "del"), cost.Draw(t, "ins")
		for q := 1; q < sounds; q++ {
			if p != q {
				c.Sub[q][p] = int32(uint32(p*7919+q*104729) % 2200)
			}
		}
	}
	return c
}

func someSounds(t *rapid.T, least, most int) []uint8 {
	return rapid.SliceOfN(rapid.Uint8Range(1, 6), least, most).Draw(t, "sounds")
}

func someEntries(t *rapid.T) []Entry {
	entries := make([]Entry, rapid.IntRange(1, 3*Lanes).Draw(t, "entries"))
	for i := range entries {
		s := rapid.SliceOfN(rapid.Uint8Range(1, uint8(sounds-1)), 1, 12).Draw(t, "entry")
		entries[i] = Entry{string(s), rapid.SampledFrom([]int32{0, 0, 100, 1200, 70000}).Draw(t, "cost"), int32(i)}
	}
	return entries
}

// a heardString is a string with its costs to begin.
type heardString struct {
	sounds []uint8
	start  []int32
}

func someHeard(t *rapid.T, c *Costs) []heardString {
	var out []heardString
	for range rapid.IntRange(1, 6).Draw(t, "strings") {
		s := someSounds(t, 0, 20)
		start := rapid.SliceOfN(rapid.SampledFrom([]int32{0, 85, 700, 1 << 28}), len(s)+1, len(s)+1).Draw(t, "start")
		if len(out) > 0 && rapid.Bool().Draw(t, "alike") { // begins as another does
			like := out[len(out)-1]
			n := copy(s, like.sounds)
			copy(start[:n+1], like.start)
		}
		for j, q := range s { // sounds may be added before a name
			start[j+1] = min(start[j+1], start[j]+c.Ins[q])
		}
		out = append(out, heardString{s, start})
	}
	return out
}

// row aligns a string with what was heard, exactly.
func row(c *Costs, s string, cost int32, heard heardString) []int64 {
	row := make([]int64, len(heard.start))
	for j, v := range heard.start {
		row[j] = int64(v) + int64(cost)
	}
	for _, p := range []byte(s) {
		next := make([]int64, len(row))
		next[0] = row[0] + int64(c.Del[p])
		for j := 1; j < len(row); j++ {
			q := heard.sounds[j-1]
			next[j] = min(row[j-1]+int64(c.Sub[q][p]), row[j]+int64(c.Del[p]), next[j-1]+int64(c.Ins[q]))
		}
		row = next
	}
	return row
}

// swept draws strings and what was heard, ready to sweep.
func swept(t *rapid.T) (h *Heard, names *Strings, entries []Entry, heard []heardString, c *Costs) {
	c, entries = someCosts(t), someEntries(t)
	heard = someHeard(t, c)
	h = &Heard{}
	h.Reset(rapid.Bool().Draw(t, "backward"))
	for _, s := range heard {
		Add(h, s.sounds, s.start)
	}
	var tables Tables
	tables.Limit(c, rapid.Int32Range(300, 10240).Draw(t, "limit"))
	h.Use(&tables)
	return h, New(slices.Clone(entries)), entries, heard, c
}

// Every bound is at most the exact cost, and near it.
func TestBounds(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		h, names, entries, heard, c := swept(t)
		w := h.Width()
		for b := range names.Len() {
			lanes := h.Sweep(names, b)
			rows := make([]uint8, Lanes*w)
			h.Spread(rows, 1<<Lanes-1)
			for lane, item := range names.Items(b) {
				alive := lanes>>lane&1 != 0
				if item < 0 {
					if alive {
						t.Fatalf("block %d lane %d: alive without a string", b, lane)
					}
					continue
				}
				at := 0
				for _, s := range heard {
					exact := row(c, entries[item].Sounds, entries[item].Cost, s)
					if h.backward {
						slices.Reverse(exact)
					}
					bounds := rows[lane*w+at:][:len(exact)]
					if !alive {
						bounds = slices.Repeat([]uint8{Dead}, len(exact))
					}
					checkBounds(t, h.tables.Scale, bounds, exact)
					at += len(exact)
				}
			}
		}
	})
}

// checkBounds compares bounds with exact costs: never above them, below by one
// for each sound of a dozen at each of its two ends at most, and Dead exactly
// where the costs scaled are.
func checkBounds(t *rapid.T, s Scale, bounds []uint8, exact []int64) {
	for j, v := range exact {
		scaled := v * int64(s) >> 16
		if most := min(scaled, Dead); int64(bounds[j]) > most || int64(bounds[j]) < min(scaled-45, Dead) {
			t.Fatalf("at %d: bound %d, exact %d, scaled %d", j, bounds[j], v, scaled)
		}
	}
}
