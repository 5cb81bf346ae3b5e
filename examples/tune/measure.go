package main

import (
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

// A clip is one file of the corpus.
type clip struct {
	path     string
	positive bool
	size     int64 // bytes, for the order of work
	// top is the lowest threshold at which nothing is accepted, as far as the
	// grid of the counts tells: infinite where every threshold accepts.
	top float64
}

// result is all that one run finds out.
type result struct {
	models.Tuning

	word     wake.Word
	clips    []clip
	failures []error // files that could not be heard
	points   []point // operating points
	chosen   int     // index into points
	want     float64 // false accepts per hour
	// Threshold is the one to use: [wake.Config.Threshold].
	threshold float64
	heard     []hearing // by the threshold chosen, in the order of paths
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
			c := clip{path: path, positive: positive}
			if info, err := e.Info(); err == nil {
				c.size = info.Size()
			}
			clips = append(clips, c)
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
	counts := make([]wake.Counts, len(r.clips))
	errs := each(r.clips, o.workers, newBar(status.New(errw, o.progress), "counting", r.clips), func(i int) (err error) {
		counts[i], err = count(model, r.word.Name, r.clips[i])
		return err
	})
	var kept []clip // a file that failed once is not tried again
	for i, c := range r.clips {
		if errs[i] != nil {
			r.failures = append(r.failures, errs[i])
			continue
		}
		c.top = top(counts[i])
		kept = append(kept, c)
		if err := r.Counts.Add(counts[i]); err != nil {
			return nil, err
		}
	}
	r.clips = kept
	return r, r.addFiles(o.add)
}

// count hears one file.
func count(model wake.Model, word string, c clip) (wake.Counts, error) {
	f, err := os.Open(c.path)
	if err != nil {
		return wake.Counts{}, err
	}
	defer f.Close()
	k, err := wake.NewCounter(model, word, wake.Config{})
	if err != nil {
		return wake.Counts{}, err
	}
	w, err := wake.NewWAV(f)
	if err == nil {
		if c.positive {
			err = k.Utterance(w)
		} else {
			err = k.Without(w)
		}
	}
	if err != nil {
		return wake.Counts{}, fmt.Errorf("%s: %w", c.path, err)
	}
	return k.Counts(), nil
}

// top is the lowest threshold at which one file gives no detection.
func top(c wake.Counts) float64 {
	for i, accepted := range sum(c.Found, c.FalseAccepts) {
		if accepted == 0 {
			return c.Threshold(i)
		}
	}
	return math.Inf(1)
}

// sum adds two rows of counts.
func sum(a, b []int) []int {
	out := slices.Clone(a)
	for i := range out {
		out[i] += b[i]
	}
	return out
}

// addFiles adds the counts of other runs.
func (r *result) addFiles(names []string) error {
	for _, name := range names {
		other, err := models.ReadTuning(name)
		if err != nil {
			return err
		}
		if err := r.Counts.Add(other.Counts); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
