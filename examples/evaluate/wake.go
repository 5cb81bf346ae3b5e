package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

const wakeUsage = `usage: evaluate wake [flags] < PATHS

Reads paths of WAV files, one a line, each a stream of its own, and writes

  file,time_s,score

for each score at or above the floor: the calibrated confidence after
smoothing, before any decision, and how much of the file had to be heard for
it. With several words a column with the word follows. With -decide it writes
the Detector's detections instead, and a last column: accepted or doubtful.

Any model will do: -model FILE, again for each that must agree.

A file that cannot be read whole is named on standard error; the others are
heard all the same, and the exit status is 1.

`

// runWake scores WAV files with one thread.
func runWake(args []string, in io.Reader, out, errw io.Writer) error {
	f := flag.NewFlagSet("wake", flag.ContinueOnError)
	f.SetOutput(errw)
	f.Usage = func() { fmt.Fprint(errw, wakeUsage); f.PrintDefaults() }
	var source models.Source
	source.Flags(f, "alexa")
	floor := f.Float64("floor", 0.02, "leave out scores below `S`")
	decide := f.Bool("decide", false, "write what the Detector decides instead of scores")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("wake: unexpected argument %q: paths come on standard input", f.Arg(0))
	}
	model, err := source.Load()
	if err != nil {
		return err
	}
	return newWakeRun(model, *floor, *decide, out, errw).files(in)
}

// A wakeRun scores one file after the other.
type wakeRun struct {
	model  wake.Model
	words  []wake.Word
	floor  float64
	decide bool
	out    *bufio.Writer
	errw   io.Writer

	detector *wake.Detector // for the format of the last file
	rate     int            // of it
	channels int
	path     string // of the file that is heard
	line     []byte

	audio    time.Duration // heard so far
	progress *status.Line
}

func newWakeRun(m wake.Model, floor float64, decide bool, out, errw io.Writer) *wakeRun {
	return &wakeRun{
		model: m, words: m.Info().Words, floor: floor, decide: decide,
		out: bufio.NewWriter(out), errw: errw, progress: status.New(errw, false),
	}
}

// files scores each file that in names. A file's lines are written out before
// the next is opened.
func (r *wakeRun) files(in io.Reader) error {
	start := time.Now()
	failed, total := 0, 0
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		path := strings.TrimSuffix(lines.Text(), "\r")
		if path == "" {
			continue
		}
		total++
		if err := r.file(path); err != nil {
			failed++
			r.progress.Clear()
			fmt.Fprintf(r.errw, "evaluate: %v\n", named(path, err))
		}
		if err := r.out.Flush(); err != nil {
			return fmt.Errorf("wake: writing scores: %w", err)
		}
		r.progress.Showf("%d files, %v of audio", total, r.audio.Round(time.Second))
	}
	r.progress.Clear()
	fmt.Fprintf(r.errw, "evaluate: %d files, %v of audio in %v\n", total, r.audio.Round(time.Millisecond), time.Since(start).Round(time.Millisecond))
	if err := lines.Err(); err != nil {
		return fmt.Errorf("wake: reading paths: %w", err)
	}
	if failed > 0 {
		return fmt.Errorf("wake: %d of %d files could not be read whole", failed, total)
	}
	return nil
}

// named puts the path before an error that does not hold it.
func named(path string, err error) error {
	if _, ok := errors.AsType[*os.PathError](err); ok {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// file scores one file as a stream of its own.
func (r *wakeRun) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := wake.NewWAV(f)
	if err != nil {
		return err
	}
	if err := r.prepare(w); err != nil {
		return err
	}
	r.path = path
	for det, e := range r.detector.Hear(w) {
		switch {
		case e != nil:
			err = e
		case r.decide:
			r.write(det.At, det.Confidence, det.Word, det.Verdict.String())
		}
	}
	r.audio += r.detector.Time(r.detector.Stats().Frames)
	return err
}

// prepare sees to a Detector for the format of w.
func (r *wakeRun) prepare(w *wake.WAV) (err error) {
	if r.detector != nil && r.rate == w.SampleRate() && r.channels == w.Channels() {
		return nil
	}
	c := wake.Config{SampleRate: w.SampleRate(), Channels: w.Channels()}
	if !r.decide {
		c.OnFrame = r.frame
	}
	r.detector, err = wake.New(r.model, c)
	r.rate, r.channels = w.SampleRate(), w.Channels()
	return err
}

func (r *wakeRun) frame(f wake.Frame) {
	if f.Confidence >= r.floor {
		r.write(f.At, f.Confidence, r.words[f.Word].Name, "")
	}
}

// write writes one line. Nine digits tell a confidence of 0.99999999 from 1.
func (r *wakeRun) write(at int64, confidence float64, word, verdict string) {
	b := append(r.line[:0], r.path...)
	b = append(b, ',')
	b = strconv.AppendFloat(b, float64(at)/float64(r.rate), 'f', 4, 64)
	b = append(b, ',')
	b = strconv.AppendFloat(b, confidence, 'g', 9, 64)
	if len(r.words) > 1 {
		b = append(append(b, ','), word...)
	}
	if verdict != "" {
		b = append(append(b, ','), verdict...)
	}
	r.line = append(b, '\n')
	r.out.Write(r.line) // an error stays in r.out until Flush
}
