package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/hearsay-go/hearsay/confirm"
)

// recordSink writes the Record of each dialog to a file, one JSON a line; with
// no path it drops them. done flushes and closes.
func recordSink(path string) (sink func(id string, o confirm.Outcome) error, done func(), err error) {
	if path == "" {
		return func(string, confirm.Outcome) error { return nil }, func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, err
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	sink = func(id string, o confirm.Outcome) error {
		return enc.Encode(struct {
			ID     string         `json:"id"`
			Value  string         `json:"value,omitempty"`
			Record confirm.Record `json:"record"`
		}{id, o.Value, o.Record})
	}
	return sink, func() { w.Flush(); f.Close() }, nil
}
