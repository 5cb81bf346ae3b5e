package sweep

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// Strings that begin alike share the columns of what they have in common, and
// no others.
func TestColumnsAreShared(t *testing.T) {
	for _, c := range []struct {
		strings []heardString
		want    int // columns, without the wall
	}{
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}}, 4},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}}, 4},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{1, 2}, []int32{0, 9, 9}}}, 4},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{1, 2, 4, 5}, []int32{0, 9, 9, 9, 9}}}, 6},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{1, 2, 3}, []int32{0, 9, 8, 9}}}, 6},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{2, 2, 3}, []int32{0, 9, 9, 9}}}, 7},
		{[]heardString{{[]uint8{1, 2, 3}, []int32{0, 9, 9, 9}}, {[]uint8{1, 2, 3}, []int32{1, 9, 9, 9}}}, 8},
		{[]heardString{{nil, []int32{0}}, {nil, []int32{0}}}, 1},
	} {
		var h Heard
		h.Reset(false)
		for _, s := range c.strings {
			Add(&h, s.sounds, s.start)
		}
		if got := len(h.sounds) - 1; got != c.want {
			t.Errorf("%v: %d columns, want %d", c.strings, got, c.want)
		}
	}
}

// What is kept and recalled is what was swept; what reaches a room, and the
// least of all, follow from it.
func TestKeepAndReach(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		h, names, _, _, _ := swept(t)
		w := h.Width()
		least := slices.Repeat([]uint8{Dead}, w)
		var kept [][]uint8
		for b := range names.Len() {
			lanes := h.Sweep(names, b)
			if lanes == 0 {
				continue
			}
			rows := make([]uint8, Lanes*w)
			h.Spread(rows, 1<<Lanes-1)
			checkSpread(t, h, lanes, rows)
			if number := h.Keep(); number != len(kept) {
				t.Fatalf("Keep = %d, want %d", number, len(kept))
			}
			for i, v := range rows {
				least[i%w] = min(least[i%w], v)
			}
			kept = append(kept, rows)
		}
		got := make([]uint8, w)
		if h.Least(got); !slices.Equal(got, least) {
			t.Errorf("Least = %v, want %v", got, least)
		}
		room := someRow(t, w/Lanes, "room")
		columns := h.Room(nil, room)
		for i, rows := range kept {
			again := make([]uint8, Lanes*w)
			h.Recall(i)
			if h.Spread(again, 1<<Lanes-1); !slices.Equal(again, rows) {
				t.Fatalf("block %d is not what was kept", i)
			}
			checkReach(t, h.Reach(columns), rows, room, columns, h)
		}
	})
}

// checkSpread compares the rows of some lanes with those of all.
func checkSpread(t *rapid.T, h *Heard, lanes uint32, rows []uint8) {
	w := h.Width()
	some := make([]uint8, Lanes*w)
	h.Spread(some, lanes)
	for lane := 0; lanes != 0; {
		if lane, lanes = Lowest(lanes); !slices.Equal(some[lane*w:(lane+1)*w], rows[lane*w:(lane+1)*w]) {
			t.Fatalf("lane %d is spread otherwise alone", lane)
		}
	}
}

// checkReach compares lanes with the rows of all lanes: at every position there
// is as much room as at the widest of those that share its column.
func checkReach(t *rapid.T, lanes uint32, rows, room, columns []uint8, h *Heard) {
	w := h.Width()
	for lane := range Lanes {
		want := false
		for i, c := range h.flat {
			if columns[c/Lanes] < room[i] {
				t.Fatalf("column %d has room %d, less than the %d of position %d", c/Lanes, columns[c/Lanes], room[i], i)
			}
			want = want || rows[lane*w+i] < columns[c/Lanes]
		}
		if got := lanes>>lane&1 != 0; got != want {
			t.Fatalf("lane %d reaches: %v, want %v", lane, got, want)
		}
	}
}

// One block of names and five hypotheses of a dozen sounds, half of them shared.
func BenchmarkSweep(b *testing.B) {
	c := &Costs{}
	var entries []Entry
	for p := 1; p < sounds; p++ {
		c.Del[p], c.Ins[p] = 600, 1300
		for q := 1; q < sounds; q++ {
			c.Sub[q][p] = int32((p*7+q*5)%1900) * int32(min(1, (p-q)*(p-q)))
		}
		if p <= Lanes {
			entries = append(entries, Entry{string([]byte{byte(p), byte(p%13 + 1), byte(p%7 + 1), byte(p%5 + 1), byte(p%3 + 1), 9}), 200, int32(p)})
		}
	}
	names := New(entries)
	var h Heard
	h.Reset(false)
	for i := range 5 {
		s := make([]uint8, 12)
		start := make([]int32, 13)
		for j := range s {
			s[j] = uint8(j%9 + 1)
			start[j+1] = 2000
		}
		s[6] += uint8(i)
		Add(&h, s, start)
	}
	var tables Tables
	tables.Limit(c, 5000)
	h.Use(&tables)
	b.Run(fmt.Sprintf("columns=%d", len(h.sounds)-1), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if h.Sweep(names, 0) == 0 {
				b.Fatal("all is dead")
			}
		}
	})
}
