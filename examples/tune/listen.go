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
	rate   int
	peak   float64       // highest confidence
	peakAt time.Duration // where it was
	dets   []wake.Detection
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
	h.rate = w.SampleRate()
	cfg.OnFrame = h.note
	d, err := detector(model, w, cfg)
	if err != nil {
		return h, fmt.Errorf("%s: %w", c.path, err)
	}
	for det, err := range d.Hear(w) {
		if err != nil {
			return h, fmt.Errorf("%s: %w", c.path, err)
		}
		h.dets = append(h.dets, det)
	}
	h.length = h.at(d.Stats().Frames)
	return h, nil
}

// note keeps the highest confidence, of all and of each step of the trace.
func (h *hearing) note(f wake.Frame) {
	at := h.at(f.At)
	if f.Confidence > h.peak {
		h.peak, h.peakAt = f.Confidence, at
	}
	for i := int(at / traceStep); len(h.trace) <= i; {
		h.trace = append(h.trace, 0)
	}
	last := &h.trace[at/traceStep]
	*last = max(*last, float32(f.Confidence))
}

// at is the time of a position in the file.
func (h *hearing) at(frame int64) time.Duration {
	return time.Duration(float64(frame) / float64(h.rate) * float64(time.Second))
}
