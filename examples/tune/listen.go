package main

import (
	"fmt"
	"io"
	"os"
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

// listen hears every file again, at the threshold chosen: what it lists is what
// a host would have got.
func (r *result) listen(model wake.Model, o options, errw io.Writer) error {
	if len(r.points) == 0 {
		return nil
	}
	c := wake.Config{Threshold: r.threshold}
	r.heard = make([]hearing, len(r.clips))
	errs := each(r.clips, min(o.workers, max(len(r.clips), 1)), status.New(errw, o.progress), "listening", func(_, i int) error {
		var err error
		r.heard[i], err = hear(model, r.clips[i], c)
		return err
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	byPath(r.heard)
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
	var d *wake.Detector
	cfg.OnFrame = func(f wake.Frame) { h.note(d.Time(f.At), f.Confidence) }
	d, err = detector(model, w, cfg)
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
