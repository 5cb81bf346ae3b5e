// Package waketest holds the contract of a [wake.Model] as a test that any
// model can run, in the manner of testing/fstest:
//
//	func TestModel(t *testing.T) {
//		if err := waketest.TestModel(model); err != nil {
//			t.Fatal(err)
//		}
//	}
//
// Run it with -race too: scorers of one model are used from several goroutines
// at once.
package waketest

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// TestModel holds m to what the documentation of [wake.Model] promises, on a
// few seconds of made-up audio, and returns all that it found broken, joined,
// or nil:
//
//   - Info is valid, the same at each call, its calibrations never fall;
//   - each score is written and finite, on silence, noise, full scale, clicks,
//     a constant and the least numbers there are;
//   - the same audio gives the same scores, whatever other scorers hear, after
//     Reset, and from several goroutines at once;
//   - Score changes no audio, keeps no slice, and allocates nothing;
//   - a [wake.Detector] runs it.
func TestModel(m wake.Model) error {
	t := &tester{model: m}
	t.run("Info", t.testInfo)
	if len(t.errs) > 0 {
		return errors.Join(t.errs...) // nothing else can be trusted
	}
	t.run("scores", t.testScores)
	t.run("determinism", t.testDeterminism)
	t.run("independence", t.testIndependence)
	t.run("Reset", t.testReset)
	t.run("slices", t.testSlices)
	t.run("allocations", t.testAllocations)
	t.run("concurrency", t.testConcurrency)
	t.run("calibration", t.testCalibration)
	t.run("Detector", t.testDetector)
	return errors.Join(t.errs...)
}

// A tester collects what is broken.
type tester struct {
	model  wake.Model
	info   wake.Info
	inputs []signal
	place  string // the test that runs
	errs   []error
}

func (t *tester) errorf(format string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf("waketest: %s: "+format, append([]any{t.place}, args...)...))
}

// run runs one test; a panic in the model is one more finding.
func (t *tester) run(place string, test func()) {
	t.place = place
	defer func() {
		if p := recover(); p != nil {
			t.errorf("panic: %v", p)
		}
	}()
	test()
}

func (t *tester) testInfo() {
	t.info = t.model.Info()
	if err := t.info.Validate(); err != nil {
		t.errorf("%w", err)
		return
	}
	if again := t.model.Info(); !reflect.DeepEqual(t.info, again) {
		t.errorf("%+v at first, then %+v", t.info, again)
	}
	t.inputs = signals(t.info)
}

// score runs a whole signal through s, each step in slices of its own, and
// returns [step][word] scores, flat.
func (t *tester) score(s wake.Scorer, x []float32) []float32 {
	var out []float32
	for ; len(x) >= t.info.Step; x = x[t.info.Step:] {
		dst := make([]float32, len(t.info.Words))
		s.Score(dst, slices.Clone(x[:t.info.Step]))
		out = append(out, dst...)
	}
	return out
}

// same compares two runs bit for bit.
func (t *tester) same(what string, want, got []float32) bool {
	for i := range want {
		if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
			n := len(t.info.Words)
			t.errorf("%s: step %d, word %q: score %v, want %v", what, i/n, t.info.Words[i%n].Name, got[i], want[i])
			return false
		}
	}
	return true
}

func (t *tester) testScores() {
	for _, in := range t.inputs {
		s := t.model.NewScorer()
		step := make([]float32, t.info.Step)
		dst := make([]float32, len(t.info.Words))
		for i := 0; (i+1)*len(step) <= len(in.x); i++ {
			copy(step, in.x[i*len(step):])
			for w := range dst {
				dst[w] = float32(math.NaN())
			}
			s.Score(dst, step)
			for w, v := range dst {
				if v-v != 0 {
					t.errorf("%s: step %d, word %q: score %v (NaN where it was not written)", in.name, i, t.info.Words[w].Name, v)
					return
				}
			}
			if !slices.Equal(step, in.x[i*len(step):][:len(step)]) {
				t.errorf("%s: step %d: Score changed the audio", in.name, i)
				return
			}
		}
	}
}

func (t *tester) testDeterminism() {
	for _, in := range t.inputs {
		want := t.score(t.model.NewScorer(), in.x)
		if !t.same(in.name+", heard twice", want, t.score(t.model.NewScorer(), in.x)) {
			return
		}
	}
}

