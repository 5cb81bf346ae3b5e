package main

import (
	"math"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// A channel is a memoryless model of what a recogniser makes of sounds
// (Ristad and Yianilos 1998, with context): each sound meant is lost, kept or
// heard as another; before each, and at the end, sounds may be added. Index 1
// of an [2] is the edge of a word, 0 its inside.
type channel struct {
	heard [phone.Count][phone.Count]float64 // chance of [meant][heard], if not lost
	lost  [2][phone.Count]float64           // chance that a sound is lost
	add   [2]float64                        // chance that one more sound is added in a slot
	added [2][phone.Count]float64           // which sound is added
}

// newChannel is the channel before anything is learnt: by articulation alone.
func newChannel() *channel {
	c := &channel{add: [2]float64{0.02, 0.1}}
	for m := 1; m < phone.Count; m++ {
		for h := 1; h < phone.Count; h++ {
			c.heard[m][h] = 0.25 * errorPrior(m, h, 6)
		}
		c.heard[m][m] = 0.75
		for e := range 2 {
			c.lost[e][m] = 0.05
			c.added[e][m] = 1.0 / float64(phone.Count-1)
		}
	}
	return c
}

// errorPrior is the chance that an error on a sound makes it another, by
// articulation: it falls by exp(-slope) over the whole distance.
func errorPrior(meant, heard int, slope float64) float64 {
	if meant == heard {
		return 0
	}
	var sum float64
	for h := 1; h < phone.Count; h++ {
		if h != meant {
			sum += near(meant, h, slope)
		}
	}
	return near(meant, heard, slope) / sum
}

func near(a, b int, slope float64) float64 {
	return math.Exp(-slope * float64(phone.Distance(phone.Phone(a), phone.Phone(b))))
}

// A spoken is a row of sounds meant, with the word edges marked.
type spoken struct {
	sounds []phone.Phone
	edge   []bool // of each sound: first or last of its word
	slot   []bool // before each sound and at the end: a word edge
}

// readings lists the ways to say the words, at most limit.
func readings(words [][][]phone.Phone, limit int) []spoken {
	out := []spoken{{slot: []bool{true}}}
	for _, ways := range words {
		var next []spoken
		for _, s := range out {
			for _, way := range ways {
				if len(next) < limit {
					next = append(next, s.with(way))
				}
			}
		}
		out = next
	}
	return out
}

func (s spoken) with(way []phone.Phone) spoken {
	t := spoken{
		sounds: append(append([]phone.Phone(nil), s.sounds...), way...),
		edge:   append([]bool(nil), s.edge...),
		slot:   append([]bool(nil), s.slot...),
	}
	for i := range way {
		t.edge = append(t.edge, i == 0 || i == len(way)-1)
		t.slot = append(t.slot, i == len(way)-1)
	}
	return t
}

func index(edge bool) int {
	if edge {
		return 1
	}
	return 0
}

// lattice holds the forward and backward sums of one pair: cell [i][j] is i
// sounds meant and j heard; the second grid is after slot i was closed.
type lattice struct {
	open, closed         [][]float64
	backOpen, backClosed [][]float64
	total                float64
}

// forward sums the chances of all alignments.
func (c *channel) forward(s spoken, heard []phone.Phone) *lattice {
	n, m := len(s.sounds), len(heard)
	l := &lattice{open: grid(n+1, m+1), closed: grid(n+1, m+1)}
	l.open[0][0] = 1
	for i := 0; i <= n; i++ {
		e := index(s.slot[i])
		for j := 0; j <= m; j++ {
			if j > 0 {
				l.open[i][j] += l.open[i][j-1] * c.add[e] * c.added[e][heard[j-1]]
			}
			l.closed[i][j] = l.open[i][j] * (1 - c.add[e])
			if i == n {
				continue
			}
			lost := c.lost[index(s.edge[i])][s.sounds[i]]
			l.open[i+1][j] += l.closed[i][j] * lost
			if j < m {
				l.open[i+1][j+1] += l.closed[i][j] * (1 - lost) * c.heard[s.sounds[i]][heard[j]]
			}
		}
	}
	l.total = l.closed[n][m]
	return l
}

// backward fills the other half.
func (c *channel) backward(l *lattice, s spoken, heard []phone.Phone) {
	n, m := len(s.sounds), len(heard)
	l.backOpen, l.backClosed = grid(n+1, m+1), grid(n+1, m+1)
	l.backClosed[n][m] = 1
	for i := n; i >= 0; i-- {
		e := index(s.slot[i])
		for j := m; j >= 0; j-- {
			if i < n {
				lost := c.lost[index(s.edge[i])][s.sounds[i]]
				l.backClosed[i][j] += l.backOpen[i+1][j] * lost
				if j < m {
					l.backClosed[i][j] += l.backOpen[i+1][j+1] * (1 - lost) * c.heard[s.sounds[i]][heard[j]]
				}
			}
			l.backOpen[i][j] = l.backClosed[i][j] * (1 - c.add[e])
			if j < m {
				l.backOpen[i][j] += l.backOpen[i][j+1] * c.add[e] * c.added[e][heard[j]]
			}
		}
	}
}

func grid(n, m int) [][]float64 {
	cells := make([]float64, n*m)
	out := make([][]float64, n)
	for i := range out {
		out[i] = cells[i*m : (i+1)*m]
	}
	return out
}
