package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// describe prints what a word misses and accepts at its two thresholds.
func describe(out io.Writer, o options, s samples, w word, fit logistic, accept, doubt float64) {
	refractory := o.refractory.Seconds()
	fmt.Fprintf(out, "%s: confidence %.6g (score %.2f), doubtful from %.6g (%.2f); odds = exp(%.3f score %+.3f)\n",
		s.name, w.Operating.Threshold, accept, w.Operating.DoubtThreshold, doubt, fit.slope, fit.offset)
	describeMisses(out, s, accept, doubt)
	strict, all := s.accepts(accept, refractory)
	loose, near := s.accepts(doubt, refractory)
	for _, set := range slices.Sorted(maps.Keys(s.sets)) {
		fmt.Fprintf(out, "  %-12s %6.2f h: %3d accepted, %3d at least doubtful\n", set, s.sets[set], strict[set], loose[set])
	}
	fmt.Fprintf(out, "  %-12s %6.2f h: %3d accepted (%.2f/h), %3d at least doubtful (%.2f/h)\n",
		"all", s.hours, all, float64(all)/s.hours, near, float64(near)/s.hours)
	if len(s.near) > 0 {
		yes, maybe := 0, 0
		for _, p := range s.near {
			yes += class(p.score >= accept)
			maybe += class(p.score >= doubt)
		}
		fmt.Fprintf(out, "  near words   %d: %d accepted, %d at least doubtful\n", len(s.near), yes, maybe)
	}
	ece := fit.calibrationError(s.trials(s.peaks(refractory), o.perHour))
	fmt.Fprintf(out, "  expected calibration error %.3f; the score peaks %v after the word's end (median)\n", ece, s.delay())
}

func describeMisses(out io.Writer, s samples, accept, doubt float64) {
	conditions := map[string]bool{}
	for _, p := range s.positives {
		conditions[p.condition] = true
	}
	for _, c := range slices.Sorted(maps.Keys(conditions)) {
		n, missed := s.missed(c, accept)
		_, lost := s.missed(c, doubt)
		low, high := wake.ShareInterval(missed, n)
		fmt.Fprintf(out, "  %-10s %3d of %3d missed, %.1f %% (95 %%: %.1f to %.1f), %d of them not even doubtful\n",
			c, missed, n, 100*float64(missed)/float64(n), 100*low, 100*high, lost)
	}
}

// missed counts the clips of a condition, and those below the threshold.
func (s samples) missed(condition string, threshold float64) (n, missed int) {
	for _, p := range s.positives {
		if p.condition == condition {
			n++
			missed += class(p.score < threshold)
		}
	}
	return n, missed
}

// delay is the median time from the end of a word to its highest score.
func (s samples) delay() time.Duration {
	late := make([]float64, len(s.positives))
	for i, p := range s.positives {
		late[i] = p.late
	}
	slices.Sort(late)
	return max(0, time.Duration(late[len(late)/2]*float64(time.Second)).Round(time.Millisecond))
}