// testIndependence lets two scorers hear different audio in turns.
func (t *tester) testIndependence() {
	a, b := t.inputs[0].x, t.inputs[1].x
	wantA := t.score(t.model.NewScorer(), a)
	wantB := t.score(t.model.NewScorer(), b)
	sa, sb := t.model.NewScorer(), t.model.NewScorer()
	var gotA, gotB []float32
	for n := t.info.Step; len(a) >= n; a, b = a[n:], b[n:] {
		gotA = append(gotA, t.score(sa, a[:n])...)
		gotB = append(gotB, t.score(sb, b[:n])...)
	}
	if t.same("beside another scorer", wantA, gotA) {
		t.same("beside another scorer", wantB, gotB)
	}
}

func (t *tester) testReset() {
	s := t.model.NewScorer()
	s.Reset()
	for _, before := range t.inputs {
		t.score(s, before.x[:len(before.x)*2/3])
		s.Reset()
		in := t.inputs[0]
		want := t.score(t.model.NewScorer(), in.x)
		if !t.same("after "+before.name+" and Reset", want, t.score(s, in.x)) {
			return
		}
		s.Reset()
	}
}

// testSlices spoils both slices after each call: a scorer that kept one would
// go astray.
func (t *tester) testSlices() {
	in := t.inputs[0]
	want := t.score(t.model.NewScorer(), in.x)
	s := t.model.NewScorer()
	step := make([]float32, t.info.Step)
	dst := make([]float32, len(t.info.Words))
	var got []float32
	for x := in.x; len(x) >= len(step); x = x[len(step):] {
		copy(step, x)
		s.Score(dst, step)
		got = append(got, dst...)
		for i := range step {
			step[i] = -0.7
		}
		for i := range dst {
			dst[i] = float32(math.Inf(1))
		}
	}
	t.same("with both slices overwritten after each call", want, got)
}

func (t *tester) testAllocations() {
	s := t.model.NewScorer()
	dst := make([]float32, len(t.info.Words))
	x, at := t.inputs[0].x, 0
	n := testing.AllocsPerRun(len(x)/t.info.Step, func() {
		if at+t.info.Step > len(x) {
			at = 0
		}
		s.Score(dst, x[at:at+t.info.Step])
		at += t.info.Step
	})
	if n != 0 {
		t.errorf("%v per Score, want 0", n)
	}
	if n := testing.AllocsPerRun(5, s.Reset); n != 0 {
		t.errorf("%v per Reset, want 0", n)
	}
}

func (t *tester) testConcurrency() {
	want := make([][]float32, len(t.inputs))
	got := make([][]float32, len(t.inputs))
	for i, in := range t.inputs {
		want[i] = t.score(t.model.NewScorer(), in.x)
	}
	panics := make([]any, len(t.inputs))
	var wg sync.WaitGroup
	for i, in := range t.inputs {
		wg.Go(func() {
			defer func() { panics[i] = recover() }()
			t.model.Info()
			got[i] = t.score(t.model.NewScorer(), in.x)
		})
	}
	wg.Wait()
	for i, in := range t.inputs {
		if panics[i] != nil {
			t.errorf("%s: panic: %v", in.name, panics[i])
			return
		}
		if !t.same(in.name+", several goroutines", want[i], got[i]) {
			return
		}
	}
}

// testCalibration walks over the scores that occur and those calibrated.
func (t *tester) testCalibration() {
	for w, word := range t.info.Words {
		scores := []float64{-math.MaxFloat32, math.MaxFloat32}
		for _, in := range t.inputs {
			for i, v := range t.score(t.model.NewScorer(), in.x) {
				if i%len(t.info.Words) == w {
					scores = append(scores, float64(v))
				}
			}
		}
		for _, p := range word.Calibration.Curve {
			scores = append(scores, p.Score)
		}
		slices.Sort(scores)
		last := 0.0
		for _, s := range scores {
			p := word.Calibration.Confidence(s)
			if !(p >= last && p <= 1) {
				t.errorf("word %q: score %v has confidence %v, one below it %v", word.Name, s, p, last)
				break
			}
			last = p
		}
	}
}

func (t *tester) testDetector() {
	d, err := wake.New(t.model, wake.Config{PreRoll: time.Second})
	if err != nil {
		t.errorf("%w", err)
		return
	}
	for _, in := range t.inputs {
		d.Reset()
		for _, det := range d.Flush(d.Append(nil, in.x)) {
			if det.Start < 0 || det.End < det.Start || det.At < det.End || det.At > int64(len(in.x)) {
				t.errorf("%s: positions of %+v in a stream of %d", in.name, det, len(in.x))
			}
		}
	}
}
