package confirm

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// All templates of a language are compiled into one deterministic automaton
// over words, so that a reply is read in time that does not depend on how many
// templates there are: Thompson's construction (1968), then the subset
// construction of Rabin and Scott (1959), both at load time.

// valueWord is the automaton's symbol for the value under confirmation.
const valueWord = 0

// maxStates bounds the automaton of a hostile or careless language file.
const maxStates = 400_000

var errTooLarge = errors.New("templates expand to too many states")

// A verdict is what an accepting state says: the act and how plain it is.
type verdict struct {
	act      act
	strength uint8 // percent
}

// automaton is immutable once built.
type automaton struct {
	words  map[string]int32 // word to symbol; valueWord is no word's
	states []state
	edges  []edge // those of one state are adjacent and sorted by symbol
}

type state struct {
	first, count int32     // edges
	match        []verdict // at most one for each act, the strongest
}

type edge struct{ sym, to int32 }

// next gives the state behind a symbol, or -1.
func (a *automaton) next(s int32, sym int32) int32 {
	st := a.states[s]
	es := a.edges[st.first : st.first+st.count]
	i, ok := slices.BinarySearchFunc(es, sym, func(e edge, x int32) int { return int(e.sym) - int(x) })
	if !ok {
		return -1
	}
	return es[i].to
}

// determinise runs the subset construction: a state of the automaton is a set
// of states of the nfa, numbered in the order of discovery.
func (b *nfa) determinise() (*automaton, error) {
	a := &automaton{words: b.words}
	s := subsets{closer: closer{nfa: b, stamp: make([]int32, len(b.eps))}, ids: map[string]int32{}}
	s.id([]edge{{to: 0}})
	var moves []edge
	for i := 0; i < len(s.sets); i++ {
		if len(s.sets) > maxStates {
			return nil, errTooLarge
		}
		moves = moves[:0]
		for _, from := range s.sets[i] {
			moves = append(moves, b.out[from]...)
		}
		slices.SortFunc(moves, func(x, y edge) int { return cmp.Or(cmp.Compare(x.sym, y.sym), cmp.Compare(x.to, y.to)) })
		st := state{first: int32(len(a.edges)), match: b.matches(s.sets[i])}
		for from := 0; from < len(moves); st.count++ {
			to := from
			for to < len(moves) && moves[to].sym == moves[from].sym {
				to++
			}
			a.edges = append(a.edges, edge{moves[from].sym, s.id(moves[from:to])})
			from = to
		}
		a.states = append(a.states, st)
	}
	return a, nil
}

// subsets numbers the sets of states that determinise finds.
type subsets struct {
	closer
	sets [][]int32
	ids  map[string]int32 // by the set's bytes
	key  []byte
}

// id gives the number of the set that the moves reach, a new one for a new set.
func (s *subsets) id(moves []edge) int32 {
	set := s.close(moves)
	s.key = s.key[:0]
	for _, x := range set {
		s.key = binary.LittleEndian.AppendUint32(s.key, uint32(x))
	}
	id, ok := s.ids[string(s.key)]
	if !ok {
		id = int32(len(s.sets))
		s.ids[string(s.key)] = id
		s.sets = append(s.sets, slices.Clone(set))
	}
	return id
}

// closer computes sets of states, with its buffers kept between calls.
type closer struct {
	*nfa
	stamp []int32 // [state] the round that last saw it
	round int32
	work  []int32
	set   []int32
}

// close gives what the moves reach, through empty moves too, sorted; the slice
// is good until the next call. Only states that move or accept are kept: the
// others tell two sets apart for nothing.
func (c *closer) close(moves []edge) []int32 {
	c.round++
	c.set, c.work = c.set[:0], c.work[:0]
	for _, m := range moves {
		c.work = append(c.work, m.to)
	}
	for len(c.work) > 0 {
		s := c.work[len(c.work)-1]
		c.work = c.work[:len(c.work)-1]
		if c.stamp[s] == c.round {
			continue
		}
		c.stamp[s] = c.round
		c.work = append(c.work, c.eps[s]...)
		if len(c.out[s]) > 0 || c.match[s].act != actNone {
			c.set = append(c.set, s)
		}
	}
	slices.Sort(c.set)
	return c.set
}

// matches gives the strongest match for each act, in the order of acts.
func (b *nfa) matches(set []int32) []verdict {
	var ms []verdict
	for _, s := range set {
		m := b.match[s]
		if m.act == actNone {
			continue
		}
		i := slices.IndexFunc(ms, func(x verdict) bool { return x.act == m.act })
		if i < 0 {
			ms = append(ms, m)
		} else {
			ms[i].strength = max(ms[i].strength, m.strength)
		}
	}
	slices.SortFunc(ms, func(x, y verdict) int { return int(x.act) - int(y.act) })
	return ms
}
