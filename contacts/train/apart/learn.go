package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// A learner fits costs by conditional likelihood: of the name meant and its
// rivals, each with the chance exp(-(scale + perSound/n) * cost) for n sounds
// heard, times exp(length * sqrt(m)) for a name of m sounds, the one meant is
// to be likely (McCallum, Bellare and Pereira 2005, with the cheapest alignment
// for the sum over all). Steps are those of Adam (Kingma and Ba 2015).
type learner struct {
	costs, prior *costs
	scale        [weights]float64 // scale, perSound, length
	pull         float64
	first        [values + weights]float64 // moments of the gradient
	second       [values + weights]float64
	steps        int
	lattice      lattice
}

const weights = 3

func newLearner(pull float64) *learner {
	p := prior()
	c := *p
	return &learner{costs: &c, prior: p, scale: [weights]float64{0.4, 1.7, 1.1}, pull: pull}
}

// Steps of the costs and of the weights, and how many samples make a batch.
const (
	costStep   = 0.03
	weightStep = 0.02
	batch      = 256
)

// learn draws rivals at the costs so far and goes over the samples with them,
// round by round.
func (l *learner) learn(all []sample, r *rivals, rounds, passes int) {
	rng := rand.New(rand.NewPCG(1, 7))
	for range rounds {
		near := make([][][][]phone.Phone, len(all))
		for i := range all {
			near[i] = r.near(rng, l.costs, &all[i])
		}
		for range passes {
			order := rng.Perm(len(all))
			for from := 0; from < len(order); from += batch {
				g := &[values + weights]float64{}
				part := order[from:min(from+batch, len(order))]
				for _, i := range part {
					l.sample(&all[i], near[i], g)
				}
				l.step(g, len(part))
			}
		}
	}
}

// aligned is a name at its cheapest way.
type aligned struct {
	way   []phone.Phone
	cost  float64
	score float64
}

// best aligns a name by the cheapest of its ways.
func (l *learner) best(ways [][]phone.Phone, heard []phone.Phone) aligned {
	a := aligned{cost: math.Inf(1)}
	for _, w := range ways {
		if c := l.lattice.align(l.costs, w, heard); c < a.cost {
			a.way, a.cost = w, c
		}
	}
	a.score = -(l.scale[0]+l.scale[1]/float64(len(heard)))*a.cost + l.scale[2]*math.Sqrt(float64(len(a.way)))
	return a
}

// sample adds the gradient of one sample's surprise to g, unless g is nil, and
// gives the surprise and whether the name meant comes first.
func (l *learner) sample(s *sample, near [][][]phone.Phone, g *[values + weights]float64) (surprise float64, right bool) {
	all := []aligned{l.best(s.meant, s.heard)}
	for _, ways := range near {
		all = append(all, l.best(ways, s.heard))
	}
	top := math.Inf(-1)
	for _, a := range all {
		top = max(top, a.score)
	}
	sum := 0.0
	for _, a := range all {
		sum += math.Exp(a.score - top)
	}
	n := float64(len(s.heard))
	for i, a := range all {
		p := math.Exp(a.score-top) / sum
		if i == 0 {
			surprise, right = -math.Log(max(p, 1e-300)), a.score == top
			p--
		}
		if g == nil || math.Abs(p) < 1e-4 {
			continue
		}
		g[values] -= p * a.cost
		g[values+1] -= p * a.cost / n
		g[values+2] += p * math.Sqrt(float64(len(a.way)))
		l.lattice.align(l.costs, a.way, s.heard)
		by := -p * (l.scale[0] + l.scale[1]/n)
		l.lattice.spend(l.costs, a.way, s.heard, func(k int) { g[k] += by })
	}
	return surprise, right
}

// step moves costs and weights against the gradient of a batch; costs are drawn
// to the prior and never fall below zero.
func (l *learner) step(g *[values + weights]float64, n int) {
	l.steps++
	t := float64(l.steps)
	for i, x := range g {
		x /= float64(n)
		if i < values {
			x += l.pull * (l.costs[i] - l.prior[i])
		}
		l.first[i] = 0.9*l.first[i] + 0.1*x
		l.second[i] = 0.999*l.second[i] + 0.001*x*x
		d := l.first[i] / (1 - math.Pow(0.9, t)) / (math.Sqrt(l.second[i]/(1-math.Pow(0.999, t))) + 1e-8)
		switch {
		case i >= values:
			l.scale[i-values] -= weightStep * d
		case l.second[i] > 0:
			l.costs[i] = max(0, l.costs[i]-costStep*d)
		}
	}
}

// print measures on samples that were not learnt from.
func (l *learner) print(what string, all []sample, r *rivals) {
	rng := rand.New(rand.NewPCG(2, 7))
	var sum float64
	first := 0
	for i := range all {
		surprise, right := l.sample(&all[i], r.near(rng, prior(), &all[i]), nil)
		sum += surprise
		if right {
			first++
		}
	}
	n := float64(len(all))
	fmt.Printf("  %-16s %.1f %%, %.3f nats; weights %.3f\n", what, 100*float64(first)/n, sum/n, l.scale)
}
