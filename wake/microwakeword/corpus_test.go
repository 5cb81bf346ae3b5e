package microwakeword

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/hearsay-go/hearsay/wake/waketest"
)

// corpus is the folder that HEARSAY_CORPUS names, with real models, recordings
// and the scores of the original runtime. Without it the test is skipped.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_CORPUS")
	if dir == "" {
		t.Skip("HEARSAY_CORPUS names no corpus")
	}
	return filepath.Join(dir, "wake")
}

func records(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// decode returns the samples of a FLAC file of 16 kHz and one channel.
func decode(t *testing.T, path string) []int16 {
	t.Helper()
	flac, err := exec.LookPath("flac")
	if err != nil {
		t.Skip("no flac to decode with")
	}
	b, err := exec.CommandContext(t.Context(), flac, "-dcs", "--force-raw-format", "--endian=little", "--sign=signed", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]int16, len(b)/2)
	if err := binary.Read(bytes.NewReader(b), binary.LittleEndian, out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCorpusModelsKeepTheContract(t *testing.T) {
	models, err := filepath.Glob(filepath.Join(corpus(t), "models", "microwakeword", "*.json"))
	if err != nil || len(models) == 0 {
		t.Fatalf("no models: %v", err)
	}
	for _, path := range models {
		m, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := waketest.TestModel(m); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// reference is what the original runtime gave: probabilities by file, and by time
// in 10 ms.
func reference(t *testing.T, path string) map[string]map[int]float64 {
	t.Helper()
	out := map[string]map[int]float64{}
	for _, r := range records(t, path) {
		at, err1 := strconv.ParseFloat(r[1], 64)
		p, err2 := strconv.ParseFloat(r[2], 64)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatalf("%v: %v", r, err)
		}
		if out[r[0]] == nil {
			out[r[0]] = map[int]float64{}
		}
		out[r[0]][int(math.Round(at*100))] = p
	}
	return out
}

// Each probability equals the reference, in 255ths.
func TestCorpusProbabilities(t *testing.T) {
	dir := corpus(t)
	m, err := Open(filepath.Join(dir, "models", "microwakeword", "alexa.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := reference(t, filepath.Join(dir, "reference", "microwakeword-alexa.csv"))
	total, off := 0, 0
	s := m.NewScorer()
	score := make([]float32, 1)
	for _, r := range records(t, filepath.Join(dir, "reference", "files.csv")) {
		s.Reset()
		heard := 0
		for k, step := range steps(decode(t, filepath.Join(dir, r[1])), m.Info().Step) {
			s.Score(score, step)
			p, ok := want[r[0]][k+1]
			if !ok {
				continue
			}
			heard++
			if math.Round(255*p) != math.Round(255*float64(score[0])) {
				off++
				t.Errorf("%s at %.2f s: %.4f, want %.4f", r[0], float64(k+1)/100, score[0], p)
			}
		}
		if heard != len(want[r[0]]) {
			t.Errorf("%s: %d probabilities, want %d", r[0], heard, len(want[r[0]]))
		}
		total += heard
	}
	t.Logf("%d inferences, %d of them off", total, off)
	if total == 0 {
		t.Error("nothing was compared")
	}
}
