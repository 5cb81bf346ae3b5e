package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/status"
)

// each calls f for every clip, on several workers, the longest clips first so
// that no core is left alone with one in the end, and returns the errors in the
// order of the clips.
func each(clips []clip, workers int, b *bar, f func(i int) error) []error {
	order := make([]int, len(clips))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(clips[j].size, clips[i].size) })
	errs := make([]error, len(clips))
	next, done := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range min(workers, len(clips)) {
		wg.Go(func() {
			for i := range next {
				errs[i] = f(i)
				done <- i
			}
		})
	}
	go func() {
		for _, i := range order {
			next <- i
		}
		close(next)
		wg.Wait()
		close(done)
	}()
	for i := range done {
		b.finished(clips[i])
	}
	b.line.Clear()
	return errs
}

// A bar shows how much of the work is done, by the bytes that are heard.
type bar struct {
	line        *status.Line
	what        string
	began       time.Time
	done, total int64
	files, of   int
}

func newBar(line *status.Line, what string, clips []clip) *bar {
	b := &bar{line: line, what: what, began: time.Now(), of: len(clips)}
	for _, c := range clips {
		b.total += max(c.size, 1)
	}
	return b
}

func (b *bar) finished(c clip) {
	b.done += max(c.size, 1)
	b.files++
	b.line.Showf("%s", b.text(time.Since(b.began), c.path))
}

// text is the bar after so much time.
func (b *bar) text(after time.Duration, path string) string {
	const width = 24
	part := float64(b.done) / float64(b.total)
	full := int(part * width)
	left := time.Duration(float64(after) * (1 - part) / part)
	return fmt.Sprintf("%s %s%s %3.0f %%, %d of %d files, %v left: %s", b.what,
		strings.Repeat("█", full), strings.Repeat("░", width-full), 100*part, b.files, b.of, left.Round(time.Second), filepath.Base(path))
}
