package main

import (
	"math"
	"slices"
)

// boundary is the token at both ends of a word.
const boundary = 0

// A node is an n-gram of tokens in a trie: its parent is the n-gram without
// the last token, its suffix the one without the first.
type node struct {
	token    uint16
	depth    uint8
	cut      bool // pruned
	parent   int32
	suffix   int32
	first    int32 // children, which lie together, once sorted
	children int32
	count    float64 // raw, then continuation counts below the top order
	raw      float64
	prob     float64 // of the last token after the others, smoothed
	backoff  float64 // what is left to the suffix when a token was not seen
}

// A model is an n-gram model of letter-sound tokens. Node 0 is the root;
// nodes lie level by level, sorted within their parent.
type model struct {
	order  int
	tokens int
	nodes  []node
}

// count builds the model of all n-grams up to order in the sequences, each of
// which begins and ends with boundary. Suffixes are sorted arrays, so the
// order of the words changes nothing.
func count(seqs [][]uint16, order, tokens int) *model {
	type ref struct{ seq, at int32 }
	var refs []ref
	for s, seq := range seqs {
		for at := range seq {
			refs = append(refs, ref{int32(s), int32(at)})
		}
	}
	tail := func(r ref) []uint16 {
		seq := seqs[r.seq]
		return seq[r.at:min(int(r.at)+order, len(seq))]
	}
	slices.SortFunc(refs, func(a, b ref) int { return slices.Compare(tail(a), tail(b)) })
	levels := make([][]node, order+1)
	levels[0] = []node{{parent: -1, suffix: -1}}
	var last []uint16
	for _, r := range refs {
		t := tail(r)
		same := 0
		for same < len(last) && same < len(t) && last[same] == t[same] {
			same++
		}
		for d := range t {
			if d >= same {
				levels[d+1] = append(levels[d+1], node{token: t[d], depth: uint8(d + 1), parent: int32(len(levels[d]) - 1)})
			}
			if d > 0 || r.at > 0 { // a boundary that opens a word is not predicted
				x := &levels[d+1][len(levels[d+1])-1]
				x.count++
				x.raw++
			}
		}
		last = t
	}
	return flatten(levels, order, tokens)
}

// flatten lays the levels end to end and links children and suffixes.
func flatten(levels [][]node, order, tokens int) *model {
	m := &model{order: order, tokens: tokens}
	offset := make([]int32, order+2)
	for d, level := range levels {
		offset[d+1] = offset[d] + int32(len(level))
		for _, x := range level {
			if d > 0 {
				x.parent += offset[d-1]
				p := &m.nodes[x.parent]
				if p.children == 0 {
					p.first = int32(len(m.nodes))
				}
				p.children++
			}
			m.nodes = append(m.nodes, x)
		}
	}
	for i := 1; i < len(m.nodes); i++ {
		x := &m.nodes[i]
		if x.depth > 1 {
			x.suffix = m.child(m.nodes[x.parent].suffix, x.token)
		}
	}
	return m
}

// child finds the n-gram one token longer, -1 if there is none.
func (m *model) child(n int32, token uint16) int32 {
	p := m.nodes[n]
	kids := m.nodes[p.first : p.first+p.children]
	i, ok := slices.BinarySearchFunc(kids, token, func(x node, t uint16) int { return int(x.token) - int(t) })
	if !ok {
		return -1
	}
	return p.first + int32(i)
}

// smooth turns counts into probabilities by interpolated modified Kneser-Ney
// (Chen and Goodman 1998, eq. 27): below the top order a token counts as often
// as it has different predecessors, and three discounts per order are taken
// from the counts of counts.
func (m *model) smooth() {
	m.continuations()
	discounts := m.discounts()
	for i := range m.nodes {
		x := &m.nodes[i]
		if x.children > 0 {
			m.distribute(int32(i), discounts[x.depth+1])
		}
	}
}

// continuations replaces the counts below the top order, but for n-grams that
// open a word, by the number of tokens seen before them.
func (m *model) continuations() {
	seen := make([]float64, len(m.nodes))
	for i := range m.nodes {
		if s := m.nodes[i].suffix; s > 0 {
			seen[s]++
		}
	}
	for i := range m.nodes {
		x := &m.nodes[i]
		if x.depth > 0 && int(x.depth) < m.order && seen[i] > 0 && !m.opens(int32(i)) {
			x.count = seen[i]
		}
	}
}

