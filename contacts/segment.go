package contacts

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/nick"
	"github.com/hearsay-go/hearsay/contacts/internal/sweep"
)

// A segment is an immutable index of contacts. It keeps each distinct piece of
// a name (a unit) once, with its sounds for the sieve: forwards as the head of
// names, backwards as the tail. What was heard is then cut wherever that costs
// least: for a heard string of n sounds, a head with the row V and a tail with
// the row U, the cost of the whole is
//
//	min over j of V[j] + U[n-j]
//
// so a million contacts cost as much as their distinct names, plus a few steps
// for each contact both parts of whose name were found.
type segment struct {
	cards          // by ID
	priors []int16 // [contact], 1/256 nat: what Weight is worth

	units    []string
	sounds   []uint8 // [unit]: how many its likeliest way has
	wayFirst []int32 // [unit+1]
	ways     []way
	heads    *sweep.Strings
	tails    *sweep.Strings
	least    []cost // [unit]: of the forms that it can be the head of, or the nickname

	// Forms, by their heads, then by their tails: those of unit u are at
	// forms[first[u]:first[u+1]].
	first []int32
	forms []formRef
	// Given names that a unit is short for: nicks[nickFirst[u]:nickFirst[u+1]].
	nickFirst []int32
	nicks     []nickRef
}

type formRef struct {
	contact int32
	tail    int32 // unit, -1 for none
	kind    kind
	nick    bool // a nickname may stand for the head
}

type nickRef struct {
	given int32 // unit
	cost  cost
}

// nickCost is what it costs to use a nickname that is not in the contact. How
// unusual it is adds little, so that two people whom a nickname fits are asked
// about and not told apart by how many of their namesakes use it. formalCost is
// what it costs to use more of a name than the contact has ("Robert" for Bob);
// there it counts in full how few of those called so bear the name: hardly any
// Rickie is a Patricia.
const (
	nickCost   = 2 * nat
	formalCost = 3 * nat
	nickPower  = 0.3
)

// builder gathers what a segment is made of.
type builder struct {
	segment
	ids   map[string]int32
	says  *speaker
	named []headForm
}

type headForm struct {
	head int32
	ref  formRef
}

// newSegment indexes contacts, which must be sorted by ID and valid.
func newSegment(list []*Contact) *segment {
	b := builder{segment: segment{cards: newCards(list)}, ids: map[string]int32{}, says: newSpeaker()}
	b.priors = make([]int16, len(list))
	for i, c := range list {
		b.priors[i] = prior(c.Weight)
		p := parse(c)
		for _, f := range p.forms() {
			b.add(int32(i), f)
		}
	}
	tails := b.tailUnits()
	nicks := b.nicknames()
	b.index(nicks)
	b.say(tails)
	s := b.segment
	return &s
}

// prior bounds what a weight is worth.
func prior(weight float64) int16 {
	if weight == 0 {
		return 0
	}
	ln := math.Log(weight)
	return int16(math.Round(float64(nat) * min(max(ln, -maxPrior), maxPrior)))
}

// maxPrior is ln 8.
const maxPrior = 2.0794415416798357

func (b *builder) unit(text string) int32 {
	id, ok := b.ids[text]
	if !ok {
		id = int32(len(b.units))
		b.units = append(b.units, text)
		b.ids[text] = id
	}
	return id
}

func (b *builder) add(contact int32, f form) {
	ref := formRef{contact: contact, tail: -1, kind: f.kind, nick: f.nick}
	if f.tail != "" {
		ref.tail = b.unit(f.tail)
	}
	b.named = append(b.named, headForm{b.unit(f.head), ref})
}

func (b *builder) tailUnits() []int32 {
	var tails []int32
	for _, f := range b.named {
		if f.ref.tail >= 0 {
			tails = append(tails, f.ref.tail)
		}
	}
	slices.Sort(tails)
	return slices.Compact(tails)
}

type nickOf struct {
	nick int32
	ref  nickRef
}

