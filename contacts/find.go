package contacts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/sweep"
)

// A found contact: the cheapest way in which one reading can mean it.
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

// finder looks the readings of a query up in segments: first all at once in a
// sieve, then one after the other exactly. It belongs to one goroutine.
type finder struct {
	sieve
	aligned
	ordered []maybe
	at      map[place]int32 // contact to its index in what was found
}

// Limits of the search for one reading, as costs.
const (
	firstLimit = 7 * nat  // contacts up to this are found in any case
	lastLimit  = 40 * nat // dearer than this nobody can say what was meant
	rivalSlack = 4 * nat  // rivals up to this much dearer than the best are found
)

// limit is how dear a contact may be to be found, if the best costs best and
// none more than last is wanted.
func limit(best, last cost) cost {
	first := min(firstLimit, last)
	switch {
	case best > first:
		return last
	case best+rivalSlack <= first:
		return first
	default:
		return min(last, best+rivalSlack)
	}
}

// find puts into dst, by shard, each contact that reading number r, which was
// sifted, can mean at the limit that the best of them sets, or less; last is at
// most what it was sifted with. The limit depends on the best contact alone, so
// it does not matter which shard a contact is in.
func (f *finder) find(dst [][]found, shards []shard, m *model, h *heard, r int, last cost) {
	clear(f.at)
	f.aligned.reset(shards)
	for i := range shards {
		dst[i] = dst[i][:0]
	}
	f.order(f.maybe[r])
	best, most := infinite, last
	for i := range f.maybe[r] {
		c := &f.ordered[i]
		if c.bound > f.scales[r].Of(int32(most)) {
			break
		}
		if n := f.align(shards, m, h, c); n.cost <= most {
			dst[c.shard] = f.keep(dst[c.shard], &shards[c.shard], c.shard, n)
			best = min(best, n.cost)
			most = limit(best, last)
		}
	}
	for i := range shards {
		dst[i] = slices.DeleteFunc(dst[i], func(n found) bool { return n.cost > most })
	}
}

// order puts forms in the order of their bounds, by counting.
func (f *finder) order(all []maybe) {
	var at [sweep.Dead + 1]int32
	for i := range all {
		at[all[i].bound]++
	}
	sum := int32(0)
	for b, n := range at {
		at[b] = sum
		sum += n
	}
	f.ordered = grow(f.ordered, len(all))
	for i := range all {
		b := all[i].bound
		f.ordered[at[b]] = all[i]
		at[b]++
	}
}

// keep adds what was found to the others, each contact once: by its cheapest
// form; of several by the kind, then by the words.
func (f *finder) keep(dst []found, s *shard, number int32, n found) []found {
	key := place{int(number), n.contact}
	at, ok := f.at[key]
	if !ok {
		f.at[key] = int32(len(dst))
		return append(dst, n)
	}
	if old := &dst[at]; n.cost < old.cost || n.cost == old.cost && s.before(&n, old) {
		*old = n
	}
	return dst
}

// before says which of two forms is named when they cost the same.
func (s *shard) before(x, y *found) bool {
	a, b := &s.forms[x.form], &s.forms[y.form]
	return cmp.Or(cmp.Compare(a.kind, b.kind), strings.Compare(s.units[x.head], s.units[y.head]), strings.Compare(s.unit(a.tail), s.unit(b.tail))) < 0
}

// unit gives the words of a unit, none for -1.
func (s *segment) unit(u int32) string {
	if u < 0 {
		return ""
	}
	return s.units[u]
}

// align gives the exact cost of a form.
func (f *finder) align(shards []shard, m *model, h *heard, c *maybe) found {
	s := &shards[c.shard]
	ref := &s.forms[c.form]
	n := found{contact: ref.contact, form: c.form, head: c.head, sounds: int32(s.sounds[c.head])}
	back := h.post
	front := f.row(s, m, h, c.shard, c.head, false)
	if ref.tail >= 0 {
		back = f.row(s, m, h, c.shard, ref.tail, true)
		n.sounds += int32(s.sounds[ref.tail])
	}
	n.cost, n.cut = meet(front, back)
	n.cost += formCosts[ref.kind] + c.extra
	return n
}

// meet finds where a row from the front and one from the back meet at the
// least cost.
func meet(front, back []cost) (cost, int32) {
	n := len(front) - 1
	back = back[:n+1]
	best, at := infinite, 0
	for j, c := range front {
		if c += back[n-j]; c < best {
			best, at = c, j
		}
	}
	return best, int32(at)
}
