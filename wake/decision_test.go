package wake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// decided runs levels of 10 ms through a Detector at 8 kHz and lists what it
// detected as "verdict confidence start-end@at" in steps.
func decided(t testing.TB, c Config, span time.Duration, levels []float64) string {
	t.Helper()
	m := newLevel(8000, "a")
	m.info.Words[0].Span = span
	d, err := New(m, c)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	dets := d.Flush(d.Append(nil, steps(8000, levels...)))
	var lines []string
	for _, det := range dets {
		lines = append(lines, fmt.Sprintf("%v %.2f %d-%d@%d", det.Verdict, det.Confidence, det.Start/80, det.End/80, det.At/80))
	}
	return strings.Join(lines, ", ")
}

func TestDecisions(t *testing.T) {
	const ms = time.Millisecond
	base := Config{Threshold: 0.8, DoubtThreshold: 0.4, Refractory: 200 * ms}
	with := func(change func(*Config)) Config {
		c := base
		change(&c)
		return c
	}
	quiet := func(n int) []float64 { return repeat(0, n) }
	for _, c := range []struct {
		name   string
		config Config
		levels []float64
		want   string
	}{
		{"silence is nothing", base, quiet(50), ""},
		{"nothing pushed", base, nil, ""},
		{"at the threshold is accepted at once", base,
			concat(quiet(20), []float64{0.81}, quiet(20)), "accepted 0.81 11-21@21"},
		{"just below is a near miss, told one span (10 steps) later", base,
			concat(quiet(20), []float64{0.79}, quiet(20)), "doubtful 0.79 11-21@31"},
		{"below doubt is nothing", base, concat(quiet(20), []float64{0.39}, quiet(20)), ""},
		{"an acceptance within the span replaces the near miss", base,
			concat(quiet(20), []float64{0.7, 0, 0, 0.9}, quiet(20)), "accepted 0.90 14-24@24"},
		{"the last step of the span still replaces it", base,
			concat(quiet(20), []float64{0.7}, quiet(9), []float64{0.9}, quiet(20)), "accepted 0.90 21-31@31"},
		{"an acceptance after the span stands beside it", base,
			concat(quiet(20), []float64{0.7}, quiet(10), []float64{0.9}, quiet(20)), "doubtful 0.70 11-21@31, accepted 0.90 22-32@32"},
		{"a higher peak within the span is the same near miss", base,
			concat(quiet(20), []float64{0.5, 0, 0.7, 0, 0.6}, quiet(20)), "doubtful 0.70 13-23@33"},
		{"two near misses in the refractory period are one", base,
			concat(quiet(20), []float64{0.7}, quiet(12), []float64{0.6}, quiet(30)), "doubtful 0.70 11-21@31"},
		{"and two apart are two", base,
			concat(quiet(20), []float64{0.7}, quiet(29), []float64{0.6}, quiet(30)), "doubtful 0.70 11-21@31, doubtful 0.60 41-51@61"},
		{"the fall from an acceptance is no near miss", base,
			concat(quiet(20), []float64{0.9, 0.7, 0.6, 0.5}, quiet(40)), "accepted 0.90 11-21@21"},
		{"doubt that outlasts the refractory period is told with its own peak", base,
			concat(quiet(20), []float64{0.9}, repeat(0.5, 35)), "accepted 0.90 11-21@21, doubtful 0.50 31-41@51"},
		{"refractory: the same word again is swallowed", base,
			concat(quiet(20), []float64{0.9}, quiet(18), []float64{0.95}, quiet(20)), "accepted 0.90 11-21@21"},
		{"and heard when it is over", base,
			concat(quiet(20), []float64{0.9}, quiet(19), []float64{0.95}, quiet(20)), "accepted 0.90 11-21@21, accepted 0.95 31-41@41"},
		{"a score that sticks is told once a refractory period", base,
			repeat(0.9, 50), "accepted 0.90 0-1@1, accepted 0.90 11-21@21, accepted 0.90 31-41@41"},
		{"doubt that sticks as well, but later", base,
			repeat(0.5, 50), "doubtful 0.50 0-1@11, doubtful 0.50 21-31@41"},
		{"no doubt wanted", with(func(c *Config) { c.DoubtThreshold = -1 }), repeat(0.5, 50), ""},
		{"minimum duration: too short is a near miss", with(func(c *Config) { c.MinDuration = 30 * ms }),
			concat(quiet(20), []float64{0.5, 0.9, 0.95, 0.5}, quiet(20)), "doubtful 0.95 13-23@33"},
		{"too short even for doubt", with(func(c *Config) { c.MinDuration = 30 * ms }),
			concat(quiet(20), []float64{0.9, 0.95}, quiet(20)), ""},
		{"long enough, with the best of it", with(func(c *Config) { c.MinDuration = 30 * ms }),
			concat(quiet(20), []float64{0.9, 0.95, 0.85}, quiet(20)), "accepted 0.95 12-22@23"},
		{"a gap starts the minimum duration anew", with(func(c *Config) { c.MinDuration = 30 * ms; c.DoubtThreshold = -1 }),
			concat(quiet(20), []float64{0.9, 0.9, 0.7, 0.9, 0.9}, quiet(20)), ""},
		{"smoothing spreads a spike", with(func(c *Config) { c.Smoothing = 20 * ms }),
			concat(quiet(20), []float64{1}, quiet(20)), "doubtful 0.50 11-21@31"},
		{"nothing is decided before the window is full", with(func(c *Config) { c.Smoothing = 20 * ms }),
			concat([]float64{1, 0.2}, quiet(20)), "doubtful 0.60 0-2@12"},
		{"the end of the stream releases a near miss", base,
			concat(quiet(20), []float64{0.7}), "doubtful 0.70 11-21@21"},
		{"settling: told when it rises no more, at its peak", with(func(c *Config) { c.Settle = 50 * ms }),
			concat(quiet(20), []float64{0.82, 0.9, 0.95, 0.93, 0.99}, quiet(40)), "accepted 0.95 13-23@24"},
		{"settling: a plateau does not rise", with(func(c *Config) { c.Settle = 50 * ms }),
			concat(quiet(20), []float64{0.9, 0.9, 0.95}, quiet(40)), "accepted 0.90 11-21@22"},
		{"settling: after that time at the latest", with(func(c *Config) { c.Settle = 30 * ms }),
			concat(quiet(20), []float64{0.82, 0.84, 0.86, 0.88, 0.9}, quiet(40)), "accepted 0.88 14-24@24"},
		{"settling: the end of the stream tells it", with(func(c *Config) { c.Settle = 50 * ms }),
			concat(quiet(20), []float64{0.82, 0.84}), "accepted 0.84 12-22@22"},
		{"settling: shorter than the refractory period", with(func(c *Config) { c.Settle = 50 * ms; c.Refractory = 20 * ms }),
			concat(quiet(20), []float64{0.82, 0.84, 0.86, 0.88}, quiet(20)), "accepted 0.84 12-22@22, accepted 0.88 14-24@24"},
		{"settling: without a refractory period there is none", with(func(c *Config) { c.Settle = 50 * ms; c.Refractory = -1 }),
			[]float64{0.9, 0.95}, "accepted 0.90 0-1@1, accepted 0.95 0-2@2"},
		{"no refractory period", with(func(c *Config) { c.Refractory = -1 }),
			[]float64{0.9, 0.9}, "accepted 0.90 0-1@1, accepted 0.90 0-2@2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := decided(t, c.config, 100*ms, c.levels); got != c.want {
				t.Errorf("levels %v\n got %s\nwant %s", c.levels, got, c.want)
			}
		})
	}
}

