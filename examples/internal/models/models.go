// Package models opens any wake model that the library can read, by flags that
// the examples share:
//
//	-word alexa,jarvis                  words that come with the library
//	-model hey.tflite                   microWakeWord v2, its .json manifest beside it
//	-model alexa.onnx                   an openWakeWord head, melspectrogram.onnx and embedding_model.onnx beside it
//	-model mine.hearsay                 the user's own word, learnt by package enroll
//	-model a.onnx -model b.onnx         several heads, each for its own word; several .hearsay too
//	-model alexa -model alexa.tflite    models that must agree; -consensus 1: any of them
//	-gate                               the first runs always, the others when it is in doubt
//	-tuned alexa.json                   the operating point that examples/tune has found
package models

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/microwakeword"
	"github.com/hearsay-go/hearsay/wake/openwakeword"
	"github.com/hearsay-go/hearsay/wake/words"
)

// A Source says which model to open: what the flags hold.
type Source struct {
	Words     string   // that come with the library, comma between them; unless there are Files
	Files     []string // model files, or single words that come with the library
	Consensus int      // how many of the Files must agree; 0: all
	Gate      bool     // the first of the Files runs always, the others when it is in doubt
	Tuned     string   // a file of examples/tune
}

// Flags defines the flags of s; shipped are the words heard without any.
func (s *Source) Flags(f *flag.FlagSet, shipped string) {
	f.StringVar(&s.Words, "word", shipped, "`words` that come with the library, comma between them: "+strings.Join(words.Names(), ", "))
	f.Func("model", "a model `FILE` instead: .tflite or .json (microWakeWord v2), .onnx (openWakeWord), .hearsay (own word), or a word of the library; repeated: they must agree, but .onnx alone, and .hearsay alone, are words of their own unless -consensus is given", func(path string) error {
		s.Files = append(s.Files, path)
		return nil
	})
	f.IntVar(&s.Consensus, "consensus", 0, "how many of the models must agree: `K`; 0: all")
	f.BoolVar(&s.Gate, "gate", false, "let the models but the first sleep until it is in doubt")
	f.StringVar(&s.Tuned, "tuned", "", "take calibration and threshold from this `FILE` that tune -json has written")
}

// Load opens files, of which consensus must agree, 0 meaning all.
func Load(files []string, consensus int) (wake.Model, error) {
	return Source{Files: files, Consensus: consensus}.Load()
}

// Load opens the model.
func (s Source) Load() (wake.Model, error) {
	m, err := s.load()
	if err != nil || s.Tuned == "" {
		return m, err
	}
	t, err := ReadTuning(s.Tuned)
	if err != nil {
		return nil, err
	}
	return t.Apply(m)
}

func (s Source) load() (wake.Model, error) {
	if (s.Consensus != 0 || s.Gate) && len(s.Files) < 2 {
		return nil, fmt.Errorf("-consensus and -gate want two models or more, there are %d", len(s.Files))
	}
	if len(s.Files) == 0 {
		return words.Load(strings.Split(strings.ReplaceAll(s.Words, " ", ""), ",")...)
	}
	if s.Consensus == 0 && !s.Gate { // words of their own, which share what is dear
		switch {
		case all(s.Files, ".onnx"):
			return named(openwakeword.Open(s.Files...))
		case all(s.Files, ".hearsay"):
			return openOwnWords(s.Files)
		}
	}
	var list []wake.Model
	for _, file := range s.Files {
		m, err := open(file)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	if len(list) == 1 {
		return list[0], nil
	}
	name, err := commonName(list)
	if err != nil {
		return nil, err
	}
	return wake.NewConsensus(wake.ConsensusConfig{Agree: s.Consensus, Gate: s.Gate, Word: name}, list...)
}

// commonName is what to call the word of models that have one each, whatever
// their files call it, so long as one name holds the other ("jarvis" and "hey
// jarvis"): models of different words would never agree, and never say why.
// Empty where a model has more words.
func commonName(list []wake.Model) (string, error) {
	for _, m := range list {
		if len(m.Info().Words) != 1 {
			return "", nil
		}
	}
	first := list[0].Info().Words[0].Name
	for _, m := range list[1:] {
		if name := m.Info().Words[0].Name; !holds(first, name) && !holds(name, first) {
			return "", fmt.Errorf("the models hear different words, %q and %q, and so cannot agree: give them to commands of their own", first, name)
		}
	}
	return first, nil
}

// holds says whether all words of part stand in name, side by side.
func holds(name, part string) bool {
	plain := func(s string) string { return " " + strings.ToLower(strings.ReplaceAll(s, "_", " ")) + " " }
	return strings.Contains(plain(name), plain(part))
}

// open opens one file, by its name.
func open(file string) (wake.Model, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".tflite", ".json":
		return named(microwakeword.Open(file))
	case ".onnx":
		return named(openwakeword.Open(file))
	case ".hearsay":
		return named(openOwn(file))
	}
	if slices.Contains(words.Names(), file) {
		return words.Load(file)
	}
	return nil, fmt.Errorf("%q: want a model (.tflite, .json, .onnx, .hearsay) or one of the library's words: %s", file, strings.Join(words.Names(), ", "))
}

// all says whether all files end in ext.
func all(files []string, ext string) bool {
	return !slices.ContainsFunc(files, func(file string) bool { return !strings.EqualFold(filepath.Ext(file), ext) })
}

// named makes an interface of what a package returned, nil of its nil.
func named[M wake.Model](m M, err error) (wake.Model, error) {
	if err != nil {
		return nil, err
	}
	return m, nil
}
