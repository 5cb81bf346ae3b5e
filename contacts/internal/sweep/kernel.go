package sweep

import "math/bits"

// kernel holds the tables of one sweep.
type kernel struct {
	scale  Scale
	begin  []uint8           // [column]: start, scaled
	slots  []uint32          // [column]: which of the sounds heard leads to it, times Lanes
	tables []table           // [slot]: by the sound meant; slot 0 is of no sound
	ins    [][Lanes]uint8    // [slot], in every lane
	del    table             // by the sound meant
	subs   [][Lanes]uint8    // [slot]: of the sounds of one row of a block
	rows   [2][][Lanes]uint8 // [column]: the last row and the one before it, or the other way round
	last   int               // which of the rows is the last
	low    [Lanes]uint8      // least of the last row
	flat   []uint32          // [position]: its column, times Lanes
	plain  plainRows
}

// Scale makes ready for the strings that were added: what costs more than
// limit will be Dead.
func (h *Heard) Scale(c *Costs, limit int32) {
	h.scale = newScale(limit)
	n := len(h.sounds)
	h.begin, h.slots = grow(h.begin, n), grow(h.slots, n)
	h.rows[0], h.rows[1] = grow(h.rows[0], n), grow(h.rows[1], n)
	h.tables, h.ins = grow(h.tables, 1)[:1], grow(h.ins, 1)[:1]
	fill(&h.ins[0], Dead)
	h.begin[0] = Dead
	var slotOf [sounds]uint8
	for j := 1; j < n; j++ {
		h.begin[j] = h.scale.Of(h.start[j])
		s := h.sounds[j]
		if s > 0 && slotOf[s] == 0 {
			slotOf[s] = uint8(len(h.tables))
			h.hear(c, s)
		}
		h.slots[j] = uint32(slotOf[s]) * Lanes
	}
	h.subs = grow(h.subs, len(h.tables))
	fill(&h.subs[0], Dead)
	fill(&h.rows[0][0], Dead)
	fill(&h.rows[1][0], Dead)
	for p := range sounds {
		h.del.set(p, h.scale.Of(c.Del[p]))
	}
	h.del.set(0, 0) // before a string begins nothing happens
	h.lay()
}

// hear appends the tables of a sound that was heard.
func (k *kernel) hear(c *Costs, heard uint8) {
	var t table
	for p := range sounds {
		t.set(p, k.scale.Of(c.Sub[p][heard]))
	}
	t.set(0, Dead)
	k.tables = append(k.tables, t)
	var v [Lanes]uint8
	fill(&v, k.scale.Of(c.Ins[heard]))
	k.ins = append(k.ins, v)
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

// Costs gives the scale of the bounds.
func (h *Heard) Costs() Scale { return h.scale }

// Sweep computes the bounds of a block, and gives the lanes of which any bound
// is not Dead, the first in the lowest bit.
func (h *Heard) Sweep(s *Strings, block int) (lanes uint32) {
	b := &s.blocks[block]
	h.last = int(b.depth) & 1
	sounds := s.sounds[int(b.at)*Lanes : int(b.at+b.depth)*Lanes]
	if costs := s.costs[block*Lanes : (block+1)*Lanes]; !h.sweepVector(sounds, costs) {
		h.sweepPlain(sounds, costs)
	}
	for i, v := range &h.low {
		if v != Dead {
			lanes |= 1 << i
		}
	}
	return lanes
}

// Reach gives the lanes of the block last swept that come, at any column, below
// what room leaves them: room[j] is one more than the greatest bound that will
// do at column j, as Room has it.
func (h *Heard) Reach(room []uint8) (lanes uint32) {
	rows := h.rows[h.last][:len(room)]
	if lanes, ok := h.reachVector(rows, room); ok {
		return lanes
	}
	for j, r := range room {
		for i, v := range &rows[j] {
			if v < r {
				lanes |= 1 << i
			}
		}
	}
	return lanes
}

// Room turns room by position, as Tails gives it, into room by column.
func (h *Heard) Room(dst, room []uint8) []uint8 {
	dst = grow(dst, len(h.sounds))
	clear(dst)
	for i, c := range h.flat {
		dst[c/Lanes] = max(dst[c/Lanes], room[i])
	}
	return dst
}

// Spread writes the bounds of the block last swept as a row of Width bytes for
// each lane, one after the other, by position.
func (h *Heard) Spread(dst []uint8) {
	w := h.Width()
	if h.spreadVector(dst[:Lanes*w], w) {
		return
	}
	rows := h.rows[h.last]
	for i, c := range h.flat {
		for lane, v := range &rows[c/Lanes] {
			dst[lane*w+i] = v
		}
	}
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
