package microwakeword

import (
	"bytes"
	"fmt"
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
