package wake

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTuned(t *testing.T) {
	m := newLevel(8000, "a", "b")
	word := Word{
		Name: "b", Span: time.Second,
		Calibration: Calibration{Curve: []CurvePoint{{Score: 0.2, Confidence: 0.1}, {Score: 0.4, Confidence: 0.99}}},
		Operating:   Operating{Threshold: 0.9},
	}
	got, err := Tuned(m, word)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Word{m.info.Words[0], word}, got.Info().Words); diff != "" {
		t.Errorf("words (-want +got)\n%s", diff)
	}
	got.Info().Words[0].Name = "changed"
	if name := got.Info().Words[0].Name; name != "a" {
		t.Errorf("a caller has changed the name to %q", name)
	}
	x := steps(8000, 0.1, 0.9, 0.5)
	if diff := cmp.Diff(scoresOf(m, x), scoresOf(got, x)); diff != "" {
		t.Errorf("scores (-model +tuned)\n%s", diff)
	}
	dets := mustNew(t, got, Config{}).Append(nil, steps(8000, 0.9)) // 0.45 for the second word
	if len(dets) != 2 || dets[1].Word != "b" || dets[1].Confidence != 0.99 {
		t.Errorf("detections %+v, want the second word at 0.99", dets)
	}
}

func TestTunedRefuses(t *testing.T) {
	m := newLevel(8000, "a", "b")
	for _, c := range []struct {
		model Model
		words []Word
		want  string
	}{
		{nil, nil, "without a Model"},
		{m, []Word{{Name: "c"}}, `no word "c"`},
		{m, []Word{{Name: "a"}, {Name: "a"}}, `"a" twice`},
		{m, []Word{{Name: "a", Operating: Operating{Threshold: 2}}}, `word "a": threshold 2`},
		{m, []Word{{Name: "a", Calibration: Calibration{Hours: -1}}}, `word "a": calibration: -1 hours`},
		{newLevel(1, "a"), nil, "sample rate 1 Hz"},
	} {
		if _, err := Tuned(c.model, c.words...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Tuned(%v): %v, want an error with %q", c.words, err, c.want)
		}
	}
}
