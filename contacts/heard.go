package contacts

import (
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// Limits of one hypothesis that can be a name with a carrier around it.
const (
	maxHeardWords  = 16
	maxHeardPhones = 64
)

// heard is one hypothesis, ready to be searched for names.
type heard struct {
	words    []string
	ends     []int   // [word]: how many sounds there are up to its end
	sounds   []uint8 // of all words
	reversed []uint8 // the same from the end
	costs    []cost  // [word]: -ln of how common it is in talk
	talk     cost    // of all words as talk
	pre      []cost  // [sounds+1]: of having said, up to there, nothing of the name yet
	post     []cost  // [sounds+1]: of having the rest behind the name, from the end
}

// read prepares a folded hypothesis; it reports false when the text holds
// nothing to hear or far more than a name.
func (h *heard) read(m *model, says *speaker, s *misheard, text string) bool {
	h.words, h.ends, h.sounds, h.costs, h.talk = h.words[:0], h.ends[:0], h.sounds[:0], h.costs[:0], 0
	last := ""
	for w := range strings.FieldsSeq(text) {
		if ways := says.word(w); len(ways) > 0 {
			h.sounds = append(h.sounds, ways[0].phones...)
		}
		c := nats(-float64(phone.PairLogProb(last, w)))
		if t, ok := m.talk[w]; ok {
			c = min(c, t)
		}
		last = w
		h.words, h.ends, h.costs = append(h.words, w), append(h.ends, len(h.sounds)), append(h.costs, c)
		h.talk += c
		if len(h.words) > maxHeardWords || len(h.sounds) > maxHeardPhones {
			return false
		}
	}
	if len(h.sounds) == 0 {
		return false
	}
	h.pre = h.around(h.pre, m, s, &m.before)
	reverse(h.words, h.ends, h.sounds, h.costs)
	h.post = h.around(h.post, m, s, &m.after)
	h.reversed = append(h.reversed[:0], h.sounds...)
	reverse(h.words, h.ends, h.sounds, h.costs)
	return true
}

// reverse turns a heard string round, in place; done twice it changes nothing.
func reverse(words []string, ends []int, sounds []uint8, costs []cost) {
	n := len(words)
	for i := 0; i < n/2; i++ {
		words[i], words[n-1-i] = words[n-1-i], words[i]
		costs[i], costs[n-1-i] = costs[n-1-i], costs[i]
	}
	total := len(sounds)
	for i := 0; i < total/2; i++ {
		sounds[i], sounds[total-1-i] = sounds[total-1-i], sounds[i]
	}
	// Word ends become the distances from the other end: of all but the last.
	for i, j := 0, n-2; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	for i := range n - 1 {
		ends[i] = total - ends[i]
	}
}

// Costs of what surrounds a name and is no carrier.
const (
	junkCost     = 2 * nat // a word that does not belong there, on top of how rare it is
	misheardCost = 1 * nat // a carrier known by its sounds alone
	misheardMax  = 9 * nat
)

// around gives the row of costs of what precedes a name: nothing, carriers
// word for word, carriers misheard, words that do not belong there, stray
// sounds.
func (h *heard) around(row []cost, m *model, s *misheard, c *carriers) []cost {
	n := len(h.sounds)
	row = grow(row, n+1)
	for j := range row {
		row[j] = infinite
	}
	row[0] = bareCost
	s.lower(row, m, c, h.sounds)
	begin := 0
	for i, w := range h.words {
		at := row[begin]
		for _, p := range c.byWord[w] {
			if k := i + len(p.words); k <= len(h.words) && equal(p.words, h.words[i:k]) {
				end := h.ends[k-1]
				row[end] = min(row[end], at+p.cost)
			}
		}
		row[h.ends[i]] = min(row[h.ends[i]], at+h.junk(i, c == &m.before))
		begin = h.ends[i]
	}
	for j := 1; j <= n; j++ {
		row[j] = min(row[j], row[j-1]+m.insEdge[h.sounds[j-1]])
	}
	return row
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// junk is what it costs to hear word number i where nothing was said: as learnt
// for the few words that a recogniser likes to add ("him", "huh", "it"), else
// as talk and more.
func (h *heard) junk(i int, before bool) cost {
	c := h.costs[i] + junkCost
	if learnt, ok := phone.Junk(h.words[i], before); ok {
		c = min(c, nats(float64(learnt)))
	}
	return c
}

// outsider is what it costs to have heard the name of somebody who need not be
// in any list: of the words without carriers the first as a given name, the
// others as family names.
func (h *heard) outsider(m *model) cost {
	from, to := 0, len(h.words)
	for k := m.before.exact(h.words[from:to]); k > 0 && from+k < to; k = m.before.exact(h.words[from:to]) {
		from += k
	}
	for k := m.after.exactEnd(h.words[from:to]); k > 0 && from < to-k; k = m.after.exactEnd(h.words[from:to]) {
		to -= k
	}
	c := cost(0)
	for i, w := range h.words[from:to] {
		p := phone.FamilyLogProb(w)
		if i == 0 {
			p = max(p, phone.GivenLogProb(w))
		}
		c += nats(-float64(p))
	}
	return c
}
