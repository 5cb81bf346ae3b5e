// Command gather makes the evidence that words are learnt against, for the
// embedding that comes with the library or for an openWakeWord one:
//
//	gather -o evidence.bin -data "LibriSpeech test-clean, …" < list-of-wav-files
//	gather -embedding folder -words words.txt -o evidence.bin < list-of-wav-files
//
// The folder holds melspectrogram.onnx and embedding_model.onnx. In none of the
// recordings may a word be said that is to be enrolled. A line of words.txt is a
// word, a tab and the path of a WAV file in which somebody says it alone: what
// the recordings of a word differ by is how words differ from mouth to mouth.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
	"github.com/hearsay-go/hearsay/wake/enroll/internal/ear"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gather:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out, errw io.Writer) error {
	f := flag.NewFlagSet("gather", flag.ContinueOnError)
	f.SetOutput(errw)
	folder := f.String("embedding", "", "`folder` of openWakeWord's melspectrogram.onnx and embedding_model.onnx; empty: the library's own")
	words := f.String("words", "", "`file` of words and recordings of them")
	path := f.String("o", "", "`file` to write")
	var c enroll.GatherConfig
	f.IntVar(&c.Bytes, "bytes", 0, "size of the file, about (0: 230000)")
	f.IntVar(&c.Dim, "dim", 0, "whitened values of a vector (0: 64)")
	f.StringVar(&c.Data, "data", "", "what the recordings are")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *path == "" || f.NArg() > 0 {
		return errors.New("usage: gather [flags] -o FILE < LIST")
	}
	e, err := ear.Open(*folder)
	if err != nil {
		return err
	}
	g, err := enroll.NewGatherer(e, c)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		if err := hear(lines.Text(), g.Hear); err != nil {
			return fmt.Errorf("%s: %w", lines.Text(), err)
		}
	}
	if err := hearWords(g, *words, errw); err != nil {
		return err
	}
	ev, err := g.Evidence()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%.2f h of evidence kept\n", ev.Duration().Hours())
	return write(*path, ev)
}

// hearWords hears all recordings of a list; those that cannot be told from noise
// are reported and left out.
func hearWords(g *enroll.Gatherer, list string, errw io.Writer) error {
	if list == "" {
		return nil
	}
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		word, path, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return fmt.Errorf("%s: %q, want a word, a tab and a path", list, lines.Text())
		}
		err := hear(path, func(r enroll.Audio) error { return g.Same(word, r) })
		if errors.Is(err, enroll.ErrNoUtterance) || errors.Is(err, enroll.ErrSeveral) {
			fmt.Fprintf(errw, "left out: %s: %v\n", path, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return lines.Err()
}

// hear opens a WAV file for something that hears it.
func hear(path string, by func(enroll.Audio) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := wake.NewWAV(f)
	if err != nil {
		return err
	}
	return by(w)
}

func write(path string, ev *enroll.Evidence) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = ev.WriteTo(f)
	return errors.Join(err, f.Close())
}
