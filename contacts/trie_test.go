package contacts

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// The search with its limits finds what a plain search through all contacts
// finds, at the same costs: at every limit, so that no bound cuts too much.
func TestFindAgainstPlainSearch(t *testing.T) {
	b := book(t, people(t))
	s := &b.shards[0]
	says := newSpeaker()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"ana", "anna", "color", "keller", "send", "it", "to", "call", "please", "shone", "doyle", "i'm", "harold", "win", "slow",
			"junior", "berg", "peter", "in", "the", "cruise", "ruth", "uh", "bob", "ash", "craft", "lucy", "a", "fernando",
		}), 1, 5).Draw(t, "words")
		text := fmt.Sprint(words)
		limit := cost(rapid.IntRange(0, 30*int(nat)).Draw(t, "limit"))
		sc := newScratch()
		if !sc.heard.read(b.model, sc.says, &sc.edge, text[1:len(text)-1]) {
			return
		}
		got := map[int32]cost{}
		for _, f := range sc.finder.find(nil, s, b.model, &sc.heard, limit) {
			got[f.contact] = f.cost
		}
		want := plain(s.segment, b.model, &sc.heard, says, limit)
		for c := range s.contacts {
			g, inGot := got[int32(c)]
			w, inWant := want[int32(c)]
			if inGot != inWant || g != w {
				t.Fatalf("%q within %v: %s costs %v (%v), want %v (%v)", text, limit.nats(), s.contacts[c].ID, g.nats(), inGot, w.nats(), inWant)
			}
		}
	})
}

// plain aligns every form of every contact with all that was heard.
func plain(s *segment, m *model, h *heard, says *speaker, limit cost) map[int32]cost {
	out := map[int32]cost{}
	try := func(form int, head int32, extra cost) {
		ref := s.forms[form]
		for _, hw := range says.unit(s.units[head]) {
			row := advance(m, h, h.pre, hw.phones)
			tails := []way{{}}
			if ref.tail >= 0 {
				tails = says.unit(s.units[ref.tail])
			}
			for _, tw := range tails {
				end := advance(m, h, row, tw.phones)
				c, _ := meet(end, h.post)
				if ref.tail >= 0 { // a tail is aligned from the back, its last sounds added behind it
					c, _ = meet(row, advanceBack(m, h, h.post, tw.phones))
				}
				c += formCosts[ref.kind] + extra + hw.cost + tw.cost
				if old, ok := out[ref.contact]; c <= limit && (!ok || c < old) {
					out[ref.contact] = c
				}
			}
		}
	}
	for u := range s.units {
		for i := s.first[u]; i < s.first[u+1]; i++ {
			try(int(i), int32(u), 0)
		}
		for _, n := range s.nicks[s.nickFirst[u]:s.nickFirst[u+1]] {
			for i := s.first[n.given]; i < s.first[n.given+1]; i++ {
				if s.forms[i].nick {
					try(int(i), int32(u), n.cost)
				}
			}
		}
	}
	return out
}

// advance gives the row behind phones, from the row before them.
func advance(m *model, h *heard, row []cost, phones string) []cost {
	for i := range len(phones) {
		next := make([]cost, len(row))
		next[0] = row[0] + m.del[phones[i]]
		for j := 1; j < len(row); j++ {
			next[j] = min(row[j-1]+m.sub[phones[i]][h.sounds[j-1]], row[j]+m.del[phones[i]], next[j-1]+m.ins[h.sounds[j-1]])
		}
		row = next
	}
	return row
}

// advanceBack does so from the end.
func advanceBack(m *model, h *heard, row []cost, phones string) []cost {
	back := *h
	back.sounds = append([]uint8(nil), h.sounds...)
	reverseSounds(back.sounds)
	return advance(m, &back, row, backwards(phones))
}

func TestTrieLayout(t *testing.T) {
	tr := newTrie([]entry{{"abc", leaf{1, 0}}, {"ab", leaf{2, 0}}, {"b", leaf{3, 0}}, {"abc", leaf{1, 5}}, {"abd", leaf{4, 0}}})
	if len(tr.nodes) != 5 || len(tr.leaves) != 4 || tr.depth != 3 {
		t.Fatalf("%d nodes, %d leaves, depth %d; want 5, 4, 3", len(tr.nodes), len(tr.leaves), tr.depth)
	}
	for i, want := range []node{
		{skip: 4, leaf: 0, ends: 0, phone: 'a', depth: 1, height: 2},
		{skip: 4, leaf: 0, ends: 1, phone: 'b', depth: 2, height: 1},
		{skip: 3, leaf: 1, ends: 1, phone: 'c', depth: 3, height: 0},
		{skip: 4, leaf: 2, ends: 1, phone: 'd', depth: 3, height: 0},
		{skip: 5, leaf: 3, ends: 1, phone: 'b', depth: 1, height: 0},
	} {
		if tr.nodes[i] != want {
			t.Errorf("node %d is %+v, want %+v", i, tr.nodes[i], want)
		}
	}
}
