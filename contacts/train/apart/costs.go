package main

import (
	"math"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// Costs, in nats, lie in one row so that they can be learnt as one: of hearing
// sound h for sound m at m*Count+h, then of losing each sound, of adding each
// inside a name and of adding each around it.
const (
	subs   = 0
	dels   = phone.Count * phone.Count
	inss   = dels + phone.Count
	edges  = inss + phone.Count
	values = edges + phone.Count
)

type costs [values]float64

// Costs by articulation alone; the prior is the mean of these and of those
// learnt by likelihood.
const (
	farthest = 6.0 // of the sounds least alike
	gap      = 3.5 // a sound added or lost
	edgeGap  = 2.5 // a sound added around the name
)

// prior gives the costs before anything is learnt.
func prior() *costs {
	c := &costs{}
	for m := phone.Phone(1); int(m) < phone.Count; m++ {
		i := int(m)
		c[dels+i] = (float64(phone.Del(m, false)) + gap) / 2
		c[inss+i] = (float64(phone.Ins(m, false)) + gap) / 2
		c[edges+i] = (float64(phone.Ins(m, true)) + edgeGap) / 2
		for h := phone.Phone(1); int(h) < phone.Count; h++ {
			c[subs+i*phone.Count+int(h)] = (float64(phone.Sub(m, h)) + float64(farthest*phone.Distance(m, h))) / 2
		}
	}
	return c
}

// A lattice aligns a name with what was heard.
type lattice struct {
	cost  []float64 // [sounds of the name + 1][sounds heard + 1]
	width int
}

// align gives the least cost of an alignment.
func (l *lattice) align(c *costs, name, heard []phone.Phone) float64 {
	l.width = len(heard) + 1
	if need := (len(name) + 1) * l.width; cap(l.cost) < need {
		l.cost = make([]float64, need)
	}
	l.cost = l.cost[:(len(name)+1)*l.width]
	for i := range len(name) + 1 {
		for j := range l.width {
			best := math.Inf(1)
			if i == 0 && j == 0 {
				best = 0
			}
			if i > 0 {
				best = min(best, l.cost[(i-1)*l.width+j]+c[dels+int(name[i-1])])
			}
			if j > 0 {
				best = min(best, l.cost[i*l.width+j-1]+c[added(i, len(name))+int(heard[j-1])])
			}
			if i > 0 && j > 0 {
				best = min(best, l.cost[(i-1)*l.width+j-1]+c[subs+int(name[i-1])*phone.Count+int(heard[j-1])])
			}
			l.cost[i*l.width+j] = best
		}
	}
	return l.cost[len(l.cost)-1]
}

// added says where the costs of a sound lie that is added behind i sounds of a
// name of n.
func added(i, n int) int {
	if i == 0 || i == n {
		return edges
	}
	return inss
}

// spend visits the costs that the last alignment is the sum of.
func (l *lattice) spend(c *costs, name, heard []phone.Phone, visit func(cost int)) {
	for i, j := len(name), len(heard); i > 0 || j > 0; {
		at := l.cost[i*l.width+j]
		if i > 0 && j > 0 {
			if k := subs + int(name[i-1])*phone.Count + int(heard[j-1]); at == l.cost[(i-1)*l.width+j-1]+c[k] {
				visit(k)
				i, j = i-1, j-1
				continue
			}
		}
		if i > 0 {
			if k := dels + int(name[i-1]); at == l.cost[(i-1)*l.width+j]+c[k] {
				visit(k)
				i--
				continue
			}
		}
		visit(added(i, len(name)) + int(heard[j-1]))
		j--
	}
}

// unit is the size of a stored cost: 1/16 nat, as phone.ReadErrors reads it.
const unit = 16

// encode writes the table in the form of phone.ReadErrors, without junk: what a
// sound costs that is heard as it is stands apart, and Sub and Del count from
// there.
func (c *costs) encode() []byte {
	out := []byte("HSER1\n")
	put := func(x float64) { out = append(out, byte(min(max(math.Round(x*unit), 0), 255))) }
	keep := func(m int) float64 { return c[subs+m*phone.Count+m] }
	each := func(visit func(m int)) {
		for m := 1; m < phone.Count; m++ {
			visit(m)
		}
	}
	each(func(m int) { put(keep(m)) })
	each(func(m int) {
		each(func(h int) { put(c[subs+m*phone.Count+h] - keep(m)) })
	})
	for range 2 { // inside a word and at its edge
		each(func(m int) { put(c[dels+m] - keep(m)) })
	}
	each(func(h int) { put(c[inss+h]) })
	each(func(h int) { put(c[edges+h]) })
	return append(out, 0)
}
