package enroll

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// resumed goes on from a model against evidence, with recordings enough to learn
// and a room.
func resumed(t *testing.T, m *Model, ev *Evidence) *Learner {
	t.Helper()
	l, err := Resume(m, ev, Config{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if _, err := l.Add("again", Samples(recording(newVoice(uint64(50+i)), testWord), toyRate)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Without("room", Samples(newVoice(7).talk(4), toyRate)); err != nil {
		t.Fatal(err)
	}
	return l
}

// Evidence that holds no window, or one, cannot tell how rare a score is: it must
// neither panic nor give a threshold that everything passes.
func TestTooLittleEvidence(t *testing.T) {
	for _, stretches := range [][]int{slices.Repeat([]int{1}, 60), {20}} {
		ev, n := *evidence(), 0
		for _, v := range stretches {
			n += v
		}
		ev.seconds = float64(n) * spacing
		ev.stretches, ev.codes = stretches, ev.codes[:n*ev.white.dim/groupSize]
		m := *sesame()
		m.kept.takes, m.kept.against = nil, nil
		m.window = 20
		if _, _, err := resumed(t, &m, &ev).Learn(); err == nil || !strings.Contains(err.Error(), "too little") {
			t.Errorf("stretches %v: %v, want an error that says too little", stretches, err)
		}
	}
}

// Evidence that claims more hours than it holds would make every threshold look
// safe.
func TestEvidenceOfClaimedHours(t *testing.T) {
	ev := *evidence()
	ev.seconds *= 2
	if _, err := New(sesame().embedder, &ev, Config{Word: "x"}); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "claims") {
		t.Errorf("evidence of twice its hours: %v, want ErrFormat and what it claims", err)
	}
}

// A model read from a file may have the shortest window there is.
func TestWindowOfOne(t *testing.T) {
	m := *sesame()
	m.window = 1
	m.kept.takes, m.kept.against = nil, nil
	if _, _, err := resumed(t, &m, evidence()).Learn(); err != nil {
		t.Error(err)
	}
}

// A recording of which a file keeps no window could not be learnt from again.
func TestRecordingWithoutWindow(t *testing.T) {
	m := *sesame()
	m.kept.takes = append(slices.Clone(m.kept.takes), take{name: "empty"})
	if _, err := ReadModel(bytes.NewReader(fileOf(t, &m)), newToy("toy")); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "no window") {
		t.Errorf("%v, want ErrFormat that says no window", err)
	}
}
