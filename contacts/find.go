package contacts

// A found contact: the cheapest way in which one hypothesis can mean it.
type found struct {
	contact int32 // in its segment
	form    int32 // in its segment
	head    int32 // unit that was heard for the form's head: itself or a nickname
	cut     int32 // sounds heard up to the end of the head
	sounds  int32 // of the name as it is said
	cost    cost
	words   uint8 // of the name
	exact   uint8 // of them, among the words heard, by sound
}

// finder looks one hypothesis up in segments. It belongs to one goroutine.
type finder struct {
	heads, tails search
	finish       []cost // least costs of what follows a head
	rest         bounds
	at           map[int32]int32 // contact to its index in what was found
}

// find appends to dst, which must be empty, every contact of the segment that
// h can mean at a cost of limit or less, each once.
func (f *finder) find(dst []found, s *shard, m *model, h *heard, limit cost) []found {
	clear(f.at)
	n := len(h.sounds)
	reverseSounds(h.sounds)
	f.tails.load(m, h.sounds)
	reverseSounds(h.sounds)
	f.tails.slot = grow(f.tails.slot, len(s.units))
	f.tails.walk(&s.tails, &m.del, h.post, f.rest.none(n+1), limit)
	f.heads.load(m, h.sounds)
	f.heads.slot = grow(f.heads.slot, len(s.units))
	f.heads.walk(&s.heads, &m.del, h.pre, f.completions(m, h, s.heads.depth), limit)
	for _, hit := range f.heads.hits {
		row := f.heads.row(hit)
		alone, cut := meet(row, h.post)
		for i := s.first[hit.unit]; i < s.first[hit.unit+1]; i++ {
			dst = f.visit(dst, s, i, hit, row, alone, cut, 0, limit)
		}
		for _, n := range s.nicks[s.nickFirst[hit.unit]:s.nickFirst[hit.unit+1]] {
			for i := s.first[n.given]; i < s.first[n.given+1]; i++ {
				if s.forms[i].nick {
					dst = f.visit(dst, s, i, hit, row, alone, cut, n.cost, limit)
				}
			}
		}
	}
	f.heads.clear()
	f.tails.clear()
	return dst
}

// completions bounds what it costs to finish a head of at most depth sounds
// and what was heard behind it: as the tail of any name found or as no name.
func (f *finder) completions(m *model, h *heard, depth int) bounds {
	n := len(h.sounds)
	f.finish = grow(f.finish, n+1)
	for j := range f.finish {
		f.finish[j] = h.post[n-j]
	}
	for _, hit := range f.tails.hits {
		row := f.tails.row(hit)
		for j := range f.finish {
			f.finish[j] = min(f.finish[j], row[n-j])
		}
	}
	f.rest.fill(f.finish, min(depth, n), m.leastIns)
	return f.rest
}

// visit tries one form whose head was found with a row; alone is the cost of
// nothing behind the head, extra what a nickname costs.
func (f *finder) visit(dst []found, s *shard, i int32, hit hit, row []cost, alone cost, cut int32, extra, limit cost) []found {
	ref := &s.forms[i]
	c := formCosts[ref.kind] + extra
	if c+hit.low > limit || s.gone.has(ref.contact) {
		return dst
	}
	sounds := int32(s.sounds[hit.unit])
	if ref.tail < 0 {
		c += alone
	} else {
		slot := f.tails.slot[ref.tail]
		if slot == 0 {
			return dst
		}
		tail := f.tails.hits[slot-1]
		var both cost
		both, cut = meet(row, f.tails.row(tail))
		c += both
		sounds += int32(s.sounds[ref.tail])
	}
	if c > limit {
		return dst
	}
	n := found{contact: ref.contact, form: i, head: hit.unit, cut: cut, sounds: sounds, cost: c}
	at, ok := f.at[ref.contact]
	if !ok {
		f.at[ref.contact] = int32(len(dst))
		return append(dst, n)
	}
	if old := &dst[at]; c < old.cost || c == old.cost && ref.kind < s.forms[old.form].kind {
		*old = n
	}
	return dst
}

// meet finds where a row from the front and one from the back meet at the
// least cost.
func meet(front, back []cost) (cost, int32) {
	n := len(front) - 1
	back = back[:n+1]
	best, at := cost(infinite), 0
	for j, c := range front {
		if c += back[n-j]; c < best {
			best, at = c, j
		}
	}
	return best, int32(at)
}

func reverseSounds(b []uint8) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}
