package sweep

import (
	"math/bits"
	"slices"
)

// kernel holds what one sweep works on.
type kernel struct {
	tables *Tables
	begin  []uint8           // [column]: start, scaled
	slots  []uint32          // [column]: of the sound heard that leads to it, times Lanes
	row    [][Lanes]uint8    // [slot]: what it costs to hear that sound for those of one row of a block
	rows   [2][][Lanes]uint8 // [column]: at even depths, and at odd ones
	last   int               // which of the rows is the last
	bounds [][Lanes]uint8    // [column]: the last row of the block at hand
	kept   [][][Lanes]uint8  // bounds of others
	nkept  int
	least  [][Lanes]uint8 // [column]: the least of those kept
	low    [Lanes]uint8   // least of the last row
	flat   []uint32       // [position]: its column, times Lanes
	plain  plainRows
}

// Use makes ready for the strings that were added, with the costs of tables.
// Several Heard may use the same, but none while another one's Use runs.
func (h *Heard) Use(t *Tables) {
	h.tables = t
	n := len(h.sounds)
	h.begin, h.slots = grow(h.begin, n), grow(h.slots, n)
	h.rows[0], h.rows[1] = grow(h.rows[0], n), grow(h.rows[1], n)
	h.least, h.nkept = grow(h.least, n), 0
	h.begin[0] = Dead
	for j := 1; j < n; j++ {
		h.begin[j] = t.Of(h.start[j])
		h.slots[j] = uint32(t.slot(h.sounds[j])) * Lanes
	}
	h.row, h.plain.ready = grow(h.row, len(t.subs)), false
	fill(&h.row[0], Dead)
	fill(&h.rows[0][0], Dead)
	fill(&h.rows[1][0], Dead)
	h.lay()
}

// lay lists the columns by position.
func (h *Heard) lay() {
	h.flat = grow(h.flat, h.Width())
	clear(h.flat[len(h.columns):])
	copy(h.flat, h.columns)
	begin := int32(0)
	for _, end := range h.ends {
		if h.backward {
			for i, j := begin, end-1; i < j; i, j = i+1, j-1 {
				h.flat[i], h.flat[j] = h.flat[j], h.flat[i]
			}
		}
		begin = end
	}
}

// Sweep computes the bounds of a block, and gives the lanes of which any bound
// is not Dead, the first in the lowest bit.
func (h *Heard) Sweep(s *Strings, block int) (lanes uint32) {
	h.last = int(s.blocks[block].depth) & 1
	if sounds, costs := s.stringsOf(block); !h.sweepVector(sounds, costs) {
		h.sweepPlain(sounds, costs)
	}
	h.bounds = h.rows[h.last]
	for i, v := range &h.low {
		if v != Dead {
			lanes |= 1 << i
		}
	}
	return lanes
}

// Keep keeps the bounds of the block last swept, and gives a number to Recall
// them by: 0 for the first since Forget or Use, 1 for
// the next.
func (h *Heard) Keep() int {
	if h.nkept == len(h.kept) {
		h.kept = append(h.kept, nil)
	}
	fresh := grow(h.kept[h.nkept], len(h.bounds))
	fill(&fresh[0], Dead)
	h.kept[h.nkept], h.rows[h.last] = h.bounds, fresh
	if h.nkept == 0 {
		copy(h.least, h.bounds)
	} else if !narrowRowsVector(h.least, h.bounds) {
		for j := range h.least {
			Narrow(h.least[j][:], h.bounds[j][:])
		}
	}
	h.nkept++
	return h.nkept - 1
}

// Forget begins anew with 0.
func (h *Heard) Forget() { h.nkept = 0 }

// Recall makes bounds that were kept those that Reach and Spread look at.
func (h *Heard) Recall(number int) { h.bounds = h.kept[number] }

// Least writes the least of all bounds that were kept, by position.
func (h *Heard) Least(dst []uint8) {
	for j := range h.least {
		v := &h.least[j]
		if h.nkept == 0 {
			fill(v, Dead)
		}
		v[0] = slices.Min(v[:])
	}
	for i, c := range h.flat {
		dst[i] = h.least[c/Lanes][0]
	}
}

// Reach gives the lanes of the block last swept, or recalled, that come, at any
// column, below what room leaves them: room[j] is one more than the greatest
// bound that will do at column j, as Room has it.
func (h *Heard) Reach(room []uint8) (lanes uint32) {
	rows := h.bounds[:len(room)]
	if lanes, ok := h.reachVector(rows, room); ok {
		return lanes
	}
	return h.reachPlain(rows, room)
}

// Room turns room by position into room by column.
func (h *Heard) Room(dst, room []uint8) []uint8 {
	dst = grow(dst, len(h.sounds))
	clear(dst)
	for i, c := range h.flat {
		dst[c/Lanes] = max(dst[c/Lanes], room[i])
	}
	return dst
}

// Spread writes the bounds of the block last swept, or recalled, as a row of Width bytes for
// each lane, one after the other, by position.
func (h *Heard) Spread(dst []uint8) {
	w := h.Width()
	if h.spreadVector(dst[:Lanes*w], w) {
		return
	}
	h.spreadPlain(dst, w)
}

// Lowest gives the lane of the lowest set bit, and the rest of them.
func Lowest(lanes uint32) (lane int, rest uint32) {
	return bits.TrailingZeros32(lanes), lanes & (lanes - 1)
}

func fill(v *[Lanes]uint8, b uint8) {
	for i := range v {
		v[i] = b
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
