package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// A Tuning is what examples/tune finds out about a word of a model: what it
// writes with -json, adds with -add, and what -tuned gives back to the model.
type Tuning struct {
	Counts wake.Counts `json:"counts"`
	// Calibration is what the counts make of the word's scores.
	Calibration *wake.Calibration `json:"calibration,omitempty"`
	// Operating is the operating point chosen, its thresholds by Calibration; nil
	// where the recordings could not tell one.
	Operating *wake.Operating `json:"operating,omitempty"`
}

// maxTuning bounds a file, in bytes: two curves of 4096 points fit.
const maxTuning = 2 << 20

var errNoPoint = errors.New("it holds no operating point: the recordings could not tell one")

// ReadTuning reads a file that Write has written.
func ReadTuning(name string) (Tuning, error) {
	var t Tuning
	f, err := os.Open(name)
	if err != nil {
		return t, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTuning+1))
	switch {
	case err != nil:
		return t, err
	case len(b) > maxTuning:
		return t, fmt.Errorf("%s: more than %d bytes, which examples/tune does not write", name, maxTuning)
	}
	if err := json.Unmarshal(b, &t); err != nil {
		return Tuning{}, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// Write writes a file.
func (t Tuning) Write(name string) error {
	b, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(b, '\n'), 0o666)
}

// Apply returns the model with its word as tuned.
func (t Tuning) Apply(m wake.Model) (wake.Model, error) {
	if t.Calibration == nil || t.Operating == nil {
		return nil, fmt.Errorf("tuning of %q: %w", t.Counts.Word, errNoPoint)
	}
	list := m.Info().Words
	i := slices.IndexFunc(list, func(w wake.Word) bool { return w.Name == t.Counts.Word })
	if i < 0 {
		return nil, fmt.Errorf("tuning of %q: the model has no such word", t.Counts.Word)
	}
	w := list[i]
	w.Calibration, w.Operating = *t.Calibration, *t.Operating
	return wake.Tuned(m, w)
}
