package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

// TestTunedModelDecidesTheSame: the file that -json writes gives the model a
// new calibration, and a threshold that accepts what the old one did.
func TestTunedModelDecidesTheSame(t *testing.T) {
	positives, negatives := folders(t)
	file := filepath.Join(t.TempDir(), "alexa.json")
	var out strings.Builder
	if err := run([]string{"-want", "1000", "-json", file, positives, negatives}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	plain, err := models.Load([]string{"alexa"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	tuned, err := models.Source{Files: []string{"alexa"}, Tuned: file}.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, advice, _ := strings.Cut(out.String(), "wake.Config{Threshold: ")
	text, _, _ := strings.Cut(advice, "}")
	if text == "" {
		t.Fatalf("no threshold in\n%s", out.String())
	}
	old, now := plain.Info().Words[0], tuned.Info().Words[0]
	if now.Calibration.Hours == 0 || now.Operating.Threshold == old.Operating.Threshold || now.Operating.DoubtThreshold > now.Operating.Threshold {
		t.Errorf("tuned to %+v", now.Operating)
	}
	// The same score stands at both thresholds.
	a, b := old.Calibration.Score(0.5), now.Calibration.Score(now.Calibration.Confidence(old.Calibration.Score(0.5)))
	if d := a - b; d > 1e-9 || d < -1e-9 {
		t.Errorf("the confidence of 0.5 has the score %v, by way of the new calibration %v", a, b)
	}
	d, err := wake.New(tuned, wake.Config{})
	if err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for _, det := range d.Flush(d.Append(nil, spoken(t))) {
		if det.Verdict == wake.Accepted {
			accepted++
		}
	}
	if accepted != 1 {
		t.Errorf("the tuned model accepts the word %d times, want once", accepted)
	}
}

// A tuning without a threshold is no operating point, but can be added.
func TestTooFewHoursGiveNoTuning(t *testing.T) {
	positives, negatives := folders(t)
	file := filepath.Join(t.TempDir(), "alexa.json")
	if err := run([]string{"-json", file, positives, negatives}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	if _, err := (models.Source{Files: []string{"alexa"}, Tuned: file}).Load(); err == nil || !strings.Contains(err.Error(), "no operating point") {
		t.Errorf("-tuned: %v", err)
	}
	if err := run([]string{"-add", file}, io.Discard, io.Discard); err != nil {
		t.Errorf("-add: %v", err)
	}
}

// TestOnlyWhatCameNearIsHeardAgain: silence holds nothing to list.
func TestOnlyWhatCameNearIsHeardAgain(t *testing.T) {
	positives, negatives := folders(t)
	write(t, filepath.Join(negatives, "silence.wav"), make([]float32, 16000), 1)
	o, err := parse([]string{"-want", "1000", positives, negatives}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	model, err := o.source.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := measure(model, o, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.decide(o); err != nil {
		t.Fatal(err)
	}
	if err := r.listen(model, o, io.Discard); err != nil {
		t.Fatal(err)
	}
	var again []string
	for _, h := range r.heard {
		again = append(again, filepath.Base(h.path))
	}
	if diff := cmp.Diff([]string{"word.wav", "a.wav", "b.wav", "c.wav"}, again); diff != "" {
		t.Errorf("heard again (-want +got)\n%s", diff)
	}
}

func TestPicture(t *testing.T) {
	positives, negatives := folders(t)
	file := filepath.Join(t.TempDir(), "alexa.svg")
	if err := run([]string{"-want", "1000", "-svg", file, positives, negatives}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"“alexa”", "3 utterances, 22.1 seconds without the word", "The dot is the threshold of", "<circle"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %q in the picture", want)
		}
	}
	if err := (&result{}).save(options{svg: file}); err == nil || !strings.Contains(err.Error(), "nothing was counted") {
		t.Errorf("a picture of nothing: %v", err)
	}
}

func TestPlayer(t *testing.T) {
	for _, c := range []struct {
		dir, path string
		at        time.Duration
		want      string
	}{
		{"out", "out/a.wav", 0, "./a.wav#t=0.00,2.00"},
		{"out", "neg/a b#1.wav", 90 * time.Second, "./../neg/a%20b%231.wav#t=89.50,92.00"},
		{".", "c:d.wav", 200 * time.Millisecond, "./c:d.wav#t=0.00,2.20"},
		{".", "/abs/a.wav", time.Second, ""},
	} {
		got := string(player(c.dir, moment{Path: filepath.FromSlash(c.path), At: c.at}))
		if c.want != "" && got != c.want || !strings.HasSuffix(got, "0") {
			t.Errorf("%s from %s at %v: %q, want %q", c.path, c.dir, c.at, got, c.want)
		}
	}
}

func TestBar(t *testing.T) {
	b := newBar(status.New(io.Discard, false), "counting", []clip{{size: 300}, {size: 100}, {size: 0}})
	b.finished(clip{size: 300})
	want := "counting " + strings.Repeat("█", 17) + strings.Repeat("░", 7) + "  75 %, 1 of 3 files, 1s left: x.wav"
	if got := b.text(3*time.Second, "dir/x.wav"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The longest files are heard first, and errors keep the order of the clips.
func TestEach(t *testing.T) {
	clips := []clip{{path: "a", size: 1}, {path: "b", size: 3}, {path: "c", size: 2}, {path: "d", size: 2}}
	var order []string
	errs := each(clips, 1, newBar(status.New(io.Discard, false), "", clips), func(i int) error {
		order = append(order, clips[i].path)
		if i == 2 {
			return io.EOF
		}
		return nil
	})
	if got := strings.Join(order, ""); got != "bcda" || errs[2] != io.EOF || errs[0] != nil {
		t.Errorf("order %s, errors %v", got, errs)
	}
	if errs := each(nil, 4, newBar(status.New(io.Discard, false), "", nil), nil); len(errs) != 0 {
		t.Errorf("of nothing: %v", errs)
	}
}

func TestTrace(t *testing.T) {
	h := hearing{clip: clip{path: "x", positive: true}, length: 10 * time.Second, trace: make([]float32, 100)}
	h.trace[50] = 0.5
	h.dets = []moment{{Told: 5 * time.Second, Verdict: wake.Doubtful}}
	got := newTrace(h, 0.75)
	if got.Line != "0.0,60.0 490.0,60.0 500.0,30.0 510.0,60.0 990.0,60.0 " || got.Threshold != 15 || got.Marks[0].X != 500 || len(got.Ticks) != 10 {
		t.Errorf("trace %+v", got)
	}
	for length, want := range map[time.Duration]time.Duration{0: time.Second, time.Minute: 30 * time.Second, time.Hour: 10 * time.Minute, 100 * time.Hour: 10 * time.Hour} {
		if got := tickOf(length); got != want {
			t.Errorf("tick of %v: %v, want %v", length, got, want)
		}
	}
}
