package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// print tells the result on a terminal.
func (r *result) print(out io.Writer) error {
	var b strings.Builder
	c := r.Counts
	fmt.Fprintf(&b, "%q: %s, %s without the word\n\n", r.word.Name, plural(c.Utterances, "utterance"), length(c.Hours))
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "threshold\tmissed\t95 %\tfalse accepts an hour\t95 %\t")
	for _, i := range r.shown() {
		p := r.points[i]
		threshold, mark := p.Threshold, ""
		if p.Chosen { // any up to the next point counts the same
			threshold, mark = r.threshold, "← chosen"
		}
		fmt.Fprintf(t, "%.4f\t%d (%.1f %%)\t%.1f–%.1f %%\t%d (%.2f)\t%.2f–%.2f\t%s\n", threshold, p.Misses, 100*p.MissRate,
			100*p.Miss.Low, 100*p.Miss.High, p.FalseAccepts, p.FalseAcceptsPerHour, p.Rate.Low, p.Rate.High, mark)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	r.advise(&b)
	r.list(&b, "Missed", r.missed())
	r.list(&b, "False accepts", r.detected(wake.Accepted))
	r.list(&b, "Near misses without the word", r.detected(wake.Doubtful))
	if len(r.failures) > 0 {
		fmt.Fprintf(&b, "\n%s not heard, which counts for nothing:\n", plural(len(r.failures), "file"))
		for _, err := range r.failures {
			fmt.Fprintf(&b, "  %v\n", err)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// advise says which threshold to use, and whether the recordings can tell.
func (r *result) advise(b *strings.Builder) {
	if lack := r.missing(); lack != "" {
		fmt.Fprintf(b, "\nNo threshold can be recommended. %s\n", lack)
		if len(r.points) > 0 {
			fmt.Fprintf(b, "What follows was heard at %.4f, all the same.\n", r.threshold)
		}
		return
	}
	fmt.Fprintf(b, "\nwake.Config{Threshold: %.4f}, the middle of those that count the same\n", r.threshold)
}

// length writes hours as people say them.
func length(hours float64) string {
	switch {
	case hours < 1.0/60:
		return fmt.Sprintf("%.1f seconds", hours*3600)
	case hours < 1:
		return fmt.Sprintf("%.1f minutes", hours*60)
	}
	return fmt.Sprintf("%.2f hours", hours)
}

// plural writes a number of things.
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
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
