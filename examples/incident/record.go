package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
)

// errNoDialog is returned where a record is asked for and no dialog was held.
var errNoDialog = errors.New("no dialog was held, so there is no record of one")

// writeRecord writes the record of Hearsay's dialog to a file, if one is named:
// that of the chain itself or, where it asked nothing, that of the last of those
// whose earlier steps were made to err. It returns the name of the chain. A record
// holds what people said, so only the file's owner may read it.
func writeRecord(r *replay, file string) (whose string, err error) {
	if file == "" {
		return "", nil
	}
	t := r.recorded()
	if t == nil {
		return "", fmt.Errorf("%s: %w", file, errNoDialog)
	}
	data, err := recordForm(file)(*t.Record)
	if err != nil {
		return "", fmt.Errorf("record: %w", err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return "", fmt.Errorf("record: %w", err)
	}
	return t.Name, nil
}

// recorded is the timeline whose record is worth reading; nil where no chain
// held a dialog.
func (r *replay) recorded() *timeline {
	if r.New.Record != nil {
		return r.New
	}
	for _, t := range slices.Backward(r.Deeper) {
		if t.Record != nil {
			return t
		}
	}
	return nil
}

// recordForm is how a record is written to a file of this name; nil for a name
// that says nothing about it.
func recordForm(file string) func(confirm.Record) ([]byte, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".svg":
		return func(r confirm.Record) ([]byte, error) { return []byte(r.SVG()), nil }
	case ".txt":
		return func(r confirm.Record) ([]byte, error) { return []byte(r.Timeline()), nil }
	case ".json":
		return func(r confirm.Record) ([]byte, error) { return json.MarshalIndent(r, "", "  ") }
	}
	return nil
}
