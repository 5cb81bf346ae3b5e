package main

import (
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/status"
)

// watched is a source that shows how far it is read: where in it, of how much,
// how many times as fast as it was spoken.
type watched struct {
	source
	name    string
	time    func(frame int64) time.Duration
	line    *status.Line
	began   time.Time
	samples int64
}

func (w *watched) Read(dst []float32) (int, error) {
	n, err := w.source.Read(dst)
	w.samples += int64(n)
	w.line.Showf("%s", w.status(time.Since(w.began)))
	return n, err
}

// status is the line after so much time.
func (w *watched) status(after time.Duration) string {
	frames := w.samples / int64(w.Channels())
	of := ""
	if total := w.Frames(); total > 0 {
		of = fmt.Sprintf(" of %s, %d%%", clock(w.time(total)), frames*100/total)
	}
	speed := w.time(frames).Seconds() / max(after, time.Microsecond).Seconds()
	return fmt.Sprintf("%s: %s%s, %.0f x real time", w.name, clock(w.time(frames)), of, speed)
}