// opens reports whether an n-gram of two or more begins with the boundary.
func (m *model) opens(n int32) bool {
	if m.nodes[n].depth < 2 {
		return false
	}
	for m.nodes[n].depth > 1 {
		n = m.nodes[n].parent
	}
	return m.nodes[n].token == boundary
}

// discounts gives the three discounts of each order.
func (m *model) discounts() [][4]float64 {
	out := make([][4]float64, m.order+2)
	for d := 1; d <= m.order; d++ {
		var n [5]float64
		for i := range m.nodes {
			if c := m.nodes[i].count; int(m.nodes[i].depth) == d && c >= 1 && c <= 4 {
				n[int(c)]++
			}
		}
		y := n[1] / max(n[1]+2*n[2], 1)
		for k := 1; k <= 3; k++ {
			out[d][k] = min(max(float64(k)-float64(k+1)*y*n[k+1]/max(n[k], 1), 0), float64(k))
		}
	}
	return out
}

// distribute shares out the probability after one history.
func (m *model) distribute(h int32, discount [4]float64) {
	p := &m.nodes[h]
	kids := m.nodes[p.first : p.first+p.children]
	var total, freed float64
	for i := range kids {
		total += kids[i].count
		freed += min(discount[min(int(kids[i].count), 3)], kids[i].count)
	}
	if total == 0 {
		p.backoff = 1
		return
	}
	p.backoff = freed / total
	for i := range kids {
		x := &kids[i]
		lower := 1 / float64(m.tokens)
		if x.depth > 1 {
			lower = m.nodes[x.suffix].prob
		}
		x.prob = max(x.count-discount[min(int(x.count), 3)], 0)/total + p.backoff*lower
	}
}

// prune cuts the n-grams that the model loses least by, from the longest down:
// those whose relative entropy to the model without them lies below limit
// (Stolcke 1998, eq. 4), the chance of a history being its share of the raw
// counts, as Kneser-Ney's own estimate of it misleads (Chelba et al. 2010).
// It gives the number left.
func (m *model) prune(limit float64) int {
	var total float64
	for i := range m.nodes {
		if m.nodes[i].depth == 1 {
			total += m.nodes[i].raw
		}
	}
	kept := make([]int32, len(m.nodes)) // children and longer n-grams that end in this one
	for d := m.order; d >= 2; d-- {
		for h := range m.nodes {
			if p := m.nodes[h]; int(p.depth) == d-1 && p.children > 0 {
				m.pruneHistory(int32(h), limit, total, kept)
			}
		}
	}
	m.renormalise()
	left := 0
	for i := range m.nodes {
		if !m.nodes[i].cut {
			left++
		}
	}
	return left
}

func (m *model) pruneHistory(h int32, limit, total float64, kept []int32) {
	p := &m.nodes[h]
	kids := m.nodes[p.first : p.first+p.children]
	var sum, lower float64
	for i := range kids {
		sum += kids[i].prob
		lower += m.nodes[kids[i].suffix].prob
	}
	share := p.raw / total
	if p.depth == 1 && p.token == boundary {
		share = float64(m.words()) / total
	}
	for i := range kids {
		x := &kids[i]
		id := p.first + int32(i)
		q := m.nodes[x.suffix].prob
		rest := (1 - sum + x.prob) / max(1-lower+q, 1e-9)
		loss := -share * (x.prob*(math.Log(q)+math.Log(rest)-math.Log(x.prob)) +
			(math.Log(rest)-math.Log(max((1-sum)/max(1-lower, 1e-9), 1e-12)))*max(1-sum, 0))
		if kept[id] == 0 && loss < limit {
			x.cut = true
			continue
		}
		kept[h]++
		kept[x.suffix]++
	}
}

// words is how many sequences were counted: each ends once.
func (m *model) words() int { return int(m.nodes[m.child(0, boundary)].raw) }

// renormalise sets what each history leaves to its suffix so that the chances
// after it sum to one again.
func (m *model) renormalise() {
	for h := range m.nodes {
		p := &m.nodes[h]
		if p.children == 0 || p.depth == 0 {
			continue
		}
		var sum, lower float64
		left := 0
		for _, x := range m.nodes[p.first : p.first+p.children] {
			if !x.cut {
				left++
				sum += x.prob
				lower += m.nodes[x.suffix].prob
			}
		}
		p.backoff = min(max(1-sum, 1e-6)/max(1-lower, 1e-6), 1e6)
		if left == 0 {
			p.backoff = 1
		}
	}
}
