package contacts

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// someWords are names, carriers and talk.
var someWords = []string{
	"ana", "anna", "color", "keller", "send", "it", "to", "call", "please", "shone", "doyle", "i'm", "harold", "win", "slow",
	"junior", "berg", "peter", "in", "the", "cruise", "ruth", "uh", "bob", "ash", "craft", "lucy", "a", "fernando",
}

// The search with its sieve finds what a plain search through all contacts
// finds, at the same costs: at every limit, so that no bound cuts too much, and
// in every company of other readings.
func TestFindAgainstPlainSearch(t *testing.T) {
	list := people(t)
	b := book(t, list[:len(list)/2])
	var err error
	if b, err = b.With(list[len(list)/2 : len(list)/2+3]...); err != nil {
		t.Fatal(err)
	}
	if b, err = b.Without(list[0].ID); err != nil || len(b.shards) < 2 {
		t.Fatalf("%d shards, %v; want several", len(b.shards), err)
	}
	checkFind(t, b)
}

// The same where many bear one given name, so that the forms of few tails are
// looked up among thousands.
func TestFindAmongNamesakes(t *testing.T) {
	var list []Contact
	for _, c := range madeList(60) {
		c.Given = "Ana"
		list = append(list, c)
	}
	for _, family := range []string{"Keller", "Doyle", "Berg", "Ashcraft"} {
		list = append(list, Contact{ID: family, Given: "Ana", Family: family}, Contact{ID: "another " + family, Given: "Lucy", Family: family})
	}
	b := book(t, list)
	for u, first := range b.shards[0].first[:len(b.shards[0].units)] {
		forms := b.shards[0].forms[first:b.shards[0].first[u+1]]
		if !slices.IsSortedFunc(forms, func(x, y formRef) int {
			return cmp.Or(cmp.Compare(x.tail, y.tail), cmp.Compare(x.contact, y.contact))
		}) {
			t.Errorf("the forms of %q are not in the order of their tails and contacts: %v", b.shards[0].units[u], forms)
		}
	}
	checkFind(t, b)
}

// checkFind compares the search with a plain one on drawn readings.
func checkFind(t *testing.T, b *Book) {
	says := remember(newSpeaker())
	sc := newScratch() // the same for all: nothing may be left of the query before
	prop.Check(t, func(t *rapid.T) {
		heards := make([]heard, rapid.IntRange(1, 4).Draw(t, "readings"))
		limits := make([]cost, len(heards))
		texts := make([]string, len(heards))
		for r := range heards {
			texts[r] = strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 6).Draw(t, "words"), " ")
			if !heards[r].read(b.model, sc.says, &sc.edge, texts[r]) {
				heards[r].sounds = nil
				limits[r] = 0
				continue
			}
			limits[r] = cost(rapid.IntRange(1, 30*int(nat)).Draw(t, "limit"))
		}
		sc.finder.sift(b.shards, b.model, heards, limits)
		dst := make([][]found, len(b.shards))
		for r := range heards {
			if len(heards[r].sounds) == 0 {
				continue
			}
			last := max(0, limits[r]-cost(rapid.IntRange(0, 3*int(nat)).Draw(t, "less")))
			sc.finder.find(dst, b.shards, b.model, &heards[r], r, last)
			compareFound(t, b, &heards[r], says, dst, last, texts[r])
		}
	})
}

// remember gives the ways to say a unit, read once.
func remember(s *speaker) func(string) []way {
	known := map[string][]way{}
	return func(unit string) []way {
		ways, ok := known[unit]
		if !ok {
			ways = slices.Clone(s.unit(unit))
			known[unit] = ways
		}
		return ways
	}
}

func compareFound(t *rapid.T, b *Book, h *heard, says func(string) []way, got [][]found, last cost, text string) {
	want := make([]map[int32]cost, len(b.shards))
	best := infinite
	for i := range b.shards {
		want[i] = plain(&b.shards[i], b.model, h, says, last)
		for _, c := range want[i] {
			best = min(best, c)
		}
	}
	most := limit(best, last)
	for i := range b.shards {
		costs := map[int32]cost{}
		for _, f := range got[i] {
			costs[f.contact] = f.cost
		}
		for c := range b.shards[i].len() {
			g, inGot := costs[int32(c)]
			w, inWant := want[i][int32(c)]
			if inWant = inWant && w <= most; inGot != inWant || inGot && g != w {
				t.Fatalf("%q within %v: %s costs %v (%v), want %v (%v)", text, last.nats(), b.shards[i].id(c), g.nats(), inGot, w.nats(), inWant)
			}
		}
	}
}

// plain aligns every form of every contact with all that was heard.
func plain(s *shard, m *model, h *heard, says func(string) []way, limit cost) map[int32]cost {
	out := map[int32]cost{}
	try := func(form int, head int32, extra cost) {
		ref := s.forms[form]
		if s.gone.has(ref.contact) {
			return
		}
		for _, hw := range says(s.units[head]) {
			row := advance(m, h, h.pre, hw.phones)
			tails := []way{{}}
			if ref.tail >= 0 {
				tails = says(s.units[ref.tail])
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
	slices.Reverse(back.sounds)
	return advance(m, &back, row, backwards(phones))
}
