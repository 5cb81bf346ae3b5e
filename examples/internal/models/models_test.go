package models

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
)

// parse reads flags as an example does.
func parse(t *testing.T, args ...string) Source {
	t.Helper()
	var s Source
	f := flag.NewFlagSet("test", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	s.Flags(f, "computer")
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return s
}

func namesOf(m wake.Model) (names []string) {
	for _, w := range m.Info().Words {
		names = append(names, w.Name)
	}
	return names
}

func TestLoad(t *testing.T) {
	for _, c := range []struct {
		args      []string
		names     []string
		consensus bool
	}{
		{nil, []string{"computer"}, false},
		{[]string{"-word", "alexa, jarvis"}, []string{"alexa", "jarvis"}, false},
		{[]string{"-model", "alexa"}, []string{"alexa"}, false},
		{[]string{"-model", "alexa", "-model", "alexa"}, []string{"alexa"}, true}, // given to agree
		{[]string{"-model", "alexa", "-model", "alexa", "-consensus", "1"}, []string{"alexa"}, true},
		{[]string{"-model", "alexa", "-model", "alexa", "-gate"}, []string{"alexa"}, true},
	} {
		m, err := parse(t, c.args...).Load()
		if err != nil {
			t.Errorf("%q: %v", c.args, err)
			continue
		}
		if diff := cmp.Diff(c.names, namesOf(m)); diff != "" {
			t.Errorf("%q: words (-want +got)\n%s", c.args, diff)
		}
		if _, ok := m.(*wake.Consensus); ok != c.consensus {
			t.Errorf("%q: %T", c.args, m)
		}
	}
	gated, err := parse(t, "-model", "alexa", "-model", "alexa", "-gate").Load()
	if err != nil || gated.(*wake.Consensus).Burst() == 0 {
		t.Errorf("-gate makes no gate: %v", err)
	}
}

func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	broken := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-word", "sesame"}, "sesame"},
		{[]string{"-model", "sesame"}, `"sesame": want a model (.tflite`},
		{[]string{"-model", filepath.Join(dir, "no.tflite")}, "no.json"},
		{[]string{"-model", filepath.Join(dir, "no.onnx")}, "no such file"},
		{[]string{"-model", broken("x.json")}, "x.json"},
		{[]string{"-model", "alexa", "-consensus", "1"}, "there are 1"},
		{[]string{"-gate"}, "there are 0"},
		{[]string{"-model", "alexa", "-model", "alexa", "-consensus", "3"}, "Agree is 3"},
		{[]string{"-tuned", filepath.Join(dir, "no.json")}, "no such file"},
		{[]string{"-tuned", broken("empty.json")}, "holds no operating point"},
	} {
		if _, err := parse(t, c.args...).Load(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want an error with %q", c.args, err, c.want)
		}
	}
}

// TestRealModels opens the files of the corpus, where it is at hand.
func TestRealModels(t *testing.T) {
	corpus := os.Getenv("HEARSAY_CORPUS")
	if corpus == "" {
		t.Skip("HEARSAY_CORPUS is not set")
	}
	dir := filepath.Join(corpus, "wake", "models")
	tflite := filepath.Join(dir, "microwakeword", "alexa.tflite")
	alexa := filepath.Join(dir, "openwakeword", "alexa_v0.1.onnx")
	jarvis := filepath.Join(dir, "openwakeword", "hey_jarvis_v0.1.onnx")
	for _, c := range []struct {
		files     []string
		consensus int
		words     int
	}{
		{[]string{tflite}, 0, 1},
		{[]string{strings.TrimSuffix(tflite, ".tflite") + ".json"}, 0, 1},
		{[]string{alexa, jarvis}, 0, 2},
		{[]string{"alexa", tflite, alexa}, 2, 1},
	} {
		m, err := Load(c.files, c.consensus)
		if err != nil {
			t.Errorf("%q: %v", c.files, err)
		} else if got := namesOf(m); len(got) != c.words {
			t.Errorf("%q: words %q, want %d", c.files, got, c.words)
		}
	}
}

// TestTuning writes a tuning, reads it and gives it to a model.
func TestTuning(t *testing.T) {
	m, err := Load([]string{"alexa"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	before := m.Info().Words[0]
	want := Tuning{
		Counts:      wake.Counts{Word: "alexa"},
		Calibration: &wake.Calibration{Curve: []wake.CurvePoint{{Score: 0, Confidence: 0.25}, {Score: 4, Confidence: 0.75}}},
		Operating:   &wake.Operating{Threshold: 0.7},
	}
	path := filepath.Join(t.TempDir(), "alexa.json")
	if err := want.Write(path); err != nil {
		t.Fatal(err)
	}
	tuned, err := parse(t, "-model", "alexa", "-tuned", path).Load()
	if err != nil {
		t.Fatal(err)
	}
	after := tuned.Info().Words[0]
	if diff := cmp.Diff(*want.Calibration, after.Calibration); diff != "" || after.Operating.Threshold != 0.7 {
		t.Errorf("threshold %v, want 0.7; calibration (-want +got)\n%s", after.Operating.Threshold, diff)
	}
	if after.Span != before.Span || after.Delay != before.Delay {
		t.Errorf("span and delay became %v and %v", after.Span, after.Delay)
	}
	if _, err := parse(t, "-model", "jarvis", "-tuned", path).Load(); err == nil || !strings.Contains(err.Error(), `tuning of "alexa": the model has no such word`) {
		t.Errorf("for another word: %v", err)
	}
	if err := os.WriteFile(path, make([]byte, maxTuning+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadTuning(path); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a file too long: %v", err)
	}
}
