package enroll

import (
	"math"
	"slices"
)

// A study is all samples of one word, ready to learn from.
type study struct {
	m       *Model
	prior   *prior
	hours   float64
	takes   [][]sample // by recording
	tracks  []track    // of the evidence
	other   []sample   // of the evidence, in its order
	first   []int      // index into other of each track's first window
	against []sample
}

// newStudy cuts everything into windows. All recordings together weigh 1, and so
// does the evidence.
func newStudy(m *Model, ev *Evidence, room []track) *study {
	s := &study{m: m, prior: ev.variation.prior(m.window, m.white.dim), hours: ev.seconds / 3600, tracks: ev.tracks()}
	dim := m.white.dim
	for _, t := range m.kept.takes {
		var own []sample
		for i, c := range t.copies {
			own = windows(own, c.decode(), m.window, dim, copyWeight(i), true)
		}
		share(own, 1/float64(len(m.kept.takes)))
		s.takes = append(s.takes, own)
	}
	for _, t := range s.tracks {
		s.first = append(s.first, len(s.other))
		s.other = windows(s.other, t, m.window, dim, 1, false)
	}
	s.first = append(s.first, len(s.other))
	share(s.other, 1)
	s.stand(room)
	return s
}

// copyWeight is what a window of the i-th copy weighs: those without noise more,
// for that is how a word is mostly said.
func copyWeight(i int) float64 {
	if settings[i%len(settings)].background == quiet {
		return 1.5
	}
	return 1
}

// stand adds what stands against the word beside the evidence.
func (s *study) stand(room []track) {
	var by [kinds][]sample
	mistakes := 0
	for _, a := range s.m.kept.against {
		if a.kind == mistake {
			mistakes++
		}
		by[a.kind] = windows(by[a.kind], a.track.decode(), s.m.window, s.m.white.dim, 1, false)
	}
	for _, t := range room {
		by[ownRoom] = windows(by[ownRoom], t, s.m.window, s.m.white.dim, 1, false)
	}
	for k, list := range by {
		w := shares[k]
		if kind(k) == mistake {
			w = min(1, w*float64(mistakes))
		}
		share(list, w)
		s.against = append(s.against, list...)
	}
}

// share scales weights to a sum.
func share(list []sample, sum float64) {
	total := 0.0
	for _, x := range list {
		total += x.weight
	}
	for i := range list {
		list[i].weight *= sum / total
	}
}

// all is every sample.
func (s *study) all() []sample {
	return slices.Concat(slices.Concat(s.takes...), s.other, s.against)
}

// groups is how many times recordings are left out, at most: each alone up to
// there, several together beyond, for learning takes time.
const groups = 8

// leaveOut scores each recording by a head learnt without it, and each half of
// the evidence by a head learnt from the other. left has the median score of each
// recording's copies.
func (s *study) leaveOut(full *head) (c counted, left []float64) {
	c.hours = s.hours
	near := s.near(full)
	left = make([]float64, len(s.takes))
	n := min(groups, len(s.takes))
	for g := range n {
		rest := near
		for i, own := range s.takes {
			if i%n != g {
				rest = slices.Concat(own, rest)
			}
		}
		h := fit(rest, s.prior, full, 12)
		for i := g; i < len(s.takes); i += n {
			scores := copyScores(&h, s.m.kept.takes[i], s.takes[i], s.m)
			c.word = append(c.word, scores...)
			slices.Sort(scores)
			left[i] = scores[len(scores)/2]
		}
	}
	for half := range 2 {
		c.other = s.halfPeaks(c.other, half)
	}
	descending(c.other)
	return c, left
}

// near are the samples that are not the word and that a head does not find easy:
// the others have no say in what is learnt.
func (s *study) near(h *head) []sample {
	var out []sample
	for _, list := range [][]sample{s.other, s.against} {
		for _, x := range list {
			if h.score(x.x, x.gain) > -7 {
				out = append(out, x)
			}
		}
	}
	return out
}

// copyScores are the best scores of each copy of a recording.
func copyScores(h *head, t take, own []sample, m *Model) []float64 {
	var out []float64
	for _, c := range t.copies {
		n := max(0, len(c)/m.white.dim-m.window+1)
		best := math.Inf(-1)
		for _, x := range own[:n] {
			best = max(best, float64(h.score(x.x, x.gain)))
		}
		own = own[n:]
		if n > 0 {
			out = append(out, best)
		}
	}
	return out
}

// blockLen is how many neighbouring stretches of the evidence go into one half: a
// minute and a half, mostly of one recording.
const blockLen = 15

// halfPeaks learns without one half of the evidence and appends its peaks there.
func (s *study) halfPeaks(dst []float64, half int) []float64 {
	var train []sample
	var held [][]sample
	for i := range s.tracks {
		own := s.other[s.first[i]:s.first[i+1]]
		if i/blockLen%2 == half {
			held = append(held, own)
		} else {
			train = append(train, own...)
		}
	}
	share(train, 1)
	h := fit(slices.Concat(slices.Concat(s.takes...), train, s.against), s.prior, nil, steps)
	for _, own := range held {
		scores := make([]float64, len(own))
		for i, x := range own {
			scores[i] = float64(h.score(x.x, x.gain))
		}
		dst = peaks(dst, scores, 12)
	}
	return dst
}

// maxHard is how many vectors of the user's own negatives a model keeps.
const maxHard = 600

// hardest keeps the parts of the room that the head finds hardest.
func (s *study) hardest(room []track) []against {
	type place struct {
		track track
		at    int
		score float32
	}
	var all []place
	size := s.m.window * s.m.white.dim
	for _, t := range room {
		for i := 0; i+size <= len(t); i += max(1, s.m.window/2) * s.m.white.dim {
			w := t[i : i+size]
			all = append(all, place{t, i, s.m.head.score(w, gain(w))})
		}
	}
	slices.SortStableFunc(all, func(a, b place) int { return cmpFloat(float64(b.score), float64(a.score)) })
	var out []against
	for i := 0; i < len(all) && (i+1)*s.m.window <= maxHard; i++ {
		p := all[i]
		out = append(out, against{ownRoom, code(p.track[p.at : p.at+size])})
	}
	return out
}
