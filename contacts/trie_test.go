package contacts

import "testing"

func TestTrieLayout(t *testing.T) {
	tr := newTrie([]entry{{"abc", leaf{1, 0}}, {"ab", leaf{2, 0}}, {"b", leaf{3, 0}}, {"abc", leaf{1, 5}}, {"abd", leaf{4, 0}}})
	if len(tr.nodes) != 5 || len(tr.leaves) != 4 || tr.depth != 3 {
		t.Fatalf("%d nodes, %d leaves, depth %d; want 5, 4, 3", len(tr.nodes), len(tr.leaves), tr.depth)
	}
	for i, want := range []node{
		{skip: 4, leaf: 0, ends: 0, phone: 'a', depth: 1},
		{skip: 4, leaf: 0, ends: 1, phone: 'b', depth: 2},
		{skip: 3, leaf: 1, ends: 1, phone: 'c', depth: 3},
		{skip: 4, leaf: 2, ends: 1, phone: 'd', depth: 3},
		{skip: 5, leaf: 3, ends: 1, phone: 'b', depth: 1},
	} {
		if tr.nodes[i] != want {
			t.Errorf("node %d is %+v, want %+v", i, tr.nodes[i], want)
		}
	}
}
