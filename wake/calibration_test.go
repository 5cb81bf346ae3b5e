package wake

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// calibration draws any valid Calibration.
func calibration(t *rapid.T) Calibration {
	unique := func(name string, g *rapid.Generator[float64], n int) []float64 {
		x := rapid.SliceOfNDistinct(g, n, n, rapid.ID).Draw(t, name)
		slices.Sort(x)
		return x
	}
	c := Calibration{Data: rapid.String().Draw(t, "data")}
	n := rapid.IntRange(0, 6).Draw(t, "curve")
	scores := unique("score", rapid.Float64Range(-math.MaxFloat32, math.MaxFloat32), n)
	confidences := unique("confidence", rapid.Float64Range(1e-12, 1-1e-12), n)
	for i := range n {
		c.Curve = append(c.Curve, CurvePoint{scores[i], confidences[i]})
	}
	n = rapid.IntRange(0, 6).Draw(t, "rates")
	thresholds := unique("threshold", rapid.Float64Range(1e-12, 1), n)
	counts := rapid.SliceOfN(rapid.IntRange(0, 1000), n, n).Draw(t, "counts")
	slices.Sort(counts)
	slices.Reverse(counts)
	for i := range n {
		c.Rates = append(c.Rates, RatePoint{thresholds[i], counts[i]})
	}
	if n > 0 {
		c.Hours = rapid.Float64Range(1e-3, 1e4).Draw(t, "hours")
	}
	return c
}

func TestConfidence(t *testing.T) {
	c := Calibration{Curve: []CurvePoint{{-2, 0.1}, {2, 0.9}, {3, 0.99}}}
	for score, want := range map[float64]float64{
		-2: 0.1, 2: 0.9, 3: 0.99, // the points themselves
		-100: 0.1, 100: 0.99, math.Inf(-1): 0.1, math.Inf(1): 0.99, // held beyond the ends
		0:          0.5,                                               // log-odds halfway between -ln 9 and ln 9
		1:          0.75,                                              // and ln 3
		2.5:        1 / (1 + math.Exp(-(math.Log(9)+math.Log(99))/2)), // halfway in the second piece
		math.NaN(): 0,
	} {
		if got := c.Confidence(score); math.Abs(got-want) > 1e-12 {
			t.Errorf("Confidence(%v) = %v, want %v", score, got, want)
		}
	}
	for score, want := range map[float64]float64{-1: 0, 0: 0, 0.3: 0.3, 1: 1, 7: 1, math.NaN(): 0} {
		if got := (Calibration{}).Confidence(score); got != want {
			t.Errorf("zero Calibration: Confidence(%v) = %v, want %v", score, got, want)
		}
	}
}

func TestConfidenceNeverFalls(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		c := calibration(t)
		score := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-5, 5))
		a, b := score.Draw(t, "a"), score.Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		pa, pb := c.Confidence(a), c.Confidence(b)
		if !(0 <= pa && pa <= pb && pb <= 1) {
			t.Fatalf("Confidence(%v) = %v, Confidence(%v) = %v", a, pa, b, pb)
		}
	})
}

var counted = Calibration{Hours: 10, Rates: []RatePoint{{0.1, 1000}, {0.5, 100}, {0.7, 100}, {0.9, 1}, {0.95, 0}}}

func TestRateOfAThreshold(t *testing.T) {
	for _, c := range []struct {
		threshold, want float64
		ok              bool
	}{
		{0.1, 100, true}, {0.5, 10, true}, {0.9, 0.1, true}, {0.95, 0, true},
		{0.25, math.Sqrt(100 * 10), true}, // log-odds halfway
		{0.6, 10, true},                   // flat
		{0.92, 0.1, true},                 // towards none at all: the safe side
		{0.05, 100, false}, {0.99, 0, false}, {math.NaN(), 0, false},
	} {
		got, ok := counted.FalseAcceptsPerHour(c.threshold)
		if math.Abs(got-c.want) > 1e-9*c.want || ok != c.ok {
			t.Errorf("FalseAcceptsPerHour(%v) = %v, %v; want %v, %v", c.threshold, got, ok, c.want, c.ok)
		}
	}
	if got, ok := (Calibration{}).FalseAcceptsPerHour(0.5); got != 0 || ok {
		t.Errorf("zero Calibration: %v, %v; want 0, false", got, ok)
	}
}

func TestThresholdOfARate(t *testing.T) {
	for _, c := range []struct{ perHour, want float64 }{
		{1000, 0.1}, {100, 0.1}, {math.Sqrt(100 * 10), 0.25}, {10, 0.5}, {0.1, 0.9},
	} {
		got, err := counted.ThresholdFor(c.perHour)
		if math.Abs(got-c.want) > 1e-9 || err != nil {
			t.Errorf("ThresholdFor(%v) = %v, %v; want %v", c.perHour, got, err, c.want)
		}
	}
	for _, c := range []struct {
		name    string
		c       Calibration
		perHour float64
		want    string
	}{
		{"nothing counted", Calibration{}, 1, "the model has no rates; count some with wake.Counter"},
		{"rarer than the hours can show", counted, 0.09, "want at least 0.1, one in the 10 h counted"},
		{"zero", counted, 0, "want above 0"},
		{"negative", counted, -1, "want above 0"},
		{"NaN", counted, math.NaN(), "want above 0"},
		{"never so few", Calibration{Hours: 10, Rates: []RatePoint{{0.5, 70}, {0.9, 50}}}, 2, "want at least 5, that of the highest"},
	} {
		_, err := c.c.ThresholdFor(c.perHour)
		if !errors.Is(err, ErrCalibration) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want ErrCalibration that says %q", c.name, err, c.want)
		}
	}
}

