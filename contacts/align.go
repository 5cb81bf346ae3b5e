package contacts

// aligned holds the rows of costs of the units that one reading was aligned
// with, forwards as heads and backwards as tails.
type aligned struct {
	base []int32    // [shard]: where its units begin in at
	at   [2][]int32 // [unit of any shard]: 1 + where its row begins in arena; 0 for none
	used [2][]int32
	rows []cost
	prev []cost
	cur  []cost
}

// reset forgets all rows.
func (a *aligned) reset(shards []shard) {
	units := int32(0)
	a.base = a.base[:0]
	for i := range shards {
		a.base = append(a.base, units)
		units += int32(len(shards[i].units))
	}
	for side := range a.at {
		for _, u := range a.used[side] {
			a.at[side][u] = 0
		}
		a.used[side] = a.used[side][:0]
		a.at[side] = grow(a.at[side], int(units))
	}
	a.rows = a.rows[:0]
}

// row gives the costs of having said, up to each sound, what comes before a
// unit and the unit; or, from the end of what was heard, the unit and what
// comes behind it. The row is good until the next call.
func (a *aligned) row(s *shard, m *model, h *heard, shard, unit int32, back bool) []cost {
	start, sounds, side := h.pre, h.sounds, 0
	if back {
		start, sounds, side = h.post, h.reversed, 1
	}
	w := len(start)
	at := &a.at[side][a.base[shard]+unit]
	if *at > 0 {
		return a.rows[*at-1:][:w]
	}
	a.used[side] = append(a.used[side], a.base[shard]+unit)
	*at = int32(len(a.rows) + 1)
	a.rows = extend(a.rows, w)
	row := a.rows[len(a.rows)-w:]
	for j := range row {
		row[j] = infinite
	}
	for _, way := range s.waysOf(unit) {
		for j, c := range a.say(m, sounds, start, way.phones, back) {
			row[j] = min(row[j], c+way.cost)
		}
	}
	return row
}

// say gives the row behind the sounds of a unit, from the row before them. The
// dynamic program is that of Wagner and Fischer (1974) with costs by sound.
func (a *aligned) say(m *model, heard []uint8, start []cost, unit string, back bool) []cost {
	a.prev, a.cur = append(a.prev[:0], start...), grow(a.cur, len(start))
	for i := range len(unit) {
		p := unit[i]
		if back {
			p = unit[len(unit)-1-i]
		}
		prev, cur, sub, del := a.prev, a.cur[:len(a.prev)], &m.sub[p], m.del[p]
		diag := prev[0]
		left := diag + del
		cur[0] = left
		for j, h := range heard {
			up := prev[j+1]
			left = min(diag+sub[h], up+del, left+m.ins[h])
			cur[j+1] = left
			diag = up
		}
		a.prev, a.cur = cur, prev
	}
	return a.prev
}
