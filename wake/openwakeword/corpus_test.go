package openwakeword

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// corpus returns the folder of real models, clips and scores, or skips.
func corpus(t testing.TB) string {
	dir := os.Getenv("HEARSAY_CORPUS")
	if dir == "" {
		t.Skip("HEARSAY_CORPUS names no corpus of real models")
	}
	if _, err := exec.LookPath("flac"); err != nil {
		t.Skip("no flac to decode the clips with")
	}
	return filepath.Join(dir, "wake")
}

// A clip is a recording in steps.
type clip struct {
	name  string
	steps [][]float32
}

// clips reads those that the references were made of.
func clips(t testing.TB, dir string) []clip {
	f, err := os.Open(filepath.Join(dir, "reference", "files.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []clip
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, path, _ := strings.Cut(lines.Text(), ",")
		list = append(list, clip{name, decode(t, filepath.Join(dir, path))})
	}
	return list
}

func decode(t testing.TB, path string) (steps [][]float32) {
	raw, err := exec.Command("flac", "-dcs", "--force-raw-format", "--endian=little", "--sign=signed", path).Output()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for ; len(raw) >= 2*stepLen; raw = raw[2*stepLen:] {
		step := make([]float32, stepLen)
		for i := range step {
			step[i] = float32(int16(binary.LittleEndian.Uint16(raw[2*i:]))) / 32768
		}
		steps = append(steps, step)
	}
	return steps
}

// reference reads the scores of one head, by clip and time.
func reference(t testing.TB, path, word string) map[string]float64 {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	scores := map[string]float64{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		p := strings.Split(lines.Text(), ",")
		if len(p) > 3 && p[3] != word {
			continue
		}
		if scores[p[0]+","+p[1]], err = strconv.ParseFloat(p[2], 64); err != nil {
			t.Fatal(err)
		}
	}
	return scores
}

// TestReference compares the scores of nine real heads with those of ONNX
// Runtime 1.26: within 1e-3 everywhere, within 1e-4 for nine of ten.
func TestReference(t *testing.T) {
	dir := corpus(t)
	own, community := filepath.Join(dir, "models", "openwakeword"), filepath.Join(dir, "models", "openwakeword-community")
	e, err := openEmbedder(own)
	if err != nil {
		t.Fatal(err)
	}
	list := clips(t, dir)
	for _, c := range []struct{ head, scores, word string }{
		{filepath.Join(own, "alexa_v0.1.onnx"), "openwakeword-alexa-hey_jarvis.csv", "alexa"},
		{filepath.Join(own, "hey_jarvis_v0.1.onnx"), "openwakeword-alexa-hey_jarvis.csv", "hey_jarvis"},
		{filepath.Join(own, "hey_marvin_v0.1.onnx"), "openwakeword-hey_marvin_v0.1.csv", ""},
		{filepath.Join(own, "hey_mycroft_v0.1.onnx"), "openwakeword-hey_mycroft_v0.1.csv", ""},
		{filepath.Join(community, "computer_v1.onnx"), "openwakeword-computer_v1.csv", ""},
		{filepath.Join(community, "computer_v2.onnx"), "openwakeword-computer_v2.csv", ""},
		{filepath.Join(community, "glados.onnx"), "openwakeword-glados.csv", ""},
		{filepath.Join(community, "hal_v1.onnx"), "openwakeword-hal_v1.csv", ""},
		{filepath.Join(community, "hal_v2.onnx"), "openwakeword-hal_v2.csv", ""},
	} {
		t.Run(filepath.Base(c.head), func(t *testing.T) {
			f, err := os.Open(c.head)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			m, err := New(e, Head{Name: wordOf(c.head), Graph: f})
			if err != nil {
				t.Fatal(err)
			}
			compareScores(t, m, list, reference(t, filepath.Join(dir, "reference", c.scores), c.word))
		})
	}
}

func compareScores(t *testing.T, m *Model, list []clip, want map[string]float64) {
	s := m.NewScorer()
	var got [1]float32
	total, close, worst, top := 0, 0, 0.0, 0.0
	for _, c := range list {
		s.Reset()
		for i, step := range c.steps {
			s.Score(got[:], step)
			key := fmt.Sprintf("%s,%.3f", c.name, float64(i+1)*stepLen/sampleRate)
			w, ok := want[key]
			if !ok && i >= muted || ok && i < muted {
				t.Fatalf("%s: score %v, reference %v (%v)", key, got[0], w, ok)
			}
			if !ok {
				continue
			}
			d := math.Abs(float64(got[0]) - w)
			if total++; d <= 1e-4 {
				close++
			}
			worst, top = max(worst, d), max(top, w)
			if !(d <= 1e-3) {
				t.Errorf("%s: score %v, want %v", key, got[0], w)
			}
		}
	}
	t.Logf("%d scores up to %.3f, %.2f %% within 1e-4, none further off than %.2g", total, top, 100*float64(close)/float64(total), worst)
	if total < 1000 || close*10 < total*9 {
		t.Errorf("%d of %d scores within 1e-4, want nine of ten of at least 1000", close, total)
	}
}

// Every head there is loads, over the one embedder, and gives a probability.
func TestEveryHeadRuns(t *testing.T) {
	models := filepath.Join(corpus(t), "models")
	e, err := openEmbedder(filepath.Join(models, "openwakeword"))
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(models, "openwakeword*", "*.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	heads := 0
	for _, path := range paths {
		if name := filepath.Base(path); name == melFile || name == embeddingFile {
			continue
		}
		heads++
		m := newModel(e)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.add(wordOf(path), f); err != nil {
			t.Errorf("%s: %v", path, err)
		} else if _, err := m.ready(); err != nil {
			t.Errorf("%s: %v", path, err)
		} else if p := m.heads[0].program.NewRun().Do(); !(p[0] >= 0 && p[0] <= 1) {
			t.Errorf("%s: score %v of silence", path, p[0])
		}
		f.Close()
	}
	if heads < 9 {
		t.Errorf("%d heads, want at least nine", heads)
	}
}
