package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

// A clip is one file of the corpus.
type clip struct {
	path     string
	positive bool
}

// result is all that one run finds out.
type result struct {
	Counts wake.Counts `json:"counts"`
	// Calibration is what the counts make of the word's scores.
	Calibration *wake.Calibration `json:"calibration,omitempty"`

	word     wake.Word
	clips    []clip
	failures []error // files that could not be heard
	points   []point // operating points
	chosen   int     // index into points
	want     float64 // false accepts per hour
	// Threshold is the one to use: [wake.Config.Threshold].
	threshold float64
	heard     []hearing // by the threshold chosen, in the order of clips
}

// corpus lists the files of a folder, sorted, as far as they are in the shard.
func corpus(dir string, positive bool, part shard) ([]clip, error) {
	if dir == "" {
		return nil, nil
	}
	var clips []clip
	n := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".wav") {
			return err
		}
		if part.has(n) {
			clips = append(clips, clip{path, positive})
		}
		n++
		return nil
	})
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: no WAV files", dir)
	}
	return clips, err
}

// measure hears the corpus and counts. Files that fail are left out and
// reported.
func measure(model wake.Model, o options, errw io.Writer) (*result, error) {
	r := &result{word: model.Info().Words[0]}
	for _, side := range []struct {
		dir      string
		positive bool
	}{{o.positives, true}, {o.negatives, false}} {
		clips, err := corpus(side.dir, side.positive, o.shard)
		if err != nil {
			return nil, err
		}
		r.clips = append(r.clips, clips...)
	}
	counters := make([]*wake.Counter, min(o.workers, max(len(r.clips), 1)))
	for i := range counters {
		var err error
		if counters[i], err = wake.NewCounter(model, r.word.Name, wake.Config{}); err != nil {
			return nil, err
		}
	}
	errs := each(r.clips, len(counters), status.New(errw, o.progress), "counting", func(worker, i int) error {
		return count(counters[worker], r.clips[i])
	})
	// A file that failed once is not tried again.
	kept := r.clips[:0]
	for i, c := range r.clips {
		if errs[i] != nil {
			r.failures = append(r.failures, errs[i])
			continue
		}
		kept = append(kept, c)
	}
	r.clips = kept
	for _, k := range counters {
		if err := r.Counts.Add(k.Counts()); err != nil {
			return nil, err
		}
	}
	return r, r.addFiles(o.add)
}

func count(k *wake.Counter, c clip) error {
	f, err := os.Open(c.path)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := wake.NewWAV(f)
	if err == nil {
		if c.positive {
			err = k.Utterance(w)
		} else {
			err = k.Without(w)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	return nil
}

// addFiles adds the counts of other runs.
func (r *result) addFiles(names []string) error {
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var other result
		if err := json.Unmarshal(b, &other); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := r.Counts.Add(other.Counts); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// each calls f for every clip, on several workers, and returns the errors in the
// order of the clips.
func each(clips []clip, workers int, line *status.Line, what string, f func(worker, i int) error) []error {
	errs := make([]error, len(clips))
	next := make(chan int)
	done := make(chan int)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range next {
				errs[i] = f(w, i)
				done <- i
			}
		})
	}
	go func() {
		for i := range clips {
			next <- i
		}
		close(next)
		wg.Wait()
		close(done)
	}()
	began, n := time.Now(), 0
	for i := range done {
		n++
		left := time.Since(began) * time.Duration(len(clips)-n) / time.Duration(n)
		line.Showf("%s: %d of %d files, %v left: %s", what, n, len(clips), left.Round(time.Second), clips[i].path)
	}
	line.Clear()
	return errs
}

// save writes counts and calibration, and the report.
func (r *result) save(o options) error {
	if o.json != "" {
		b, err := json.MarshalIndent(r, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(o.json, append(b, '\n'), 0o666); err != nil {
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
	return errors.Join(r.report(f), f.Close())
}

// byPath sorts hearings by file, then time.
func byPath(list []hearing) {
	slices.SortStableFunc(list, func(a, b hearing) int { return strings.Compare(a.path, b.path) })
}
