package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/internal/svg/svgtest"
)

// TestRecord writes the record of a dialog in each form, and looks into it.
func TestRecord(t *testing.T) {
	dir := t.TempDir()
	forms := map[string]func(data []byte) string{
		"dialog.svg": func(data []byte) string { return svgtest.Texts(t, string(data)) },
		"dialog.txt": func(data []byte) string { return string(data) },
		"dialog.JSON": func(data []byte) string {
			var r confirm.Record
			if err := json.Unmarshal(data, &r); err != nil {
				t.Fatal(err)
			}
			return r.Timeline()
		},
	}
	for name, read := range forms {
		file := filepath.Join(dir, name)
		code, out, errout := incident(t, "-scenario", "correction", "-record", file)
		if code != 0 || errout != "" {
			t.Fatalf("%s: exit %d, stderr %q; want 0, nothing", name, code, errout)
		}
		if !strings.Contains(out, "record of “") || !strings.Contains(out, file) {
			t.Errorf("the report does not say that it wrote %s", file)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToLower(read(data))
		for _, want := range []string{"john baker", "proceed", "announce", "window"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, text)
			}
		}
	}
}

// TestRecordOfIncident asks for the record of a chain that slept on: it is that
// of the chain in which every earlier step was made to err.
func TestRecordOfIncident(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dialog.txt")
	if code, _, errout := incident(t, "-record", file); code != 0 {
		t.Fatalf("exit %d, stderr %q; want 0", code, errout)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.Contains(text, "not sent") && !strings.Contains(text, "Not sent") {
		t.Errorf("the record of the incident does not end with nothing sent:\n%s", text)
	}
}

func TestRecordOfNothing(t *testing.T) {
	r := &replay{New: &timeline{}, Deeper: []*timeline{{}}}
	if _, err := writeRecord(r, "x.svg"); !errors.Is(err, errNoDialog) {
		t.Errorf("the record of no dialog: %v; want %v", err, errNoDialog)
	}
	if whose, err := writeRecord(r, ""); whose != "" || err != nil {
		t.Errorf("no file named: %q, %v; want nothing", whose, err)
	}
	if code, _, errout := incident(t, "-record", "dialog.png"); code != 2 || !strings.Contains(errout, ".svg, .txt or .json") {
		t.Errorf("-record dialog.png: exit %d, %q; want 2 and what it takes", code, errout)
	}
	if code, _, errout := incident(t, "-record", filepath.Join(t.TempDir(), "missing", "x.svg")); code != 2 || !strings.Contains(errout, "record") {
		t.Errorf("a record that cannot be written: exit %d, %q; want 2", code, errout)
	}
}