// accepted counts acceptances of the levels.
func accepted(t testing.TB, c Config, levels []float64) int {
	return strings.Count(decided(t, c, 50*time.Millisecond, levels), "accepted")
}

// levelsOf draws a stream whose levels wander, as a model's scores do.
func levelsOf(t *rapid.T) []float64 {
	return rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1}), 1, 120).Draw(t, "levels")
}

func durationOf(t *rapid.T, name string, least, most int) time.Duration {
	return time.Duration(rapid.IntRange(least, most).Draw(t, name)) * 10 * time.Millisecond
}

func TestRaisingTheThresholdNeverAcceptsMore(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		levels := levelsOf(rt)
		c := Config{
			Smoothing:   durationOf(rt, "smoothing", 1, 4),
			MinDuration: durationOf(rt, "minimum", 1, 4),
			Refractory:  durationOf(rt, "refractory", 1, 30),
		}
		last := len(levels) + 1
		for _, c.Threshold = range []float64{0.05, 0.2, 0.4, 0.55, 0.7, 0.85, 1} {
			n := accepted(t, c, levels)
			if n > last {
				rt.Fatalf("threshold %v accepts %d times, the one below it %d: %+v %v", c.Threshold, n, last, c, levels)
			}
			last = n
		}
	})
}

// TestSettlingChangesOnlyWhatIsTold: as many acceptances, none sooner, none
// less sure.
func TestSettlingChangesOnlyWhatIsTold(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		x := steps(8000, levelsOf(rt)...)
		c := Config{Threshold: 0.6, DoubtThreshold: 0.3, Refractory: durationOf(rt, "refractory", 1, 20)}
		d := mustNew(t, newLevel(8000, "a"), c)
		at := d.Flush(d.Append(nil, x))
		c.Settle = durationOf(rt, "settle", 1, 30)
		d = mustNew(t, newLevel(8000, "a"), c)
		later := d.Flush(d.Append(nil, x))
		if len(at) != len(later) {
			rt.Fatalf("%d detections at once, %d settled", len(at), len(later))
		}
		for i, det := range later {
			if det.Verdict != at[i].Verdict || det.At < at[i].At || det.Confidence < at[i].Confidence ||
				det.At-at[i].At > min(samples(c.Settle, 8000), samples(c.Refractory, 8000)) {
				rt.Fatalf("at once %+v, settled in %v %+v", at[i], c.Settle, det)
			}
		}
	})
}

