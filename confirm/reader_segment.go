package confirm

import "slices"

// A segment is a stretch of a reply that one template, the value under
// confirmation, or nothing at all accounts for. Segments part a reply without
// gaps: they are its clauses and what hangs between them.
type segment struct {
	act      act
	strength uint8  // percent, of act
	yes      uint8  // percent, of actYes where that covers the words too
	also     uint32 // bit set of every act that covers exactly these words
	from, to int    // words [from, to)
}

// has reports whether a covers the segment's words too: "wait" asks for time
// and, before other words, replaces what was said.
func (s segment) has(a act) bool { return s.act == a || s.also&(1<<a) != 0 }

// len is the number of words.
func (s segment) len() int { return s.to - s.from }

// Costs of a parse, in the order in which they matter: leave few words opaque,
// part the reply into few segments ("not really" is one), and where two acts
// cover the same words take the more cautious one. Words that are merely
// common stand between: known, but said about something else.
const (
	costOpaque  = 1_000_000
	costCommon  = 900_000
	costSegment = 1_000
)

// cost of one segment.
func (s segment) cost() int {
	switch s.act {
	case actOpaque:
		return costOpaque * (s.to - s.from)
	case actCommon, actOwner:
		return costCommon*(s.to-s.from) - int(actOpaque-s.act)
	}
	return costSegment + int(s.act)
}

// parse finds the cheapest way to part the words into segments, by dynamic
// programming from the end (Viterbi 1967). Ties go to the longer first
// segment, so that the result depends on the words alone. Protests count as
// such only where protest is set; elsewhere "wait" and "what" are what they
// are.
func (l *language) parse(ws []word, values [][]int, protest bool) []segment {
	n := len(ws)
	syms := make([]int32, n)
	for i, w := range ws {
		syms[i] = -1
		if s, ok := l.auto.words[w.norm]; ok {
			syms[i] = s
		}
	}
	best := make([]int, n+1)
	choice := make([]segment, n)
	var buf []segment
	for i := n - 1; i >= 0; i-- {
		choice[i] = segment{act: actOpaque, from: i, to: i + 1}
		best[i] = choice[i].cost() + best[i+1]
		buf = l.matchesAt(buf[:0], syms, values, i)
		if !protest {
			buf = slices.DeleteFunc(buf, func(s segment) bool { return s.act == actProtest })
		}
		also(buf)
		for _, s := range buf {
			c := s.cost() + best[s.to]
			if c < best[i] || c == best[i] && s.to > choice[i].to {
				best[i], choice[i] = c, s
			}
		}
	}
	var segs []segment
	for i := 0; i < n; i = choice[i].to {
		s := choice[i]
		if k := len(segs) - 1; k >= 0 && segs[k].act == s.act && (s.act == actOpaque || s.act == actCommon) {
			segs[k].to = s.to
			continue
		}
		segs = append(segs, s)
	}
	return segs
}

// matchesAt appends every segment that a template or the value makes of the
// words from i on.
func (l *language) matchesAt(dst []segment, syms []int32, values [][]int, i int) []segment {
	for _, to := range values[i] {
		dst = append(dst, segment{act: actValue, strength: 100, from: i, to: to})
	}
	return l.walk(dst, syms, values, i, i, 0)
}

// also notes on every segment which acts cover the same words. All begin at
// one word; there are no more than a handful.
func also(segs []segment) {
	for a := range segs {
		for _, b := range segs {
			if segs[a].to != b.to {
				continue
			}
			segs[a].also |= 1 << b.act
			if b.act == actYes {
				segs[a].yes = b.strength
			}
		}
	}
}

// walk follows the automaton from state s at word at. It branches only where
// the value begins.
func (l *language) walk(dst []segment, syms []int32, values [][]int, from, at int, s int32) []segment {
	for {
		for _, m := range l.auto.states[s].match {
			dst = append(dst, segment{act: m.act, strength: m.strength, from: from, to: at})
		}
		if at == len(syms) {
			return dst
		}
		if len(values[at]) > 0 {
			if v := l.auto.next(s, valueWord); v >= 0 {
				for _, to := range values[at] {
					dst = l.walk(dst, syms, values, from, to, v)
				}
			}
		}
		if syms[at] < 0 {
			return dst
		}
		if s = l.auto.next(s, syms[at]); s < 0 {
			return dst
		}
		at++
	}
}

// valueSpans gives, for each word, the ends of the stretches that repeat the
// value or a run of its words: "bob", "smith" and "bob smith" of Bob Smith.
// Where words are characters, one of them alone repeats nothing.
func (l *language) valueSpans(ws []word, value []string) [][]int {
	spans := make([][]int, len(ws)+1)
	least := 1
	if l.runes {
		least = min(2, len(value))
	}
	for i := range ws {
		for v := range value {
			k := 0
			for i+k < len(ws) && v+k < len(value) && ws[i+k].norm == value[v+k] {
				k++
				if (k >= least || len([]rune(ws[i].norm)) > 1) && !slices.Contains(spans[i], i+k) {
					spans[i] = append(spans[i], i+k)
				}
			}
		}
	}
	return spans
}

// longest gives the longest of the value spans, the first of equals.
func longest(values [][]int) span {
	var best span
	for from, tos := range values {
		for _, to := range tos {
			if to-from > best.to-best.from {
				best = span{from, to}
			}
		}
	}
	return best
}
