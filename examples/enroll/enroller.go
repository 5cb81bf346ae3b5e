package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
)

// An enroller takes recordings, learns from them, and tries what it learnt.
type enroller struct {
	settings
	learner *enroll.Learner
	out     io.Writer
}

// collect takes all recordings: the files, or what is said live.
func (e *enroller) collect(live source) error {
	for _, path := range e.files {
		if err := withWAV(path, func(w *wake.WAV) error { return e.add(path, w) }); err != nil {
			return err
		}
	}
	for _, path := range e.without {
		if err := withWAV(path, func(w *wake.WAV) error { return e.learner.Without(path, w) }); err != nil {
			return err
		}
	}
	for _, path := range e.wrong {
		if err := withWAV(path, func(w *wake.WAV) error { return e.learner.Wrong(path, w) }); err != nil {
			return err
		}
	}
	if live == nil {
		return nil
	}
	return e.record(live)
}

// withWAV opens a WAV file for as long as do runs.
func withWAV(path string, do func(*wake.WAV) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := wake.NewWAV(bufio.NewReader(f))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return do(w)
}

// add takes one recording and says what it thinks of it. One that is no good is
// said to be, and left out.
func (e *enroller) add(name string, a enroll.Audio) error {
	t, err := e.learner.Add(name, a)
	switch {
	case errors.Is(err, enroll.ErrNoUtterance):
		_, err = fmt.Fprintf(e.out, "%s: left out: nothing can be told from the noise\n", name)
		return err
	case errors.Is(err, enroll.ErrSeveral):
		_, err = fmt.Fprintf(e.out, "%s: left out: the word once, please\n", name)
		return err
	case err != nil:
		return err
	}
	verdict := "good"
	if len(t.Warnings) > 0 {
		verdict = "usable"
	}
	fmt.Fprintf(e.out, "%s: %s: %.2f s at %.0f dBFS, %.0f dB above the room\n",
		name, verdict, t.Duration.Seconds(), t.Span.LevelDBFS, t.Span.LevelDBFS-t.Span.NoiseDBFS)
	return nil
}

// record takes recordings from a live stream.
func (e *enroller) record(live source) error {
	c := newCutter(live)
	fmt.Fprintf(e.out, "Say the word, pause, and say it again: %d times in all.\n", e.takes)
	for n := 1; n <= e.takes; n++ {
		x, err := c.next()
		if err == io.EOF {
			return fmt.Errorf("standard input ended after %d of %d recordings", n-1, e.takes)
		}
		if err != nil {
			return err
		}
		if err := e.add(fmt.Sprint("take ", n), enroll.Samples(x, live.SampleRate())); err != nil {
			return err
		}
	}
	return nil
}

// learn makes the model, says what stands in its way, and writes it.
func (e *enroller) learn() (*enroll.Model, error) {
	began := time.Now()
	m, warnings, err := e.learner.Learn()
	if err != nil {
		return nil, err
	}
	for _, w := range warnings {
		fmt.Fprintln(e.out, "warning:", w)
	}
	n, err := save(e.path, m)
	if err != nil {
		return nil, err
	}
	w := m.Info().Words[0]
	fmt.Fprintf(e.out, "%s: %q from %d recordings in %.1f s, %d KB, threshold %.3f\n",
		e.path, w.Name, len(m.Recordings()), time.Since(began).Seconds(), n/1000, w.Operating.Threshold)
	return m, nil
}

// save writes a model beside path first, so that a failure leaves the model that
// may be there as it was.
func save(path string, m *enroll.Model) (int64, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return 0, err
	}
	n, err := m.WriteTo(f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return 0, errors.Join(err, os.Remove(f.Name()))
	}
	return n, nil
}

// tryOut listens with the model: to the files to try, and to what is left of the
// live stream.
func (e *enroller) tryOut(m *enroll.Model, live source) error {
	for _, path := range e.try {
		if err := withWAV(path, func(w *wake.WAV) error { return e.listen(m, path, w) }); err != nil {
			return err
		}
	}
	if live == nil {
		return nil
	}
	fmt.Fprintln(e.out, "Try it.")
	return e.listen(m, "standard input", live)
}

// listen prints what is heard in a source.
func (e *enroller) listen(m wake.Model, name string, src source) error {
	d, err := wake.New(m, wake.Config{SampleRate: src.SampleRate(), Channels: src.Channels()})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for det, err := range d.Hear(src) {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(e.out, "%s: %6.2f s  %s  %-8v  %.3f\n", name, d.Time(det.Start).Seconds(), det.Word, det.Verdict, det.Confidence)
	}
	return nil
}
