package wake

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// countsOf tallies peaks, as confidences, of utterances and of false accepts.
func countsOf(hours float64, right, wrong []float64) Counts {
	c := Counts{Word: "a", Hours: hours, Utterances: len(right), Found: make([]int, gridLen), FalseAccepts: make([]int, gridLen)}
	for i := range gridLen {
		for _, p := range right {
			if p >= gridThreshold(i) {
				c.Found[i]++
			}
		}
		for _, p := range wrong {
			if p >= gridThreshold(i) {
				c.FalseAccepts[i]++
			}
		}
	}
	return c
}

// normals draws n confidences whose log-odds are normal around a mean.
func normals(rng *rand.Rand, n int, mean float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = sigmoid(mean + rng.NormFloat64())
	}
	return x
}

// bayes compares a calibration with the truth: where the log-odds of words'
// peaks are normal around 3 and those of false accepts around 0, both with
// deviation 1, Bayes gives the log-odds of truth at x as 3x - 4.5 + prior.
// scoreOf gives the score of peaks at x.
func bayes(t *testing.T, cal Calibration, prior float64, scoreOf func(x float64) float64) {
	t.Helper()
	for x := 0.0; x <= 3; x += 0.25 {
		want := 3*x - 4.5 + prior
		if got := logit(cal.Confidence(scoreOf(x))); math.Abs(got-want) > 0.35 {
			t.Errorf("prior %.2f: peaks at %v have log-odds %.3f, Bayes says %.3f", prior, x, got, want)
		}
	}
}

func TestCalibrationIsHonest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	right, wrong := normals(rng, 20_000, 3), normals(rng, 40_000, 0)
	for _, perHour := range []float64{0.1, 1, 30} {
		const hours = 100
		cal, err := countsOf(hours, right, wrong).Calibration(Calibration{}, perHour, "made up")
		if err != nil {
			t.Fatal(err)
		}
		bayes(t, cal, math.Log(perHour*hours/float64(len(wrong))), sigmoid)
		if cal.Hours != hours || cal.Data != "made up" {
			t.Errorf("hours %v, data %q", cal.Hours, cal.Data)
		}
		// The rates are those counted, under the new names of the thresholds.
		for _, x := range []float64{-1, 0, 1, 2} {
			n := 0
			for _, p := range wrong {
				if p >= sigmoid(x) {
					n++
				}
			}
			rate, ok := cal.FalseAcceptsPerHour(cal.Confidence(sigmoid(x)))
			if want := float64(n) / hours; !ok || math.Abs(rate-want) > 0.03*want {
				t.Errorf("above log-odds %v: %v an hour, want %v", x, rate, want)
			}
		}
	}
}

// TestRecalibration: a model's own curve, however wrong, does not matter but
// for the order of scores. Scores are log-odds here, and the base calls them
// half of what they are.
func TestRecalibration(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	right, wrong := normals(rng, 20_000, 3), normals(rng, 40_000, 0)
	base := Calibration{Curve: []CurvePoint{{-20, sigmoid(-10)}, {20, sigmoid(10)}}}
	cal, err := countsOf(100, rename(base, right), rename(base, wrong)).Calibration(base, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	bayes(t, cal, math.Log(100/float64(len(wrong))), func(x float64) float64 { return x })
}

// rename is what base calls scores that are log-odds.
func rename(base Calibration, p []float64) []float64 {
	out := make([]float64, len(p))
	for i, v := range p {
		out[i] = base.Confidence(logit(v))
	}
	return out
}

// Whatever is counted, the calibration is valid, keeps the order of scores, and
// keeps apart what was apart.
func TestCalibrationKeepsOrder(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		confidence := rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 30)
		c := countsOf(rapid.Float64Range(0.01, 1000).Draw(t, "hours"), confidence.Draw(t, "right"), confidence.Draw(t, "wrong"))
		cal, err := c.Calibration(Calibration{}, rapid.Float64Range(0.001, 1000).Draw(t, "per hour"), "")
		if err != nil {
			if !errors.Is(err, ErrCalibration) {
				t.Fatal(err)
			}
			return
		}
		last := -1.0
		for i := 0; i < gridLen; i += curveStep {
			p := cal.Confidence(gridThreshold(i))
			if p <= last {
				t.Fatalf("threshold %v has confidence %v, one below it %v", gridThreshold(i), p, last)
			}
			last = p
		}
		if got, _ := cal.FalseAcceptsPerHour(cal.Rates[0].Threshold); math.Abs(got*c.Hours-float64(c.FalseAccepts[0])) > 1e-6 {
			t.Fatalf("lowest threshold: %v an hour, want %d in %v", got, c.FalseAccepts[0], c.Hours)
		}
	})
}

