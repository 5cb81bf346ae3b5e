package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
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
	n, m := len(s.sounds), len(x.heard)
	best := grid(n+1, m+1)
	from := make([][]int, n+1) // 0: added, 1: lost, 2: heard
	for i := range from {
		from[i] = make([]int, m+1)
	}
	for i := 0; i <= n; i++ {
		add := c.add[index(s.slot[i])]
		for j := 0; j <= m; j++ {
			if i == 0 && j == 0 {
				continue
			}
			best[i][j] = math.Inf(-1)
			try := func(score, step float64, kind int) {
				if v := score + math.Log(step); v > best[i][j] {
					best[i][j], from[i][j] = v, kind
				}
			}
			if j > 0 {
				try(best[i][j-1], add*c.added[index(s.slot[i])][x.heard[j-1]], 0)
			}
			if i > 0 {
				stop, lost := 1-c.add[index(s.slot[i-1])], c.lost[index(s.edge[i-1])][s.sounds[i-1]]
				try(best[i-1][j], stop*lost, 1)
				if j > 0 {
					try(best[i-1][j-1], stop*(1-lost)*c.heard[s.sounds[i-1]][x.heard[j-1]], 2)
				}
			}
		}
	}
	first = m
	for i, j := n, m; i > 0 || j > 0; {
		switch from[i][j] {
		case 0:
			j--
		case 1:
			i--
		default:
			first, last = j-1, max(last, j)
			i, j = i-1, j-1
		}
	}
	return first, last
}

func (w junkWord) String() string { return fmt.Sprintf("%s %.1f %.1f", w.text, w.before, w.after) }
