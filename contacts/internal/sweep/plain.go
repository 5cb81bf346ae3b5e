package sweep

// plainRows is the memory of the plain kernel: the rows of one string, which
// stay while the next one begins alike, be it in the same block or in another.
type plainRows struct {
	begun  bool      // with the tables in use
	string []uint8   // the string the rows are of, as far as they go
	rows   [][]uint8 // [depth][column], in whole words
	dead   bool      // all of the last row is Dead
	costs  []uint16  // [sound meant][column]: what it costs to hear the sound of the column; above it, for nothing
	ready  [sounds]bool
}

// sweepPlain does what the vector kernel does, string by string, and puts the
// bounds into dst, [lane][column].
func (h *Heard) sweepPlain(dst, sounds []uint8, costs []uint16) {
	if !h.plain.begun {
		h.plain.begin(h)
	}
	w := padded(len(h.begin))
	for lane := range Lanes {
		out := dst[lane*w : (lane+1)*w]
		h.low[lane] = Dead
		extra := h.tables.Of(int32(costs[lane]))
		if extra == Dead || !h.plain.follow(h, out, sounds[lane:]) {
			fill(out, Dead)
			continue
		}
		for i := 0; i+8 <= len(out) && extra > 0; i += 8 {
			put(out[i:], plus(word(out[i:]), all(extra)))
		}
		if !dead(out) {
			h.low[lane] = 0
		}
	}
}

// begin makes ready for the tables in use.
func (p *plainRows) begin(h *Heard) {
	p.begun, p.string = true, p.string[:0]
	if len(p.rows) == 0 {
		p.rows = make([][]uint8, 1)
	}
	p.rows[0] = grow(p.rows[0], padded(len(h.begin)))
	fill(p.rows[0][copy(p.rows[0], h.begin):], Dead)
	p.dead = dead(p.rows[0])
	p.costs, p.ready = grow(p.costs, sounds*len(h.begin)), [sounds]bool{}
}

// follow computes the rows of the string of a lane that are not there from the
// string before it, and copies the last; false if all of that, or of one before
// it, is Dead.
func (p *plainRows) follow(h *Heard, dst, lane []uint8) bool {
	for len(lane) > 0 && lane[0] == 0 {
		lane = lane[min(Lanes, len(lane)):] // before the string begins
	}
	d := 0
	for d < len(p.string) && d*Lanes < len(lane) && p.string[d] == lane[d*Lanes] {
		d++
	}
	if d < len(p.string) {
		p.string, p.dead = p.string[:d], false
	}
	for ; !p.dead; d++ {
		if d*Lanes >= len(lane) {
			copy(dst, p.rows[d])
			return true
		}
		s := lane[d*Lanes]
		p.string = append(p.string, s)
		if d+1 == len(p.rows) {
			p.rows = append(p.rows, nil)
		}
		p.rows[d+1] = grow(p.rows[d+1], len(dst))
		fill(p.rows[d+1][len(h.begin):], Dead)
		p.next(h, p.rows[d+1], p.rows[d], s)
		p.dead = dead(p.rows[d+1])
	}
	return false
}

// next computes the row behind one more sound.
func (p *plainRows) next(h *Heard, cur, prev []uint8, sound uint8) {
	costs := p.costsOf(h, sound)
	cur, prev = cur[:len(costs)], prev[:len(costs)]
	del := uint32(h.tables.del.at(sound))
	cur[0] = Dead
	j := uint(1)
	for _, r := range h.runs {
		diag, left := uint32(prev[r.parent/Lanes]), uint32(cur[r.parent/Lanes])
		for end := j + uint(r.n); j < end; j++ {
			up, c := uint32(prev[j]), uint32(costs[j])
			here := min(diag+c&0xff, up+del, Dead) // does not wait for the column before
			left = min(here, left+c>>8)
			cur[j] = uint8(left)
			diag = up
		}
	}
}

// dead reports whether all bytes of a row are Dead.
func dead(row []uint8) bool {
	w := all(Dead)
	for i := 0; i+8 <= len(row); i += 8 {
		w &= word(row[i:])
	}
	return w == all(Dead)
}

// costsOf gives what it costs to hear each column for a sound.
func (p *plainRows) costsOf(h *Heard, sound uint8) []uint16 {
	n := len(h.begin)
	costs := p.costs[int(sound)*n : int(sound+1)*n]
	if !p.ready[sound] {
		p.ready[sound] = true
		for j, slot := range h.slots {
			sub := uint8(Dead)
			if slot > 0 {
				sub = h.tables.subs[slot/Lanes].at(sound)
			}
			costs[j] = uint16(sub) | uint16(h.tables.ins[slot/Lanes][0])<<8
		}
	}
	return costs
}

// narrowPlain takes the bounds at hand into the least of those kept.
func (h *Heard) narrowPlain() {
	w := padded(len(h.begin))
	least := h.least[:w]
	if h.nkept == 0 {
		fill(least, Dead)
	}
	for lane, low := range &h.low {
		if low != Dead {
			narrow(least, h.bounds[lane*w:(lane+1)*w])
		}
	}
}

// reachPlain is Reach.
func (h *Heard) reachPlain(room []uint8) (lanes uint32) {
	w := padded(len(h.begin))
	room = room[:w]
	for lane := range Lanes {
		row := h.bounds[lane*w : (lane+1)*w]
		for i := 0; i+8 <= len(row) && i+8 <= len(room); i += 8 {
			if below(word(row[i:]), word(room[i:])) {
				lanes |= 1 << lane
				break
			}
		}
	}
	return lanes
}

// spreadPlain is Spread, for a width of w.
func (h *Heard) spreadPlain(dst []uint8, w int, lanes uint32) {
	columns := padded(len(h.begin))
	for lane := 0; lanes != 0; {
		lane, lanes = Lowest(lanes)
		row, out := h.bounds[lane*columns:(lane+1)*columns], dst[lane*w:(lane+1)*w]
		for i, c := range h.flat {
			out[i] = row[c/Lanes]
		}
	}
}
