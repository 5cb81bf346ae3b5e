package main

import (
	"cmp"
	"fmt"
	"slices"
)

// row sums up the folds of a draw: see the head of the table.
func (b *bench) row(folds []result) []float64 {
	var read, other []float64
	hours, otherHours := 0.0, 0.0
	for i, r := range folds {
		read = append(read, r.read...)
		other = append(other, r.other...)
		hours += b.hours(b.folds[i].read)
		otherHours += b.hours(b.folds[i].other)
	}
	descending(read)
	descending(other)
	both := read[1]
	if n := int(otherPerHour * otherHours); n < len(other) {
		both = max(both, other[n])
	}
	row := make([]float64, 12)
	for k, r := range folds {
		n := float64(len(folds))
		for c := range conditions {
			row[c] += missed(r.hits[c], read[1]) / n
			row[2+c] += missed(r.hits[c], read[0]) / n
			row[10+c] += missed(r.hits[c], both) / n
			row[6+c] += missed(r.hits[c], r.threshold-1e-9) / n
		}
		row[4] += above(r.other, read[1]) / otherHours
		row[5] += above(r.other, read[0]) / otherHours
		row[8] += above(r.read, r.threshold-1e-9) / hours
		row[9] += above(r.other, r.threshold-1e-9) / otherHours
		if b.verbose {
			for i, p := range r.sources {
				fmt.Fprintf(b.out, "    other %d: %.0f at one false accept, %.0f by own threshold, in %.3f h\n", i, above(p, read[1]), above(p, r.threshold-1e-9), b.folds[k].other[i].hours(b.tape.info))
			}
			fmt.Fprintf(b.out, "    read: %.1f; word: %.1f; own %.1f\n", read[:6], r.hits[0][:6], r.threshold)
		}
	}
	return row
}

// otherPerHour is how many false accepts other sound may give.
const otherPerHour = 0.2

// hours is how long streams last.
func (b *bench) hours(list []stream) (sum float64) {
	for _, s := range list {
		sum += s.hours(b.tape.info)
	}
	return sum
}

func descending(x []float64) {
	slices.SortFunc(x, func(a, b float64) int { return cmp.Compare(b, a) })
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
