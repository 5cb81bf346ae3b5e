package contacts

import "strings"

// A carrier is what people say around a name: "send it to … please".
type carrier struct {
	words string
	cost  cost // -ln of the share of requests that have it
}

// bareCost is the cost of saying nothing before, or after, a name.
const bareCost = nat / 3

// before and after list the carriers of English. Several may follow one
// another ("um call my …"); the costs are orders of magnitude.
var (
	before = []carrier{
		{"call", nats(2)}, {"text", nats(3)}, {"message", nats(3)}, {"to", nats(2.5)}, {"send it to", nats(2.5)},
		{"send this to", nats(4)}, {"send that to", nats(4)}, {"send a message to", nats(4)}, {"send to", nats(4)},
		{"um", nats(3)}, {"uh", nats(3)}, {"er", nats(4.5)}, {"oh", nats(5)}, {"well", nats(6)}, {"okay", nats(6)}, {"ok", nats(6)},
		{"phone", nats(4)}, {"ring", nats(4.5)}, {"dial", nats(4.5)}, {"email", nats(4)}, {"for", nats(4.5)}, {"its for", nats(5)},
		{"my", nats(3)}, {"please", nats(4)}, {"hey", nats(6)}, {"its", nats(5.5)}, {"it's", nats(5.5)}, {"it's for", nats(5)},
		{"send", nats(5)}, {"call to", nats(5)}, {"a message to", nats(5)}, {"message to", nats(5)}, {"the", nats(6)},
	}
	after = []carrier{
		{"please", nats(2)}, {"now", nats(2.5)}, {"right now", nats(4.5)}, {"thanks", nats(4.5)}, {"thank you", nats(4.5)},
		{"on mobile", nats(6)}, {"at work", nats(6)}, {"at home", nats(6)}, {"on the phone", nats(6)}, {"again", nats(6)},
		{"um", nats(6)}, {"uh", nats(6)},
	}
)

// carriers knows the carriers of one side by their words and by their sounds.
type carriers struct {
	byWord map[string][]phrase // by the first word, or the last
	sounds trie
	costs  []cost // [leaf unit]
}

type phrase struct {
	words []string // in the order of reading: from the end for what comes after
	cost  cost
}

func newCarriers(list []carrier, says *speaker, backward bool) carriers {
	c := carriers{byWord: map[string][]phrase{}}
	var entries []entry
	for i, k := range list {
		words := strings.Fields(k.words)
		for _, w := range says.unit(k.words) {
			sounds := w.phones
			if backward {
				sounds = backwards(sounds)
			}
			entries = append(entries, entry{sounds, leaf{int32(i), w.cost}})
		}
		if backward {
			for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
				words[i], words[j] = words[j], words[i]
			}
		}
		c.byWord[words[0]] = append(c.byWord[words[0]], phrase{words, k.cost})
		c.costs = append(c.costs, k.cost)
	}
	c.sounds = newTrie(entries)
	return c
}

// exact gives how many words at the beginning are the longest carrier.
func (c *carriers) exact(words []string) int {
	n := 0
	if len(words) == 0 {
		return 0
	}
	for _, p := range c.byWord[words[0]] {
		if len(p.words) > n && len(p.words) <= len(words) && equal(p.words, words[:len(p.words)]) {
			n = len(p.words)
		}
	}
	return n
}

// exactEnd gives how many words at the end are the longest carrier; the
// carriers are those that come after a name, which are kept backwards.
func (c *carriers) exactEnd(words []string) int {
	n := 0
	if len(words) == 0 {
		return 0
	}
	for _, p := range c.byWord[words[len(words)-1]] {
		if len(p.words) > n && len(p.words) <= len(words) && equalBack(p.words, words) {
			n = len(p.words)
		}
	}
	return n
}

func equalBack(back, words []string) bool {
	for i, w := range back {
		if words[len(words)-1-i] != w {
			return false
		}
	}
	return true
}
