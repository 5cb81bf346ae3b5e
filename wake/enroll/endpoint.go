package enroll

import (
	"math"
	"slices"
)

// A Span is where in a recording the utterance is, and what can be told of it
// from levels alone. Positions are samples of the recording, mixed to mono, at
// the embedder's rate.
type Span struct {
	Start, End int     // the utterance, half open
	LevelDBFS  float64 // RMS of its louder frames; 0 is full scale
	NoiseDBFS  float64 // RMS of the quietest tenth of all frames: the room
	Clipped    float64 // share of its samples at full scale, 0 to 1
	Others     int     // further utterances that were left aside
}

// The endpointing's frames and thresholds. What they serve is the place where a
// word ends, within 50 ms or so, on recordings of a few seconds.
const (
	frameMS   = 10
	bridgeMS  = 300 // pauses up to this belong to the utterance: closed stops, slow talk
	clickMS   = 60  // what is shorter and alone is a click, a key, a smack of the lips
	otherDB   = 12  // a second run of sound this near to the loudest is an utterance too
	quietest  = -120.0
	contrast  = 6.0   // dB: a recording that varies less holds no utterance that can be told
	silent    = -70.0 // dBFS: nothing was recorded
	clipLevel = 0.999
)

// endpoint finds the utterance in x. The steps:
//
//  1. Levels of 10 ms frames, without hum and constant offsets (levels are what
//     Rabiner and Sambur 1975 begin with too).
//  2. A floor, the level that 15 % of the frames stay under, and a peak, that 98 %
//     do: neither clicks nor one breath move them.
//  3. Sound is what lies above the floor by a quarter of their distance and 3 dB,
//     and at most 25 dB under the peak.
//  4. Sound with pauses up to 300 ms is a run; runs under 60 ms are clicks; the
//     run with the most energy is the utterance.
func endpoint(x []float32, rate int) (Span, error) {
	n := rate * frameMS / 1000
	levels := frameLevels(x, rate, n)
	if len(levels) < clickMS/frameMS {
		return Span{}, ErrNoUtterance
	}
	sorted := slices.Sorted(slices.Values(levels))
	floor, peak := sorted[len(sorted)*15/100], sorted[(len(sorted)-1)*98/100]
	if peak < silent-10 || peak-floor < contrast {
		return Span{}, ErrNoUtterance
	}
	threshold := max(floor+0.25*(peak-floor)+3, peak-25)
	runs := soundRuns(levels, min(threshold, peak))
	if len(runs) == 0 {
		return Span{}, ErrNoUtterance
	}
	best := slices.MaxFunc(runs, func(a, b run) int { return cmpFloat(a.energy, b.energy) })
	s := Span{Start: best.from * n, End: min(best.to*n, len(x))}
	for _, r := range runs {
		if r != best && r.energy > best.energy*math.Pow(10, -otherDB/10.0) && 3*(r.to-r.from) > best.to-best.from {
			s.Others++
		}
	}
	s.measure(x, n)
	return s, nil
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// A run is frames of sound, half open.
type run struct {
	from, to int
	energy   float64
}

// soundRuns joins frames above the threshold into runs and leaves out clicks.
func soundRuns(levels []float64, threshold float64) []run {
	var runs []run
	for i, l := range levels {
		if l < threshold {
			continue
		}
		e := math.Pow(10, l/10)
		if last := len(runs) - 1; last >= 0 && i-runs[last].to <= bridgeMS/frameMS {
			runs[last].to = i + 1
			runs[last].energy += e
			continue
		}
		runs = append(runs, run{i, i + 1, e})
	}
	return slices.DeleteFunc(runs, func(r run) bool { return r.to-r.from < clickMS/frameMS })
}

// frameLevels are the levels in dB of frames of n samples, without what lies
// below 150 Hz: two poles take 20 dB off the hum of the mains.
func frameLevels(x []float32, rate, n int) []float64 {
	if len(x) == 0 {
		return nil
	}
	leak := math.Exp(-2 * math.Pi * 150 / float64(rate))
	last, mid, high := float64(x[0]), 0.0, 0.0
	var out []float64
	for ; len(x) >= n; x = x[n:] {
		sum := 0.0
		for _, v := range x[:n] {
			next := leak * (mid + float64(v) - last)
			high = leak * (high + next - mid)
			last, mid = float64(v), next
			sum += high * high
		}
		out = append(out, decibels(sum/float64(n)))
	}
	return out
}

// decibels of a mean square; silence is -120.
func decibels(power float64) float64 {
	return max(quietest, 10*math.Log10(power+1e-12))
}

// measure fills in levels and clipping.
func (s *Span) measure(x []float32, n int) {
	var all []float64
	for i := 0; i+n <= len(x); i += n {
		all = append(all, power(x[i:i+n]))
	}
	slices.Sort(all)
	s.NoiseDBFS = decibels(all[len(all)/10])
	s.LevelDBFS = 20 * math.Log10(activeLevel(x[s.Start:s.End], n)+1e-6)
	clipped := 0
	for _, v := range x[s.Start:s.End] {
		if v >= clipLevel || v <= -clipLevel {
			clipped++
		}
	}
	s.Clipped = float64(clipped) / float64(max(1, s.End-s.Start))
}

// power is the mean square of samples.
func power(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum / float64(max(1, len(x)))
}

// activeLevel is the RMS of the frames within 25 dB of the loudest: that of
// speech without its pauses.
func activeLevel(x []float32, n int) float64 {
	var frames []float64
	for i := 0; i+n <= len(x); i += n {
		frames = append(frames, power(x[i:i+n]))
	}
	if len(frames) == 0 {
		return math.Sqrt(power(x))
	}
	least := slices.Max(frames) * math.Pow(10, -2.5)
	sum, count := 0.0, 0
	for _, p := range frames {
		if p >= least {
			sum += p
			count++
		}
	}
	return math.Sqrt(sum / float64(count))
}
