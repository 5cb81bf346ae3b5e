// Package status shows on a terminal how far a long run is: one line that is
// written over. The examples share it.
package status

import (
	"fmt"
	"io"
	"os"
	"time"
)

// every is how often the line is written at most.
const every = time.Second / 4

// A Line is written over and over. It belongs to one goroutine.
type Line struct {
	w     io.Writer
	on    bool
	last  time.Time
	shown bool
}

// New returns a Line on w, which shows nothing unless w is a terminal or always
// is set.
func New(w io.Writer, always bool) *Line {
	return &Line{w: w, on: always || isTerminal(w)}
}

// Showf writes the line anew, at most four times a second.
func (l *Line) Showf(format string, args ...any) {
	if !l.on || time.Since(l.last) < every {
		return
	}
	l.last, l.shown = time.Now(), true
	fmt.Fprintf(l.w, "\r\x1b[K"+format, args...)
}

// Clear removes the line, so that another can be written.
func (l *Line) Clear() {
	if l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
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
