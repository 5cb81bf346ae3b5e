package contacts

import (
	"cmp"
	"slices"
	"strings"
)

// A trie holds the sounds of the carriers so that those that begin alike are
// aligned once as far as they are alike. Its nodes lie in the order of a walk
// that visits a node before what follows it; a node knows where to go on when
// what follows it need not be looked at.
type trie struct {
	nodes  []node
	leaves []leaf
	depth  int // of the deepest node
}

type node struct {
	skip  int32 // index behind the last node that follows this one
	leaf  int32 // first of the leaves that end here
	ends  uint16
	phone uint8
	depth uint8 // 1 for the first sound
}

// A leaf says that a way to say a carrier ends at a node.
type leaf struct {
	unit int32 // number of the carrier
	cost cost  // of this way next to its likeliest
}

// entry is a way to say a carrier, before it is in a trie.
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

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
