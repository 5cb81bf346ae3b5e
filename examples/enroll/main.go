// Command enroll learns a wake word of your own from a few recordings of it, and
// tries it at once:
//
//	enroll -word "hey house" -o house.hearsay take1.wav take2.wav take3.wav
//	arecord -f S16_LE -r 16000 | enroll -word "hey house" -o house.hearsay
//
// Without files it listens to standard input, WAV or raw 16-bit PCM: say the word,
// pause, say it again, until it has heard enough; then it learns and goes on
// listening for it. It says what it thinks of each recording.
//
//	enroll -o better.hearsay -from house.hearsay -wrong radio.wav missed.wav
//
// makes a model better that was wrong: -wrong is what it took for the word, files
// are recordings that it missed. examples/listen -model house.hearsay hears it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
	"github.com/hearsay-go/hearsay/wake/enroll/speech"
	"github.com/hearsay-go/hearsay/wake/openwakeword"
)

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "enroll:", strings.TrimPrefix(err.Error(), "enroll: "))
		os.Exit(1)
	}
}

// settings are what the flags say.
type settings struct {
	word, path, from    string
	embedding, evidence string
	takes               int
	raw                 format
	without, wrong, try []string
	files               []string
}

func parse(args []string, errw io.Writer) (s settings, err error) {
	f := flag.NewFlagSet("enroll", flag.ContinueOnError)
	f.SetOutput(errw)
	f.Usage = func() {
		fmt.Fprintln(errw, "usage: enroll -word WORD -o FILE.hearsay [flags] [RECORDING.wav ...]\nWithout recordings it listens to standard input.")
		f.PrintDefaults()
	}
	list := func(to *[]string) func(string) error {
		return func(path string) error { *to = append(*to, path); return nil }
	}
	f.StringVar(&s.word, "word", "", "how the `word` is written")
	f.StringVar(&s.path, "o", "", "`file` to write; name it .hearsay")
	f.StringVar(&s.from, "from", "", "a model `file` to go on from")
	f.IntVar(&s.takes, "takes", 5, "how many recordings are taken from standard input, at least 3")
	f.IntVar(&s.raw.rate, "rate", 16000, "sample rate of raw PCM in `Hz`")
	f.IntVar(&s.raw.channels, "channels", 1, "`channels` of raw PCM")
	f.Func("without", "WAV `file` of the place where the word will be listened for, without the word; repeatable", list(&s.without))
	f.Func("wrong", "WAV `file` that was taken for the word; repeatable", list(&s.wrong))
	f.Func("try", "WAV `file` to listen to with the new model; repeatable", list(&s.try))
	f.StringVar(&s.embedding, "embedding", "", "`folder` of melspectrogram.onnx and embedding_model.onnx of openWakeWord, instead of the library's own embedding")
	f.StringVar(&s.evidence, "evidence", "", "`file` of evidence for that embedding, as wake/enroll/gather makes it")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	s.files = f.Args()
	switch {
	case s.path == "":
		return s, errors.New("-o: want a file to write")
	case s.word == "" && s.from == "":
		return s, errors.New("-word: want the word")
	case s.takes < 1 || s.raw.channels < 1:
		return s, errors.New("-takes and -channels: want 1 or more")
	case s.raw.rate < 8000 || s.raw.rate > 192000:
		return s, fmt.Errorf("-rate %d: want 8000 to 192000", s.raw.rate)
	case (s.embedding == "") != (s.evidence == ""):
		return s, errors.New("-embedding and -evidence: want both or neither; wake/enroll/gather makes evidence for an embedding")
	}
	return s, nil
}

func run(args []string, in io.Reader, out, errw io.Writer) error {
	s, err := parse(args, errw)
	if err != nil {
		return err
	}
	ear, evidence, err := s.ear()
	if err != nil {
		return err
	}
	l, err := s.learner(ear, evidence)
	if err != nil {
		return err
	}
	e := &enroller{settings: s, learner: l, out: out}
	var live source
	if len(s.files) == 0 && (s.from == "" || len(s.wrong) == 0) {
		if live, err = newStream(in, s.raw); err != nil {
			return err
		}
	}
	if err := e.collect(live); err != nil {
		return err
	}
	model, err := e.learn()
	if err != nil {
		return err
	}
	return e.tryOut(model, live)
}

// ear opens the embedding and its evidence.
func (s *settings) ear() (wake.Embedder, *enroll.Evidence, error) {
	if s.embedding == "" {
		ear, err := speech.Load()
		if err != nil {
			return nil, nil, err
		}
		evidence, err := speech.Evidence()
		return ear, evidence, err
	}
	mel, err := os.Open(filepath.Join(s.embedding, "melspectrogram.onnx"))
	if err != nil {
		return nil, nil, err
	}
	defer mel.Close()
	net, err := os.Open(filepath.Join(s.embedding, "embedding_model.onnx"))
	if err != nil {
		return nil, nil, err
	}
	defer net.Close()
	f, err := os.Open(s.evidence)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	ear, err := openwakeword.ReadEmbedder(mel, net)
	if err != nil {
		return nil, nil, err
	}
	evidence, err := enroll.ReadEvidence(f)
	return ear, evidence, err
}

// learner starts, or goes on from a model.
func (s *settings) learner(ear wake.Embedder, evidence *enroll.Evidence) (*enroll.Learner, error) {
	c := enroll.Config{Word: s.word}
	if s.from == "" {
		return enroll.New(ear, evidence, c)
	}
	f, err := os.Open(s.from)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := enroll.ReadModel(f, ear)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.from, err)
	}
	return enroll.Resume(m, evidence, c)
}
