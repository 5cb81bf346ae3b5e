package words

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

//go:embed weights.safetensors
var weights []byte

//go:embed calibration.json
var calibration []byte

// ErrUnknownWord is matched by the error of [Load] for a word that does not
// come with the library.
var ErrUnknownWord = errors.New("words: unknown wake word")

// Names lists the words that [Load] knows, sorted.
func Names() []string {
	f, err := parse(weights, calibration)
	if err != nil {
		return nil // the tests hold that the embedded files parse
	}
	names := make([]string, len(f.words))
	for i, w := range f.words {
		names[i] = w.Name
	}
	slices.Sort(names)
	return names
}

// Load returns the model of the words named, in that order; no names mean all
// words, in the order of [Names]. Words that are left out cost nothing. An
// unknown word gives an error that matches [ErrUnknownWord] and lists the known
// ones; a word named twice is an error too.
//
// The model is immutable and may be shared by any number of goroutines. Loading
// takes a few milliseconds.
func Load(names ...string) (wake.Model, error) {
	f, err := parse(weights, calibration)
	if err != nil {
		return nil, fmt.Errorf("words: embedded model: %w", err)
	}
	if len(names) == 0 {
		names = Names()
	}
	return f.model(names)
}

// model selects the words named.
func (f *modelFile) model(names []string) (*model, error) {
	m := &model{features: f.features}
	m.info = wake.Info{SampleRate: f.meta.SampleRate, Step: f.meta.Step}
	var outputs []int
	for _, name := range names {
		i := slices.IndexFunc(f.words, func(w wake.Word) bool { return w.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w %q, known are %q", ErrUnknownWord, name, Names())
		}
		if slices.Contains(outputs, i) {
			return nil, fmt.Errorf("words: %q named twice", name)
		}
		outputs = append(outputs, i)
		m.info.Words = append(m.info.Words, f.words[i])
	}
	for _, net := range f.nets {
		part, err := net.Select(outputs)
		if err != nil {
			return nil, err
		}
		m.nets = append(m.nets, part)
	}
	return m, nil
}
