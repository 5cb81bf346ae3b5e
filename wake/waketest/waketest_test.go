package waketest_test

import (
	"fmt"
	"math"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

// faulty is a sound model, a smoothed level for each of two words, until one of
// its hooks spoils it.
type faulty struct {
	info   func() wake.Info
	before func(s *scorer, dst, step []float32) // Score's own work follows
	after  func(s *scorer, dst, step []float32)
	reset  func(s *scorer) // instead of Reset's own work
}

type scorer struct {
	model *faulty
	level float32
	heard int
	kept  []float32
}

func soundInfo() wake.Info {
	return wake.Info{SampleRate: 8000, Step: 160, Words: []wake.Word{
		{Name: "one", Span: time.Second / 2, Calibration: wake.Calibration{
			Curve: []wake.CurvePoint{{Score: 0, Confidence: 0.01}, {Score: 1, Confidence: 0.99}},
		}},
		{Name: "two"},
	}}
}

func (m *faulty) Info() wake.Info {
	if m.info != nil {
		return m.info()
	}
	return soundInfo()
}

func (m *faulty) NewScorer() wake.Scorer { return &scorer{model: m} }

func (s *scorer) Score(dst, step []float32) {
	if s.model.before != nil {
		s.model.before(s, dst, step)
	}
	s.heard++
	for _, v := range step {
		s.level += 0.01 * (v*v - s.level)
	}
	for i := range dst {
		dst[i] = s.level / float32(i+1)
	}
	if s.model.after != nil {
		s.model.after(s, dst, step)
	}
}

func (s *scorer) Reset() {
	if s.model.reset != nil {
		s.model.reset(s)
		return
	}
	*s = scorer{model: s.model}
}

func TestSoundModel(t *testing.T) {
	if err := waketest.TestModel(&faulty{}); err != nil {
		t.Error(err)
	}
}

// TestBrokenModels breaks each promise in turn and wants to be told which.
func TestBrokenModels(t *testing.T) {
	var shared atomic.Int64
	var sharedLevel atomic.Uint32
	var sink atomic.Pointer[[100]byte]
	for _, c := range []struct {
		name  string
		model *faulty
		want  string
	}{
		{"no words", &faulty{info: func() wake.Info { return wake.Info{SampleRate: 8000, Step: 160} }}, "Info: wake: model: 0 words"},
		{"Info changes", &faulty{info: func() wake.Info {
			in := soundInfo()
			in.Words[0].Name = fmt.Sprint("word ", shared.Add(1))
			return in
		}}, "Info: {"},
		{"Info panics", &faulty{info: func() wake.Info { panic("no info") }}, "Info: panic: no info"},
		{"a score left out", &faulty{after: func(_ *scorer, dst, _ []float32) { dst[1] = float32(math.NaN()) }}, `scores: murmur: step 0, word "two"`},
		{"infinite on silence", &faulty{after: func(s *scorer, dst, _ []float32) {
			if s.level == 0 {
				dst[0] = float32(math.Inf(-1))
			}
		}}, "scores: silence: step 0"},
		{"NaN at full scale", &faulty{after: func(s *scorer, dst, _ []float32) {
			if s.level > 0.99 {
				dst[0] = float32(math.NaN())
			}
		}}, "scores: full-scale square wave"},
		{"changes the audio", &faulty{after: func(_ *scorer, _, step []float32) { step[3] += 1 }}, "Score changed the audio"},
		{"another step length", &faulty{before: func(_ *scorer, _, step []float32) { _ = step[:480:480] }}, "scores: panic"},
		{"counts its calls", &faulty{after: func(_ *scorer, dst, _ []float32) { dst[0] += float32(shared.Add(1)) }}, "determinism"},
		{"state shared by scorers", &faulty{after: func(s *scorer, dst, _ []float32) {
			last := math.Float32frombits(sharedLevel.Swap(math.Float32bits(s.level)))
			if s.heard > 1 {
				dst[0] += last
			}
		}}, "independence"},
		{"Reset forgets to forget", &faulty{reset: func(*scorer) {}}, "Reset: after murmur"},
		{"Reset forgets full scale only", &faulty{reset: func(s *scorer) {
			if s.level < 0.99 {
				*s = scorer{model: s.model}
			}
		}}, "Reset: after full-scale square wave"},
		{"keeps the audio", &faulty{before: func(s *scorer, _, step []float32) {
			for _, v := range s.kept {
				s.level += v
			}
			s.kept = step
		}}, "slices"},
		{"allocates", &faulty{after: func(*scorer, []float32, []float32) { sink.Store(new([100]byte)) }}, "allocations: 1 per Score"},
		{"panics in a goroutine", &faulty{before: func(s *scorer, _, _ []float32) {
			if s.heard == 0 && strings.Contains(string(debug.Stack()), "WaitGroup") {
				panic("too many")
			}
		}}, "concurrency: murmur: panic: too many"},
		{"Reset allocates", &faulty{reset: func(s *scorer) {
			*s = scorer{model: s.model}
			sink.Store(new([100]byte))
		}}, "allocations: 1 per Reset"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := waketest.TestModel(c.model)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("TestModel = %v\nwant an error that says %q", err, c.want)
			}
		})
	}
}

// A model that breaks several promises is told of all of them.
func TestAllFindingsAreJoined(t *testing.T) {
	err := waketest.TestModel(&faulty{
		reset: func(*scorer) {},
		after: func(_ *scorer, _, step []float32) { step[0]++ },
	})
	for _, want := range []string{"Score changed the audio", "Reset: after"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("TestModel = %v\nwant it to say %q", err, want)
		}
	}
}

func ExampleTestModel() {
	broken := &faulty{reset: func(*scorer) {}}
	err := waketest.TestModel(broken)
	fmt.Println(strings.Split(err.Error(), ",")[0])
	// Output: waketest: Reset: after murmur and Reset: step 0
}
