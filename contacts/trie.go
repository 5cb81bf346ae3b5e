package contacts

import (
	"cmp"
	"slices"
	"strings"
)

// A trie holds the sounds of many units so that those that begin alike are
// aligned once as far as they are alike. Its nodes lie in the order of a walk
// that visits a node before what follows it; a node knows where to go on when
// what follows it need not be looked at.
type trie struct {
	nodes  []node
	leaves []leaf
	depth  int // of the deepest node
}

type node struct {
	skip   int32 // index behind the last node that follows this one
	leaf   int32 // first of the leaves that end here
	ends   uint16
	phone  uint8
	depth  uint8 // 1 for the first sound
	height uint8 // sounds to the farthest leaf below
}

// A leaf says that a way to say unit ends at a node.
type leaf struct {
	unit int32
	cost cost // of this way next to the unit's likeliest
}

// entry is a way to say a unit, before it is in a trie.
type entry struct {
	phones string
	leaf   leaf
}

// newTrie builds the trie of the entries, which it sorts.
func newTrie(entries []entry) trie {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.phones, b.phones), cmp.Compare(a.leaf.unit, b.leaf.unit), cmp.Compare(a.leaf.cost, b.leaf.cost))
	})
	t := trie{leaves: make([]leaf, 0, len(entries))}
	var path []int32 // nodes from the root to the last entry
	last := ""
	for i, e := range entries {
		if i > 0 && e.phones == last && e.leaf.unit == entries[i-1].leaf.unit {
			continue // said alike at a higher cost
		}
		common := 0
		for common < min(len(last), len(e.phones)) && last[common] == e.phones[common] {
			common++
		}
		t.close(path[common:])
		path = path[:common]
		for d := common; d < len(e.phones); d++ {
			path = append(path, int32(len(t.nodes)))
			t.nodes = append(t.nodes, node{phone: e.phones[d], depth: uint8(d + 1), leaf: int32(len(t.leaves))})
		}
		for d, at := range path {
			t.nodes[at].height = max(t.nodes[at].height, uint8(len(path)-1-d))
		}
		n := &t.nodes[path[len(path)-1]]
		n.ends++
		t.leaves = append(t.leaves, e.leaf)
		t.depth = max(t.depth, len(e.phones))
		last = e.phones
	}
	t.close(path)
	t.nodes = slices.Clip(t.nodes)
	return t
}

// close tells nodes that nothing more follows them.
func (t *trie) close(path []int32) {
	for _, i := range path {
		t.nodes[i].skip = int32(len(t.nodes))
	}
}

// A hit is a unit that was found in what was heard. Its row gives for each
// position of the heard sounds the cost of having said, up to there, what may
// come before the unit and the unit.
type hit struct {
	unit int32
	row  int32 // where its row begins in search.arena
	low  cost  // the least of the row
}

// search walks a trie along one heard string of sounds, from either end.
type search struct {
	width int    // sounds heard, plus one
	subs  []cost // [phone.Count][width]: cost of hearing the sound at j-1 for a phone
	ins   []cost // [width]: cost of having heard the sound at j-1 for nothing
	rows  []cost // [depth+1][width]
	spans []span // [depth+1]
	hits  []hit
	arena []cost
	slot  []int32 // [unit]: 1 + index of its hit, 0 for none
	none  []cost  // a row to start from
	rest  bounds
}

// walk finds all units whose rows come down to limit or lower. start is the
// row before the first sound, rest the bounds of what follows. The dynamic
// program is that of Wagner and Fischer (1974) with costs by sound, one row a
// node. As costs are never negative, what is above limit stays so: of each row
// only the stretch between its first and its last cost within limit is looked
// at (Ukkonen 1985), and a node whose row has none ends its branch. With rest,
// that is the bound of A* (Hart, Nilsson and Raphael 1968) without its queue.
func (s *search) walk(t *trie, del *[phones]cost, start []cost, rest bounds, limit cost) {
	w := s.width
	s.rows = grow(s.rows, (t.depth+1)*w)
	s.spans = grow(s.spans, t.depth+1)
	copy(s.rows[:w], start)
	s.spans[0] = whole(start, rest.at(t.depth), limit)
	nodes := t.nodes
	for i := 0; i < len(nodes); {
		n := &nodes[i]
		d := int(n.depth)
		at := d * w
		sp, low := step(s.rows[at:at+w], s.rows[at-w:at], s.subs[int(n.phone)*w:int(n.phone)*w+w], s.ins, rest.at(int(n.height)), del[n.phone], limit, s.spans[d-1])
		if low > limit {
			i = int(n.skip)
			continue
		}
		s.spans[d] = sp
		if n.ends > 0 {
			for _, l := range t.leaves[n.leaf : n.leaf+int32(n.ends)] {
				if low+l.cost <= limit {
					s.add(l, s.rows[at:at+w], sp, low)
				}
			}
		}
		i++
	}
}

