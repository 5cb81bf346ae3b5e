package confirm

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
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

// nfa is the nondeterministic automaton under construction.
type nfa struct {
	classes map[string]node
	words   map[string]int32
	eps     [][]int32 // [state] empty moves
	out     [][]edge  // [state] moves on a symbol
	match   []verdict // [state] zero act: not accepting
	open    map[string]bool
}

func newNFA(classes map[string]node) *nfa {
	b := &nfa{classes: classes, words: map[string]int32{}, open: map[string]bool{}}
	b.state()
	return b
}

func (b *nfa) state() int32 {
	b.eps = append(b.eps, nil)
	b.out = append(b.out, nil)
	b.match = append(b.match, verdict{})
	return int32(len(b.eps) - 1)
}

// symbol interns a word.
func (b *nfa) symbol(w string) int32 {
	s, ok := b.words[w]
	if !ok {
		s = int32(len(b.words) + 1)
		b.words[w] = s
	}
	return s
}

// add makes the template an accepted path from the start to m.
func (b *nfa) add(n node, m verdict) error {
	end, err := b.build(n, 0)
	if err != nil {
		return err
	}
	if b.nullable(n) {
		return errors.New("everything in the template is optional")
	}
	accept := b.state()
	b.match[accept] = m
	b.eps[end] = append(b.eps[end], accept)
	return nil
}

// build appends n behind state from and gives the state at its end. A new
// state is made for every join, so that loops never leak into neighbours.
func (b *nfa) build(n node, from int32) (int32, error) {
	if len(b.eps) > maxStates {
		return 0, errTooLarge
	}
	switch n.op {
	case opWord, opValue:
		sym := int32(valueWord)
		if n.op == opWord {
			sym = b.symbol(n.text)
		}
		to := b.state()
		b.out[from] = append(b.out[from], edge{sym, to})
		return to, nil
	case opClass:
		return b.class(n.text, from)
	case opAlt:
		end := b.state()
		for _, k := range n.kids {
			e, err := b.build(k, from)
			if err != nil {
				return 0, err
			}
			b.eps[e] = append(b.eps[e], end)
		}
		return end, nil
	case opRepeat:
		if b.holdsValue(n) {
			return 0, errors.New("+ after <value>")
		}
		head := b.state()
		b.eps[from] = append(b.eps[from], head)
		end, err := b.build(n.kids[0], head)
		if err != nil {
			return 0, err
		}
		tail := b.state()
		b.eps[end] = append(b.eps[end], tail, head)
		return tail, nil
	}
	for _, k := range n.kids {
		var err error
		if from, err = b.build(k, from); err != nil {
			return 0, err
		}
	}
	return from, nil
}

// nullable reports whether n matches no words at all. Classes are known and
// free of cycles, because build went first.
func (b *nfa) nullable(n node) bool {
	switch n.op {
	case opWord, opValue:
		return false
	case opClass:
		return b.nullable(b.classes[n.text])
	case opAlt:
		return slices.ContainsFunc(n.kids, b.nullable)
	}
	return !slices.ContainsFunc(n.kids, func(k node) bool { return !b.nullable(k) })
}

// holdsValue reports whether <value> is in n: a loop of values would make
// matching branch without bound.
func (b *nfa) holdsValue(n node) bool {
	if n.op == opClass && !b.open[n.text] {
		b.open[n.text] = true
		defer delete(b.open, n.text)
		return b.holdsValue(b.classes[n.text])
	}
	return n.op == opValue || slices.ContainsFunc(n.kids, b.holdsValue)
}

// class expands @name in place; a class that holds itself is an error.
func (b *nfa) class(name string, from int32) (int32, error) {
	n, ok := b.classes[name]
	if !ok {
		return 0, fmt.Errorf("unknown class @%s", name)
	}
	if b.open[name] {
		return 0, fmt.Errorf("class @%s holds itself", name)
	}
	b.open[name] = true
	defer delete(b.open, name)
	return b.build(n, from)
}

// determinise runs the subset construction.
func (b *nfa) determinise() (*automaton, error) {
	a := &automaton{words: b.words}
	seen := map[string]int32{}
	var sets [][]int32
	c := closer{nfa: b, stamp: make([]int32, len(b.eps))}
	intern := func(moves []edge) int32 {
		set := c.close(moves)
		c.key = c.key[:0]
		for _, s := range set {
			c.key = binary.LittleEndian.AppendUint32(c.key, uint32(s))
		}
		id, ok := seen[string(c.key)]
		if !ok {
			id = int32(len(sets))
			seen[string(c.key)] = id
			sets = append(sets, slices.Clone(set))
		}
		return id
	}
	intern([]edge{{to: 0}})
	var moves []edge
	for i := 0; i < len(sets); i++ {
		if len(sets) > maxStates {
			return nil, errTooLarge
		}
		moves = moves[:0]
		for _, s := range sets[i] {
			moves = append(moves, b.out[s]...)
		}
		slices.SortFunc(moves, func(x, y edge) int { return cmp.Or(cmp.Compare(x.sym, y.sym), cmp.Compare(x.to, y.to)) })
		st := state{first: int32(len(a.edges)), match: b.matches(sets[i])}
		for from := 0; from < len(moves); st.count++ {
			to := from
			for to < len(moves) && moves[to].sym == moves[from].sym {
				to++
			}
			a.edges = append(a.edges, edge{moves[from].sym, intern(moves[from:to])})
			from = to
		}
		a.states = append(a.states, st)
	}
	return a, nil
}

// closer computes sets of states, with its buffers kept between calls.
type closer struct {
	*nfa
	stamp []int32 // [state] the round that last saw it
	round int32
	work  []int32
	set   []int32
	key   []byte
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
