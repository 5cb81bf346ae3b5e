package main

import (
	"bytes"
	"cmp"
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
	other []stream
}

// A try is one clip, embedded in a stream; found counts what peaks from its start
// to a second after its end, in samples.
type try struct {
	clip     int
	stream   stream
	from, to int
}

// mix makes the streams: a second and a half of background on either side, at
// -70 dBFS of noise, or as babble all through, 10 dB below the clip.
func (b *bench) mix(speakers [][]float32) {
	rate := b.tape.info.SampleRate
	lead := rate * 3 / 2
	rng := rand.New(rand.NewPCG(7, 7))
	for i, clip := range b.clips {
		if i%b.every != 0 {
			continue
		}
		for c := range conditions {
			x := make([]float32, len(clip)+2*lead)
			if c == babble {
				addBabble(x, speakers, level(clip, rate)*math.Pow(10, -10.0/20), rate, rng)
			} else {
				for j := range x {
					if j < lead || j >= lead+len(clip) {
						x[j] = float32(rng.NormFloat64() * 3e-4)
					}
				}
			}
			for j, v := range clip {
				x[lead+j] = max(-1, min(x[lead+j]+v, 1))
			}
			b.tries[c] = append(b.tries[c], try{i, b.tape.record(x), lead, lead + len(clip) + rate})
		}
	}
}

// addBabble adds all speakers, each from a place drawn at random, at equal levels.
func addBabble(x []float32, speakers [][]float32, rms float64, rate int, rng *rand.Rand) {
	sum := make([]float64, len(x))
	for _, s := range speakers {
		from := rng.IntN(len(s) - len(x))
		g := 1 / level(s[from:from+len(x)], rate)
		for i := range sum {
			sum[i] += g * float64(s[from+i])
		}
	}
	power := 0.0
	for _, v := range sum {
		power += v * v / float64(len(sum))
	}
	for i, v := range sum {
		x[i] += float32(v * rms / math.Sqrt(power))
	}
}

// level is the RMS of the 10 ms frames within 25 dB of the loudest.
func level(x []float32, rate int) float64 {
	var frames []float64
	for n := rate / 100; len(x) >= n; x = x[n:] {
		p := 1e-12
		for _, v := range x[:n] {
			p += float64(v) * float64(v) / float64(n)
		}
		frames = append(frames, p)
	}
	least, sum, n := slices.Max(frames)*math.Pow(10, -2.5), 0.0, 0.0
	for _, p := range frames {
		if p >= least {
			sum, n = sum+p, n+1
		}
	}
	return math.Sqrt(sum / n)
}

// run learns and tries all models and prints a line for each size.
func (b *bench) run() error {
	fmt.Fprintln(b.out, "clips  miss % clean, in babble at one false accept (at none)   other/h   by own threshold: miss % clean, babble, read/h, other/h")
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
		fmt.Fprintf(b.out, "%5d  %5.1f %5.1f (%5.1f %5.1f)   %5.2f (%5.2f)   %5.1f %5.1f %6.2f %6.2f\n", size, t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9])
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
	for i := range b.other {
		r.sources = append(r.sources, b.peaks(b.other[i:i+1], score))
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
	slices.SortFunc(out, func(a, b float64) int { return cmp.Compare(b, a) })
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

// row sums up the folds of a draw: see the head of the table.
func (b *bench) row(folds []result) []float64 {
	var read []float64
	hours, otherHours := 0.0, 0.0
	for i, r := range folds {
		read = append(read, r.read...)
		for _, s := range b.folds[i].read {
			hours += s.hours(b.tape.info)
		}
	}
	for _, s := range b.other {
		otherHours += s.hours(b.tape.info) * float64(len(folds))
	}
	slices.SortFunc(read, func(a, b float64) int { return cmp.Compare(b, a) })
	row := make([]float64, 10)
	for _, r := range folds {
		n := float64(len(folds))
		for c := range conditions {
			row[c] += missed(r.hits[c], read[1]) / n
			row[2+c] += missed(r.hits[c], read[0]) / n
			row[6+c] += missed(r.hits[c], r.threshold-1e-9) / n
		}
		row[4] += above(r.other, read[1]) / otherHours
		row[5] += above(r.other, read[0]) / otherHours
		row[8] += above(r.read, r.threshold-1e-9) / hours
		row[9] += above(r.other, r.threshold-1e-9) / otherHours
		if b.verbose {
			for i, p := range r.sources {
				fmt.Fprintf(b.out, "    other %d: %.0f at one false accept, %.0f by own threshold, in %.3f h\n", i, above(p, read[1]), above(p, r.threshold-1e-9), b.other[i].hours(b.tape.info))
			}
			fmt.Fprintf(b.out, "    read: %.1f; word: %.1f; own %.1f\n", read[:6], r.hits[0][:6], r.threshold)
		}
	}
	return row
}

// missed is the share in % that is not above a threshold.
func missed(hits []float64, threshold float64) float64 {
	return 100 * (1 - above(hits, threshold)/float64(len(hits)))
}

func above(x []float64, threshold float64) (n float64) {
	for _, v := range x {
		if v > threshold {
			n++
		}
	}
	return n
}
