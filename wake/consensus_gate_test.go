package wake

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// awake is a Consensus whose gate is always open: the same rule with all models
// always running.
func awake(c *Consensus) *Consensus {
	open := *c
	open.doubt = slices.Repeat([]float32{lowest}, len(c.doubt))
	return &open
}

// drawGated draws a Consensus behind a gate that is seldom in doubt, of models
// whose memory the context holds.
func drawGated(t *testing.T, rt *rapid.T) *Consensus {
	names := []string{"a", "b"}[:rapid.IntRange(1, 2).Draw(rt, "words")]
	rates := rapid.SampledFrom([]int{8000, 11025, 16000})
	rate := rates.Draw(rt, "rate of the gate")
	gate := newScript(rapid.IntRange(rate/500, rate/20).Draw(rt, "step of the gate"), "")
	gate.scores = make([]float64, rate*6/10/gate.info.Step)
	for range rapid.IntRange(1, 5).Draw(rt, "doubts") {
		gate.scores[rapid.IntRange(0, len(gate.scores)-1).Draw(rt, "doubt")] = rapid.SampledFrom([]float64{0.3, 0.9}).Draw(rt, "score")
	}
	models, stride := []Model{gate}, time.Duration(0)
	gate.info.SampleRate, gate.info.Words = rate, newRecall(rate, 1, 1, names...).info.Words
	for range rapid.IntRange(1, 3).Draw(rt, "models") {
		inner := rates.Draw(rt, "rate")
		m := newRecall(inner, rapid.IntRange(inner/500, inner/80).Draw(rt, "step"), inner/25, names...)
		m.stride = rapid.SampledFrom([]int{1, 2, 3, 4, 6}).Draw(rt, "stride")
		if inner != rate {
			m.info.Step, m.stride = inner/25, min(m.stride, 2) // steps that meet
		}
		stride = max(stride, time.Duration(m.stride*m.info.Step)*time.Second/time.Duration(inner))
		for w := range names {
			m.info.Words[w].Operating = Operating{
				Smoothing: time.Duration(rapid.IntRange(0, 50).Draw(rt, "smoothing")) * time.Millisecond, MinDuration: time.Duration(rapid.IntRange(0, 20).Draw(rt, "minimum")) * time.Millisecond,
				Threshold: rapid.Float64Range(0.1, 0.9).Draw(rt, "threshold"),
			}
		}
		models = append(models, m)
	}
	c := ConsensusConfig{
		Gate:    true,
		Agree:   rapid.IntRange(2, len(models)).Draw(rt, "agree"),
		Window:  time.Duration(rapid.IntRange(0, 150).Draw(rt, "window")) * time.Millisecond,
		Context: 40*time.Millisecond + stride, // the memory, and how old a score may be
	}
	m, err := NewConsensus(c, models...)
	if err != nil {
		rt.Skip(err)
	}
	return m
}

// TestGateChangesNothing: with models of finite memory the gate changes no
// score at or above its doubt threshold, by a bit, nor any detection.
func TestGateChangesNothing(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		m := drawGated(t, rt)
		open := awake(m)
		x := noise(rapid.Uint64().Draw(rt, "seed"), m.info.SampleRate*6/10)
		want, got := scoresOf(open, x), scoresOf(m, x)
		for i := range want {
			for w, doubt := range m.doubt {
				expected := want[i][w]
				if expected < doubt {
					expected = lowest
				}
				if got[i][w] != expected {
					rt.Fatalf("step %d, word %d: score %v behind the gate, %v without", i, w, got[i][w], want[i][w])
				}
			}
		}
		a, b := mustNew(t, open, Config{}), mustNew(t, m, Config{})
		if diff := cmp.Diff(a.Flush(a.Append(nil, x)), b.Flush(b.Append(nil, x))); diff != "" {
			rt.Fatalf("detections (-awake +gated)\n%s", diff)
		}
	})
}

