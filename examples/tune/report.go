package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

//go:embed report.html
var reportHTML string

// maxTraces bounds the files whose confidence the report draws.
const maxTraces = 60

// A page is what the report shows.
type page struct {
	Word       string
	Utterances int
	Hours      float64
	Threshold  float64
	Missing    string // why it cannot be recommended
	Chosen     point
	Points     []point
	Curve      curve
	Lists      []section
	Traces     []trace
	Hidden     int // files with something to see beyond maxTraces
	Failures   []error
}

type section struct {
	Name    string
	Moments []moment
}

// report writes a page that needs nothing but itself.
func (r *result) report(w io.Writer) error {
	funcs := template.FuncMap{"clock": clock, "percent": func(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }, "length": length, "plural": plural}
	t, err := template.New("report").Funcs(funcs).Parse(reportHTML)
	if err != nil {
		return err
	}
	p := page{
		Word: r.word.Name, Utterances: r.Counts.Utterances, Hours: r.Counts.Hours,
		Threshold: r.threshold, Missing: r.missing(), Chosen: r.points[r.chosen], Points: r.points, Curve: newCurve(r.points, r.chosen), Failures: r.failures,
		Lists: []section{
			{"Missed", r.missed()},
			{"False accepts", r.detected(wake.Accepted)},
			{"Doubtful without the word", r.detected(wake.Doubtful)},
		},
	}
	for _, h := range r.heard {
		if h.positive && h.accepted() || !h.positive && len(h.dets) == 0 {
			continue
		}
		if len(p.Traces) == maxTraces {
			p.Hidden++
			continue
		}
		p.Traces = append(p.Traces, newTrace(h, r.threshold))
	}
	return t.Execute(w, p)
}

// A curve is the DET curve in the coordinates of a picture 640 by 420: false
// accepts per hour across, misses up, both on logarithmic scales.
type curve struct {
	Line          string // points of a polyline
	X, Y          float64
	Left, Right   float64 // ends of the chosen point's interval of false accepts
	Top, Bottom   float64 // of misses
	XTicks, YTick []tick
}

type tick struct {
	At   float64
	Text string
}

const (
	plotLeft, plotRight = 60.0, 620.0
	plotTop, plotBottom = 20.0, 370.0
	rateLow, rateHigh   = 0.01, 100.0
	missLow, missHigh   = 0.002, 1.0
)

// across is where a rate of false accepts lies, up where a miss rate does. What
// lies beyond the scale lies at its end.
func across(rate float64) float64 {
	return plotLeft + (plotRight-plotLeft)*position(rate, rateLow, rateHigh)
}

func up(miss float64) float64 {
	return plotBottom - (plotBottom-plotTop)*position(miss, missLow, missHigh)
}

func position(x, low, high float64) float64 {
	return math.Log(min(max(x, low), high)/low) / math.Log(high/low)
}

func newCurve(points []point, chosen int) curve {
	var line strings.Builder
	for _, p := range points {
		fmt.Fprintf(&line, "%.1f,%.1f ", across(p.FalseAcceptsPerHour), up(p.MissRate))
	}
	p := points[chosen]
	c := curve{
		Line: line.String(), X: across(p.FalseAcceptsPerHour), Y: up(p.MissRate),
		Left: across(p.Rate.Low), Right: across(p.Rate.High), Top: up(p.Miss.High), Bottom: up(p.Miss.Low),
	}
	for _, x := range []float64{0.01, 0.1, 1, 10, 100} {
		c.XTicks = append(c.XTicks, tick{across(x), fmt.Sprint(x)})
	}
	for _, y := range []float64{0.002, 0.01, 0.05, 0.2, 1} {
		c.YTick = append(c.YTick, tick{up(y), fmt.Sprintf("%g %%", 100*y)})
	}
	return c
}

// A trace is the confidence over one file, in a picture 1000 by 60.
type trace struct {
	Path      string
	Positive  bool
	Length    time.Duration
	Line      string
	Threshold float64 // height of the threshold
	Marks     []mark
}

type mark struct {
	X       float64
	Verdict wake.Verdict
	At      time.Duration
}

func newTrace(h hearing, threshold float64) trace {
	const width, height = 1000.0, 60.0
	t := trace{Path: h.path, Positive: h.positive, Length: h.length, Threshold: height * (1 - threshold)}
	n := max(len(h.trace), 1)
	var line strings.Builder
	for i, c := range h.trace {
		if c > 0.005 || i == 0 || i == n-1 || h.trace[i-1] > 0.005 || h.trace[i+1] > 0.005 {
			fmt.Fprintf(&line, "%.1f,%.1f ", width*float64(i)/float64(n), height*(1-float64(c)))
		}
	}
	t.Line = line.String()
	for _, d := range h.dets {
		t.Marks = append(t.Marks, mark{width * min(float64(d.Told)/float64(h.length), 1), d.Verdict, d.At})
	}
	return t
}
