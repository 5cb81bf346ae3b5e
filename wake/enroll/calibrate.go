package enroll

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// counted is what is known of a head's scores on sound it did not learn from.
type counted struct {
	word  []float64 // scores of recordings, each left out of what was learnt
	other []float64 // peaks over the evidence, highest first
	hours float64
}

// A tail is how often the evidence peaks above a score: an exponential fitted to
// the highest peaks, which is how the excess over a high threshold falls for
// nearly anything (Pickands 1975, with a shape of 0).
type tail struct {
	from  float64 // score above which it holds
	scale float64
	rate  float64 // peaks an hour above from
}

// tailPeaks is how many peaks the tail is fitted to.
const tailPeaks = 20

// tailOf fits the tail to the highest peaks.
func tailOf(c counted) tail {
	n := min(tailPeaks, len(c.other)-1)
	t := tail{from: c.other[n], rate: float64(n) / c.hours}
	for _, s := range c.other[:n] {
		t.scale += (s - t.from) / float64(n)
	}
	t.scale = max(t.scale, 0.2)
	return t
}

// perHour is how many peaks an hour lie above a score.
func (t tail) perHour(score float64) float64 {
	return t.rate * math.Exp(-(score-t.from)/t.scale)
}

// scoreFor is the score that so many peaks an hour lie above.
func (t tail) scoreFor(perHour float64) float64 {
	return t.from + t.scale*math.Log(t.rate/perHour)
}

// callsPerHour is how often the word is taken to be said amid the evidence.
const callsPerHour = 1

// calibrate makes the calibration and the threshold. The confidence of a score is
// the probability that a detection with this peak is the word, where it is said
// once an hour amid sound like the evidence: the density of the recordings'
// scores, a normal one up to its mean and level beyond, against that of the tail.
func calibrate(c counted, perHour float64, data string) (wake.Calibration, float64) {
	t := tailOf(c)
	mean, dev := spread(c.word)
	logOdds := func(s float64) float64 {
		d := min(s-mean, 0) / dev
		word := math.Log(callsPerHour/(dev*math.Sqrt(2*math.Pi))) - d*d/2
		return word - math.Log(t.perHour(s)/t.scale)
	}
	out := wake.Calibration{Hours: c.hours, Data: data}
	high := max(mean, t.scoreFor(perHour)) + 4*t.scale
	low := min(t.from, mean) - 2*dev
	last := 0.0
	const points = 40
	for i := range points + 1 {
		s := float64(float32(low + (high-low)*float64(i)/points))
		p := 1 / (1 + math.Exp(-min(max(logOdds(s), -12+float64(i)*0.01), 12+float64(i)*0.01)))
		if p > last && p < 1 {
			out.Curve = append(out.Curve, wake.CurvePoint{Score: s, Confidence: p})
			last = p
		}
	}
	threshold := out.Confidence(operatingScore(c, t, perHour))
	out.Rates = rates(out, c)
	return out, threshold
}

// most is how many times the wanted rate of false accepts is taken into the
// bargain, at most, where the word would be missed too often without.
const most = 2

// operatingScore is the score that accepts: that of the wanted rate; or, where
// more than a tenth of the recordings and their copies would be missed, the one
// they pass, down to where the rate is twice the wanted one.
func operatingScore(c counted, t tail, perHour float64) float64 {
	word := slices.Sorted(slices.Values(c.word))
	return max(t.scoreFor(most*perHour), min(t.scoreFor(perHour), word[len(word)/10]))
}

// rates counts the peaks at thresholds all along the curve.
func rates(cal wake.Calibration, c counted) []wake.RatePoint {
	var out []wake.RatePoint
	confidences := make([]float64, len(c.other))
	for i, s := range c.other {
		confidences[i] = cal.Confidence(s)
	}
	for _, p := range cal.Curve {
		n := 0
		for n < len(confidences) && confidences[n] >= p.Confidence {
			n++
		}
		out = append(out, wake.RatePoint{Threshold: p.Confidence, FalseAccepts: n})
	}
	return out
}

// spread is the mean and the deviation of scores; few scores are taken to vary by
// 1 at least.
func spread(x []float64) (mean, dev float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		dev += (v - mean) * (v - mean) / float64(len(x))
	}
	return mean, max(1, math.Sqrt(dev))
}

// peaks appends the highest scores of a track's windows, each more than a
// refractory period from any higher one.
func peaks(dst []float64, scores []float64, apart int) []float64 {
	for i, s := range scores {
		highest := true
		for j := max(0, i-apart); j < min(len(scores), i+apart+1); j++ {
			if scores[j] > s || scores[j] == s && j < i {
				highest = false
				break
			}
		}
		if highest {
			dst = append(dst, s)
		}
	}
	return dst
}

// descending sorts scores, highest first.
func descending(x []float64) {
	slices.SortFunc(x, func(a, b float64) int { return cmpFloat(b, a) })
}

// dataOf is what a calibration says of its data.
func dataOf(ev *Evidence, takes int) string {
	return fmt.Sprintf("%d recordings, left out in turn; %.2f h of evidence, in two halves, each left out: %s", takes, ev.seconds/3600, ev.data)
}
