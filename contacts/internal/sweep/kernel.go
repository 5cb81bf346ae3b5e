package sweep

import (
	"math/bits"
	"slices"
)

// kernel holds what one sweep works on. Bounds lie by column, Lanes bytes each,
// where there are vector kernels; where there are none they lie by lane, each
// with its columns in whole words.
type kernel struct {
	tables *Tables
	begin  []uint8        // [column]: start, scaled
	slots  []uint32       // [column]: of the sound heard that leads to it, times Lanes
	row    [][Lanes]uint8 // [slot]: what it costs to hear that sound for those of one row of a block
	rows   [2][]uint8     // bounds at even depths, and at odd ones
	last   int            // which of the rows is the last
	bounds []uint8        // the last row of the block at hand
	kept   [][]uint8      // bounds of others
	nkept  int
	least  []uint8      // the least of those kept: by column and lane, or by column alone
	low    [Lanes]uint8 // least of the last row; the plain kernel says 0 for all that is not Dead
	flat   []uint32     // [position]: its column, times Lanes
	plain  plainRows
}

// Use makes ready for the strings that were added, with the costs of tables.
// Several Heard may use the same, but none while another one's Use runs.
func (h *Heard) Use(t *Tables) {
	h.tables = t
	n := len(h.sounds)
	h.begin, h.slots = grow(h.begin, n), grow(h.slots, n)
	for i := range h.rows {
		h.rows[i] = grow(h.rows[i], padded(n)*Lanes)
		fill(h.rows[i][:Lanes], Dead)
	}
	h.least, h.nkept = grow(h.least, len(h.rows[0])), 0
	for j := range n {
		h.slots[j] = uint32(t.slot(h.sounds[j])) * Lanes
	}
	h.scale()
	h.row = grow(h.row, len(t.subs))
	fill(h.row[0][:], Dead)
	h.plain.begun = false
	h.lay()
}

// scale scales what it costs to begin. Sounds may be added before a string
// begins: in a block the kernels do that for those strings that have nothing
// where longer ones have begun, so here it is done for all.
func (h *Heard) scale() {
	t := h.tables
	h.begin[0] = Dead
	j := 1
	for _, r := range h.runs {
		left := h.begin[r.parent/Lanes]
		for range r.n {
			ins := t.ins[h.slots[j]/Lanes][0]
			left = min(t.Of(h.start[j]), left+min(ins, Dead-left))
			h.begin[j] = left
			j++
		}
	}
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
	if len(h.runs) == 0 {
		return 0
	}
	sounds, costs := s.stringsOf(block)
	if hasVectors {
		h.last = len(sounds) / Lanes & 1
		h.sweepVector(sounds, costs)
	} else {
		h.last = 0
		h.sweepPlain(h.rows[0], sounds, costs)
	}
	h.bounds = h.rows[h.last]
	return h.alive()
}

// alive gives the lanes that are not all Dead.
func (h *Heard) alive() (lanes uint32) {
	for i, v := range &h.low {
		if v != Dead {
			lanes |= 1 << i
		}
	}
	return lanes
}

// Keep keeps the bounds of the block last swept, which must not all have been
// Dead, and gives a number to Recall them by: 0 for the first since Forget or
// Use, 1 for the next.
func (h *Heard) Keep() int {
	if h.nkept == len(h.kept) {
		h.kept = append(h.kept, nil)
	}
	fresh := grow(h.kept[h.nkept], len(h.bounds))
	fill(fresh[:Lanes], Dead)
	h.kept[h.nkept], h.rows[h.last] = h.bounds, fresh
	switch {
	case !hasVectors:
		h.narrowPlain()
	case h.nkept == 0:
		copy(h.least, h.bounds)
	default:
		narrowLanes(&h.least[0], &h.bounds[0], len(h.begin))
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
	if h.nkept == 0 {
		fill(dst[:len(h.flat)], Dead)
		return
	}
	if hasVectors {
		for j := range h.begin {
			v := h.least[j*Lanes : (j+1)*Lanes]
			v[0] = slices.Min(v)
		}
		for i, c := range h.flat {
			dst[i] = h.least[c]
		}
		return
	}
	for i, c := range h.flat {
		dst[i] = h.least[c/Lanes]
	}
}

// Reach gives the lanes of the block last swept, or recalled, that come, at any
// column, below what room leaves them: room[j] is one more than the greatest
// bound that will do at column j, as Room has it.
func (h *Heard) Reach(room []uint8) (lanes uint32) {
	if hasVectors {
		return reachLanes(&h.bounds[0], &room[:len(h.begin)][0], len(h.begin))
	}
	return h.reachPlain(room)
}

// Room turns room by position into room by column, in whole words.
func (h *Heard) Room(dst, room []uint8) []uint8 {
	dst = grow(dst, padded(len(h.sounds)))
	clear(dst)
	for i, c := range h.flat {
		dst[c/Lanes] = max(dst[c/Lanes], room[i])
	}
	return dst
}

// Spread writes the bounds of some lanes, at least, of the block last swept, or
// recalled, as a row of Width bytes for each lane there is, one after the other,
// by position.
func (h *Heard) Spread(dst []uint8, lanes uint32) {
	w := h.Width()
	if hasVectors {
		spreadLanes(&dst[:Lanes*w][0], w, &h.bounds[0], &h.flat[0], w/8)
	} else {
		h.spreadPlain(dst[:Lanes*w], w, lanes)
	}
}

// Lowest gives the lane of the lowest set bit, and the rest of them.
func Lowest(lanes uint32) (lane int, rest uint32) {
	return bits.TrailingZeros32(lanes), lanes & (lanes - 1)
}

func fill(s []uint8, b uint8) {
	for i := range s {
		s[i] = b
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
