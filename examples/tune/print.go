package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// print tells the result on a terminal.
func (r *result) print(out io.Writer) error {
	var b strings.Builder
	c := r.Counts
	fmt.Fprintf(&b, "%q: %d utterances, %.2f hours without the word\n\n", r.word.Name, c.Utterances, c.Hours)
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "threshold\tmissed\t95 %\tfalse accepts an hour\t95 %\t")
	for _, i := range r.shown() {
		p := r.points[i]
		mark := ""
		if i == r.chosen {
			mark = "← chosen"
		}
		fmt.Fprintf(t, "%.4f\t%d (%.1f %%)\t%.1f–%.1f %%\t%d (%.2f)\t%.2f–%.2f\t%s\n", p.Threshold, p.Misses, 100*p.MissRate,
			100*p.Miss.Low, 100*p.Miss.High, p.FalseAccepts, p.FalseAcceptsPerHour, p.Rate.Low, p.Rate.High, mark)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	r.advise(&b)
	r.list(&b, "Missed", r.missed())
	r.list(&b, "False accepts", r.detected(wake.Accepted))
	r.list(&b, "Doubtful without the word", r.detected(wake.Doubtful))
	if len(r.failures) > 0 {
		fmt.Fprintf(&b, "\n%d files could not be heard and count for nothing:\n", len(r.failures))
		for _, err := range r.failures {
			fmt.Fprintf(&b, "  %v\n", err)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// advise says which threshold to use, and whether the recordings can tell.
func (r *result) advise(b *strings.Builder) {
	fmt.Fprintf(b, "\nwake.Config{Threshold: %.4f}, the middle of those that count the same\n", r.threshold)
	if p := r.points[r.chosen]; p.FalseAcceptsPerHour > r.want {
		fmt.Fprintf(b, "No threshold gives %v false accepts an hour here: this one gives the fewest.\n", r.want)
	} else if p.Rate.High > 3*r.want {
		fmt.Fprintf(b, "%.2f hours cannot tell %v false accepts an hour: it takes %.0f hours without one to be sure of it.\n",
			r.Counts.Hours, r.want, math.Ceil(perHour(0, 1).High/r.want))
	}
}

// maxRows bounds the table; the report draws all points.
const maxRows = 12

// shown are the points that the table shows: the chosen one, and others evenly.
func (r *result) shown() []int {
	var out []int
	for i := range r.points {
		step := max(1, len(r.points)/maxRows)
		if i%step == 0 || i == r.chosen || i == len(r.points)-1 {
			out = append(out, i)
		}
	}
	return out
}

// A moment is something to listen to.
type moment struct {
	Path       string
	Verdict    wake.Verdict
	At, Told   time.Duration // where it lies, and when it was known
	Confidence float64
}

// missed are the utterances that the threshold missed, where they came nearest.
func (r *result) missed() []moment {
	var out []moment
	for _, h := range r.heard {
		if h.positive && !h.accepted() {
			out = append(out, moment{Path: h.path, At: h.peakAt, Confidence: h.peak})
		}
	}
	return out
}

// detected are the detections in audio without the word.
func (r *result) detected(v wake.Verdict) []moment {
	var out []moment
	for _, h := range r.heard {
		for _, d := range h.dets {
			if !h.positive && d.Verdict == v {
				out = append(out, d)
			}
		}
	}
	return out
}

func (r *result) list(b *strings.Builder, what string, list []moment) {
	fmt.Fprintf(b, "\n%s: %d\n", what, len(list))
	for _, m := range list {
		fmt.Fprintf(b, "  %s  %s  %.3f\n", clock(m.At), m.Path, m.Confidence)
	}
}

// clock writes a time as h:mm:ss.cc.
func clock(d time.Duration) string {
	s := d.Seconds()
	return fmt.Sprintf("%d:%02d:%05.2f", int(s)/3600, int(s)/60%60, s-float64(int(s)/60*60))
}
