package wake

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// verdictsWith lists the verdicts on an acceptance, then a near miss.
func verdictsWith(t *testing.T, v Verifier) ([]Verdict, Stats) {
	t.Helper()
	d := mustNew(t, newLevel(8000, "a"), Config{Threshold: 0.8, DoubtThreshold: 0.4, Verifier: v})
	var got []Verdict
	for _, det := range d.Flush(d.Append(nil, steps(8000, concat([]float64{0.9}, repeat(0, 200), []float64{0.5}, repeat(0, 50))...))) {
		got = append(got, det.Verdict)
	}
	return got, d.Stats()
}

func TestVerdictsOfAVerifier(t *testing.T) {
	says := func(v Verdict, err error) Verifier {
		return VerifierFunc(func(Detection, []float32, int64) (Verdict, error) { return v, err })
	}
	for _, c := range []struct {
		name     string
		verifier Verifier
		want     []Verdict
		failed   int64
	}{
		{"none", nil, []Verdict{Accepted, Doubtful}, 0},
		{"leaves it", says(Accepted, nil), []Verdict{Accepted, Doubtful}, 0},
		{"doubts it", says(Doubtful, nil), []Verdict{Doubtful, Doubtful}, 0},
		{"refuses it", says(Nothing, nil), []Verdict{Doubtful}, 0},
		{"fails and accepts", says(Accepted, errors.New("no network")), []Verdict{Doubtful, Doubtful}, 1},
		{"fails and refuses", says(Nothing, errors.New("no network")), []Verdict{Doubtful, Doubtful}, 1},
		{"beyond all verdicts", says(200, nil), []Verdict{Doubtful, Doubtful}, 1},
		{"panics", VerifierFunc(func(Detection, []float32, int64) (Verdict, error) { panic("no speaker model") }), []Verdict{Doubtful, Doubtful}, 1},
		{"a nil function", VerifierFunc(nil), []Verdict{Doubtful, Doubtful}, 1},
	} {
		got, stats := verdictsWith(t, c.verifier)
		if diff := cmp.Diff(c.want, got); diff != "" || stats.Unverified != c.failed {
			t.Errorf("%s: %d failed, want %d; verdicts (-want +got)\n%s", c.name, stats.Unverified, c.failed, diff)
		}
	}
}

// TestVerifierNeverAddsAnAcceptance: whatever it says, what is accepted was
// accepted without it.
func TestVerifierNeverAddsAnAcceptance(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		levels := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0.3, 0.5, 0.9}), 0, 300).Draw(rt, "levels")
		answers := rapid.SliceOfN(rapid.Uint8Range(0, 4), 1, 20).Draw(rt, "answers")
		c := Config{Threshold: 0.8, DoubtThreshold: 0.4, Refractory: 50 * time.Millisecond, Settle: 20 * time.Millisecond}
		accepted := func() (at []int64) {
			d := mustNew(t, newLevel(8000, "a"), c)
			for _, det := range d.Flush(d.Append(nil, steps(8000, levels...))) {
				if det.Verdict == Accepted {
					at = append(at, det.At)
				}
			}
			return at
		}
		all, n := accepted(), 0
		c.Verifier = VerifierFunc(func(Detection, []float32, int64) (Verdict, error) {
			n++
			return Verdict(answers[n%len(answers)]), nil
		})
		left := accepted()
		if n != len(all) {
			rt.Fatalf("asked %d times about %d acceptances", n, len(all))
		}
		for _, at := range left {
			if !slices.Contains(all, at) {
				rt.Fatalf("accepted at %v with the verifier, at %v without", left, all)
			}
		}
	})
}

// TestVerifierHearsTheSpan: the audio is that of the pre-roll up to the
// decision, however the stream was cut, and ends with the stream in Flush.
func TestVerifierHearsTheSpan(t *testing.T) {
	x := steps(16000, concat(repeat(0.01, 30), []float64{0.9}, repeat(0.02, 30), []float64{0.8, 0.9})...)
	type span struct {
		At, From int64
		Audio    []float32
	}
	hear := func(preRoll time.Duration, cut int) (got []span) {
		d := mustNew(t, newLevel(16000, "a"), Config{SampleRate: 16000, Threshold: 0.7, PreRoll: preRoll, Refractory: 100 * time.Millisecond, Settle: 50 * time.Millisecond,
			Verifier: VerifierFunc(func(det Detection, audio []float32, from int64) (Verdict, error) {
				got = append(got, span{det.At, from, slices.Clone(audio)})
				return Accepted, nil
			})})
		for c := range slices.Chunk(x, cut) {
			d.Append(nil, c)
		}
		d.Flush(nil)
		return got
	}
	for _, preRoll := range []time.Duration{0, 7 * time.Millisecond, 100 * time.Millisecond, time.Second} {
		n := samples(preRoll, 16000)
		for _, cut := range []int{1, 77, 256, 1000, len(x)} {
			got := hear(preRoll, cut)
			if len(got) != 2 || got[1].At != int64(len(x)) {
				t.Fatalf("pre-roll %v, chunks of %d: %d spans, want 2, the last at the end", preRoll, cut, len(got))
			}
			for _, s := range got {
				if want := x[max(0, s.At-n):s.At]; !slices.Equal(s.Audio, want) || len(want) > 0 && s.From != max(0, s.At-n) {
					t.Errorf("pre-roll %v, chunks of %d: %d samples from %d, want the %d before %d", preRoll, cut, len(s.Audio), s.From, len(want), s.At)
				}
			}
		}
	}
}

// TestVerifierAllocatesNothing, and leaves no audio after Reset.
func TestVerifierAllocatesNothing(t *testing.T) {
	asked := 0
	d := mustNew(t, newLevel(8000, "a"), Config{PreRoll: time.Second, Refractory: -1, Verifier: VerifierFunc(func(Detection, []float32, int64) (Verdict, error) {
		asked++
		return Accepted, nil
	})})
	dets, x := make([]Detection, 0, 100), steps(8000, 0.9, 0.9, 0.9)
	if n := testing.AllocsPerRun(50, func() { dets = d.Append(dets[:0], x) }); n != 0 || asked == 0 {
		t.Errorf("%v allocations per chunk, asked %d times; want 0, more than 0", n, asked)
	}
	d.Reset()
	for i, v := range d.again[:cap(d.again)] {
		if v != 0 {
			t.Fatalf("sample %d of what the Verifier heard is left after Reset", i)
		}
	}
}
