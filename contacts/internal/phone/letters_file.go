package phone

import (
	"errors"
	"fmt"
)

// The letter-to-sound file, before compression: little endian,
//
//	"HSLS1\n"
//	uint16 tokens, then 3 bytes each: letter, first sound, second sound;
//	        token 0 is the end of a word; sorted by letter
//	uint8  levels (the longest n-gram)
//	uint32 per level: nodes
//	then, level by level, three columns:
//	  children of each node of the level above: uvarint
//	  token of each node: uvarint, less its left sibling's
//	  cost of each node: 1 byte, 1/16 nat
//	  backoff of each node: 1 byte, signed, 1/16 nat; only where the level
//	        below exists and the node has children
//
// Links to suffixes are computed when it is read.
const lettersMagic = "HSLS1\n"

// Limits that bound what a damaged file can ask for.
const (
	maxTokens = 512
	maxLevels = 12
	maxNodes  = 1 << 21
)

// ReadLetters reads a letter-to-sound model, uncompressed. Memory is bounded
// by the length of data: each node takes at least two bytes of it.
func ReadLetters(data []byte) (*Letters, error) {
	r := &reader{buf: data}
	if string(r.bytes(len(lettersMagic))) != lettersMagic {
		return nil, errors.New("phone: letters: not a letter-to-sound model")
	}
	l := &Letters{}
	if err := l.readTokens(r); err != nil {
		return nil, fmt.Errorf("phone: letters: %w", err)
	}
	if err := l.readNodes(r); err != nil {
		return nil, fmt.Errorf("phone: letters: %w", err)
	}
	l.link()
	return l, nil
}

func (l *Letters) readTokens(r *reader) error {
	n := r.uint16()
	if n < 2 || n > maxTokens || 3*n > r.left() {
		return fmt.Errorf("%d tokens, want 2 to %d", n, maxTokens)
	}
	l.tokens = make([]token, n)
	for i := range l.tokens {
		b := r.bytes(3)
		t := token{b[0], Phone(b[1]), Phone(b[2])}
		if int(t.first) >= Count || int(t.second) >= Count || i > 0 && t.letter < l.tokens[i-1].letter {
			return fmt.Errorf("token %d is %v: unknown sound or out of order", i, t)
		}
		l.tokens[i] = t
		if g := &l.ranges[t.letter]; i > 0 && g[0] == g[1] {
			*g = [2]uint16{uint16(i), uint16(i + 1)}
		} else if i > 0 {
			g[1]++
		}
	}
	return nil
}

func (l *Letters) readNodes(r *reader) error {
	levels := r.uint8()
	if levels < 1 || levels > maxLevels {
		return fmt.Errorf("%d levels, want 1 to %d", levels, maxLevels)
	}
	sizes := make([]int, levels)
	total := 1
	for i := range sizes {
		sizes[i] = r.uint32()
		if sizes[i] > maxNodes || total > maxNodes {
			return fmt.Errorf("level %d has %d nodes, too many", i+1, sizes[i])
		}
		total += sizes[i]
	}
	if r.err != nil || 2*(total-1) > r.left() {
		return errShort
	}
	l.nodes = make([]letterNode, 1, total)
	above := 0
	for i, size := range sizes {
		end := len(l.nodes)
		if err := l.readLevel(r, above, end, size); err != nil {
			return fmt.Errorf("level %d: %w", i+1, err)
		}
		above = end
	}
	if r.left() != 0 {
		return fmt.Errorf("%d bytes too many", r.left())
	}
	return nil
}

// readLevel reads the children of nodes[above:end].
func (l *Letters) readLevel(r *reader, above, end, size int) error {
	at := end
	for i := above; i < end; i++ {
		n := r.uvarint()
		if n > len(l.tokens) || at+n > end+size {
			return fmt.Errorf("node %d has %d children, too many", i, n)
		}
		l.nodes[i].first, l.nodes[i].children = uint32(at), uint16(n)
		at += n
	}
	if r.err != nil || at != end+size {
		return fmt.Errorf("%d nodes have a parent, want %d", at-end, size)
	}
	l.nodes = l.nodes[:end+size]
	for i := above; i < end; i++ {
		x := l.nodes[i]
		last := -1
		for c := x.first; c < x.first+uint32(x.children); c++ {
			last += r.uvarint() + 1
			if last >= len(l.tokens) {
				return fmt.Errorf("node %d: token %d of %d", c, last, len(l.tokens))
			}
			l.nodes[c].token = uint16(last)
		}
	}
	costs := r.bytes(size)
	for i := range costs {
		l.nodes[end+i].cost = costs[i]
	}
	for i := above; i < end; i++ {
		if l.nodes[i].children > 0 {
			l.nodes[i].backoff = int8(r.uint8())
		}
	}
	return r.err
}

// link joins every node to the longest suffix of its n-gram that has
// children, level by level: the suffix of a child is the child of the suffix.
func (l *Letters) link() {
	suffix := make([]uint32, len(l.nodes)) // longest suffix in the trie
	for i := range l.nodes {
		x := &l.nodes[i]
		from := &l.nodes[suffix[i]]
		k, end := from.first, from.first+uint32(from.children)
		walk := int(from.children) < 8*int(x.children) // both are sorted
		for c := x.first; c < x.first+uint32(x.children); c++ {
			t := l.nodes[c].token
			if !walk {
				k = l.seek(from, t)
			}
			for k < end && l.nodes[k].token < t {
				k++
			}
			switch {
			case i == 0:
			case k < end && l.nodes[k].token == t:
				suffix[c] = k
			default:
				suffix[c] = l.find(from.link, t)
			}
			l.nodes[c].link = l.state(suffix[c])
		}
	}
	l.start = l.after(l.find(0, 0))
}

// state is the longest suffix of an n-gram, itself among them, that goes on.
func (l *Letters) state(n uint32) uint32 {
	for n != 0 && l.nodes[n].children == 0 {
		n = l.nodes[n].link
	}
	return n
}

// find looks for token after state n or, failing that, after its suffixes.
func (l *Letters) find(n uint32, t uint16) uint32 {
	for {
		x := &l.nodes[n]
		if c := l.seek(x, t); c < x.first+uint32(x.children) && l.nodes[c].token == t {
			return c
		}
		if n == 0 {
			return 0
		}
		n = x.link
	}
}