// TestGateKeepsOthersAsleep: what the model behind the gate hears is bounded by
// the doubts of the gate, each with the audio that it needs, none twice.
func TestGateKeepsOthersAsleep(t *testing.T) {
	doubts := concat(repeat(0, 1000), []float64{0.3}, repeat(0, 20), []float64{0.3}, repeat(0, 1000), []float64{0.9})
	gate := newScript(80, "a", doubts...)
	dear := newRecall(8000, 640, 100, "a")
	m := consensusOf(t, ConsensusConfig{Gate: true, Window: 100 * time.Millisecond, Context: 500 * time.Millisecond}, gate, dear)
	s, dst := m.NewScorer(), make([]float32, 1)
	burst, last := int64(0), int64(0)
	for range doubts {
		s.Score(dst, make([]float32, 80))
		burst, last = max(burst, *dear.heard-last), *dear.heard
	}
	if limit := int64(m.Burst()) * 8000 / int64(time.Second); burst > limit || burst < limit/2 {
		t.Errorf("one call heard %d samples, Burst says %d", burst, limit)
	}
	// Two openings far apart: one need each, and 31 steps of doubt in the first.
	if most := 2*m.ring + 40*80; *dear.heard > most || *dear.heard < 2*4000 {
		t.Errorf("heard %d of %d samples, want at most %d", *dear.heard, len(doubts)*80, most)
	}
	if consensusOf(t, ConsensusConfig{}, gate, dear).Burst() != 0 {
		t.Error("a Consensus without a gate has a burst")
	}
}

// TestSlowStateSettles: a model with slow state is as near to the one that was
// always awake as its time constant says.
func TestSlowStateSettles(t *testing.T) {
	const tau = 0.4 // seconds
	gate := newScript(80, "a", concat(repeat(0, 1500), repeat(0.9, 20))...)
	slow := newRecall(8000, 80, 10, "a")
	slow.decay = math.Exp(-0.01 / tau)
	slow.info.Words[0].Operating.DoubtThreshold = 0.01
	gate.info.Words[0].Operating.DoubtThreshold = 0.01
	for _, context := range []time.Duration{time.Second, 3 * time.Second} {
		m := consensusOf(t, ConsensusConfig{Gate: true, Context: context}, gate, slow)
		x := noise(1, 80*1520)
		want, got := scoresOf(awake(m), x), scoresOf(m, x)
		n := len(want) - 1
		confidence := m.info.Words[0].Calibration.Confidence
		off := math.Abs(confidence(float64(want[n][0])) - confidence(float64(got[n][0])))
		if rest := math.Exp(-context.Seconds() / tau); off > rest || got[n][0] == lowest {
			t.Errorf("context %v: off by %.2g, want at most exp(-%v/%v) = %.2g", context, off, context.Seconds(), tau, rest)
		}
	}
}

// TestConsensusOfConsensus: a Consensus is a model like any other.
func TestConsensusOfConsensus(t *testing.T) {
	a, b, c := newRecall(8000, 80, 50, "a"), newRecall(16000, 320, 90, "a"), newRecall(8000, 240, 200, "a")
	inner := consensusOf(t, ConsensusConfig{Agree: 1, Window: 100 * time.Millisecond}, b, c)
	m := consensusOf(t, ConsensusConfig{Gate: true, Window: 100 * time.Millisecond, Context: time.Second}, a, inner)
	x := noise(5, 8000*10)
	d, e := mustNew(t, m, Config{}), mustNew(t, awake(m), Config{})
	if diff := cmp.Diff(e.Flush(e.Append(nil, x)), d.Flush(d.Append(nil, x))); diff != "" {
		t.Errorf("(-awake +gated)\n%s", diff)
	}
}

