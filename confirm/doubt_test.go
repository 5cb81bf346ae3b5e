package confirm

import (
	"math"
	"testing"
	"time"
)

func TestStretches(t *testing.T) {
	sec := func(f float64) time.Duration { return time.Duration(f * float64(time.Second)) }
	ev := func(p Confidence, start, end float64) Evidence {
		return Evidence{Step: "x", Confidence: p, Start: sec(start), End: sec(end)}
	}
	for _, tt := range []struct {
		name string
		list []Evidence
		want float64 // nats of the evidence, without the prior
	}{
		{"none", nil, unknownStep},
		{"one", []Evidence{ev(Known(0.75), 0, 1)}, math.Log(3)},
		{"a coin", []Evidence{ev(Known(0.5), 0, 1)}, 0},
		{"unknown", []Evidence{ev(Confidence{}, 0, 1)}, unknownStep},
		{"certain is bounded", []Evidence{ev(Known(1), 0, 1)}, maxStep},
		{"impossible is bounded", []Evidence{ev(Known(0), 0, 1)}, minStep},
		{"one stretch counts once", []Evidence{ev(Known(0.75), 0, 1), ev(Known(0.9), 1.2, 2)}, math.Log(3)},
		{"at its weakest", []Evidence{ev(Known(0.9), 0, 1), ev(Confidence{}, 0.5, 2)}, unknownStep},
		{"two stretches add up", []Evidence{ev(Known(0.6), 0, 1), ev(Known(0.6), 5, 6)}, 2 * math.Log(1.5)},
		{"a chain of overlaps is one", []Evidence{ev(Known(0.7), 0, 2), ev(Known(0.7), 1, 4), ev(Known(0.7), 4.5, 6)}, math.Log(7.0 / 3)},
		{"a long one bridges", []Evidence{ev(Known(0.7), 0, 9), ev(Known(0.7), 1, 2), ev(Known(0.7), 8, 9)}, math.Log(7.0 / 3)},
		{"the sum is bounded", []Evidence{ev(Known(0.99), 0, 1), ev(Known(0.99), 5, 6), ev(Known(0.99), 10, 11)}, maxEvidence},
		{"against it there is no bound", []Evidence{ev(Known(0), 0, 1), ev(Known(0), 5, 6), ev(Known(0), 10, 11)}, 3 * minStep},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts := prior(tt.list)
			if got := sum(parts) - priorConsent; math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("evidence weighs %v, want %v\n%+v", got, tt.want, parts)
			}
			for _, p := range parts {
				if p.Why == "" {
					t.Errorf("part %q does not say why", p.Name)
				}
			}
		})
	}
}

func TestConfidence(t *testing.T) {
	for _, p := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -0.01, 1.01} {
		if c := Known(p); c != (Confidence{}) {
			t.Errorf("Known(%v) = %v, want unknown", p, c)
		}
	}
	var zero Confidence
	if _, known := zero.Value(); known || zero.Or(0.3) != 0.3 || zero.String() != "unknown" {
		t.Errorf("the zero Confidence is %v, want unknown", zero)
	}
	if p, known := Known(0).Value(); p != 0 || !known {
		t.Errorf("Known(0) = %v, %v; want 0, true", p, known)
	}
	for text, want := range map[string]string{"null": "unknown", "0.25": "0.25", "1": "1.00"} {
		var c Confidence
		if err := c.UnmarshalJSON([]byte(text)); err != nil || c.String() != want {
			t.Errorf("UnmarshalJSON(%s) = %v, %v; want %s", text, c, err, want)
		}
	}
	for _, text := range []string{"2", "-1", `"high"`, "{}", ""} {
		var c Confidence
		if err := c.UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("UnmarshalJSON(%q) = %v, want an error", text, c)
		}
	}
}

func TestStakes(t *testing.T) {
	for s, want := range map[Stakes]Proof{
		Unstated: Isolated, Harmless: NoProof, Reversible: Implicit, Costly: Explicit,
		Irrevocable: Isolated, Private: Isolated, Purchase: Challenged, Critical: SecondChannel,
		Critical + 1: SecondChannel, 255: SecondChannel,
	} {
		if got := s.LeastProof(); got != want {
			t.Errorf("%v.LeastProof() = %v, want %v", s, got, want)
		}
	}
	if Unstated.needed() != Private.needed() {
		t.Errorf("unstated stakes need %v nats, private ones %v: want the same", Unstated.needed(), Private.needed())
	}
	for s := Harmless; s < Critical; s++ {
		if s.LeastProof() > (s+1).LeastProof() || s.needed() > (s+1).needed() {
			t.Errorf("%v asks for more than %v", s, s+1)
		}
	}
	if Stakes(99).String() != "invalid" || Proof(99).String() != "invalid" || PromptKind(99).String() != "invalid" {
		t.Error("values outside their list must say so")
	}
}