// TestThresholdsKeepTheirRate: a threshold found for a rate keeps it, a lower
// rate never has a lower threshold, a higher threshold never a higher rate.
func TestThresholdsKeepTheirRate(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		c := calibration(t)
		wanted := rapid.Float64Range(1e-4, 1e4)
		a, b := wanted.Draw(t, "a"), wanted.Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		strict, errA := c.ThresholdFor(a)
		loose, errB := c.ThresholdFor(b)
		if errA == nil && errB != nil {
			t.Fatalf("%v an hour can be said, %v cannot: %v", a, b, errB)
		}
		if errA != nil {
			return
		}
		if strict < loose {
			t.Fatalf("%v an hour at %v, %v at %v", a, strict, b, loose)
		}
		got, ok := c.FalseAcceptsPerHour(strict)
		if !ok || got > a {
			t.Fatalf("threshold %v for %v an hour gives %v, %v", strict, a, got, ok)
		}
		if rate, _ := c.FalseAcceptsPerHour(loose); rate < got {
			t.Fatalf("threshold %v gives %v an hour, %v gives %v", loose, rate, strict, got)
		}
	})
}

func TestCalibrationRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		c    Calibration
		want string
	}{
		{"score NaN", Calibration{Curve: []CurvePoint{{math.NaN(), 0.5}}}, "curve point 0: score NaN"},
		{"score infinite", Calibration{Curve: []CurvePoint{{math.Inf(1), 0.5}}}, "curve point 0: score +Inf"},
		{"score beyond float32", Calibration{Curve: []CurvePoint{{1e300, 0.5}}}, "curve point 0"},
		{"confidence 0", Calibration{Curve: []CurvePoint{{0, 0}}}, "confidence 0"},
		{"confidence 1", Calibration{Curve: []CurvePoint{{0, 1}}}, "confidence 1"},
		{"confidence NaN", Calibration{Curve: []CurvePoint{{0, math.NaN()}}}, "confidence NaN"},
		{"scores equal", Calibration{Curve: []CurvePoint{{0, 0.1}, {0, 0.2}}}, "curve point 1 (0, 0.2) does not rise"},
		{"confidence falls", Calibration{Curve: []CurvePoint{{0, 0.3}, {1, 0.2}}}, "curve point 1"},
		{"curve too long", Calibration{Curve: make([]CurvePoint, 4097)}, "curve of 4097"},
		{"rates too long", Calibration{Rates: make([]RatePoint, 4097)}, "rates of 4097"},
		{"hours negative", Calibration{Hours: -1}, "-1 hours"},
		{"hours NaN", Calibration{Hours: math.NaN()}, "NaN hours"},
		{"hours infinite", Calibration{Hours: math.Inf(1)}, "+Inf hours"},
		{"rates without hours", Calibration{Rates: []RatePoint{{0.5, 1}}}, "rates without hours"},
		{"threshold 0", Calibration{Hours: 1, Rates: []RatePoint{{0, 1}}}, "rate point 0: threshold 0"},
		{"threshold 2", Calibration{Hours: 1, Rates: []RatePoint{{2, 1}}}, "rate point 0: threshold 2"},
		{"negative count", Calibration{Hours: 1, Rates: []RatePoint{{0.5, -1}}}, "-1 false accepts"},
		{"counts rise", Calibration{Hours: 1, Rates: []RatePoint{{0.5, 1}, {0.6, 2}}}, "rate point 1 (0.6, 2)"},
		{"thresholds fall", Calibration{Hours: 1, Rates: []RatePoint{{0.5, 1}, {0.4, 1}}}, "rate point 1 (0.4, 1)"},
	} {
		if err := c.c.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error that says %q", c.name, err, c.want)
		}
	}
}

func TestCalibrationJSON(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		want := calibration(t)
		if err := want.Validate(); err != nil {
			t.Fatalf("drawn: %v", err)
		}
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got := Calibration{Data: "old", Hours: 3} // nothing of it may remain
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if want.Data == got.Data { // invalid UTF-8 is replaced
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (-want +got)\n%s", b, diff)
			}
		}
	})
	const text = `{"curve":[{"score":-1.5,"confidence":0.25}],"rates":[{"threshold":0.5,"false_accepts":7}],"hours":2.5,"data":"kitchen"}`
	var c Calibration
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	if b, err := json.Marshal(c); string(b) != text || err != nil {
		t.Errorf("%s, %v\nwant %s", b, err, text)
	}
}

func FuzzCalibration(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"hours":1e999}`, `{"curve":[{"score":1,"confidence":2}]}`, `{"curves":[]}`,
		`{"curve":[{"score":-1.5,"confidence":0.25},{"score":2,"confidence":0.5}],"rates":[{"threshold":0.5,"false_accepts":7}],"hours":2.5,"data":"x"}`,
	} {
		f.Add([]byte(s), 0.5)
	}
	f.Fuzz(func(t *testing.T, b []byte, x float64) {
		c := Calibration{Data: "before"}
		if err := c.UnmarshalJSON(b); err != nil {
			if c.Data != "before" {
				t.Fatalf("changed in spite of %v", err)
			}
			return
		}
		if err := c.Validate(); err != nil {
			t.Fatalf("accepted, but %v", err)
		}
		if p := c.Confidence(x); !(p >= 0 && p <= 1) {
			t.Fatalf("Confidence(%v) = %v", x, p)
		}
		if threshold, err := c.ThresholdFor(x); err == nil && !(threshold > 0 && threshold <= 1) {
			t.Fatalf("ThresholdFor(%v) = %v", x, threshold)
		}
		c.FalseAcceptsPerHour(x)
	})
}
