package main

import "math"

// states is a mixture of two channels, one for utterances heard clearly and
// one for the others: a recogniser's errors come together, as one wrong word
// draws in the next.
type states struct {
	clear, noisy *channel
	share        float64 // of utterances that are clear
}

// utterances parts pairs, which lie together, by what was said.
func utterances(pairs []pair) [][]pair {
	var out [][]pair
	for from := 0; from < len(pairs); {
		to := from
		for to < len(pairs) && pairs[to].id == pairs[from].id {
			to++
		}
		out = append(out, pairs[from:to])
		from = to
	}
	return out
}

// logProb is the mean of log P(heard | meant) over the n-best.
func (c *channel) logProb(list []pair) float64 {
	var sum float64
	for _, x := range list {
		if _, l := c.best(x); l != nil {
			sum += x.weight * math.Log(max(l.total, 1e-300))
		}
	}
	return sum
}

// learnStates fits both channels by expectation maximisation over the state of
// each utterance, from a channel that keeps nine sounds in ten and one that
// keeps every second.
func learnStates(pairs []pair, p priors, rounds int) states {
	s := states{clear: sharp(learn(pairs, p, 2)), noisy: learn(pairs, p, 2), share: 0.4}
	for range rounds {
		clear, noisy := &counts{}, &counts{}
		var total float64
		list := utterances(pairs)
		for _, u := range list {
			r := s.isClear(u)
			total += r
			for _, x := range u {
				weight := x.weight
				x.weight = weight * r
				clear.expect(s.clear, x)
				x.weight = weight * (1 - r)
				noisy.expect(s.noisy, x)
			}
		}
		s = states{clear.maximise(p), noisy.maximise(p), total / float64(len(list))}
	}
	return s
}

// isClear is the chance that an utterance was heard clearly.
func (s states) isClear(u []pair) float64 {
	a := math.Log(s.share) + s.clear.logProb(u)
	b := math.Log(1-s.share) + s.noisy.logProb(u)
	return 1 / (1 + math.Exp(b-a))
}

// surprise is the mean of -log P(heard | meant) in nats per sound meant, over
// both states.
func (s states) surprise(pairs []pair) float64 {
	var sum, sounds float64
	for _, u := range utterances(pairs) {
		a := math.Log(s.share) + s.clear.logProb(u)
		b := math.Log(1-s.share) + s.noisy.logProb(u)
		sum -= max(a, b) + math.Log1p(math.Exp(-math.Abs(a-b)))
		for _, x := range u {
			r, _ := s.noisy.best(x)
			sounds += x.weight * float64(len(r.sounds))
		}
	}
	return sum / sounds
}

// sharp is a channel with a fifth of the errors.
func sharp(c *channel) *channel {
	out := *c
	for m := range out.heard {
		wrong := (1 - out.heard[m][m]) / 5
		for h := range out.heard[m] {
			if h != m {
				out.heard[m][h] /= 5
			}
		}
		out.heard[m][m] = 1 - wrong
		for e := range 2 {
			out.lost[e][m] /= 5
			out.add[e] = c.add[e] / 5
		}
	}
	return &out
}
