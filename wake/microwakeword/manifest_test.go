package microwakeword

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadManifest(t *testing.T) {
	got, err := ReadManifest(strings.NewReader(tinyManifest))
	if err != nil {
		t.Fatal(err)
	}
	want := Manifest{
		Word: "Tiny Word", File: "tiny.tflite", Author: "A Test", Website: "https://example.org", Languages: []string{"en"},
		Cutoff: 0.97, Window: 5, Step: 10 * time.Millisecond,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestReadManifestRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"version 1", `"version": 2`, `"version": 1`, "version 1, want micro of version 2"},
		{"version 3", `"version": 2`, `"version": 3`, "version 3"},
		{"no version", `"version": 2,`, ``, "version 0"},
		{"another type", `"type": "micro"`, `"type": "porcupine"`, `"porcupine"`},
		{"no word", `"wake_word": "Tiny Word"`, `"wake_word": ""`, "wake_word"},
		{"no cutoff", `"probability_cutoff": 0.97,`, ``, "probability_cutoff missing"},
		{"cutoff 0", `0.97`, `0`, "probability_cutoff 0, want above 0 to 1"},
		{"cutoff above 1", `0.97`, `97`, "probability_cutoff 97"},
		{"window 0", `"sliding_window_size": 5`, `"sliding_window_size": 0`, "sliding_window_size 0"},
		{"the window of version 1", `"sliding_window_size": 5`, `"sliding_window_average_size": 10`, "sliding_window_size missing"},
		{"endless window", `"sliding_window_size": 5`, `"sliding_window_size": 1000000`, "sliding_window_size 1000000"},
		{"no step", `"feature_step_size": 10,`, ``, "feature_step_size missing"},
		{"long step", `"feature_step_size": 10`, `"feature_step_size": 31`, "feature_step_size 31"},
		{"a number for a word", `"Tiny Word"`, `7`, "wake_word"},
		{"cut short", "}\n}", "", "unexpected end"},
		{"too long", `"Tiny Word"`, `"` + strings.Repeat("a", maxManifest) + `"`, "more than 65536 bytes"},
	} {
		m, err := ReadManifest(strings.NewReader(strings.Replace(tinyManifest, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "microwakeword: manifest: ") {
			t.Errorf("%s: %+v, %v, want an error with %q", c.name, m, err, c.want)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadErrorsAreKept(t *testing.T) {
	broken := errors.New("the disk is gone")
	if _, err := ReadManifest(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("manifest: %v, want the reader's error", err)
	}
	if _, err := Read(failing{broken}, strings.NewReader(tinyManifest)); !errors.Is(err, broken) {
		t.Errorf("model: %v, want the reader's error", err)
	}
}

func FuzzReadManifest(f *testing.F) {
	f.Add(tinyManifest)
	f.Add(`{"type":"micro","version":2,"wake_word":"a","micro":{"probability_cutoff":1e-9,"sliding_window_size":100,"feature_step_size":30}}`)
	f.Add(`{"type":"micro","version":1,"micro":{"probability_cutoff":0.5,"sliding_window_average_size":10}}`)
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ReadManifest(strings.NewReader(s))
		if err != nil {
			return
		}
		if m.Word == "" || !(m.Cutoff > 0 && m.Cutoff <= 1) || m.Window < 1 || m.Window > 100 || m.Step < time.Millisecond || m.Step > 30*time.Millisecond {
			t.Errorf("%q was taken: %+v", s, m)
		}
	})
}
