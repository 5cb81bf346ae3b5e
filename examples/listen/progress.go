package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress is a line on standard error that is written over, twice a second at
// most: where in the source it is, of how much, how many times as fast as it
// was spoken.
type progress struct {
	w  io.Writer
	on bool

	name    string
	src     source
	samples int64
	began   time.Time
	last    time.Time
	shown   bool
}

func (p *progress) start(name string, src source) {
	now := time.Now()
	*p = progress{w: p.w, on: p.on, name: name, src: src, began: now, last: now}
}

// heard counts n samples.
func (p *progress) heard(n int) {
	p.samples += int64(n)
	if !p.on || time.Since(p.last) < time.Second/2 {
		return
	}
	p.show(time.Since(p.began))
	p.last = time.Now()
}

// show writes the line, after so much time.
func (p *progress) show(after time.Duration) {
	rate := p.src.SampleRate()
	frames := p.samples / int64(p.src.Channels())
	of := ""
	if total := p.src.Frames(); total > 0 {
		of = fmt.Sprintf(" of %s, %d%%", clock(total, rate), frames*100/total)
	}
	speed := float64(frames) / float64(rate) / after.Seconds()
	fmt.Fprintf(p.w, "\r\x1b[K%s: %s%s, %.0f x real time", p.name, clock(frames, rate), of, speed)
	p.shown = true
}

// clear removes the line, so that another can be written.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
