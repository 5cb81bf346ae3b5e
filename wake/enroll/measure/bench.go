package main

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
)

// Conditions in which the word is said.
const (
	clean = iota
	babble
	conditions
)

// A bench is all that models are tried on.
type bench struct {
	*options
	tape  *tape
	clips [][]float32
	tries [conditions][]try
}

// A try is one clip, embedded in a stream; found counts what peaks from its start
// to a second after its end, in samples.
type try struct {
	clip     int
	stream   stream
	from, to int
}

// run learns and tries all models and prints a line for each size.
func (b *bench) run() error {
	fmt.Fprintln(b.out, "clips  miss % clean, in babble at one false accept (at none)   other/h   at both: miss %   by own threshold: miss % clean, babble, read/h, other/h")
	for _, size := range b.sizes {
		var total []float64
		for draw := range b.draws {
			r, err := b.draw(size, draw)
			if err != nil {
				return err
			}
			row := b.row(r)
			if total == nil {
				total = make([]float64, len(row))
			}
			for i, v := range row {
				total[i] += v / float64(b.draws)
			}
		}
		t := total
		fmt.Fprintf(b.out, "%5d  %5.1f %5.1f (%5.1f %5.1f)   %5.2f (%5.2f)   %5.1f %5.1f   %5.1f %5.1f %6.2f %6.2f\n",
			size, t[0], t[1], t[2], t[3], t[4], t[5], t[10], t[11], t[6], t[7], t[8], t[9])
	}
	return nil
}

// A result is the peaks of one model.
type result struct {
	hits        [conditions][]float64 // best score of each try
	read, other []float64             // peaks, highest first
	sources     [][]float64           // peaks of other, by file
	threshold   float64               // score of the model's own
}

// A scoring tells the scores of a stream, each with the samples heard by then.
type scoring func(st stream, tell func(heard int, score float64))

// draw learns from one draw of clips in each fold and tries the models.
func (b *bench) draw(size, draw int) ([]result, error) {
	var out []result
	order := rand.New(rand.NewPCG(uint64(draw), 100)).Perm(len(b.clips))
	for _, f := range b.folds {
		l, err := enroll.New(b.tape.embedder, f.evidence, enroll.Config{Word: "word", Seed: uint64(draw)})
		if err != nil {
			return nil, err
		}
		used, templates, err := b.enrol(l, order, size)
		if err != nil {
			return nil, err
		}
		if b.dtw {
			out = append(out, b.try(f, used, b.warped(templates)))
			continue
		}
		m, warnings, err := l.Learn()
		if err != nil {
			return nil, err
		}
		for _, w := range warnings {
			if b.verbose {
				fmt.Fprintln(b.out, "   ", w)
			}
		}
		play, err := b.played(m)
		if err != nil {
			return nil, err
		}
		r := b.try(f, used, play)
		r.threshold = thresholdScore(m.Info().Words[0])
		out = append(out, r)
	}
	return out, nil
}

// enrol adds so many clips, in order; those that are refused are told and left
// out. The templates are what the clips are without their silence.
func (b *bench) enrol(l *enroll.Learner, order []int, size int) (used map[int]bool, templates [][]float32, err error) {
	used = map[int]bool{}
	for _, i := range order {
		if len(used) == size {
			break
		}
		t, err := l.Add(fmt.Sprint("clip ", i), enroll.Samples(b.clips[i], b.tape.info.SampleRate))
		if err != nil {
			fmt.Fprintln(b.out, "   ", err)
			continue
		}
		used[i] = true
		templates = append(templates, b.clips[i][t.Span.Start:t.Span.End])
	}
	return used, templates, nil
}

// played scores by a model, which is read from its own file, over the tape.
func (b *bench) played(m *enroll.Model) (scoring, error) {
	var file bytes.Buffer
	if _, err := m.WriteTo(&file); err != nil {
		return nil, err
	}
	m, err := enroll.ReadModel(&file, b.tape)
	if err != nil {
		return nil, err
	}
	s, in := m.NewScorer(), m.Info()
	return func(st stream, tell func(int, float64)) { b.tape.play(s, in, st, tell) }, nil
}

// warped scores by time warping.
func (b *bench) warped(clips [][]float32) scoring {
	var templates [][][]float32
	for _, x := range clips {
		templates = append(templates, mfcc(x))
	}
	return func(st stream, tell func(int, float64)) {
		for i, s := range warpAll(b.tape.cepstra[st.from], templates) {
			tell((i+1)*warpStep, s)
		}
	}
}

// try scores everything.
func (b *bench) try(f fold, used map[int]bool, score scoring) (r result) {
	for c, tries := range b.tries {
		for _, t := range tries {
			if used[t.clip] {
				continue
			}
			best := math.Inf(-1)
			score(t.stream, func(heard int, s float64) {
				if heard >= t.from && heard <= t.to {
					best = max(best, s)
				}
			})
			r.hits[c] = append(r.hits[c], best)
		}
	}
	r.read = b.peaks(f.read, score)
	for i := range f.other {
		r.sources = append(r.sources, b.peaks(f.other[i:i+1], score))
	}
	r.other = slices.Concat(r.sources...)
	r.threshold = math.Inf(1)
	return r
}

// peaks are those of some streams, highest first.
func (b *bench) peaks(list []stream, score scoring) (out []float64) {
	for _, st := range list {
		var scores []float64
		score(st, func(_ int, s float64) { scores = append(scores, s) })
		out = append(out, peaksOf(scores, 12)...)
	}
	descending(out)
	return out
}

// thresholdScore is the score at which a word is accepted by its own threshold.
func thresholdScore(w wake.Word) float64 {
	low, high := -50.0, 50.0
	for range 60 {
		if mid := (low + high) / 2; w.Calibration.Confidence(mid) >= w.Operating.Threshold {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// peaksOf are scores higher than all within a second, once each.
func peaksOf(scores []float64, apart int) (out []float64) {
	for i, s := range scores {
		from, to := max(0, i-apart), min(len(scores), i+apart+1)
		if s >= slices.Max(scores[from:to]) && !slices.Contains(scores[from:i], s) {
			out = append(out, s)
		}
	}
	return out
}