func TestDoubtNeverChangesWhatIsAccepted(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		levels := levelsOf(rt)
		c := Config{Threshold: 0.75, DoubtThreshold: -1, MinDuration: durationOf(rt, "minimum", 1, 3), Refractory: durationOf(rt, "refractory", 1, 30)}
		want := accepted(t, c, levels)
		c.DoubtThreshold = rapid.Float64Range(0.01, 0.75).Draw(rt, "doubt")
		if got := accepted(t, c, levels); got != want {
			rt.Fatalf("%d accepted with doubt at %v, %d without: %v", got, c.DoubtThreshold, want, levels)
		}
	})
}

// TestDetectionsKeepTheirPromises holds what Detection documents: order,
// positions, verdicts by their thresholds, distance by the refractory period.
func TestDetectionsKeepTheirPromises(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		levels := levelsOf(rt)
		m := newLevel(8000, "a", "b")
		m.info.Words[1].Delay = 30 * time.Millisecond
		c := Config{Threshold: 0.7, DoubtThreshold: 0.3, Refractory: durationOf(rt, "refractory", 1, 20)}
		d, err := New(m, c)
		if err != nil {
			rt.Fatal(err)
		}
		x := steps(8000, levels...)
		x = x[:len(x)-rapid.IntRange(0, 79).Draw(rt, "short by")]
		dets := d.Flush(d.Append(nil, x))
		last := map[string]int64{}
		at := int64(0)
		for _, det := range dets {
			if det.At < at || det.At > int64(len(x)) || det.Start < 0 || det.Start > det.End || det.End > det.At {
				rt.Fatalf("positions of %+v, last at %d, stream of %d", det, at, len(x))
			}
			at = det.At
			if (det.Confidence >= 0.7) != (det.Verdict == Accepted) || det.Confidence < 0.3 {
				rt.Fatalf("verdict against thresholds 0.7 and 0.3: %+v", det)
			}
			key := det.Word + det.Verdict.String()
			if prev, ok := last[key]; ok && det.At < int64(len(x)) && det.At-prev < samples(c.Refractory, 8000) {
				rt.Fatalf("%s again after %d samples, refractory %v: %+v", key, det.At-prev, c.Refractory, dets)
			}
			last[key] = det.At
		}
	})
}

func TestVerdictString(t *testing.T) {
	for v, want := range map[Verdict]string{Nothing: "nothing", Doubtful: "doubtful", Accepted: "accepted", 9: "Verdict(9)"} {
		if got := v.String(); got != want {
			t.Errorf("Verdict(%d).String() = %q, want %q", uint8(v), got, want)
		}
	}
}
