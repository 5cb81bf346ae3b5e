package wake

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// recording is a SampleReader of samples, then err.
type recording struct {
	x   []float32
	err error
}

func (r *recording) Read(dst []float32) (int, error) {
	if len(r.x) == 0 {
		return 0, r.err
	}
	n := copy(dst, r.x)
	r.x = r.x[n:]
	return n, nil
}

func played(levels []float64) *recording { return &recording{steps(8000, levels...), io.EOF} }

func mustCounter(t testing.TB, c Config) *Counter {
	t.Helper()
	k, err := NewCounter(newLevel(8000, "a", "b"), "a", c)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestCounterIsADetectorAtEveryThreshold compares the counts of one pass with
// those of Detectors.
func TestCounterIsADetectorAtEveryThreshold(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		c := Config{
			Smoothing:   durationOf(rt, "smoothing", 1, 3),
			MinDuration: durationOf(rt, "minimum", 1, 4),
			Refractory:  durationOf(rt, "refractory", 1, 30),
		}
		k := mustCounter(t, c)
		wantFound, wantFalse := make([]int, gridLen), make([]int, gridLen)
		tried := []int{0, 61, 77, 80, 88, 93, 101, 102, 240}
		for range rapid.IntRange(0, 3).Draw(rt, "recordings") {
			levels := levelsOf(rt)
			if err := errors.Join(k.Utterance(played(levels)), k.Without(played(levels))); err != nil {
				rt.Fatal(err)
			}
			for _, i := range tried {
				c.Threshold = gridThreshold(i)
				n := accepted(t, c, levels)
				wantFound[i] += min(n, 1)
				wantFalse[i] += n
			}
		}
		got := k.Counts()
		for _, i := range tried {
			if got.Found[i] != wantFound[i] || got.FalseAccepts[i] != wantFalse[i] {
				rt.Fatalf("threshold %v: found %d, false %d; Detectors say %d, %d", gridThreshold(i), got.Found[i], got.FalseAccepts[i], wantFound[i], wantFalse[i])
			}
		}
		if err := got.Validate(); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestCountsAddUp(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		whole := mustCounter(t, Config{})
		var sum Counts
		for range rapid.IntRange(1, 3).Draw(rt, "shards") {
			shard := mustCounter(t, Config{})
			for range rapid.IntRange(0, 3).Draw(rt, "recordings") {
				levels := levelsOf(rt)
				for _, k := range []*Counter{whole, shard} {
					if err := errors.Join(k.Utterance(played(levels)), k.Without(played(levels))); err != nil {
						rt.Fatal(err)
					}
				}
			}
			b, err := json.Marshal(shard.Counts())
			if err != nil {
				rt.Fatal(err)
			}
			var carried Counts
			if err := errors.Join(json.Unmarshal(b, &carried), sum.Add(carried)); err != nil {
				rt.Fatal(err)
			}
		}
		want := whole.Counts()
		if math.Abs(sum.Hours-want.Hours) > 1e-12 {
			rt.Fatalf("%v hours in shards, %v whole", sum.Hours, want.Hours)
		}
		sum.Hours = want.Hours
		if diff := cmp.Diff(want, sum); diff != "" {
			rt.Fatalf("(-whole +shards)\n%s", diff)
		}
	})
}

func TestCounterHearsAnyFormat(t *testing.T) {
	k := mustCounter(t, Config{})
	for _, rate := range []int{8000, 48000, 8000} {
		x := steps(rate, concat(repeat(0, 20), repeat(0.9, 10), repeat(0, 20))...)
		if err := k.Utterance(openWAV(t, wavFile(rate, 1, uint32(4*len(x)), x))); err != nil {
			t.Fatal(err)
		}
	}
	i := 81 // 0.525
	if c := k.Counts(); c.Utterances != 3 || c.Found[i] != 3 || c.Word != "a" {
		t.Errorf("%d of %d utterances of %q found, want 3 of 3 of a", c.Found[i], c.Utterances, c.Word)
	}
}

// One Detector hears all recordings of one format: its tables are not made anew
// for each.
func TestCounterKeepsItsDetector(t *testing.T) {
	k := mustCounter(t, Config{})
	first := k.detector
	if err := errors.Join(k.Utterance(played(repeat(0.9, 5))), k.Without(played(repeat(0.1, 5)))); err != nil {
		t.Fatal(err)
	}
	if k.detector != first {
		t.Error("a new Detector was made for the format of the old")
	}
}

func TestCounterRefuses(t *testing.T) {
	if _, err := NewCounter(nil, "a", Config{}); err == nil {
		t.Error("no model: want an error")
	}
	if _, err := NewCounter(newLevel(8000, "a"), "z", Config{}); err == nil || !strings.Contains(err.Error(), `no word "z"`) {
		t.Errorf("unknown word: %v", err)
	}
	if _, err := NewCounter(newLevel(8000, "a"), "a", Config{Smoothing: time.Hour}); err == nil || !strings.Contains(err.Error(), "Smoothing") {
		t.Errorf("bad config: %v", err)
	}
	k := mustCounter(t, Config{})
	broken := errors.New("disk")
	bad := func() *recording { return &recording{steps(8000, 0.9, 0.9), broken} }
	if err := k.Utterance(bad()); !errors.Is(err, broken) {
		t.Errorf("Utterance: %v, want %v", err, broken)
	}
	if err := k.Without(bad()); !errors.Is(err, broken) {
		t.Errorf("Without: %v, want %v", err, broken)
	}
	if err := k.Without(openWAV(t, wavFile(1000, 1, 0, nil))); err == nil || !strings.Contains(err.Error(), "1000 Hz") {
		t.Errorf("rate of 1 kHz: %v", err)
	}
	if c := k.Counts(); c.Utterances != 0 || c.Hours != 0 || c.Found[0] != 0 || c.FalseAccepts[0] != 0 {
		t.Errorf("recordings that failed were counted: %+v", c)
	}
}

