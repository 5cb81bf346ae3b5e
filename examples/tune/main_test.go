package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-audio/audio"
	"github.com/go-audio/wav"

	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/wake"
)

// folders makes a small corpus: the word at several levels, noise without it,
// and a file that is no WAV.
func folders(t *testing.T) (positives, negatives string) {
	t.Helper()
	dir := t.TempDir()
	positives, negatives = filepath.Join(dir, "pos"), filepath.Join(dir, "neg")
	for _, d := range []string{positives, negatives} {
		if err := os.Mkdir(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	word := spoken(t)
	for i, gain := range []float64{1, 0.5, 0.1} {
		write(t, filepath.Join(positives, string(rune('a'+i))+".wav"), word, gain)
	}
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]float32, 16000*20)
	for i := range noise {
		noise[i] = float32(r.NormFloat64()) * 0.05
	}
	write(t, filepath.Join(negatives, "noise.wav"), noise, 1)
	write(t, filepath.Join(negatives, "word.wav"), word, 0.8) // a mistake to be found
	if err := os.WriteFile(filepath.Join(negatives, "broken.wav"), []byte("RIFF"), 0o666); err != nil {
		t.Fatal(err)
	}
	return positives, negatives
}

// spoken is "alexa" as the smallest example has it.
func spoken(t *testing.T) []float32 {
	t.Helper()
	f, err := os.Open("../assistant/wake.wav")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := wake.NewWAV(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []float32
	buf := make([]float32, 4096)
	for {
		n, err := w.Read(buf)
		all = append(all, buf[:n]...)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, name string, samples []float32, gain float64) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	e := wav.NewEncoder(f, 16000, 16, 1, 1)
	buf := &audio.IntBuffer{Format: &audio.Format{NumChannels: 1, SampleRate: 16000}, SourceBitDepth: 16}
	for _, s := range samples {
		buf.Data = append(buf.Data, int(math.Round(32767*min(max(float64(s)*gain, -1), 1))))
	}
	if err := errors.Join(e.Write(buf), e.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	positives, negatives := folders(t)
	html := filepath.Join(t.TempDir(), "report.html")
	var out strings.Builder
	if err := run([]string{"-want", "1000", "-o", html, positives, negatives}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"alexa": 3 utterances, 22.1 seconds without the word`,
		"wake.Config{Threshold: ", "← chosen", "Missed: 0\n",
		"False accepts: 1\n", "word.wav", // the planted mistake, by name
		"1 file not heard", "broken.wav",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	checkHTML(t, html, "word.wav", "DET curve", "Not heard: 1")
}

// checkHTML reads the report as strictly as a browser does not, and looks for
// texts in it.
func checkHTML(t *testing.T, name string, texts ...string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(string(b)))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		_, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, want := range append(texts, "</html>") {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %q in the report", want)
		}
	}
	fetched := strings.ReplaceAll(string(b), `xmlns="http://www.w3.org/2000/svg"`, "") // a name, which nobody fetches
	for _, bad := range []string{"http://", "https://", "ZgotmplZ", "NaN"} {
		if strings.Contains(fetched, bad) {
			t.Errorf("%q in the report", bad)
		}
	}
}

// Where the recordings cannot tell the wanted rate there is no threshold to
// copy, on the terminal and in the report.
func TestTooFewHours(t *testing.T) {
	positives, negatives := folders(t)
	html := filepath.Join(t.TempDir(), "report.html")
	var out strings.Builder
	if err := run([]string{"-want", "0.5", "-o", html, positives, negatives}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	const lack = "No threshold can be recommended. 2"
	if got := out.String(); strings.Contains(got, "wake.Config{") || !strings.Contains(got, lack) || !strings.Contains(got, "It takes 2.46 hours") || strings.Contains(got, "0.00 hours") {
		t.Errorf("of some seconds:\n%s", got)
	}
	checkHTML(t, html, lack)
}

func TestMissing(t *testing.T) {
	for _, c := range []struct {
		name         string
		falseAccepts int // at the chosen threshold
		hours, want  float64
		lack         string
	}{
		{"nothing without the word", 0, 0, 0.5, "Without any audio"},
		{"too short", 0, 0.5, 0.5, "30.0 minutes without the word, with 0 false accepts"},
		{"too short for one", 1, 2, 0.5, "2.00 hours without the word, with 1 false accept at"},
		{"enough for a factor of three", 0, 2.5, 0.5, ""},
		{"many hours, as wanted", 40, 100, 0.5, ""},
		{"too many at every threshold", 60, 100, 0.5, "No threshold gives 0.5"},
	} {
		r := result{want: c.want, Tuning: models.Tuning{Counts: wake.Counts{Hours: c.hours}}, points: []point{{
			DETPoint: wake.DETPoint{Threshold: 0.9, FalseAccepts: c.falseAccepts, FalseAcceptsPerHour: float64(c.falseAccepts) / c.hours},
			Rate:     perHour(c.falseAccepts, c.hours),
		}}}
		if got := r.missing(); !strings.HasPrefix(got, c.lack) || (got == "") != (c.lack == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.lack)
		}
	}
}

// The row chosen shows the threshold that is recommended.
func TestChosenRow(t *testing.T) {
	positives, negatives := folders(t)
	var out strings.Builder
	if err := run([]string{"-want", "1000", positives, negatives}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	_, advice, _ := strings.Cut(out.String(), "wake.Config{Threshold: ")
	threshold, _, _ := strings.Cut(advice, "}")
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "← chosen") != (threshold != "" && strings.HasPrefix(line, threshold)) {
			t.Errorf("threshold %q recommended, row %q", threshold, line)
		}
	}
}

// Shards add up to the whole, whatever the number of workers.
func TestShardsAdd(t *testing.T) {
	positives, negatives := folders(t)
	dir := t.TempDir()
	a, b, whole, sum := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "whole"), filepath.Join(dir, "sum")
	for _, args := range [][]string{
		{"-workers", "1", "-shard", "1/2", "-json", a, positives, negatives},
		{"-workers", "3", "-shard", "2/2", "-json", b, positives, negatives},
		{"-json", whole, positives, negatives},
		{"-add", a + "," + b, "-json", sum},
	} {
		if err := run(args, io.Discard, io.Discard); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	x, errX := os.ReadFile(whole)
	y, errY := os.ReadFile(sum)
	if errX != nil || errY != nil || string(x) != string(y) {
		t.Errorf("the whole differs from the sum of its shards: %v, %v\n%s\n%s", errX, errY, x, y)
	}
}

func TestBadArguments(t *testing.T) {
	positives, negatives := folders(t)
	empty := t.TempDir()
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no folders", nil, "0 arguments"},
		{"one folder", []string{positives}, "1 argument,"},
		{"no such model", []string{"-model", "x.tflite", positives, negatives}, "x.json"},
		{"two words", []string{"-word", "alexa,jarvis", positives, negatives}, "has 2 words, want one"},
		{"unknown word", []string{"-word", "bob", positives, negatives}, `"bob"`},
		{"no rate", []string{"-want", "0", positives, negatives}, "-want 0"},
		{"not a rate", []string{"-want", "NaN", positives, negatives}, "-want NaN"},
		{"no workers", []string{"-workers", "0", positives, negatives}, "-workers 0"},
		{"shard beyond", []string{"-shard", "3/2", positives, negatives}, `-shard "3/2"`},
		{"shard of nothing", []string{"-shard", "x", positives, negatives}, `-shard "x"`},
		{"folder without WAV", []string{positives, empty}, "no WAV files"},
		{"folder that is not there", []string{positives, filepath.Join(empty, "no")}, "no such file"},
		{"counts that are none", []string{"-add", filepath.Join(negatives, "noise.wav")}, "noise.wav"},
	}
	for _, tt := range tests {
		if err := run(tt.args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: run(%q) = %v, want an error with %q", tt.name, tt.args, err, tt.want)
		}
	}
	if err := run([]string{"-h"}, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}

// The intervals, whose numbers package wake holds, are scaled to hours.
func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		name      string
		got       interval
		low, high float64
	}{
		{"none in an hour", perHour(0, 1), 0, 3.689},
		{"ten in two hours", perHour(10, 2), 4.795 / 2, 18.390 / 2},
		{"2 of 100", share(2, 100), 0.0055, 0.0700},
	} {
		if math.Abs(c.got.Low-c.low) > 1e-3 || math.Abs(c.got.High-c.high) > 1e-3 {
			t.Errorf("%s: %v, want %v to %v", c.name, c.got, c.low, c.high)
		}
	}
	if in := perHour(0, 0); in.Low != 0 || !math.IsInf(in.High, 1) {
		t.Errorf("without hours: %v", in)
	}
}

// The threshold is the middle one of those that count the same, never one that
// may count otherwise.
func TestMiddle(t *testing.T) {
	c := wake.Counts{Found: make([]int, 241), FalseAccepts: make([]int, 241), Utterances: 9, Hours: 1}
	for i := range c.Found {
		switch { // the counts fall at 10, 11 and 14
		case i < 10:
			c.Found[i] = 9
		case i < 11:
			c.Found[i] = 8
		case i < 14:
			c.Found[i] = 7
		}
	}
	r := result{Tuning: models.Tuning{Counts: c}}
	for _, d := range c.DET() {
		r.points = append(r.points, point{DETPoint: d})
	}
	for i, want := range []int{4, 10, 12, 14} {
		if got := r.middle(i); got != c.Threshold(want) {
			t.Errorf("point %d: threshold %v, want %v", i, got, c.Threshold(want))
		}
	}
}
