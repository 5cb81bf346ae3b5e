package main

import (
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/detplot"
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
	Curve      template.HTML // a picture
	Lists      []section
	Traces     []trace
	Hidden     int // files with something to see beyond maxTraces
	Failures   []error
}

type section struct {
	Name, Hint string
	Moments    []moment
}

// save writes what the options ask for.
func (r *result) save(o options) error {
	if o.json != "" {
		if err := r.Tuning.Write(o.json); err != nil {
			return err
		}
	}
	if (o.html != "" || o.svg != "") && len(r.points) == 0 {
		return errors.New("nothing was counted that could be drawn")
	}
	if o.svg != "" {
		if err := os.WriteFile(o.svg, []byte(r.picture()), 0o666); err != nil {
			return err
		}
	}
	if o.html == "" {
		return nil
	}
	f, err := os.Create(o.html)
	if err != nil {
		return err
	}
	return errors.Join(r.report(f, filepath.Dir(o.html)), f.Close())
}

// report writes a page that needs nothing but itself, and the recordings beside
// it for those who want to listen; dir is where it will lie.
func (r *result) report(w io.Writer, dir string) error {
	funcs := template.FuncMap{
		"clock": clock, "length": length, "plural": plural,
		"percent": func(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) },
		"audio":   func(m moment) template.URL { return player(dir, m) },
	}
	t, err := template.New("report").Funcs(funcs).Parse(reportHTML)
	if err != nil {
		return err
	}
	p := page{
		Word: r.word.Name, Utterances: r.Counts.Utterances, Hours: r.Counts.Hours,
		Threshold: r.threshold, Missing: r.missing(), Chosen: r.points[r.chosen], Points: r.points,
		Curve: template.HTML(r.picture()), Failures: r.failures,
		Lists: []section{
			{"Missed", "Each where its confidence was highest.", r.missed()},
			{"False accepts", "Each where the word was taken to begin.", r.detected(wake.Accepted)},
			{"Near misses without the word", "Doubtful, which wakes nobody. Each where the word was taken to begin.", r.detected(wake.Doubtful)},
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

// player is a link from a page in dir to a moment of a recording: half a second
// before it to two after.
func player(dir string, m moment) template.URL {
	path := m.Path
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = "./" + rel // a name with a colon is no scheme
	}
	from := max(m.At-time.Second/2, 0).Seconds()
	u := url.URL{Path: filepath.ToSlash(path), Fragment: fmt.Sprintf("t=%.2f,%.2f", from, m.At.Seconds()+2)}
	return template.URL(u.String())
}

// picture is the DET curve with the point chosen.
func (r *result) picture() string {
	c := detplot.Curve{Name: "counted"}
	for _, p := range r.points {
		c.Points = append(c.Points, detplot.Point{PerHour: p.FalseAcceptsPerHour, Miss: p.MissRate})
	}
	p := r.points[r.chosen]
	c.Marks = []detplot.Mark{{
		Point:      detplot.Point{PerHour: p.FalseAcceptsPerHour, Miss: p.MissRate},
		PerHourLow: p.Rate.Low, PerHourHigh: p.Rate.High, MissLow: p.Miss.Low, MissHigh: p.Miss.High,
	}}
	caption := fmt.Sprintf("%s, %s without the word. The dot is the threshold of %.4f, its bars the 95 %% intervals: %.1f %% missed (%.1f to %.1f), %.2f false accepts an hour (%.2f to %.2f).",
		plural(r.Counts.Utterances, "utterance"), length(r.Counts.Hours), r.threshold,
		100*p.MissRate, 100*p.Miss.Low, 100*p.Miss.High, p.FalseAcceptsPerHour, p.Rate.Low, p.Rate.High)
	return detplot.Plot{
		Title: "“" + r.word.Name + "”", Caption: caption,
		Panels: []detplot.Panel{{Title: "DET curve", Curves: []detplot.Curve{c}}},
	}.SVG()
}
