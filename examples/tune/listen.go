package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

// A hearing is what the chosen threshold made of one file.
type hearing struct {
	clip
	peak   float64       // highest confidence
	peakAt time.Duration // where it was
	dets   []moment
	trace  []float32 // highest confidence of each traceStep
	length time.Duration
}

// traceStep is how finely the report draws the confidence.
const traceStep = 100 * time.Millisecond

// accepted says whether the word was heard.
func (h hearing) accepted() bool {
	for _, d := range h.dets {
		if d.Verdict == wake.Accepted {
			return true
		}
	}
	return false
}

// listen hears files again, at the threshold chosen: what it lists is what a
// host would have got. Files without the word in which nothing came near are
// left out, which saves most of the time.
func (r *result) listen(model wake.Model, o options, errw io.Writer) error {
	if len(r.points) == 0 {
		return nil
	}
	d, err := wake.New(model, wake.Config{Threshold: r.threshold})
	if err != nil {
		return err
	}
	doubt := d.Words()[0].Operating.DoubtThreshold
	if doubt <= 0 {
		doubt = r.threshold
	}
	var clips []clip
	for _, c := range r.clips {
		if c.positive || c.top > doubt {
			clips = append(clips, c)
		}
	}
	r.heard = make([]hearing, len(clips))
	for _, err := range each(clips, o.workers, newBar(status.New(errw, o.progress), "listening", clips), func(i int) (err error) {
		r.heard[i], err = hear(model, clips[i], wake.Config{Threshold: r.threshold})
		return err
	}) {
		if err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.heard, func(a, b hearing) int { return strings.Compare(a.path, b.path) })
	return nil
}

func hear(model wake.Model, c clip, cfg wake.Config) (hearing, error) {
	h := hearing{clip: c}
	f, err := os.Open(c.path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	w, err := wake.NewWAV(f)
	if err != nil {
		return h, fmt.Errorf("%s: %w", c.path, err)
	}
	cfg.SampleRate, cfg.Channels = w.SampleRate(), w.Channels()
	var d *wake.Detector
	cfg.OnFrame = func(f wake.Frame) { h.note(d.Time(f.At), f.Confidence) }
	d, err = wake.New(model, cfg)
	if err != nil {
		return h, fmt.Errorf("%s: %w", c.path, err)
	}
	for det, err := range d.Hear(w) {
		if err != nil {
			return h, fmt.Errorf("%s: %w", c.path, err)
		}
		h.dets = append(h.dets, moment{c.path, det.Verdict, d.Time(det.Start), d.Time(det.At), det.Confidence})
	}
	h.length = d.Time(d.Stats().Frames)
	return h, nil
}

// note keeps the highest confidence, of all and of each step of the trace.
func (h *hearing) note(at time.Duration, confidence float64) {
	if confidence > h.peak {
		h.peak, h.peakAt = confidence, at
	}
	for i := int(at / traceStep); len(h.trace) <= i; {
		h.trace = append(h.trace, 0)
	}
	last := &h.trace[at/traceStep]
	*last = max(*last, float32(confidence))
}
