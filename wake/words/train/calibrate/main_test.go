package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
)

// writeFiles makes a folder of held-out scores: clips of the word around 6,
// chance events of other sound with an exponential tail over 20 hours.
func writeFiles(t *testing.T) string {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var pos, neg, near strings.Builder
	pos.WriteString("word,condition,clip,score,late_s\n")
	neg.WriteString("word,set,stream,time_s,score\n")
	near.WriteString("word,voice,text,score\n")
	for i := range 300 {
		fmt.Fprintf(&pos, "hal,%s,%d,%.4f,%.2f\n", []string{"clean", "babble10"}[i%2], i, 6+2*r.NormFloat64(), 0.08+float64(i%5)*0.01)
	}
	for i := range 2000 {
		set := []string{"read", "kitchen"}[i%2]
		fmt.Fprintf(&neg, "hal,%s,s%d,%.2f,%.4f\n", set, i/100, float64(i)*9, -4+r.ExpFloat64())
	}
	for i := range 10 {
		fmt.Fprintf(&near, "hal,slt,hall,%d\n", i-6)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"positives.csv": pos.String(), "negatives.csv": neg.String(), "near.csv": near.String(),
		"hours.csv": "set,hours,word\nread,12,hal\nkitchen,8,hal\nread,1,dave\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRun(t *testing.T) {
	dir := writeFiles(t)
	out := filepath.Join(dir, "calibration.json")
	var report strings.Builder
	err := run([]string{"-o", out, "-words", "hal", "-data", "drawn at random", "-accept", "0.5", "-smoothing", "60ms", dir}, &report)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var f file
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	w := f.Words[0]
	info := wake.Info{SampleRate: 16000, Step: 320, Words: []wake.Word{{Name: w.Name, Calibration: w.Calibration, Operating: w.Operating}}}
	if err := info.Validate(); err != nil {
		t.Error(err)
	}
	if w.Name != "hal" || w.Operating.Smoothing != 60*time.Millisecond || w.Operating.Settle != 200*time.Millisecond || w.DelayMS != 100 || w.Calibration.Hours != 20 || w.Calibration.Data != "drawn at random" {
		t.Errorf("word %q, %+v, delay %d ms, %v h of %q", w.Name, w.Operating, w.DelayMS, w.Calibration.Hours, w.Calibration.Data)
	}
	// The tail is exponential with scale 1 above -4, 100 events an hour: the
	// rate is a half at -4 + ln 200 = 1.3.
	score := scoreOf(w.Calibration, w.Operating.Threshold)
	if math.Abs(score-(-4+math.Log(200))) > 0.6 {
		t.Errorf("threshold at score %v, want about 1.3", score)
	}
	if perHour, ok := w.Calibration.FalseAcceptsPerHour(w.Operating.Threshold); !ok || perHour > 1 {
		t.Errorf("%v false accepts per hour (%v) at the threshold, want about 0.5", perHour, ok)
	}
	for _, part := range []string{"babble10", "of 150 missed", "kitchen", "20.00 h", "near words   10", "calibration error 0.0"} {
		if !strings.Contains(report.String(), part) {
			t.Errorf("no %q in the report:\n%s", part, &report)
		}
	}
}

func TestRates(t *testing.T) {
	for accept, want := range map[string][]float64{
		"0.2": {0.2, 0.2, 0.2}, "0.3,0.2,1": {0.3, 0.2, 1},
		"": nil, "0.2,0.3": nil, "1,2,3,4": nil, "0,1,1": nil, "-1": nil, "NaN": nil, "Inf": nil, "often": nil,
	} {
		o := options{accept: accept}
		if got, err := o.rates(3); !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("-accept %q: %v, %v; want %v", accept, got, err, want)
		}
	}
}

