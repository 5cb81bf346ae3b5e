package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// junk counts whole words that the recogniser put before and after a name:
// words all of whose sounds the likeliest alignment adds at an end.
type junk struct {
	total  float64
	before map[string]float64
	after  map[string]float64
}

func (c *channel) junk(pairs []pair) *junk {
	n := &junk{before: map[string]float64{}, after: map[string]float64{}}
	for _, x := range pairs {
		s, _ := c.best(x)
		first, last := c.span(s, x)
		n.total += x.weight
		for i, w := range x.words {
			switch from := start(x, i); {
			case x.ends[i] <= first:
				n.before[w] += x.weight
			case from >= last:
				n.after[w] += x.weight
			}
		}
	}
	return n
}

func start(x pair, word int) int {
	if word == 0 {
		return 0
	}
	return x.ends[word-1]
}

// A junkWord is a word with its costs in nats at both ends.
type junkWord struct {
	text          string
	before, after float64
}

// common lists the words that come at least least times at one end; where one
// comes less often at the other, it costs there what half an occurrence does.
func (n *junk) common(least float64) []junkWord {
	var out []junkWord
	words := map[string]bool{}
	for w, k := range n.before {
		words[w] = words[w] || k >= least
	}
	for w, k := range n.after {
		words[w] = words[w] || k >= least
	}
	nats := func(k float64) float64 { return -math.Log((k + 0.5) / n.total) }
	for _, w := range slices.Sorted(maps.Keys(words)) {
		if words[w] {
			out = append(out, junkWord{w, nats(n.before[w]), nats(n.after[w])})
		}
	}
	return out
}

// loudest prints well: the junk by how often it comes.
func loudest(list []junkWord) []junkWord {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b junkWord) int {
		return cmp.Compare(min(a.before, a.after), min(b.before, b.after))
	})
	return list
}

// span finds, in the likeliest alignment, the first sound heard that is not
// added before all that was meant, and the end of the last that is not added
// after it.
func (c *channel) span(s spoken, x pair) (first, last int) {
	steps := c.likeliest(s, x.heard)
	first = len(x.heard)
	for i, j := len(s.sounds), len(x.heard); i > 0 || j > 0; {
		switch steps[i][j] {
		case added:
			j--
		case lost:
			i--
		default:
			first, last = j-1, max(last, j)
			i, j = i-1, j-1
		}
	}
	return first, last
}

// A step is how the likeliest alignment comes to a cell of its grid.
type step uint8

const (
	added step = iota
	lost
	heard
)

// likeliest fills a grid of sounds meant and sounds heard with the last step
// of the likeliest alignment of each corner (Viterbi 1967).
func (c *channel) likeliest(s spoken, sounds []phone.Phone) [][]step {
	best := grid(len(s.sounds)+1, len(sounds)+1)
	steps := make([][]step, len(best))
	for i := range best {
		steps[i] = make([]step, len(best[i]))
		for j := range best[i] {
			if i == 0 && j == 0 {
				continue
			}
			best[i][j] = math.Inf(-1)
			try := func(score, chance float64, kind step) {
				if v := score + math.Log(chance); v > best[i][j] {
					best[i][j], steps[i][j] = v, kind
				}
			}
			if j > 0 {
				e := index(s.slot[i])
				try(best[i][j-1], c.add[e]*c.added[e][sounds[j-1]], added)
			}
			if i == 0 {
				continue
			}
			m, stop := s.sounds[i-1], 1-c.add[index(s.slot[i-1])]
			gone := c.lost[index(s.edge[i-1])][m]
			try(best[i-1][j], stop*gone, lost)
			if j > 0 {
				try(best[i-1][j-1], stop*(1-gone)*c.heard[m][sounds[j-1]], heard)
			}
		}
	}
	return steps
}

func (w junkWord) String() string { return fmt.Sprintf("%s %.1f %.1f", w.text, w.before, w.after) }
