package confirm

import (
	"errors"
	"fmt"
	"strings"
)

// A node is one piece of a parsed template: a word, a class, a sequence, a
// choice, or a loop. Templates are small regular expressions over words:
//
//	[so] (that's | it's) @very+ right
type node struct {
	op   nodeOp
	text string // word: the normalised word; class: its name
	kids []node
}

type nodeOp uint8

const (
	opWord   nodeOp = iota // one word
	opClass                // @name, replaced by the class's templates
	opValue                // <value>, the value under confirmation
	opSeq                  // all kids in order; none is the empty sequence
	opAlt                  // one of the kids
	opRepeat               // kids[0], one or more times
)

// maxNesting bounds brackets within brackets, so that a hostile file cannot
// exhaust the stack.
const maxNesting = 32

// templateParser is a recursive descent parser over one template line.
type templateParser struct {
	toks  []string
	at    int
	depth int
	split func(string) []string // a literal into normalised words
}

// parseTemplate reads "a | b [c] (d | e)+ @class <value>" into a node.
func parseTemplate(s string, split func(string) []string) (node, error) {
	p := templateParser{toks: lexTemplate(s), split: split}
	n, err := p.alt("")
	if err != nil {
		return node{}, err
	}
	if p.at < len(p.toks) {
		return node{}, fmt.Errorf("unexpected %q", p.toks[p.at])
	}
	return n, nil
}

// lexTemplate cuts a template at spaces and around its operators.
func lexTemplate(s string) []string {
	for _, op := range []string{"|", "[", "]", "(", ")", "+", "<value>"} {
		s = strings.ReplaceAll(s, op, " "+op+" ")
	}
	return strings.Fields(strings.ReplaceAll(s, "@", " @"))
}

// alt reads alternatives up to the closing bracket, which it leaves.
func (p *templateParser) alt(closing string) (node, error) {
	if p.depth++; p.depth > maxNesting {
		return node{}, errors.New("brackets nested too deep")
	}
	defer func() { p.depth-- }()
	var alts []node
	for {
		seq, err := p.seq()
		if err != nil {
			return node{}, err
		}
		if len(seq.kids) == 0 {
			return node{}, errors.New("empty alternative")
		}
		alts = append(alts, seq)
		if p.at == len(p.toks) && closing != "" {
			return node{}, fmt.Errorf("missing %q", closing)
		}
		if p.at == len(p.toks) || p.toks[p.at] != "|" {
			break
		}
		p.at++
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return node{op: opAlt, kids: alts}, nil
}

// seq reads items up to a bar, a closing bracket or the end.
func (p *templateParser) seq() (node, error) {
	n := node{op: opSeq}
	for p.at < len(p.toks) {
		switch t := p.toks[p.at]; t {
		case "|", "]", ")":
			return n, nil
		case "+":
			if len(n.kids) == 0 {
				return n, errors.New("+ follows nothing")
			}
			last := &n.kids[len(n.kids)-1]
			*last = node{op: opRepeat, kids: []node{*last}}
			p.at++
		default:
			kids, err := p.item(t)
			if err != nil {
				return n, err
			}
			n.kids = append(n.kids, kids...)
		}
	}
	return n, nil
}

// item reads one bracketed group, class, slot or literal. A literal may be
// several words: a Chinese one is a word for each character.
func (p *templateParser) item(t string) ([]node, error) {
	p.at++
	switch {
	case t == "[" || t == "(":
		closing := map[string]string{"[": "]", "(": ")"}[t]
		n, err := p.alt(closing)
		if err != nil {
			return nil, err
		}
		if p.at == len(p.toks) || p.toks[p.at] != closing {
			return nil, fmt.Errorf("missing %q", closing)
		}
		p.at++
		if t == "[" {
			n = node{op: opAlt, kids: []node{n, {op: opSeq}}}
		}
		return []node{n}, nil
	case t == "<value>":
		return []node{{op: opValue}}, nil
	case strings.HasPrefix(t, "@"):
		if len(t) == 1 {
			return nil, errors.New("@ without a class name")
		}
		return []node{{op: opClass, text: t[1:]}}, nil
	case strings.ContainsAny(t, "<>"):
		return nil, fmt.Errorf("unknown slot %q (only <value> is known)", t)
	}
	words := p.split(t)
	if len(words) == 0 {
		return nil, fmt.Errorf("%q holds no word", t)
	}
	kids := make([]node, len(words))
	for i, w := range words {
		kids[i] = node{text: w}
	}
	if len(kids) > 1 { // keep "+" on the whole literal
		kids = []node{{op: opSeq, kids: kids}}
	}
	return kids, nil
}
