package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// A trace is the confidence over one file, in a picture 1000 by 60.
type trace struct {
	Path      string
	Positive  bool
	Length    time.Duration
	Line      string
	Threshold float64 // height of the threshold
	Marks     []mark
	Ticks     []mark // of time
}

// A mark stands where something was told.
type mark struct {
	X       float64
	Verdict wake.Verdict
	At      time.Duration
}

// Measures of the picture, and the confidence that lies on its ground.
const (
	traceWidth, traceHeight = 1000.0, 60.0
	ground                  = 0.005
)

func newTrace(h hearing, threshold float64) trace {
	t := trace{Path: h.path, Positive: h.positive, Length: h.length, Threshold: traceHeight * (1 - threshold)}
	n := max(len(h.trace), 1)
	var line strings.Builder
	for i, c := range h.trace {
		if c > ground || i == 0 || i == n-1 || h.trace[i-1] > ground || h.trace[i+1] > ground {
			fmt.Fprintf(&line, "%.1f,%.1f ", traceWidth*float64(i)/float64(n), traceHeight*(1-float64(c)))
		}
	}
	t.Line = line.String()
	x := func(at time.Duration) float64 { return traceWidth * min(float64(at)/float64(h.length), 1) }
	for _, d := range h.dets {
		t.Marks = append(t.Marks, mark{x(d.Told), d.Verdict, d.At})
	}
	for at := time.Duration(0); at < h.length; at += tickOf(h.length) {
		t.Ticks = append(t.Ticks, mark{X: x(at), At: at})
	}
	return t
}

// tickOf is a round time that divides a length into ten parts at most.
func tickOf(length time.Duration) time.Duration {
	for _, d := range []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute} {
		if length/d <= 10 {
			return d
		}
	}
	return max(time.Hour, length/10)
}
