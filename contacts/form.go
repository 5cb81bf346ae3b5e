package contacts

import "strings"

// A cost is a negative natural log probability in units of 1/256 nat. Integers
// add up alike on every machine and in every order.
type cost int32

const (
	nat      cost = 256
	infinite cost = 1 << 28 // more than any sum that is looked at
)

func nats(x float64) cost { return cost(x*float64(nat) + 0.5) }

func (c cost) nats() float64 { return float64(c) / float64(nat) }

// A kind says which parts of a name a form holds.
type kind uint8

const (
	kindFull    kind = iota // "ana keller"
	kindGiven               // "ana"
	kindAlias               // "mum", "acme"; stands alone
	kindTitle               // "doctor patel"
	kindFamily              // "keller"
	kindReverse             // "keller ana"
	kindCut                 // "ana garcia" of Ana García Lopez
	kinds
)

var kindNames = [kinds]string{"full name", "given name", "name of its own", "title", "family name", "family name first", "part of the family name"}

func (k kind) String() string { return kindNames[k] }

// formCosts says how likely people are to use each kind of form of a name: as
// priors, -ln of the share of requests. Orders of magnitude, not measured.
var formCosts = [kinds]cost{
	kindFull:    nats(0.8),
	kindGiven:   nats(1.2),
	kindAlias:   nats(0.8),
	kindTitle:   nats(0.8),
	kindFamily:  nats(6),
	kindReverse: nats(4.5),
	kindCut:     nats(1.6),
}

// A form is one way to name a contact: a head, and mostly a tail. Both are
// units, so that what a thousand contacts share is aligned once: for "ana
// garcia lopez" the head is "ana" and the tail "garcia lopez".
type form struct {
	head, tail string // tail may be empty
	kind       kind
	cost       cost
	nick       bool // the head may be replaced by a nickname of it
}

// forms lists the ways to name somebody, each once.
func (p *parts) forms() []form {
	var out []form
	add := func(k kind, head, tail string, nick bool) {
		if head == "" {
			head, tail = tail, ""
		}
		if head == "" {
			return
		}
		for _, f := range out {
			if f.head == head && f.tail == tail {
				return
			}
		}
		out = append(out, form{head, tail, k, formCosts[k], nick})
	}
	for _, w := range p.whole {
		add(kindAlias, w, "", false)
	}
	p.hinted(add)
	families := cuts(p.family)
	for _, given := range append(givens(p.given), p.nicknames...) {
		add(kindGiven, given, "", true)
		for i, f := range families {
			k := kindFull
			if i > 0 {
				k = kindCut
			}
			add(k, given, f, true)
		}
		if p.family != "" {
			add(kindReverse, p.family, given, false)
			if p.suffix != "" {
				add(kindFull, given, p.family+" "+p.suffix, true)
			}
			if p.middle != "" {
				add(kindCut, given+" "+p.middle, p.family, true)
			}
		}
	}
	if p.title != "" {
		add(kindTitle, p.title, or(p.family, p.given), false)
		add(kindTitle, p.title, p.given, false)
		add(kindTitle, p.title, join(p.given, p.family), false)
	}
	if p.family != "" {
		k := kindFamily
		if p.given == "" {
			k = kindGiven
		}
		add(k, p.family, "", false)
	}
	return out
}

// hinted adds the forms of the pronunciation hints: a hint of as many words as
// the given and family name stands for both, any other for the whole name.
func (p *parts) hinted(add func(k kind, head, tail string, nick bool)) {
	for _, h := range p.hints {
		words := strings.Fields(h)
		switch g := len(strings.Fields(p.given)); {
		case g > 0 && len(words) == g+len(strings.Fields(p.family)) && p.family != "":
			given, family := strings.Join(words[:g], " "), strings.Join(words[g:], " ")
			add(kindGiven, given, "", false)
			add(kindFull, given, family, false)
		case g > 0 && len(words) == g:
			add(kindGiven, h, "", false)
			add(kindFull, h, p.family, false)
		default:
			add(kindAlias, h, "", false)
		}
	}
}

// givens gives the whole given name and, of a double one ("jean pierre"), its
// first word.
func givens(given string) []string {
	if given == "" {
		return nil
	}
	if first, _, ok := strings.Cut(given, " "); ok && len(first) > 1 {
		return []string{given, first}
	}
	return []string{given}
}

// cuts gives a family name and, of a double one, what people cut it to: either
// end, particles kept with what follows them or left out: "garcia lopez",
// "garcia", "lopez"; "van der berg", "berg".
func cuts(family string) []string {
	if family == "" {
		return nil
	}
	out := []string{family}
	words := strings.Fields(family)
	for i := 1; i < len(words); i++ {
		if !particles[words[i-1]] {
			out = append(out, strings.Join(words[:i], " "))
		}
		if !particles[words[i]] || i == 1 {
			out = append(out, strings.Join(words[i:], " "))
		}
	}
	return out
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }
