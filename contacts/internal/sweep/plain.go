package sweep

// plainRows is the memory of the plain kernel: the rows of one string, which
// stay while the next one begins alike.
type plainRows struct {
	rows   [][]uint16 // [depth][column]
	string []uint8    // the string they are of
	costs  []uint16   // [sound meant][slot]: what it costs to hear the sound of the slot
	ins    []uint16   // [slot]
	ready  bool       // costs and ins are those of the tables in use
	dead   int        // the depth at which it was Dead, or more than there is
}

// sweepPlain does what the vector kernel does, lane by lane. Sums that do not
// saturate come to the same when they are cut off at Dead in the end.
func (h *Heard) sweepPlain(sounds []uint8, costs []uint16) {
	depth := len(sounds) / Lanes
	n := len(h.begin)
	p := &h.plain
	if !p.ready {
		h.prepare()
	}
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
	p, n := &h.plain, len(h.row)
	costs, ins, slots := p.costs[int(sound)*n:int(sound+1)*n], p.ins[:n], h.slots[:len(prev)]
	cur = cur[:len(prev)]
	del := uint16(h.tables.del.at(sound))
	low := uint16(Dead)
	cur[0] = Dead
	j := 1
	for _, r := range h.runs {
		diag, left := prev[r.parent/Lanes], cur[r.parent/Lanes]
		for range r.n {
			slot, up := slots[j]/Lanes, prev[j]
			left = min(diag+costs[slot], up+del, left+ins[slot], Dead)
			cur[j] = left
			low = min(low, left)
			diag = up
			j++
		}
	}
	return low
}

// prepare copies the tables in use for the plain kernel.
func (h *Heard) prepare() {
	p, n := &h.plain, len(h.row)
	p.costs, p.ins, p.ready = grow(p.costs, sounds*n), grow(p.ins, n), true
	for slot := range n {
		p.ins[slot] = uint16(h.tables.ins[slot][0])
		for s := range sounds {
			cost := uint8(Dead)
			if slot > 0 {
				cost = h.tables.subs[slot].at(uint8(s))
			}
			p.costs[s*n+slot] = uint16(cost)
		}
	}
}

// reachPlain is Reach.
func (h *Heard) reachPlain(rows [][Lanes]uint8, room []uint8) (lanes uint32) {
	for j, r := range room {
		for i, v := range &rows[j] {
			if v < r {
				lanes |= 1 << i
			}
		}
	}
	return lanes
}

// spreadPlain is Spread, for a width of w.
func (h *Heard) spreadPlain(dst []uint8, w int) {
	for i, c := range h.flat {
		for lane, v := range &h.bounds[c/Lanes] {
			dst[lane*w+i] = v
		}
	}
}
