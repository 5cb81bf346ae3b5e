package wake

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// consensusOf makes a Consensus of a good configuration.
func consensusOf(t testing.TB, c ConsensusConfig, models ...Model) *Consensus {
	t.Helper()
	m, err := NewConsensus(c, models...)
	if err != nil {
		t.Fatalf("NewConsensus: %v", err)
	}
	return m
}

// agreedSteps runs scripted scores through a Consensus, as many steps of the
// first model, and draws where it accepts (A), doubts (d) or neither (.).
func agreedSteps(t *testing.T, n int, c ConsensusConfig, models ...Model) string {
	t.Helper()
	m := consensusOf(t, c, models...)
	w := m.Info().Words[0]
	var b strings.Builder
	for _, s := range scoresOf(m, make([]float32, n*m.Info().Step)) {
		switch p := w.Calibration.Confidence(float64(s[0])); {
		case p >= w.Operating.Threshold:
			b.WriteByte('A')
		case p >= w.Operating.DoubtThreshold:
			b.WriteByte('d')
		default:
			b.WriteByte('.')
		}
	}
	return b.String()
}

// TestAgreement: steps are 10 ms; a script accepts at 0.5 and doubts from 0.25.
func TestAgreement(t *testing.T) {
	const ms = time.Millisecond
	at := func(step int, levels ...float64) *script {
		return newScript(80, "a", concat(repeat(0, step), levels)...)
	}
	long := func(levels ...float64) *script { return newScript(240, "a", levels...) } // steps of 30 ms
	lasting := at(4, 0.9, 0.9)
	lasting.info.Words[0].Operating.MinDuration = 30 * ms
	smooth := at(4, 0.9, 0.3)
	smooth.info.Words[0].Operating.Smoothing = 20 * ms
	own := at(4, 0.6)
	own.info.Words[0].Operating = Operating{Threshold: 0.7, DoubtThreshold: 0.1}
	nan := at(4, math.NaN(), math.Inf(1), math.Inf(-1))
	for _, c := range []struct {
		name   string
		config ConsensusConfig
		models []Model
		want   string
	}{
		{"both at once", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.9), at(4, 0.9)}, "....A......."},
		{"the later one decides", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.9), at(6, 0.9)}, "......A....."},
		{"at the end of the window", ConsensusConfig{Window: 30 * ms}, []Model{at(7, 0.9), at(4, 0.9)}, ".......A...."},
		{"past the window", ConsensusConfig{Window: 30 * ms}, []Model{at(8, 0.9), at(4, 0.9)}, "............"},
		{"told while somebody says so, not for the window", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.9, 0.9), at(3, 0.9, 0.1, 0.1, 0.3)}, "....AAd....."},
		{"no window", ConsensusConfig{Window: -1}, []Model{at(4, 0.9), at(4, 0.9)}, "....A......."},
		{"at the thresholds to the bit", ConsensusConfig{Window: -1}, []Model{at(4, 0.5, 0.25), at(4, 0.5, 0.25)}, "....Ad......"},
		{"a doubt and an acceptance are a doubt", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.3), at(4, 0.9)}, "....d......."},
		{"the other way round", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.9), at(4, 0.3)}, "....d......."},
		{"nothing and an acceptance are nothing", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.1), at(4, 0.9)}, "............"},
		{"two of three", ConsensusConfig{Window: 30 * ms, Agree: 2}, []Model{at(4, 0.9), at(0), at(5, 0.9)}, ".....A......"},
		{"all of three", ConsensusConfig{Window: 30 * ms}, []Model{at(4, 0.9), at(0), at(5, 0.9)}, "............"},
		{"any of two", ConsensusConfig{Window: -1, Agree: 1}, []Model{at(4, 0.9), at(6, 0.9)}, "....A.A....."},
		{"longer steps stand until the next", ConsensusConfig{Window: -1}, []Model{at(0, repeat(0.9, 12)...), long(0, 0.9)}, ".....AAA...."},
		{"shorter steps all count", ConsensusConfig{Window: -1}, []Model{long(0, 0.9, 0.9), at(3, 0.9)}, ".A.........."},
		{"a minimum duration holds for its model", ConsensusConfig{Window: -1}, []Model{at(4, 0.9, 0.9, 0.9), lasting}, "............"},
		{"smoothing too", ConsensusConfig{Window: -1}, []Model{at(4, 0.9, 0.9, 0.9), smooth}, "....dA......"},
		{"each has its own threshold", ConsensusConfig{Window: -1}, []Model{at(4, 0.9), own}, "....d......."},
		{"what is not finite agrees with nothing", ConsensusConfig{Window: -1}, []Model{at(0, repeat(0.9, 12)...), nan}, "............"},
		{"a gate first", ConsensusConfig{Window: 30 * ms, Gate: true}, []Model{at(4, 0.3, 0.9), at(4, 0.9)}, "....dA......"},
		{"a gate that is silent", ConsensusConfig{Window: 30 * ms, Gate: true, Agree: 2}, []Model{at(0), at(4, 0.9), at(4, 0.9)}, "............"},
		{"a gate and one of two", ConsensusConfig{Window: 30 * ms, Gate: true, Agree: 2}, []Model{at(4, 0.9), at(0), at(4, 0.9)}, "....A......."},
	} {
		if got := agreedSteps(t, 12, c.config, c.models...); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestConsensusInfo: what a Consensus says of its words.
func TestConsensusInfo(t *testing.T) {
	a, b := newRecall(16000, 320, 10, "Hey Mycroft"), newRecall(8000, 80, 10, "other", "hey_mycroft")
	a.info.Words[0].Operating = Operating{Threshold: 0.9, DoubtThreshold: 0.5, Settle: 200 * time.Millisecond, Smoothing: 60 * time.Millisecond, MinDuration: 40 * time.Millisecond}
	b.info.Words[1].Operating = Operating{Threshold: 0.5, Refractory: 2 * time.Second}
	b.info.Words[1].Span, b.info.Words[1].Delay = 800*time.Millisecond, 50*time.Millisecond
	in := consensusOf(t, ConsensusConfig{}, a, b).Info()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	w := in.Words[0]
	// The mean of log-odds log 9 and 0 is that of 3 to 1; 9 to 1 is the doubt below.
	approx := Operating{Threshold: math.Round(w.Operating.Threshold*1e6) / 1e6, DoubtThreshold: math.Round(w.Operating.DoubtThreshold*1e6) / 1e6, Refractory: w.Operating.Refractory, Settle: w.Operating.Settle}
	if diff := cmp.Diff(Operating{Threshold: 0.75, DoubtThreshold: 0.25, Refractory: 2500 * time.Millisecond, Settle: 200 * time.Millisecond}, approx); diff != "" {
		t.Errorf("operating point (-want +got)\n%s", diff)
	}
	if in.SampleRate != 16000 || in.Step != 320 || len(in.Words) != 1 || w.Name != "Hey Mycroft" || w.Span != 800*time.Millisecond || w.Delay != 50*time.Millisecond {
		t.Errorf("Info = %+v", in)
	}
	if _, err := w.Calibration.ThresholdFor(1); err == nil {
		t.Error("a consensus that nobody has counted knows a rate")
	}
	if one := consensusOf(t, ConsensusConfig{Word: "mycroft", Agree: 1}, a, newRecall(8000, 80, 10, "x")).Info().Words[0]; one.Name != "mycroft" || one.Delay != 0 {
		t.Errorf("named: %+v", one)
	}
}

// TestConsensusConfidence: the confidence rises with the score, and the scores
// that decide stand in the curve.
func TestConsensusConfidence(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		threshold := rapid.OneOf(rapid.Just(1.0), rapid.Just(math.SmallestNonzeroFloat64), rapid.Float64Range(1e-9, 1)).Draw(rt, "threshold")
		doubt := rapid.OneOf(rapid.Just(-1.0), rapid.Just(threshold), rapid.Float64Range(0, 1)).Draw(rt, "doubt") // a share of it
		a, b := newRecall(8000, 80, 1, "a"), newRecall(8000, 80, 1, "a")
		a.info.Words[0].Operating = Operating{Threshold: threshold, DoubtThreshold: doubt * threshold}
		b.info.Words[0].Operating = Operating{Threshold: rapid.Float64Range(1e-9, 1).Draw(rt, "other")}
		in := consensusOf(t, ConsensusConfig{Gate: rapid.Bool().Draw(rt, "gate")}, a, b).Info()
		if err := in.Validate(); err != nil {
			rt.Fatal(err)
		}
		w := in.Words[0]
		if got := w.Calibration.Confidence(0); got != w.Operating.Threshold || got >= 1 || w.Calibration.Confidence(-1e-3) >= got {
			rt.Fatalf("confidence %v at score 0, threshold %v", got, w.Operating.Threshold)
		}
	})
}

