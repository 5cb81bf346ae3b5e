package phone

import (
	"math"
	"slices"
	"sync"
)

// A Pron is one way to say a word.
type Pron struct {
	Phones  []Phone
	LogProb float32 // natural logarithm; the chances of the ways given sum to 1
}

// Letters turns letters into sounds: an n-gram model of tokens, each a letter
// with the sounds it says there (a joint-sequence model, Bisani and Ney 2008),
// pruned and quantised. It is immutable and safe for concurrent use.
type Letters struct {
	tokens []token
	ranges [256][2]uint16 // tokens of each letter, from and to
	nodes  []letterNode   // node 0 is the root; children lie together, sorted
	start  uint32         // the state at the start of a word
	pool   sync.Pool      // of *search
}

// A token is a letter and what it says: no sound, one or two. Token 0 is the
// end of a word.
type token struct {
	letter        byte
	first, second Phone
}

// A letterNode is an n-gram. Costs are in unit of 1/costUnit nats, so that
// sums are whole numbers and the same on every machine.
type letterNode struct {
	token    uint16
	cost     uint8  // of the last token after the others
	backoff  int8   // of leaving this state for its suffix
	first    uint32 // first child
	children uint16
	link     uint32 // the longest suffix that has children
}

const (
	costUnit  = 16
	beamWidth = 16           // partial words kept at each letter
	beamDepth = 7 * costUnit // farthest behind the best

	// maxLetters bounds the work on one word; no name is as long.
	maxLetters = 64
)

// A path is a partial word: the tokens so far, as a list back to its start.
type path struct {
	cost  int32
	state uint32
	token uint16
	back  int32 // in the search's trail; -1 at the start
}

// search is the working space of one word. Its slices are kept from word to
// word.
type search struct {
	l     *Letters
	now   []path
	next  []path
	trail []path
	seen  [maxTokens]uint32 // the mark of the path that last had each token
	mark  uint32
}

// begin makes ready for a word.
func (l *Letters) begin() *search {
	s, ok := l.pool.Get().(*search)
	if !ok {
		s = &search{l: l}
	}
	s.now = append(s.now[:0], path{state: l.start, back: -1})
	s.trail = s.trail[:0]
	return s
}

// Pronounce appends to dst at most n ways to say the word, likeliest first. It
// is a beam search from the first letter to the last; ways that sound alike
// are added up. Characters other than a to z and the apostrophe are passed
// over, and so is what follows the sixty-fourth; a word without letters has no
// way to be said.
func (l *Letters) Pronounce(dst []Pron, word string, n int) []Pron {
	if n <= 0 {
		return dst
	}
	s := l.begin()
	defer l.pool.Put(s)
	for i := range min(len(word), maxLetters) {
		if r := l.ranges[word[i]]; r[0] < r[1] {
			s.step(r[0], r[1])
		}
	}
	if len(s.trail) == 0 {
		return dst
	}
	s.step(0, 1)
	return s.collect(dst, n)
}

// step extends every path by the tokens from and to.
func (s *search) step(from, to uint16) {
	s.next = s.next[:0]
	base := int32(len(s.trail))
	s.trail = append(s.trail, s.now...)
	limit := int32(math.MaxInt32)
	for i, p := range s.now {
		limit = s.extend(p, base+int32(i), from, to, limit)
	}
	s.now, s.next = s.next, s.now
}

// extend adds the continuations of one path, backing off to shorter histories
// for the tokens that the longer ones have not seen.
func (s *search) extend(p path, back int32, from, to uint16, limit int32) int32 {
	s.mark++
	nodes := s.l.nodes
	cost := p.cost
	for state := p.state; ; state = nodes[state].link {
		x := &nodes[state]
		for c := s.l.seek(x, from); c < x.first+uint32(x.children) && nodes[c].token < to; c++ {
			t := nodes[c].token
			if s.seen[t] == s.mark {
				continue
			}
			s.seen[t] = s.mark
			if total := cost + int32(nodes[c].cost); total <= limit {
				limit = s.keep(path{cost: total, state: s.l.after(c), token: t, back: back}, limit)
			}
		}
		cost += int32(x.backoff)
		if state == 0 || cost > limit {
			return limit
		}
	}
}

// keep puts a path in its place among the best and gives the new limit.
func (s *search) keep(p path, limit int32) int32 {
	if len(s.next) < beamWidth {
		s.next = append(s.next, p)
	}
	i := len(s.next) - 1
	for ; i > 0 && s.next[i-1].cost > p.cost; i-- {
		s.next[i] = s.next[i-1]
	}
	s.next[i] = p
	if i == 0 {
		limit = p.cost + beamDepth
	}
	for s.next[len(s.next)-1].cost > limit {
		s.next = s.next[:len(s.next)-1]
	}
	if len(s.next) == beamWidth {
		limit = min(limit, s.next[beamWidth-1].cost-1)
	}
	return limit
}

// after is the state that a token leads to: its n-gram, or the longest suffix
// of it that goes on.
func (l *Letters) after(n uint32) uint32 {
	if l.nodes[n].children > 0 {
		return n
	}
	return l.nodes[n].link
}

// seek finds the first child whose token is not below from.
func (l *Letters) seek(x *letterNode, from uint16) uint32 {
	lo, hi := x.first, x.first+uint32(x.children)
	if int(x.children) == len(l.tokens) {
		return lo + uint32(from)
	}
	for hi-lo > 6 {
		if mid := (lo + hi) / 2; l.nodes[mid].token < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for lo < hi && l.nodes[lo].token < from {
		lo++
	}
	return lo
}

// collect turns whole paths into pronunciations.
func (s *search) collect(dst []Pron, n int) []Pron {
	var ways []Pron
	for _, p := range s.now {
		sounds := s.sounds(p)
		chance := math.Exp(float64(s.now[0].cost-p.cost) / costUnit)
		if i := slices.IndexFunc(ways, func(w Pron) bool { return slices.Equal(w.Phones, sounds) }); i >= 0 {
			ways[i].LogProb += float32(chance)
		} else if len(sounds) > 0 {
			ways = append(ways, Pron{sounds, float32(chance)})
		}
	}
	slices.SortStableFunc(ways, func(a, b Pron) int {
		switch {
		case a.LogProb > b.LogProb:
			return -1
		case a.LogProb < b.LogProb:
			return 1
		}
		return slices.Compare(a.Phones, b.Phones)
	})
	ways = ways[:min(n, len(ways))]
	var sum float32
	for _, w := range ways {
		sum += w.LogProb
	}
	for _, w := range ways {
		w.LogProb = float32(math.Log(float64(w.LogProb / sum)))
		dst = append(dst, w)
	}
	return dst
}

// sounds reads a path back to its start, into memory of the right size.
func (s *search) sounds(p path) []Phone {
	n := 0
	s.back(p, func(t token) {
		if t.first != None {
			n++
		}
		if t.second != None {
			n++
		}
	})
	out := make([]Phone, n)
	s.back(p, func(t token) {
		if t.second != None {
			n--
			out[n] = t.second
		}
		if t.first != None {
			n--
			out[n] = t.first
		}
	})
	return out
}

// back visits the tokens of a path from its last to its first.
func (s *search) back(p path, visit func(token)) {
	for ; p.back >= 0; p = s.trail[p.back] {
		visit(s.l.tokens[p.token])
	}
}
