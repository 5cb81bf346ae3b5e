package contacts

import (
	"math/bits"
	"slices"
	"sort"

	"github.com/hearsay-go/hearsay/contacts/internal/sweep"
)

// A sieve finds, for all readings of a query at once, the forms that may cost
// no more than a limit: by lower bounds, so that none is missed, and a few too
// many come out. It works in rows of one byte for each position of each
// reading. The row of a head holds the bounds V of what was heard up to there;
// that of a tail its room, what a head may cost that it is put behind. A form
// passes if anywhere the one is below the other.
type sieve struct {
	tables      sweep.Tables
	ahead, back sweep.Heard
	readings    []int         // those that are sifted, of the query
	readingAt   []uint8       // [position]: index in readings
	spare       []uint8       // [position]: by how much the limit of its reading is below the greatest
	alone       []uint8       // [position]: room of a head with nothing behind it
	widest      []uint8       // [position]: the most room of any tail, or of nothing
	columns     []uint8       // [column]: the same
	block       []uint8       // [lane][position] of a block of heads
	heads       []int32       // the units that were found as heads
	rows        []uint8       // [head][position]
	headAt      []int32       // [unit]: 1 + its index in heads; 0 for none
	lowest      []uint8       // [position]: the lowest bound of any of them
	rooms       []uint8       // [row][position] of the tails found
	room        []int32       // [unit]: 1 + its row in rooms; 0 for none
	tails       []int32       // the units that have one
	least       []int         // [reading of readings]: a scratch
	maybe       [][]maybe     // [reading]
	kept        []int32       // the blocks of tails that are kept
	scales      []sweep.Scale // [reading]: of its bounds
}

// maybe is a form that a reading may mean.
type maybe struct {
	bound uint8 // of its cost, scaled
	shard int32
	form  int32
	head  int32 // unit that was heard for the form's head
	extra cost  // what that costs, if it is a nickname
}

// maxPositions bounds how many positions are sifted together, but for one
// reading.
const maxPositions = 128

// sift finds the forms of contacts of the shards that each reading may mean at
// a cost of its limit or less; none for a limit of 0.
func (v *sieve) sift(shards []shard, m *model, heards []heard, limits []cost) {
	for len(v.maybe) < len(heards) {
		v.maybe = append(v.maybe, nil)
	}
	for r := range v.maybe {
		v.maybe[r] = v.maybe[r][:0]
	}
	v.scales = grow(v.scales, len(heards))
	for r := 0; r < len(heards); {
		v.readings = v.readings[:0]
		for n := 0; r < len(heards); r++ {
			if limits[r] == 0 {
				continue
			}
			if n += len(heards[r].sounds) + 1; n > maxPositions && len(v.readings) > 0 {
				break
			}
			v.readings = append(v.readings, r)
		}
		if len(v.readings) == 0 {
			return
		}
		v.prepare(m, heards, limits)
		for _, r := range v.readings {
			v.scales[r] = v.tables.Scale
		}
		for s := range shards {
			v.search(shards, int32(s))
		}
	}
}

// prepare makes the tables of some readings.
func (v *sieve) prepare(m *model, heards []heard, limits []cost) {
	v.ahead.Reset(false)
	v.back.Reset(true)
	greatest := cost(0)
	for _, r := range v.readings {
		h := &heards[r]
		sweep.Add(&v.ahead, h.sounds, h.pre)
		sweep.Add(&v.back, h.reversed, h.post)
		greatest = max(greatest, limits[r])
	}
	v.tables.Limit(&m.sweep, int32(greatest))
	v.ahead.Use(&v.tables)
	v.back.Use(&v.tables)
	w := v.ahead.Width()
	v.readingAt, v.spare, v.alone, v.widest = grow(v.readingAt, w), grow(v.spare, w), grow(v.alone, w), grow(v.widest, w)
	v.least = grow(v.least, len(v.readings))
	at := 0
	for i, r := range v.readings {
		h := &heards[r]
		n := len(h.sounds)
		for j := range n + 1 {
			v.readingAt[at+j] = uint8(i)
			v.spare[at+j] = v.tables.Of(int32(greatest - limits[r]))
			v.alone[at+j] = v.tables.Of(int32(h.post[n-j]))
		}
		at += n + 1
	}
	for ; at < w; at++ {
		v.spare[at], v.alone[at] = sweep.Dead, sweep.Dead
	}
	sweep.Complement(v.alone, v.spare)
}

// search sifts the forms of one shard, in steps that each look only at what the
// one before left: heads that leave room for any of the tails, or for nothing;
// tails that leave room for any of those heads; forms of both.
func (v *sieve) search(shards []shard, number int32) {
	s := &shards[number]
	v.sweepTails(s)
	v.searchHeads(s)
	v.searchTails(s)
	w := v.ahead.Width()
	for i, u := range v.heads {
		v.head(s, number, u, v.rows[i*w:(i+1)*w])
		v.headAt[u] = 0
	}
	for _, u := range v.tails {
		v.room[u] = 0
	}
}

// sweepTails bounds what all tails cost, and finds the most room that any of
// them leaves.
func (v *sieve) sweepTails(s *shard) {
	v.kept = v.kept[:0]
	v.back.Forget()
	for b := range s.tails.Len() {
		if v.back.Sweep(s.tails, b) != 0 {
			v.back.Keep()
			v.kept = append(v.kept, int32(b))
		}
	}
	v.back.Least(v.widest)
	sweep.Complement(v.widest, v.spare)
	sweep.Widen(v.widest, v.alone)
}

