// Command measure tells how well words learnt from a few recordings are heard,
// over any embedding:
//
//	measure -clips mirror.txt -babble speakers.txt -other other.txt \
//	    -fold evidence-a.bin:readers-b.txt -fold evidence-b.bin:readers-a.txt
//
// All lists hold paths of WAV files, one a line. Clips are recordings of the word
// by different people. For each fold, word models are learnt against its
// evidence from some clips, drawn at random, and tried on all the others, clean
// and in the babble of the speakers, 10 dB below the speech; its list is read
// speech by people who are not in the evidence; a second list is other sound of
// kinds that are not in it. Folds are pooled: the threshold is the one with so many
// false accepts in the read speech of all of them, or, for "both", the one that
// also gives at most 0.2 an hour on the other sound of all.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
	"github.com/hearsay-go/hearsay/wake/enroll/internal/ear"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// options are what is measured.
type options struct {
	sizes   []int
	draws   int
	every   int // of the clips tried
	folds   []fold
	verbose bool
	dtw     bool
	out     io.Writer
}

// A fold is evidence and the read speech that it knows nothing of.
type fold struct {
	evidence *enroll.Evidence
	read     []stream
	other    []stream
}

func run(args []string, out, errw io.Writer) error {
	f := flag.NewFlagSet("measure", flag.ContinueOnError)
	f.SetOutput(errw)
	folder := f.String("embedding", "", "`folder` of openWakeWord's melspectrogram.onnx and embedding_model.onnx; empty: the library's own")
	clipList := f.String("clips", "", "`list` of recordings of the word")
	babbleList := f.String("babble", "", "`list` of recordings, one of each speaker, that babble is made of")
	otherList := f.String("other", "", "`list` of other sound without the word")
	sizes := f.String("sizes", "5,10,20", "from how many `clips` the word is learnt")
	o := options{out: out}
	f.IntVar(&o.draws, "draws", 3, "how often clips are drawn for each size")
	f.IntVar(&o.every, "every", 1, "try only every n-th clip")
	f.BoolVar(&o.verbose, "v", false, "tell of each model")
	f.BoolVar(&o.dtw, "dtw", false, "match cepstra by dynamic time warping instead of learning; 16 kHz only")
	var folds []string
	f.Func("fold", "`evidence:list[:list]` of read speech, and of other sound that this evidence knows nothing of; may be repeated", func(s string) error { folds = append(folds, s); return nil })
	if err := f.Parse(args); err != nil {
		return err
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		o.sizes = append(o.sizes, n)
	}
	e, err := ear.Open(*folder)
	if err != nil {
		return err
	}
	return o.measure(e, *clipList, *babbleList, *otherList, folds)
}

func (o *options) measure(e wake.Embedder, clipList, babbleList, otherList string, folds []string) error {
	rate := e.Embedding().SampleRate
	clips, err := readList(clipList, rate)
	if err != nil {
		return err
	}
	speakers, err := readList(babbleList, rate)
	if err != nil {
		return err
	}
	t := newTape(e, o.dtw)
	other, err := t.list(otherList)
	if err != nil {
		return err
	}
	for _, name := range folds {
		evidence, list, ok := strings.Cut(name, ":")
		if !ok {
			return fmt.Errorf("-fold is %q, want EVIDENCE:LIST or EVIDENCE:LIST:LIST", name)
		}
		list, more, _ := strings.Cut(list, ":")
		ev, err := readEvidence(evidence)
		if err != nil {
			return err
		}
		read, err := t.list(list)
		if err != nil {
			return err
		}
		apart, err := t.list(more)
		if err != nil {
			return err
		}
		o.folds = append(o.folds, fold{ev, read, slices.Concat(other, apart)})
	}
	b := &bench{options: o, tape: t, clips: clips}
	b.mix(speakers)
	return b.run()
}

func readEvidence(path string) (*enroll.Evidence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ev, err := enroll.ReadEvidence(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return ev, nil
}