func TestDET(t *testing.T) {
	k := mustCounter(t, Config{})
	for _, level := range []float64{0.2, 0.6} {
		if err := k.Utterance(played([]float64{level})); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Without(played(concat(repeat(0.4, 1), repeat(0, 99)))); err != nil {
		t.Fatal(err)
	}
	points := k.Counts().DET()
	type row struct {
		misses, falses int
		rate, perHour  float64
	}
	var got []row
	for _, p := range points {
		got = append(got, row{p.Misses, p.FalseAccepts, p.MissRate, math.Round(p.FalseAcceptsPerHour)})
	}
	if diff := cmp.Diff([]row{{0, 1, 0, 3600}, {1, 1, 0.5, 3600}, {1, 0, 0.5, 0}, {2, 0, 1, 0}}, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for i, level := range []float64{0.2, 0.4, 0.6} {
		if p := points[i+1].Threshold; p < level || p > level+0.03 {
			t.Errorf("point %d at threshold %v, want just above %v", i+1, p, level)
		}
	}
	for _, c := range []Counts{{}, {FalseAccepts: []int{1}}, {Utterances: 1, Found: make([]int, 3), FalseAccepts: make([]int, 5)}} {
		if points := c.DET(); points != nil {
			t.Errorf("DET of %+v = %v, want none", c, points)
		}
	}
}

func TestCountsRefuse(t *testing.T) {
	full := func(n int) []int {
		x := make([]int, gridLen)
		for i := range x {
			x[i] = n
		}
		return x
	}
	rising := full(1)
	rising[7] = 2
	for _, c := range []struct {
		name string
		c    Counts
		want string
	}{
		{"hours", Counts{Hours: math.NaN()}, "NaN hours"},
		{"negative utterances", Counts{Utterances: -1}, "-1 utterances"},
		{"wrong length", Counts{Found: []int{1}, FalseAccepts: []int{1}}, "at 1 and false accepts at 1 thresholds, want 241"},
		{"one of two", Counts{Found: full(0)}, "at 241 and false accepts at 0"},
		{"more found than said", Counts{Utterances: 1, Found: full(2), FalseAccepts: full(0)}, "found at threshold 0: 2, want 0 to 1"},
		{"rising", Counts{Utterances: 9, Found: full(1), FalseAccepts: rising}, "false accepts at threshold 7: 2, want 0 to 1"},
		{"negative", Counts{Found: full(0), FalseAccepts: full(-1)}, "-1"},
	} {
		if err := c.c.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error that says %q", c.name, err, c.want)
		}
		sum := Counts{Word: "a", Hours: 1}
		if err := sum.Add(c.c); err == nil || sum.Hours != 1 {
			t.Errorf("%s: added", c.name)
		}
	}
	sum := Counts{Word: "a", Hours: maxCount}
	if err := sum.Add(Counts{Word: "a", Hours: maxCount}); err == nil || sum.Hours != maxCount {
		t.Errorf("a sum beyond bounds: %v, now %v hours", err, sum.Hours)
	}
	sum = Counts{Word: "a"}
	if err := sum.Add(Counts{Word: "b"}); err == nil || !strings.Contains(err.Error(), `"b" cannot be added to those of "a"`) {
		t.Errorf("another word: %v", err)
	}
}

func FuzzCounts(f *testing.F) {
	good, _ := json.Marshal(Counts{Word: "a", Found: make([]int, gridLen), FalseAccepts: make([]int, gridLen)})
	for _, s := range []string{`{}`, `null`, `{"hours":-1}`, `{"found":[1]}`, `{"what":1}`, string(good)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Counts
		if c.UnmarshalJSON(b) != nil {
			return
		}
		var sum Counts
		if err := sum.Add(c); err != nil {
			t.Fatal(err)
		}
		if cal, err := c.Calibration(Calibration{}, 1, ""); err == nil {
			if err := cal.Validate(); err != nil {
				t.Fatalf("%s gives an invalid calibration: %v", b, err)
			}
		}
		c.DET()
	})
}

// Threshold names the grid: what DET tells at each change of the counts.
func TestThreshold(t *testing.T) {
	c := Counts{Utterances: 1, Hours: 1, Found: make([]int, gridLen), FalseAccepts: make([]int, gridLen)}
	for i := range 100 {
		c.Found[i] = 1
	}
	points := c.DET()
	if len(points) != 2 || points[0].Threshold != c.Threshold(0) || points[1].Threshold != c.Threshold(100) {
		t.Errorf("points %+v, thresholds %v and %v", points, c.Threshold(0), c.Threshold(100))
	}
}
