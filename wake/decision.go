package wake

import (
	"math"
	"time"
)

// A decider turns the scores of one word into detections. All its times are
// counted in steps of the model; a negative one of the operating point is none.
//
// For each step:
//
//  1. The score is averaged with those before it, and calibrated.
//  2. The word is accepted when the confidence has been at or above the
//     threshold for the minimum duration and the refractory period is over.
//     This rule counts the most detections that can be packed a refractory
//     period apart, so a higher threshold never gives more of them: without
//     that, no calibration could promise a rate.
//  3. It is told when the confidence rises no more, after the settling time at
//     the latest: the first step over the threshold says little about how sure
//     the model is about to be.
//  4. The same as 2, at the doubt threshold, makes a near miss. It waits for one
//     span of the word after its peak: an acceptance within that time replaces
//     it. A higher peak within that time is the same near miss.
type decider struct {
	calibration Calibration
	operating   Operating

	minimum, refractory, settle, span int64 // in steps; minimum and span at least 1

	window []float32 // the last scores, a ring
	step   int64     // number of the newest step, from 1
	free   int64     // first step that may be accepted again
	calm   int64     // first step that may be doubtful again
	over   streak    // at or above the threshold
	near   streak    // at or above the doubt threshold
	rising peak      // what is accepted but not yet told; step 0: none
	due    int64     // the step to tell it at
	held   peak      // the near miss that waits; step 0: none
}

// A peak is the best step of a stretch.
type peak struct {
	frame Frame
	end   int64 // stream position that the step's audio ends at
	step  int64
}

// A streak is a run of steps at or above a threshold.
type streak struct {
	length int64
	best   peak
}

func newDecider(w Word, o Operating, in Info) decider {
	refractory := wholeSteps(o.Refractory, in)
	return decider{
		calibration: w.Calibration,
		operating:   o,
		minimum:     max(1, wholeSteps(o.MinDuration, in)),
		refractory:  refractory,
		settle:      max(0, min(wholeSteps(o.Settle, in), refractory-1)),
		span:        max(1, wholeSteps(w.Span, in)),
		window:      make([]float32, max(1, wholeSteps(o.Smoothing, in))),
	}
}

// wholeSteps is how many steps of a model last d, to the nearest; none where d is
// negative.
func wholeSteps(d time.Duration, in Info) int64 {
	n := samples(max(d, 0), in.SampleRate)
	return (n + int64(in.Step)/2) / int64(in.Step)
}

func (d *decider) reset() {
	clear(d.window)
	d.step, d.free, d.calm = 0, 0, 0
	d.over, d.near = streak{}, streak{}
	d.rising, d.due, d.held = peak{}, 0, peak{}
}

// smooth takes in the score of the next step and returns the frame's score and
// confidence. Until the window is full, and where a score is not finite,
// confidence is zero.
func (d *decider) smooth(score float32) (smoothed float32, confidence float64) {
	d.window[d.step%int64(len(d.window))] = score
	d.step++
	n := min(d.step, int64(len(d.window)))
	// Anew each time, in one order: a running sum would drift.
	var sum float64
	for _, s := range d.window[:n] {
		sum += float64(s)
	}
	mean := sum / float64(n)
	if n < int64(len(d.window)) || math.IsInf(mean, 0) || math.IsNaN(mean) {
		return float32(mean), 0
	}
	return float32(mean), d.calibration.Confidence(float64(float32(mean)))
}

// decide returns what there is to tell at the newest step, p, and the peak that
// it rests on.
func (d *decider) decide(p peak) (Verdict, peak) {
	p.step = d.step
	verdict, best := d.judge(p)
	if verdict == Accepted && d.settle > 0 {
		d.rising, d.due = best, d.step+d.settle
		return Nothing, peak{}
	}
	if d.rising.step == 0 {
		return verdict, best
	}
	// The refractory period has begun, so there is no other verdict.
	rises := p.frame.Confidence > d.rising.frame.Confidence
	if rises {
		d.rising = p
	}
	if rises && d.step < d.due {
		return Nothing, peak{}
	}
	return d.release()
}

// judge applies steps 2 and 4.
func (d *decider) judge(p peak) (Verdict, peak) {
	d.over.extend(p, d.operating.Threshold, d.step < d.free)
	if d.over.length >= d.minimum && d.step >= d.free {
		best := d.over.best
		d.free = d.step + d.refractory
		d.calm = d.free
		d.over.best, d.held = peak{}, peak{}
		d.near = streak{}
		return Accepted, best
	}
	if d.operating.DoubtThreshold <= 0 {
		return Nothing, peak{}
	}
	d.near.extend(p, d.operating.DoubtThreshold, d.step < d.calm)
	if d.near.length >= d.minimum && d.near.best.frame.Confidence > d.held.frame.Confidence {
		d.held = d.near.best
	}
	if d.held.step > 0 && d.step-d.held.step >= d.span {
		return d.release()
	}
	return Nothing, peak{}
}

// release hands out what waits to be told; a near miss starts a pause in doubt.
func (d *decider) release() (Verdict, peak) {
	if d.rising.step > 0 {
		p := d.rising
		d.rising = peak{}
		return Accepted, p
	}
	if d.held.step > 0 {
		p := d.held
		d.held, d.near.best = peak{}, peak{}
		d.calm = d.step + d.refractory
		return Doubtful, p
	}
	return Nothing, peak{}
}

// extend makes p part of the run if it reaches the threshold, else ends it.
// A step that is barred counts for the length, but not as the peak.
func (s *streak) extend(p peak, threshold float64, barred bool) {
	if !(p.frame.Confidence >= threshold) {
		*s = streak{}
		return
	}
	s.length++
	if !barred && p.frame.Confidence > s.best.frame.Confidence {
		s.best = p
	}
}
