package confirm

import (
	"errors"
	"fmt"
	"slices"
)

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
	case opWord:
		return b.move(from, b.symbol(n.text)), nil
	case opValue:
		return b.move(from, valueWord), nil
	case opClass:
		return b.class(n.text, from)
	case opAlt:
		return b.choice(n.kids, from)
	case opRepeat:
		return b.loop(n, from)
	}
	for _, k := range n.kids {
		var err error
		if from, err = b.build(k, from); err != nil {
			return 0, err
		}
	}
	return from, nil
}

// move appends one symbol.
func (b *nfa) move(from, sym int32) int32 {
	to := b.state()
	b.out[from] = append(b.out[from], edge{sym, to})
	return to
}

// choice appends one of several: all begin at from and end in one state.
func (b *nfa) choice(kids []node, from int32) (int32, error) {
	end := b.state()
	for _, k := range kids {
		e, err := b.build(k, from)
		if err != nil {
			return 0, err
		}
		b.eps[e] = append(b.eps[e], end)
	}
	return end, nil
}

// loop appends n.kids[0], one or more times, between states of its own.
func (b *nfa) loop(n node, from int32) (int32, error) {
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