// searchHeads finds the heads that any reading may begin with, and their
// bounds: the least of all ways to say them.
func (v *sieve) searchHeads(s *shard) {
	w := v.ahead.Width()
	v.heads, v.rows, v.lowest = v.heads[:0], v.rows[:0], grow(v.lowest, w)
	v.headAt = grow(v.headAt, len(s.units))
	for j := range v.lowest {
		v.lowest[j] = sweep.Dead
	}
	v.columns = v.ahead.Room(v.columns, v.widest)
	v.block = grow(v.block, sweep.Lanes*w)
	for b := range s.heads.Len() {
		lanes := v.ahead.Sweep(s.heads, b)
		if lanes == 0 {
			continue
		}
		if lanes &= v.ahead.Reach(v.columns); lanes == 0 {
			continue
		}
		v.ahead.Spread(v.block, lanes)
		items := s.heads.Items(b)
		for lane := 0; lanes != 0; {
			lane, lanes = sweep.Lowest(lanes)
			row := v.block[lane*w : (lane+1)*w]
			sweep.Narrow(v.lowest, row)
			v.addHead(items[lane], row)
		}
	}
}

// addHead adds a way to say a head.
func (v *sieve) addHead(unit int32, row []uint8) {
	if i := int(v.headAt[unit]); i != 0 { // said in another way
		sweep.Narrow(v.rows[(i-1)*len(row):i*len(row)], row)
		return
	}
	v.heads = append(v.heads, unit)
	v.rows = append(v.rows, row...)
	v.headAt[unit] = int32(len(v.heads))
}

// searchTails finds the tails that any reading may end with behind one of the
// heads, and the room they leave; they are sorted.
func (v *sieve) searchTails(s *shard) {
	v.room = grow(v.room, len(s.units))
	v.tails, v.rooms = v.tails[:0], v.rooms[:0]
	w := v.back.Width()
	sweep.Complement(v.lowest, v.spare)
	v.columns = v.back.Room(v.columns, v.lowest)
	for i, b := range v.kept {
		v.back.Recall(i)
		lanes := v.back.Reach(v.columns)
		if lanes == 0 {
			continue
		}
		at := len(v.rooms)
		v.rooms = extend(v.rooms, sweep.Lanes*w)
		v.back.Spread(v.rooms[at:], lanes)
		items := s.tails.Items(int(b))
		for lane := 0; lanes != 0; {
			lane, lanes = sweep.Lowest(lanes)
			unit, room := items[lane], v.rooms[at+lane*w:at+(lane+1)*w]
			sweep.Complement(room, v.spare)
			if other := v.room[unit]; other != 0 { // said in another way
				sweep.Widen(v.tail(other, w), room)
				continue
			}
			v.room[unit] = int32(at/w + lane + 1)
			v.tails = append(v.tails, unit)
		}
	}
	slices.Sort(v.tails)
}

// tail gives a row of rooms.
func (v *sieve) tail(number int32, w int) []uint8 { return v.rooms[int(number-1)*w : int(number)*w] }

// head notes the forms that begin with a unit whose row of bounds is given.
func (v *sieve) head(s *shard, number, unit int32, row []uint8) {
	alone := sweep.Fits(row, v.alone, 0)
	v.forms(s, row, maybe{shard: number, form: s.first[unit], head: unit}, s.first[unit+1], alone)
	for _, n := range s.nicks[s.nickFirst[unit]:s.nickFirst[unit+1]] {
		v.forms(s, row, maybe{shard: number, form: s.first[n.given], head: unit, extra: n.cost}, s.first[n.given+1], alone)
	}
}

// forms notes the forms from c.form to the one before end, which are those of
// one head, that any reading may mean; alone says whether there is room for the
// head with nothing behind it. A common given name has thousands of forms, of
// which few have a tail that was found: then these are looked up, and the others
// not looked at.
func (v *sieve) forms(s *shard, row []uint8, c maybe, end int32, alone bool) {
	for ; c.form < end && s.forms[c.form].tail < 0; c.form++ {
		if alone {
			v.form(s, row, v.alone, c)
		}
	}
	if n := int(end - c.form); len(v.tails)*bits.Len(uint(n)) < n {
		for _, t := range v.tails {
			c.form += int32(sort.Search(int(end-c.form), func(i int) bool { return s.forms[int(c.form)+i].tail >= t }))
			for ; c.form < end && s.forms[c.form].tail == t; c.form++ {
				v.form(s, row, v.tail(v.room[t], len(row)), c)
			}
		}
		return
	}
	for ; c.form < end; c.form++ {
		if number := v.room[s.forms[c.form].tail]; number != 0 {
			v.form(s, row, v.tail(number, len(row)), c)
		}
	}
}

// form notes a form, if what is behind its head leaves room for it.
func (v *sieve) form(s *shard, row, room []uint8, c maybe) {
	ref := &s.forms[c.form]
	if c.extra > 0 && !ref.nick || s.gone.has(ref.contact) {
		return
	}
	extra := v.tables.Of(int32(formCosts[ref.kind] + c.extra - s.least[c.head]))
	if sweep.Fits(row, room, extra) {
		v.note(row, room, extra, c)
	}
}

// note notes a form for each reading that may mean it.
func (v *sieve) note(row, room []uint8, extra uint8, c maybe) {
	for i := range v.least {
		v.least[i] = sweep.Dead
	}
	for j, b := range row {
		if int(b)+int(extra) < int(room[j]) {
			i := v.readingAt[j]
			v.least[i] = min(v.least[i], int(b)+int(extra)+sweep.Dead-int(room[j])-int(v.spare[j]))
		}
	}
	for i, least := range v.least {
		if least < sweep.Dead {
			c.bound = uint8(max(least, 0))
			r := v.readings[i]
			v.maybe[r] = append(v.maybe[r], c)
		}
	}
}

func extend[T any](s []T, n int) []T {
	if len(s)+n <= cap(s) {
		return s[:len(s)+n]
	}
	return append(s, make([]T, n)...)
}
