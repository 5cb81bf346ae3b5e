package microwakeword

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

const tinyManifest = `{
  "type": "micro", "wake_word": "Tiny Word", "author": "A Test", "website": "https://example.org",
  "model": "tiny.tflite", "trained_languages": ["en"], "version": 2,
  "micro": {"probability_cutoff": 0.97, "sliding_window_size": 5, "feature_step_size": 10, "tensor_arena_size": 22860}
}`

func readTiny(t testing.TB, seed uint64) *Model {
	t.Helper()
	m, err := Read(bytes.NewReader(newTiny(seed).file()), strings.NewReader(tinyManifest))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModelKeepsTheContract(t *testing.T) {
	if err := waketest.TestModel(readTiny(t, 3)); err != nil {
		t.Error(err)
	}
}

func TestModelObeysItsManifest(t *testing.T) {
	for _, step := range []int{10, 20, 30} {
		manifest := strings.Replace(tinyManifest, `"feature_step_size": 10`, fmt.Sprintf(`"feature_step_size": %d`, step), 1)
		m, err := Read(bytes.NewReader(newTiny(1).file()), strings.NewReader(manifest))
		if err != nil {
			t.Fatal(err)
		}
		hop := time.Duration(step) * time.Millisecond
		want := wake.Info{SampleRate: 16000, Step: step * 16, Words: []wake.Word{{
			Name: "tiny word", Span: span, Delay: delay,
			Operating: wake.Operating{Smoothing: 5 * tinyFrames * hop, Threshold: 0.97},
		}}}
		if d := cmp.Diff(want, m.Info()); d != "" {
			t.Errorf("step %d ms (-want +got):\n%s", step, d)
		}
	}
}

// A Detector gives at each inference what the manifest asks for: the mean of the
// newest five probabilities.
func TestDetectorAveragesTheWindow(t *testing.T) {
	m := readTiny(t, 3)
	var smoothed []float32
	d, err := wake.New(m, wake.Config{OnFrame: func(f wake.Frame) { smoothed = append(smoothed, f.Score) }})
	if err != nil {
		t.Fatal(err)
	}
	samples := slices.Concat(noisy(), noisy())
	d.AppendInt16(nil, samples)
	s := m.NewScorer()
	score := make([]float32, 1)
	var probabilities []float64
	for k, step := range steps(samples, 160) {
		s.Score(score, step)
		if (k-1)%tinyFrames != 0 { // no inference in this step
			continue
		}
		probabilities = append(probabilities, float64(score[0]))
		if len(probabilities) < 5 {
			continue
		}
		mean := 0.0
		for _, p := range probabilities[len(probabilities)-5:] {
			mean += p / 5
		}
		// The last step of an inference's time ends the Detector's window.
		if at := k + tinyFrames - 1; at < len(smoothed) && math.Abs(float64(smoothed[at])-mean) > 1e-5 {
			t.Fatalf("step %d: %v, want %v, the mean of %v", at, smoothed[at], mean, probabilities[len(probabilities)-5:])
		}
	}
	if len(probabilities) < 90 {
		t.Fatalf("%d inferences", len(probabilities))
	}
}

// Detections come at the cutoff and above, none with a cutoff that no mean
// reaches.
func TestDetectorObeysTheCutoff(t *testing.T) {
	samples := slices.Concat(noisy(), noisy(), noisy())
	accepted := func(cutoff string) (n int) {
		manifest := strings.Replace(tinyManifest, "0.97", cutoff, 1)
		m, err := Read(bytes.NewReader(newTiny(3).file()), strings.NewReader(manifest))
		if err != nil {
			t.Fatal(err)
		}
		d, err := wake.New(m, wake.Config{})
		if err != nil {
			t.Fatal(err)
		}
		for _, det := range d.Flush(d.AppendInt16(nil, samples)) {
			if det.Verdict == wake.Accepted {
				n++
				if want, _ := strconv.ParseFloat(cutoff, 64); det.Confidence < want || det.Word != "tiny word" {
					t.Errorf("cutoff %s: %+v", cutoff, det)
				}
			}
		}
		return n
	}
	if low, high := accepted("0.2"), accepted("1"); low == 0 || high != 0 {
		t.Errorf("%d detections at 0.2 and %d at 1, want some and none", low, high)
	}
}

// The first audio does not count, whatever is in it: the network's states are
// not what they were trained on until they are full.
func TestNothingIsDetectedInTheFirstMoments(t *testing.T) {
	m := readTiny(t, 3)
	d, err := wake.New(m, wake.Config{Threshold: 0.01, Smoothing: -1})
	if err != nil {
		t.Fatal(err)
	}
	if dets := d.AppendInt16(nil, noisy()[:12_000]); len(dets) > 0 {
		t.Errorf("within 0.75 s: %+v", dets)
	}
	if dets := d.Flush(d.AppendInt16(nil, noisy())); len(dets) == 0 {
		t.Error("nothing is detected later either")
	}
}