// scoreOf inverts a calibration of two points.
func scoreOf(c wake.Calibration, p float64) float64 {
	a, b := c.Curve[0], c.Curve[1]
	odds := func(p float64) float64 { return math.Log(p / (1 - p)) }
	return a.Score + (odds(p)-odds(a.Confidence))/(odds(b.Confidence)-odds(a.Confidence))*(b.Score-a.Score)
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"no positives", "positives.csv", "", "no such file"},
		{"no hours", "hours.csv", "set,hours,word\n", "0 hours"},
		{"a score that is no number", "positives.csv", "w,c,c,s,l\nhal,clean,1,high,0\n", "positives.csv: line 2"},
		{"a delay that is no number", "positives.csv", "w,c,c,s,l\nhal,clean,1,2,late\n", "positives.csv: line 2"},
		{"a time that is no number", "negatives.csv", "a,b,c,d,e\nhal,read,s,soon,1\n", "negatives.csv: line 2"},
		{"too few columns", "hours.csv", "set,hours\nread\n", "hours.csv"},
		{"near words without a score", "near.csv", "a,b,c,d\nhal,slt,hall,\n", "near.csv: line 2"},
		{"words like any other sound", "positives.csv", "w,c,c,s,l\nhal,clean,1,-40,0\nhal,clean,2,-41,0\n", "do not tell"},
	} {
		dir := writeFiles(t)
		path := filepath.Join(dir, c.file)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if c.text != "" {
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		err := run([]string{"-o", filepath.Join(dir, "out.json"), "-words", "hal", "-smoothing", "60ms", dir}, &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	for smoothing, want := range map[string]string{"60ms,60ms": "one time a word", "long": "-smoothing of hal"} {
		err := run([]string{"-words", "hal", "-smoothing", smoothing, writeFiles(t)}, &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("smoothing %q: error %v, want one with %q", smoothing, err, want)
		}
	}
	if err := run(nil, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "alexa: 0 clips") {
		t.Errorf("no folders: %v", err)
	}
	dir := writeFiles(t)
	if err := run([]string{"-words", "hal,dave", "-smoothing", "60ms,60ms", dir}, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "dave: 0 clips") {
		t.Errorf("a word without clips: %v", err)
	}
}

// Rows of one stream stay together; a step back in time begins another.
func TestStreamsAreToldApart(t *testing.T) {
	d := &heldOut{words: map[string]*samples{}, fold: "f"}
	for _, row := range [][]string{
		{"hal", "made noise", "hum", "1.0", "2"},
		{"hal", "made noise", "hum", "3.0", "2"},
		{"hal", "made noise", "hum", "2.0", "2"},
		{"hal", "made noise", "hiss", "4.0", "2"},
		{"hal", "esc10", "hiss", "5.0", "2"},
	} {
		if err := d.addNegative(row); err != nil {
			t.Fatal(err)
		}
	}
	var lengths []int
	for _, s := range d.of("hal").streams {
		lengths = append(lengths, len(s.events))
	}
	if diff := cmp.Diff([]int{2, 1, 1, 1}, lengths); diff != "" {
		t.Errorf("events by stream (-want +got):\n%s", diff)
	}
}

// Folds add up: twice the clips, twice the hours, the same rates.
func TestFoldsArePooled(t *testing.T) {
	one, err := readFolders([]string{writeFiles(t)})
	if err != nil {
		t.Fatal(err)
	}
	two, err := readFolders([]string{writeFiles(t), writeFiles(t)})
	if err != nil {
		t.Fatal(err)
	}
	a, b := one.of("hal"), two.of("hal")
	if len(b.positives) != 2*len(a.positives) || b.hours != 2*a.hours || b.sets["read"] != 24 {
		t.Errorf("two folds: %d clips, %v h, sets %v", len(b.positives), b.hours, b.sets)
	}
}

// Scores drawn from a known logistic give its parameters back.
func TestFitLogistic(t *testing.T) {
	want := logistic{slope: 0.8, offset: -1.5}
	r := rand.New(rand.NewPCG(3, 4))
	var trials []trial
	for range 20000 {
		s := 4 * r.NormFloat64()
		trials = append(trials, trial{s, r.Float64() < want.confidence(s), 1})
	}
	got, err := fitLogistic(trials)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.slope-want.slope) > 0.05 || math.Abs(got.offset-want.offset) > 0.1 {
		t.Errorf("fitted %+v, want about %+v", got, want)
	}
	if ece := got.calibrationError(trials); ece > 0.01 {
		t.Errorf("calibration error %v of a true model", ece)
	}
	if ece := (logistic{0.8, 1}).calibrationError(trials); ece < 0.1 {
		t.Errorf("calibration error %v of a wrong model", ece)
	}
}

func TestAcceptsAndPeaks(t *testing.T) {
	s := samples{streams: []stream{
		{"fold", "a", "1", []event{{1, 1}, {1.5, 3}, {2.2, 2}, {9, 1}}},
		{"fold", "b", "1", []event{{1, 2}}},
	}}
	bySet, all := s.accepts(1, 1)
	// 1 s accepts and bars 1.5 s; 2.2 s is free again.
	if d := cmp.Diff(map[string]int{"a": 3, "b": 1}, bySet); d != "" || all != 4 {
		t.Errorf("%d in all (-want +got):\n%s", all, d)
	}
	var scores []float64
	for _, p := range s.peaks(1) {
		scores = append(scores, p.score)
	}
	if d := cmp.Diff([]float64{3, 2, 1}, scores); d != "" {
		t.Errorf("peaks (-want +got):\n%s", d)
	}
}

// More is never accepted at a higher threshold, and the table says so.
func TestRatesFall(t *testing.T) {
	d, err := readFolders([]string{writeFiles(t)})
	if err != nil {
		t.Fatal(err)
	}
	s := *d.of("hal")
	points := s.rates(logistic{1, 0}, 1)
	if len(points) < 20 || len(points) > maxRates || points[len(points)-1].FalseAccepts != 0 {
		t.Fatalf("%d points, the last with %d false accepts", len(points), points[len(points)-1].FalseAccepts)
	}
	c := wake.Calibration{Rates: points, Hours: s.hours}
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

func TestThresholdForFollowsTheTail(t *testing.T) {
	// Scores at the quantiles of an exponential tail of scale 2 from 0 up.
	var peaks []event
	for i := range 100 {
		peaks = append(peaks, event{score: 2 * math.Log(100/(float64(i)+0.5))})
	}
	for _, want := range []float64{0.1, 0.5, 1, 3} { // per hour, in 10 h: 1 to 30 events
		got := thresholdFor(peaks, 10, want)
		if exact := 2 * math.Log(10/want); math.Abs(got-exact) > 0.35 {
			t.Errorf("%v an hour at score %.3f, want about %.3f", want, got, exact)
		}
	}
	if got := thresholdFor(nil, 10, 1); got != 0 {
		t.Errorf("without any events: %v, want 0", got)
	}
}

func TestRoundKeepsSixDigits(t *testing.T) {
	for _, p := range []float64{0.123456789, 0.999876543217, 1e-9 / 3} {
		got := round(p)
		if small := min(p, 1-p); math.Abs(got-p) > 1e-5*small || got == p {
			t.Errorf("round(%v) = %v", p, got)
		}
	}
}
