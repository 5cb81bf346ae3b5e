// Command listen prints each wake word it hears, as it hears it, in WAV files
// or in a stream on standard input:
//
//	listen kitchen.wav
//	arecord -f S16_LE -r 16000 | go run ./examples/listen
//	ffmpeg -i talk.mp3 -f s16le -ar 44100 -ac 2 - | listen -rate 44100 -channels 2
//	listen -model hey_jarvis_v0.1.onnx kitchen.wav
//	listen -model alexa -model alexa.tflite -model alexa_v0.1.onnx -consensus 2 -gate -threshold 0.3 kitchen.wav
//
// It hears the words that come with the library, or any model file: of
// microWakeWord v2 (.tflite), of openWakeWord (.onnx), or the user's own
// (.hearsay).
//
// A file is WAV, and tells its rate and its channels. So may standard input;
// what starts there as no known format does is raw 16-bit little-endian PCM.
//
// A line gives where the word starts, which word, the verdict, and the
// confidence. Doubtful words are near misses: a program should not act on
// them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "listen:", err)
		os.Exit(1)
	}
}

// A listener prints what a model hears in one source after the other.
type listener struct {
	model    wake.Model
	config   wake.Config // but rate and channels
	raw      format      // of standard input without a header
	out      io.Writer
	progress *status.Line
	named    bool // lines start with the source's name
}

func run(args []string, in io.Reader, out, errw io.Writer) error {
	f := flag.NewFlagSet("listen", flag.ContinueOnError)
	f.SetOutput(errw)
	f.Usage = func() {
		fmt.Fprintln(errw, "usage: listen [flags] [FILE.wav ...]\nWithout files it listens to standard input: WAV, or raw 16-bit PCM.")
		f.PrintDefaults()
	}
	l := &listener{out: out}
	var source models.Source
	source.Flags(f, strings.Join(words.Names(), ","))
	f.Float64Var(&l.config.FalseAcceptsPerHour, "per-hour", 0, "wanted false accepts per hour, all words together (0: as the words were tuned); "+leastRate())
	f.Float64Var(&l.config.Threshold, "threshold", 0, "confidence that accepts, above 0 to 1 (0: as the words were tuned)")
	f.IntVar(&l.raw.rate, "rate", 16000, "sample rate of raw PCM in `Hz`")
	f.IntVar(&l.raw.channels, "channels", 1, "`channels` of raw PCM")
	progress := f.Bool("progress", false, "show how far it is even where standard error is no terminal")
	if err := f.Parse(args); err != nil {
		return err
	}
	if l.raw.rate < 1 || l.raw.channels < 1 {
		return fmt.Errorf("-rate and -channels are %d and %d, want 1 or more", l.raw.rate, l.raw.channels)
	}
	l.progress = status.New(errw, *progress)
	var err error
	if l.model, err = source.Load(); err != nil {
		return err
	}
	return l.all(f.Args(), in)
}

// leastRate says what can be asked of the words: one false accept in the hours
// that each was counted in.
func leastRate() string {
	model, err := words.Load()
	if err != nil {
		return err.Error()
	}
	least := 0.0
	for _, w := range model.Info().Words {
		least = max(least, math.Ceil(1000/w.Calibration.Hours)/1000)
	}
	return fmt.Sprintf("at least %.3g for each word", least)
}

// all listens to each file, or to in if there are none. It goes on after a
// file that fails, and returns all errors.
func (l *listener) all(paths []string, in io.Reader) error {
	if len(paths) == 0 {
		src, err := newStream(in, l.raw)
		return l.stream("standard input", src, err)
	}
	l.named = len(paths) > 1
	var errs []error
	for _, path := range paths {
		errs = append(errs, l.file(path))
	}
	return errors.Join(errs...)
}

func (l *listener) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	src, err := newFile(f)
	return errors.Join(l.stream(path, src, err), f.Close())
}

// stream prints what is detected in one source, as it comes; err is that of
// opening it.
func (l *listener) stream(name string, src source, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	c := l.config
	c.SampleRate, c.Channels = src.SampleRate(), src.Channels()
	d, err := wake.New(l.model, c)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer l.progress.Clear()
	for det, err := range d.Hear(&watched{source: src, name: name, time: d.Time, line: l.progress, began: time.Now()}) {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		l.progress.Clear()
		if err := l.print(name, det, d.Time(det.Start)); err != nil {
			return err
		}
	}
	return nil
}

func (l *listener) print(name string, det wake.Detection, start time.Duration) error {
	if l.named {
		fmt.Fprint(l.out, name, "  ")
	}
	_, err := fmt.Fprintf(l.out, "%s  %-10s %-8v  %.3f\n", clock(start), det.Word, det.Verdict, det.Confidence)
	return err
}

// clock writes a time as h:mm:ss.cc.
func clock(d time.Duration) string {
	d = d.Round(10 * time.Millisecond)
	return fmt.Sprintf("%d:%02d:%05.2f", int(d.Hours()), int(d.Minutes())%60, (d % time.Minute).Seconds())
}
