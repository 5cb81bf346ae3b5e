package sweep

// plainRows is the memory of the plain kernel: the rows of one string, which
// stay while the next one begins alike.
type plainRows struct {
	rows   [][]uint16 // [depth][column]
	string []uint8    // the string they are of
	dead   int        // the depth at which it was Dead, or more than there is
}

// sweepPlain does what the vector kernel does, lane by lane. Sums that do not
// saturate come to the same when they are cut off at Dead in the end.
func (h *Heard) sweepPlain(sounds []uint8, costs []uint16) {
	depth := len(sounds) / Lanes
	n := len(h.begin)
	p := &h.plain
	for len(p.rows) <= depth {
		p.rows = append(p.rows, nil)
	}
	for d := range depth + 1 {
		p.rows[d] = grow(p.rows[d], n)
	}
	for j, v := range h.begin {
		p.rows[0][j] = uint16(v)
	}
	p.string, p.dead = p.string[:0], depth+1
	out := h.rows[h.last]
	for lane := range Lanes {
		extra := uint16(h.tables.Of(int32(costs[lane])))
		low := uint16(Dead)
		if extra < Dead {
			h.follow(sounds[lane:], depth)
			if p.dead > depth {
				for j, v := range p.rows[depth][:n] {
					v = min(v+extra, Dead)
					out[j][lane] = uint8(v)
					low = min(low, v)
				}
			}
		}
		h.low[lane] = uint8(low)
		if low == Dead {
			for j := range n {
				out[j][lane] = Dead
			}
		}
	}
}

// follow computes the rows of the string of a lane that are not there from the
// string before it.
func (h *Heard) follow(lane []uint8, depth int) {
	p := &h.plain
	d := 0
	for d < len(p.string) && p.string[d] == lane[d*Lanes] {
		d++
	}
	if d >= p.dead {
		return
	}
	p.string, p.dead = p.string[:d], depth+1
	for ; d < depth; d++ {
		s := lane[d*Lanes]
		p.string = append(p.string, s)
		if h.next(p.rows[d+1], p.rows[d], s) >= Dead {
			p.dead = d + 1
			return
		}
	}
}

// next computes the row behind one more sound, and gives the least of it.
func (h *Heard) next(cur, prev []uint16, sound uint8) uint16 {
	del := uint16(h.tables.del.at(sound))
	low := uint16(Dead)
	cur[0] = Dead
	j := 1
	for _, r := range h.runs {
		diag, left := prev[r.parent/Lanes], cur[r.parent/Lanes]
		for range r.n {
			slot := h.slots[j] / Lanes
			up := prev[j]
			left = min(diag+uint16(h.tables.subs[slot].at(sound)), up+del, left+uint16(h.tables.ins[slot][0]))
			if slot == 0 {
				left = up + del // no sound leads here
			}
			cur[j] = min(left, Dead)
			left = cur[j]
			low = min(low, left)
			diag = up
			j++
		}
	}
	return low
}