func TestConsensusScorer(t *testing.T) {
	m := consensusOf(t, ConsensusConfig{Gate: true, Window: 50 * time.Millisecond, Context: 100 * time.Millisecond},
		newRecall(16000, 160, 300, "a", "b"), newRecall(8000, 240, 200, "a", "b"), newRecall(16000, 1280, 900, "b", "a"))
	x := noise(3, 16000)
	t.Run("Reset", func(t *testing.T) {
		s := m.NewScorer().(*consensusScorer)
		want := scoresOf(m, x)
		dst := make([]float32, 2)
		for i := range 37 {
			s.Score(dst, x[i*160:][:160])
		}
		s.Reset()
		for _, buf := range [][]float32{s.audio.buf, s.late[:cap(s.late)], s.streams[1].out[:cap(s.streams[1].out)], s.streams[2].pending} {
			for _, v := range buf {
				if v != 0 {
					t.Fatal("audio is left after Reset")
				}
			}
		}
		for i := range want {
			s.Score(dst, x[i*160:][:160])
			if diff := cmp.Diff(want[i], dst); diff != "" {
				t.Fatalf("step %d after Reset (-new +reset)\n%s", i, diff)
			}
		}
	})
	t.Run("allocations", func(t *testing.T) {
		s, dst, i := m.NewScorer(), make([]float32, 2), 0
		if n := testing.AllocsPerRun(95, func() {
			s.Score(dst, x[i*160:][:160])
			i = (i + 1) % 100
		}); n != 0 {
			t.Errorf("%v per Score, want 0", n)
		}
	})
	t.Run("streams apart", func(t *testing.T) {
		want := scoresOf(m, x)
		a, b := m.NewScorer(), m.NewScorer()
		other, dst := noise(4, 160), make([]float32, 2)
		for i := range want {
			b.Score(dst, other)
			a.Score(dst, x[i*160:][:160])
			if diff := cmp.Diff(want[i], dst); diff != "" {
				t.Fatalf("step %d (-alone +beside another)\n%s", i, diff)
			}
		}
	})
}

// TestConsensusIsCounted: a Counter finds the rate of a Consensus behind a gate,
// and Tuned gives it the calibration that promises it.
func TestConsensusIsCounted(t *testing.T) {
	a, b := newRecall(8000, 80, 50, "a"), newRecall(8000, 160, 90, "a")
	m := consensusOf(t, ConsensusConfig{Gate: true, Window: 20 * time.Millisecond, Context: 100 * time.Millisecond}, a, b)
	k, err := NewCounter(m, "a", Config{})
	if err != nil {
		t.Fatal(err)
	}
	x := noise(11, 8000*60)
	if err := errors.Join(k.Without(&recording{x: x, err: io.EOF}), k.Utterance(&recording{x: noise(12, 8000), err: io.EOF})); err != nil {
		t.Fatal(err)
	}
	base := m.Info().Words[0]
	word := base
	if word.Calibration, err = k.Counts().Calibration(base.Calibration, 1, "noise"); err != nil {
		t.Fatal(err)
	}
	word.Operating.Threshold, word.Operating.DoubtThreshold = 0, 0
	tuned, err := Tuned(m, word)
	if err != nil {
		t.Fatal(err)
	}
	const wanted = 10.0 // in the minute heard
	d := mustNew(t, tuned, Config{FalseAcceptsPerHour: wanted * 60})
	got := 0
	for _, det := range d.Flush(d.Append(nil, x)) {
		if det.Verdict == Accepted {
			got++
		}
	}
	if got > wanted || got < wanted/2 {
		t.Errorf("%d accepted in the minute that promised at most %v, threshold %v", got, wanted, d.Words()[0].Operating.Threshold)
	}
}

// BenchmarkConsensus is the cost of agreeing itself: its models cost nothing.
func BenchmarkConsensus(b *testing.B) {
	for _, gate := range []bool{false, true} {
		b.Run(fmt.Sprintf("gate=%v", gate), func(b *testing.B) {
			m := consensusOf(b, ConsensusConfig{Gate: gate}, newLevel(16000, "a"), newLevel(16000, "a"), newLevel(16000, "a"))
			s, dst, step := m.NewScorer(), make([]float32, 1), noise(1, 160)
			b.ReportAllocs()
			for b.Loop() {
				s.Score(dst, step)
			}
			realtime(b, 10*time.Millisecond)
		})
	}
}
