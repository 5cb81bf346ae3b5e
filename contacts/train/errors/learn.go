package main

import (
	"math"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// counts are expected numbers of what happened.
type counts struct {
	heard [phone.Count][phone.Count]float64
	lost  [2][phone.Count]float64
	kept  [2][phone.Count]float64 // not lost
	added [2][phone.Count]float64
	slots [2]float64
}

// priors say how much the learnt figures are drawn to general ones.
type priors struct {
	slope float64 // of errors over articulatory distance
	sub   float64 // weight of the articulatory prior, in errors
	rate  float64 // weight of the mean error rates, in sounds
}

// learn fits a channel by expectation maximisation.
func learn(pairs []pair, p priors, rounds int) *channel {
	c := newChannel()
	for range rounds {
		n := &counts{}
		for _, x := range pairs {
			n.expect(c, x)
		}
		c = n.maximise(p)
	}
	return c
}

// best gives the reading of what was meant that explains the heard best.
func (c *channel) best(x pair) (spoken, *lattice) {
	var s spoken
	var l *lattice
	for _, r := range readings(x.meant, 12) {
		if f := c.forward(r, x.heard); l == nil || f.total > l.total {
			s, l = r, f
		}
	}
	return s, l
}

// expect adds the expected counts of one pair.
func (n *counts) expect(c *channel, x pair) {
	s, l := c.best(x)
	if l == nil || l.total <= 0 {
		return
	}
	c.backward(l, s, x.heard)
	w := x.weight / l.total
	for i := range l.open {
		e := index(s.slot[i])
		for j := range l.open[i] {
			n.slots[e] += w * l.closed[i][j] * l.backClosed[i][j]
			if j < len(x.heard) {
				h := x.heard[j]
				n.added[e][h] += w * l.open[i][j] * c.add[e] * c.added[e][h] * l.backOpen[i][j+1]
			}
			if i == len(s.sounds) {
				continue
			}
			m, edge := s.sounds[i], index(s.edge[i])
			lost := c.lost[edge][m]
			n.lost[edge][m] += w * l.closed[i][j] * lost * l.backOpen[i+1][j]
			if j < len(x.heard) {
				k := w * l.closed[i][j] * (1 - lost) * c.heard[m][x.heard[j]] * l.backOpen[i+1][j+1]
				n.heard[m][x.heard[j]] += k
				n.kept[edge][m] += k
			}
		}
	}
}

// maximise turns counts into a smoothed channel.
func (n *counts) maximise(p priors) *channel {
	c := &channel{}
	var right, all, added [2]float64
	for m := 1; m < phone.Count; m++ {
		right[0] += n.heard[m][m]
		for h := 1; h < phone.Count; h++ {
			all[0] += n.heard[m][h]
		}
	}
	keep := right[0] / all[0]
	for m := 1; m < phone.Count; m++ {
		n.substitutions(c, m, keep, p)
	}
	for e := range 2 {
		var lost, kept float64
		for m := 1; m < phone.Count; m++ {
			lost += n.lost[e][m]
			kept += n.kept[e][m]
			added[e] += n.added[e][m]
		}
		for m := 1; m < phone.Count; m++ {
			c.lost[e][m] = (n.lost[e][m] + p.rate*lost/(lost+kept)) / (n.lost[e][m] + n.kept[e][m] + p.rate)
			c.added[e][m] = (n.added[e][m] + p.sub/float64(phone.Count-1)) / (added[e] + p.sub)
		}
		c.add[e] = added[e] / (added[e] + n.slots[e])
	}
	return c
}

// substitutions sets what one sound is heard as: kept with a chance drawn to
// the mean of all sounds, else shared out with a weight on articulation.
func (n *counts) substitutions(c *channel, m int, keep float64, p priors) {
	var all float64
	for h := 1; h < phone.Count; h++ {
		all += n.heard[m][h]
	}
	wrong := all - n.heard[m][m]
	right := (n.heard[m][m] + p.rate*keep) / (all + p.rate)
	for h := 1; h < phone.Count; h++ {
		if h != m {
			c.heard[m][h] = (1 - right) * (n.heard[m][h] + p.sub*errorPrior(m, h, p.slope)) / (wrong + p.sub)
		}
	}
	c.heard[m][m] = right
}

// surprise is the mean of -log P(heard | meant) in nats per sound meant.
func (c *channel) surprise(pairs []pair) float64 {
	var sum, sounds float64
	for _, x := range pairs {
		s, l := c.best(x)
		if l != nil && l.total > 0 {
			sum -= x.weight * math.Log(l.total)
			sounds += x.weight * float64(len(s.sounds))
		}
	}
	return sum / sounds
}