// nicknames finds the nicknames of the heads that may have them, as units.
func (b *builder) nicknames() []nickOf {
	var out []nickOf
	seen := map[int32]bool{}
	for _, f := range b.named {
		if !f.ref.nick || seen[f.head] {
			continue
		}
		seen[f.head] = true
		given := b.units[f.head]
		for _, n := range nick.Nicknames(given) {
			if name := fold(n.Name); name != "" && name != given {
				rare := -math.Log(float64(min(max(n.Weight, 0.01), 1)))
				c := nickCost + nats(nickPower*rare)
				if len(name) > len(given) {
					c = formalCost + nats(rare)
				}
				out = append(out, nickOf{b.unit(name), nickRef{f.head, c}})
			}
		}
	}
	slices.SortFunc(out, func(x, y nickOf) int {
		return cmp.Or(cmp.Compare(x.nick, y.nick), cmp.Compare(x.ref.given, y.ref.given), cmp.Compare(x.ref.cost, y.ref.cost))
	})
	return out
}

// index puts forms in the order of their heads, and those of one head in that of
// their tails, of which none comes first; nicknames in the order of their units.
// What is alike stays in the order of the contacts.
func (b *builder) index(nicks []nickOf) {
	byTail := make([]headForm, len(b.named))
	next := b.count(func(f *headForm) int32 { return f.ref.tail + 1 })
	for _, f := range b.named {
		byTail[next[f.ref.tail+1]] = f
		next[f.ref.tail+1]++
	}
	b.first = b.count(func(f *headForm) int32 { return f.head })
	b.forms = make([]formRef, len(b.named))
	next = slices.Clone(b.first)
	for _, f := range byTail {
		b.forms[next[f.head]] = f.ref
		next[f.head]++
	}
	b.nickFirst = make([]int32, len(b.units)+1)
	b.nicks = make([]nickRef, len(nicks))
	for i, n := range nicks {
		b.nicks[i] = n.ref
		b.nickFirst[n.nick+1]++
	}
	for u := range b.units {
		b.nickFirst[u+1] += b.nickFirst[u]
	}
}

// count gives where the forms of each key begin when they are ordered by it, and
// where the last of them ends. A key is at most the number of units.
func (b *builder) count(key func(*headForm) int32) []int32 {
	first := make([]int32, len(b.units)+2)
	for i := range b.named {
		first[key(&b.named[i])+1]++
	}
	for k := range len(b.units) + 1 {
		first[k+1] += first[k]
	}
	return first
}

// say finds how the units are said, and lays their sounds out for the sieve.
func (b *builder) say(tails []int32) {
	var heads, ends []sweep.Entry
	b.sounds, b.least = make([]uint8, len(b.units)), make([]cost, len(b.units))
	b.wayFirst = make([]int32, 0, len(b.units)+1)
	for u := range b.units {
		ways := b.says.unit(b.units[u])
		b.wayFirst = append(b.wayFirst, int32(len(b.ways)))
		b.ways = append(b.ways, ways...)
		if len(ways) > 0 {
			b.sounds[u] = uint8(len(ways[0].phones))
		}
		b.least[u] = b.leastForm(int32(u))
		if b.least[u] == infinite {
			continue
		}
		for _, w := range ways {
			heads = append(heads, sweep.Entry{Sounds: w.phones, Cost: int32(w.cost + b.least[u]), Item: int32(u)})
		}
	}
	b.wayFirst = append(b.wayFirst, int32(len(b.ways)))
	for _, u := range tails {
		for _, w := range b.waysOf(u) {
			ends = append(ends, sweep.Entry{Sounds: backwards(w.phones), Cost: int32(w.cost), Item: u})
		}
	}
	b.segment.heads, b.segment.tails = sweep.New(heads), sweep.New(ends)
}

// leastForm is what the cheapest form costs that a unit can be the head of.
func (b *builder) leastForm(u int32) cost {
	least := infinite
	for _, f := range b.forms[b.first[u]:b.first[u+1]] {
		least = min(least, formCosts[f.kind])
	}
	for _, n := range b.nicks[b.nickFirst[u]:b.nickFirst[u+1]] {
		for _, f := range b.forms[b.first[n.given]:b.first[n.given+1]] {
			if f.nick {
				least = min(least, formCosts[f.kind]+n.cost)
			}
		}
	}
	return least
}

// waysOf gives the ways to say a unit.
func (s *segment) waysOf(unit int32) []way { return s.ways[s.wayFirst[unit]:s.wayFirst[unit+1]] }

func backwards(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}