func TestPoolAdjacent(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want []pool
	}{
		{"nothing", nil, nil},
		{"rising stays", []pool{{0, 5, 1}, {1, 1, 2}, {3, 0, 3}}, []pool{{0, 5, 1}, {1, 1, 2}, {3, 0, 3}}},
		{"equal ratios join", []pool{{1, 1, 1}, {2, 2, 2.5}}, []pool{{3, 3, 2}}},
		{"a fall joins", []pool{{3, 1, 1}, {1, 3, 2}}, []pool{{4, 4, 1.5}}},
		{"as far back as it must", []pool{{1, 4, 1}, {2, 2, 2}, {3, 1, 3}, {0, 8, 4}}, []pool{{1, 4, 1}, {5, 11, 3.25}}},
		{"all right", []pool{{1, 0, 1}, {5, 0, 2}}, []pool{{6, 0, 11.0 / 6}}},
		{"all wrong", []pool{{0, 1, 1}, {0, 1, 2}}, []pool{{0, 2, 1.5}}},
	} {
		if diff := cmp.Diff(c.want, poolAdjacent(c.in), cmp.AllowUnexported(pool{}), cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })); diff != "" && len(c.want) > 0 {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

// Half a case added turns the order of these two; the curve may not fall.
func TestLogOddsNeverFall(t *testing.T) {
	pools := []pool{{1, 9, 10}, {12, 100, 20}}
	if a, b := logOddsAt(pools, 10), logOddsAt(pools, 20); a > b {
		t.Errorf("log-odds %v at the first centre, %v at the second", a, b)
	}
}

func TestRatesAreShort(t *testing.T) {
	cal, err := countsOf(5, []float64{0.7}, []float64{0.5}).Calibration(Calibration{}, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	var counts []int
	for _, p := range cal.Rates {
		counts = append(counts, p.FalseAccepts)
	}
	if diff := cmp.Diff([]int{1, 1, 0, 0}, counts); diff != "" {
		t.Errorf("both ends of each run (-want +got)\n%s", diff)
	}
}

func TestCalibrationOfTooLittle(t *testing.T) {
	some := []float64{0.5, 0.9}
	for _, c := range []struct {
		name    string
		c       Counts
		base    Calibration
		perHour float64
		want    string
		says    bool // wraps ErrCalibration
	}{
		{"nothing", Counts{}, Calibration{}, 1, "nothing detected", true},
		{"no utterances", countsOf(1, nil, some), Calibration{}, 1, "in 0 utterances", true},
		{"no audio without", countsOf(0, some, nil), Calibration{}, 1, "0 h without", true},
		{"nothing reached the grid", countsOf(1, []float64{0}, nil), Calibration{}, 1, "nothing detected", true},
		{"base is flat", countsOf(1, some, some), Calibration{Curve: []CurvePoint{{1, 0.5}}}, 1, "do not tell scores apart", true},
		{"base is invalid", countsOf(1, some, some), Calibration{Hours: -1}, 1, "-1 hours", false},
		{"counts are invalid", Counts{Hours: -1}, Calibration{}, 1, "-1 hours", false},
		{"no calls", countsOf(1, some, some), Calibration{}, 0, "0 calls per hour", false},
	} {
		_, err := c.c.Calibration(c.base, c.perHour, "")
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, ErrCalibration) != c.says {
			t.Errorf("%s: %v, want an error that says %q", c.name, err, c.want)
		}
	}
}