// bounds say what at least it will cost to finish, by how many sounds of the
// unit are still to come and how many heard ones are explained.
type bounds struct {
	width int
	rows  []cost // [sounds to come][width]; of the last row for more
}

func (b bounds) at(height int) []cost {
	height = min(height, len(b.rows)/b.width-1)
	return b.rows[height*b.width : (height+1)*b.width]
}

// fill makes bounds of the costs of finishing behind the unit: each sound to
// come may take one heard sound for nothing, any other costs at least ins.
func (b *bounds) fill(finish []cost, height int, ins cost) {
	w := len(finish)
	b.width = w
	b.rows = grow(b.rows, (height+1)*w)
	for r := range height + 1 {
		row := b.rows[r*w : (r+1)*w]
		for j := w - 1; j >= 0; j-- {
			c := finish[j]
			if j+1 < w {
				c = min(c, row[j+1]+ins)
				if r > 0 {
					c = min(c, b.rows[(r-1)*w+j+1])
				}
			}
			row[j] = c
		}
	}
}

// none are the bounds of which nothing is known.
func (b *bounds) none(width int) bounds {
	b.width = width
	b.rows = grow(b.rows, width)
	clear(b.rows)
	return *b
}

// A span is a stretch of a row, from the first to the last cost within a
// limit; what is outside is above it and not written.
type span struct{ from, to int32 }

// whole gives the span of a row that is written all over.
func whole(row, rest []cost, limit cost) span {
	sp := span{int32(len(row)), -1}
	for j, c := range row {
		if c+rest[j] <= limit {
			sp.from = min(sp.from, int32(j))
			sp.to = int32(j)
		}
	}
	return sp
}

// step fills the next row of the alignment and gives its span and the least
// cost of the whole.
func step(cur, prev, subs, ins, rest []cost, del, limit cost, p span) (span, cost) {
	n := int32(len(cur))
	prev, subs, ins, rest = prev[:n], subs[:n], ins[:n], rest[:n]
	low, c, diag := infinite, infinite, infinite
	for j := p.from; j <= p.to; j++ {
		up := prev[j]
		c = min(diag+subs[j], up+del, c+ins[j])
		cur[j] = c
		low = min(low, c+rest[j])
		diag = up
	}
	to := p.to + 1
	for ; to < n; to++ { // sounds added behind what is within the limit
		c = min(diag+subs[to], c+ins[to])
		if c > limit {
			break
		}
		cur[to] = c
		low = min(low, c+rest[to])
		diag = infinite
	}
	if low > limit {
		return span{}, low
	}
	from := p.from
	for cur[from]+rest[from] > limit {
		from++
	}
	for to--; cur[to]+rest[to] > limit; to-- {
	}
	return span{from, to}, low
}

// add notes a hit, or mends the one there is when the unit was found by
// another way to say it.
func (s *search) add(l leaf, row []cost, sp span, low cost) {
	if at := s.slot[l.unit]; at != 0 {
		h := &s.hits[at-1]
		h.low = min(h.low, low+l.cost)
		to := s.row(*h)
		for j := sp.from; j <= sp.to; j++ {
			to[j] = min(to[j], row[j]+l.cost)
		}
		return
	}
	s.hits = append(s.hits, hit{l.unit, int32(len(s.arena)), low + l.cost})
	s.slot[l.unit] = int32(len(s.hits))
	for j := range row {
		c := infinite
		if k := int32(j); k >= sp.from && k <= sp.to {
			c = row[j] + l.cost
		}
		s.arena = append(s.arena, c)
	}
}

// row gives the row of a hit.
func (s *search) row(h hit) []cost { return s.arena[h.row : int(h.row)+s.width] }

// clear forgets the hits.
func (s *search) clear() {
	for _, h := range s.hits {
		s.slot[h.unit] = 0
	}
	s.hits, s.arena = s.hits[:0], s.arena[:0]
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