func TestConsensusRefuses(t *testing.T) {
	a, b := newRecall(8000, 80, 1, "a"), newRecall(8000, 80, 1, "a", "b")
	odd := newRecall(44099, 44098, 1, "a")
	for _, c := range []struct {
		name   string
		config ConsensusConfig
		models []Model
		want   string
	}{
		{"no model", ConsensusConfig{}, nil, "0 models, want 2"},
		{"one model", ConsensusConfig{}, []Model{a}, "1 models, want 2"},
		{"a nil model", ConsensusConfig{}, []Model{a, nil}, "model 1 is nil"},
		{"a model that breaks its contract", ConsensusConfig{}, []Model{a, newRecall(8000, 0, 1, "a")}, "model 1: wake: model: step of 0"},
		{"more than there are", ConsensusConfig{Agree: 3}, []Model{a, a}, "Agree is 3, want 1 to 2"},
		{"fewer than none", ConsensusConfig{Agree: -1}, []Model{a, a}, "Agree is -1"},
		{"a gate alone", ConsensusConfig{Agree: 1, Gate: true}, []Model{a, a}, "Agree is 1, want 2 to 2"},
		{"window", ConsensusConfig{Window: time.Minute}, []Model{a, a}, "Window is 1m0s, want at most 10s"},
		{"context", ConsensusConfig{Context: time.Hour}, []Model{a, a}, "Context is 1h0m0s, want at most 30s"},
		{"a word that one lacks", ConsensusConfig{}, []Model{b, a}, `word "b" is known to 1 of 2 models, 2 must agree`},
		{"no word in common", ConsensusConfig{}, []Model{a, newRecall(8000, 80, 1, "c")}, `word "a" is known to 1 of 2`},
		{"two words alike", ConsensusConfig{}, []Model{a, newRecall(8000, 80, 1, "a", "A")}, "model 1 has two words like"},
		{"a name for two words", ConsensusConfig{Word: "x"}, []Model{a, b}, "model 1 has 2 words, want one"},
		{"steps that never meet", ConsensusConfig{Gate: true}, []Model{a, odd}, "model 1 (44099 Hz, steps of 44098) behind a gate"},
	} {
		if _, err := NewConsensus(c.config, c.models...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if m := consensusOf(t, ConsensusConfig{Agree: 1}, b, a); len(m.Info().Words) != 2 {
		t.Error("one of two models is enough where one must agree")
	}
}

// However low a threshold is, a confidence of 0 does not reach it: that of a
// window that is not full, and of a score that is no number.
func TestNoConfidenceAgreesWithNothing(t *testing.T) {
	nothing := math.NaN()
	a, b := newScript(80, "x", 0, nothing, 1, 1), newScript(80, "x", 0, nothing, 0, 1)
	for _, m := range []*script{a, b} {
		m.info.Words[0].Operating.Threshold = math.SmallestNonzeroFloat64
	}
	if got := agreedSteps(t, 4, ConsensusConfig{Window: -1}, a, b); strings.Index(got, "A") != 3 {
		t.Errorf("verdicts %q, want the last step accepted alone", got)
	}
}

// A word that a model lacks counts as one that it never hears.
func TestMissingWordAgreesWithNothing(t *testing.T) {
	loud := func(names ...string) *level { m := newLevel(8000, names...); return m }
	m := consensusOf(t, ConsensusConfig{Agree: 2}, loud("a", "b"), loud("a"), loud("a", "b"))
	got := scoresOf(m, steps(8000, 0.9, 0.9))
	if got[1][0] <= 0 || got[1][1] >= 0 { // the level of a second word is halved
		t.Errorf("scores %v, want the first word accepted and the second not", got[1])
	}
	all := consensusOf(t, ConsensusConfig{Agree: 1}, loud("a", "b"), loud("a"))
	if got := scoresOf(all, steps(8000, 0.99999)); got[0][1] >= 0 {
		t.Errorf("second word at half a level: %v", got[0])
	}
}
