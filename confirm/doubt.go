package confirm

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// sameStretch is the pause that parts two stretches of talk: evidence whose
// spans lie closer rests on the same talk.
const sameStretch = time.Second

// prior weighs the evidence of the earlier steps: how likely is it, before any
// prompt, that a user wants this?
//
//  1. Evidence is sorted by its span and cut into stretches wherever a pause
//     longer than sameStretch lies between.
//  2. Steps of one stretch heard the same talk, so they are not independent: a
//     stretch is worth what its weakest step is worth. A step of unknown
//     confidence is worth unknownStep.
//  3. Stretches add up, in nats, bounded by maxEvidence.
//
// Lowering any confidence never raises the sum.
func prior(list []Evidence) []Part {
	parts := []Part{{Name: "prior", Weight: priorConsent, Why: "most of what is heard is not said to the device"}}
	if len(list) == 0 {
		return append(parts, Part{Name: "evidence", Weight: unknownStep, Why: "no earlier step stated anything"})
	}
	total, why := 0.0, []string{}
	for _, s := range stretches(list) {
		w, names := worth(s)
		total += w
		why = append(why, fmt.Sprintf("%s %+.1f", names, w))
	}
	return append(parts, Part{Name: "evidence", Weight: min(total, maxEvidence), Why: strings.Join(why, "; ")})
}

// stretches cuts evidence into groups that rest on the same talk.
func stretches(list []Evidence) [][]Evidence {
	sorted := slices.Clone(list)
	for i := range sorted { // times beyond reason must not overflow
		sorted[i].Start = min(max(sorted[i].Start, -maxSpan), maxSpan)
		sorted[i].End = min(max(sorted[i].End, sorted[i].Start), maxSpan)
	}
	slices.SortStableFunc(sorted, func(a, b Evidence) int {
		if a.Start != b.Start {
			return int(max(-1, min(1, a.Start-b.Start)))
		}
		return int(max(-1, min(1, a.End-b.End)))
	})
	var out [][]Evidence
	var end time.Duration
	for i, e := range sorted {
		if i == 0 || e.Start > end+sameStretch {
			out, end = append(out, nil), e.End
		}
		out[len(out)-1] = append(out[len(out)-1], e)
		end = max(end, e.End)
	}
	return out
}

// worth is the weight of one stretch: that of its weakest step.
func worth(s []Evidence) (nats float64, names string) {
	nats = maxStep
	for i, e := range s {
		w := unknownStep
		if p, ok := e.Confidence.Value(); ok {
			w = min(max(logit(p), minStep), maxStep)
		}
		nats = min(nats, w)
		if i > 0 {
			names += "+"
		}
		names += e.Step
	}
	return nats, names
}

// sum adds the weights of parts in their order.
func sum(parts []Part) float64 {
	t := 0.0
	for _, p := range parts {
		t += p.Weight
	}
	return t
}
