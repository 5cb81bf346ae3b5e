package wake

import (
	"errors"
	"fmt"
	"slices"
)

// Tuned returns m with what is known about some of its words replaced: the Span,
// Delay, Calibration and Operating of the word of the same name, which is how a
// Calibration that a [Counter] has counted comes back to its model. The scores
// stay as they are; other words too. It fails where m lacks a word, where a word
// stands twice, and where a field is out of its range.
func Tuned(m Model, words ...Word) (Model, error) {
	if m == nil {
		return nil, errors.New("wake: Tuned without a Model")
	}
	in := m.Info()
	in.Words = slices.Clone(in.Words)
	replaced := make([]bool, len(in.Words))
	for _, w := range words {
		i := slices.IndexFunc(in.Words, func(had Word) bool { return had.Name == w.Name })
		switch {
		case i < 0:
			return nil, fmt.Errorf("wake: Tuned: the model has no word %q", w.Name)
		case replaced[i]:
			return nil, fmt.Errorf("wake: Tuned: word %q twice", w.Name)
		}
		w.Calibration.Curve = slices.Clone(w.Calibration.Curve)
		w.Calibration.Rates = slices.Clone(w.Calibration.Rates)
		in.Words[i], replaced[i] = w, true
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return &tuned{m, in}, nil
}

// tuned is a model under another Info.
type tuned struct {
	Model
	info Info
}

// Info describes the model.
func (t *tuned) Info() Info {
	in := t.info
	in.Words = slices.Clone(in.Words)
	return in
}
