// Command tune measures a wake word on recordings of your own, and finds the
// threshold that gives as few false accepts as you want:
//
//	go run ./examples/tune -want 0.2 -o report.html POSITIVES NEGATIVES
//
// POSITIVES is a folder of WAV files in each of which the word is said once, with
// a second of the room before it, as a device would hear it; NEGATIVES one in
// which it is never said: an evening of your living room is worth more than any
// corpus. It prints the operating points with their 95 % intervals and the
// threshold to use, or what the recordings lack to tell one, and lists each
// utterance missed and each false accept with its time. The report (-o) is one
// HTML file with the curve, the confidence over time and a player beside each
// moment in question; the curve alone is a picture (-svg).
//
// Any model will do: a word of the library, a file, several that must agree.
// What was found goes back to it by a file (-json):
//
//	tune -model hey.tflite -want 0.2 -json hey.json POSITIVES NEGATIVES
//	go run ./examples/listen -model hey.tflite -tuned hey.json
//
// All cores are used, a file each, the longest first. A large corpus can be heard in parts, on several machines: counts add.
//
//	tune -shard 1/2 -json a.json POSITIVES NEGATIVES
//	tune -shard 2/2 -json b.json POSITIVES NEGATIVES
//	tune -want 0.2 -add a.json,b.json
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/hearsay-go/hearsay/examples/internal/models"
)

// options are the command line.
type options struct {
	source    models.Source
	want      float64 // false accepts per hour
	said      float64 // how often the word is said in an hour, for the confidence
	html      string
	svg       string
	json      string
	add       []string
	shard     shard
	workers   int
	positives string
	negatives string
	progress  bool
}

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tune:", err)
		os.Exit(1)
	}
}

// run measures as args say, prints to out, and remarks to errw.
func run(args []string, out, errw io.Writer) error {
	o, err := parse(args, errw)
	if err != nil {
		return err
	}
	model, err := o.source.Load()
	if err != nil {
		return err
	}
	if n := len(model.Info().Words); n != 1 {
		return fmt.Errorf("the model has %d words, want one at a time", n)
	}
	r, err := measure(model, o, errw)
	if err != nil {
		return err
	}
	if err := r.decide(o); err != nil {
		return err
	}
	if err := r.listen(model, o, errw); err != nil {
		return err
	}
	if err := r.save(o); err != nil {
		return err
	}
	return r.print(out)
}

func parse(args []string, errw io.Writer) (options, error) {
	var o options
	var part, add string
	f := flag.NewFlagSet("tune", flag.ContinueOnError)
	f.SetOutput(errw)
	o.source.Flags(f, "alexa")
	f.Float64Var(&o.want, "want", 0.5, "wanted false accepts per hour")
	f.Float64Var(&o.said, "said", 1, "how often an hour the word is said where you listen, for the confidences")
	f.StringVar(&o.html, "o", "", "write a report to this HTML `file`")
	f.StringVar(&o.svg, "svg", "", "write the curve to this SVG `file`")
	f.StringVar(&o.json, "json", "", "write counts, calibration and operating point to this `file`, for -add and -tuned")
	f.StringVar(&part, "shard", "1/1", "hear one part of the files only: `K/N`")
	f.StringVar(&add, "add", "", "add the counts in these `files`, comma between them")
	f.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "files heard at a time")
	f.BoolVar(&o.progress, "progress", false, "show on standard error how far it is, also where that is no terminal")
	f.Usage = func() {
		fmt.Fprintln(errw, "usage: tune [flags] POSITIVES NEGATIVES\nBoth are folders of WAV files, or single files.")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if add != "" {
		o.add = strings.Split(add, ",")
	}
	var err error
	if o.shard, err = parseShard(part); err != nil {
		return o, err
	}
	return o, o.check(f.Args())
}

func (o *options) check(args []string) error {
	switch {
	case !(o.want > 0):
		return fmt.Errorf("-want %v: want more than 0 false accepts per hour", o.want)
	case !(o.said > 0):
		return fmt.Errorf("-said %v: want more than 0 an hour", o.said)
	case o.workers < 1:
		return fmt.Errorf("-workers %d: want at least 1", o.workers)
	case len(args) == 2:
		o.positives, o.negatives = args[0], args[1]
	case len(args) > 0 || len(o.add) == 0:
		return fmt.Errorf("%s, want a folder of positives and one of negatives", plural(len(args), "argument"))
	}
	return nil
}

// A shard is one of several equal parts of the files.
type shard struct{ k, n int }

func parseShard(s string) (shard, error) {
	var p shard
	if _, err := fmt.Sscanf(s, "%d/%d", &p.k, &p.n); err != nil || p.n < 1 || p.k < 1 || p.k > p.n {
		return p, fmt.Errorf("-shard %q: want K/N with K from 1 to N", s)
	}
	return p, nil
}

// has says whether the i-th file belongs to the shard.
func (p shard) has(i int) bool { return i%p.n == p.k-1 }
