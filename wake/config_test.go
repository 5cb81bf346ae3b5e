package wake

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWordsTellTheOperatingPoint(t *testing.T) {
	m := newLevel(16000, "a", "b")
	m.info.Words[1].Operating = Operating{Smoothing: time.Second, MinDuration: 2 * time.Second, Refractory: 3 * time.Second, Threshold: 0.9, DoubtThreshold: 0.6}
	for _, c := range []struct {
		name string
		c    Config
		a, b Operating
	}{
		{"defaults", Config{}, Operating{Refractory: time.Second, Threshold: 0.5, DoubtThreshold: 0.25}, m.info.Words[1].Operating},
		{"overridden", Config{Smoothing: 20 * time.Millisecond, MinDuration: -1, Refractory: -1, Settle: -1, Threshold: 0.8, DoubtThreshold: 0.7},
			Operating{20 * time.Millisecond, -1, -1, -1, 0.8, 0.7}, Operating{20 * time.Millisecond, -1, -1, -1, 0.8, 0.7}},
		{"low threshold lowers doubt", Config{Threshold: 0.4}, Operating{Refractory: time.Second, Threshold: 0.4, DoubtThreshold: 0.25},
			Operating{Smoothing: time.Second, MinDuration: 2 * time.Second, Refractory: 3 * time.Second, Threshold: 0.4, DoubtThreshold: 0.4}},
		{"doubt alone, above one threshold", Config{DoubtThreshold: 0.7}, Operating{Refractory: time.Second, Threshold: 0.5, DoubtThreshold: 0.5},
			Operating{Smoothing: time.Second, MinDuration: 2 * time.Second, Refractory: 3 * time.Second, Threshold: 0.9, DoubtThreshold: 0.7}},
	} {
		words := mustNew(t, m, c.c).Words()
		if diff := cmp.Diff([]Operating{c.a, c.b}, []Operating{words[0].Operating, words[1].Operating}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
	if m.info.Words[0].Operating != (Operating{}) {
		t.Error("Words changed the model's own")
	}
}

func TestNewRefuses(t *testing.T) {
	nan := math.NaN()
	good := newLevel(16000, "a")
	with := func(change func(*Info)) Model {
		m := newLevel(16000, "a", "b")
		change(&m.info)
		return m
	}
	for _, c := range []struct {
		want   string
		model  Model
		config Config
	}{
		{"without a Model", nil, Config{}},
		{"SampleRate is 7999 Hz, want 8000 to 192000", good, Config{SampleRate: 7999}},
		{"SampleRate is 192001 Hz", good, Config{SampleRate: 192001}},
		{"SampleRate is -1 Hz", good, Config{SampleRate: -1}},
		{"Channels is -1, want 1 to 64", good, Config{Channels: -1}},
		{"Channels is 65", good, Config{Channels: 65}},
		{"Threshold is 1.5", good, Config{Threshold: 1.5}},
		{"Threshold is -0.5", good, Config{Threshold: -0.5}},
		{"Threshold is NaN", good, Config{Threshold: nan}},
		{"DoubtThreshold is 1.1", good, Config{DoubtThreshold: 1.1}},
		{"DoubtThreshold is NaN", good, Config{DoubtThreshold: nan}},
		{"DoubtThreshold is 0.7, want at most Threshold (0.6)", good, Config{Threshold: 0.6, DoubtThreshold: 0.7}},
		{"Smoothing is 11s, want at most 10s", good, Config{Smoothing: 11 * time.Second}},
		{"MinDuration is 11s", good, Config{MinDuration: 11 * time.Second}},
		{"Settle is 11s", good, Config{Settle: 11 * time.Second}},
		{`word "b": settling time -1ns`, with(func(in *Info) { in.Words[1].Operating.Settle = -1 }), Config{}},
		{"Refractory is 2m0s", good, Config{Refractory: 2 * time.Minute}},
		{"PreRoll is 2m0s", good, Config{PreRoll: 2 * time.Minute}},
		{"PreRoll is -1ns", good, Config{PreRoll: -1}},
		{"FalseAcceptsPerHour is -1", good, Config{FalseAcceptsPerHour: -1}},
		{"FalseAcceptsPerHour is NaN", good, Config{FalseAcceptsPerHour: nan}},
		{"cannot be set beside Threshold", good, Config{FalseAcceptsPerHour: 1, Threshold: 0.5}},
		{"cannot be set beside", good, Config{FalseAcceptsPerHour: 1, Smoothing: -1}},
		{`wake: calibration cannot say: Config.FalseAcceptsPerHour is 1, word "a": the model has no rates`, good, Config{FalseAcceptsPerHour: 1}},
		{"model: sample rate 4000 Hz", with(func(in *Info) { in.SampleRate = 4000 }), Config{}},
		{"model: step of 0 samples", with(func(in *Info) { in.Step = 0 }), Config{}},
		{"model: step of 160001 samples, want 1 to 160000", with(func(in *Info) { in.Step = 160001 }), Config{}},
		{"model: 0 words", with(func(in *Info) { in.Words = nil }), Config{}},
		{"model: word 1 has no name", with(func(in *Info) { in.Words[1].Name = "" }), Config{}},
		{`model: word "a" twice`, with(func(in *Info) { in.Words[1].Name = "a" }), Config{}},
		{`word "b": span -1ns`, with(func(in *Info) { in.Words[1].Span = -1 }), Config{}},
		{`word "b": delay 11s`, with(func(in *Info) { in.Words[1].Delay = 11 * time.Second }), Config{}},
		{`word "b": smoothing 11s`, with(func(in *Info) { in.Words[1].Operating.Smoothing = 11 * time.Second }), Config{}},
		{`word "b": minimum duration -1s`, with(func(in *Info) { in.Words[1].Operating.MinDuration = -time.Second }), Config{}},
		{`word "b": refractory period 1h0m0s`, with(func(in *Info) { in.Words[1].Operating.Refractory = time.Hour }), Config{}},
		{`word "b": threshold 2`, with(func(in *Info) { in.Words[1].Operating.Threshold = 2 }), Config{}},
		{`word "b": doubt threshold 0.8`, with(func(in *Info) { in.Words[1].Operating.DoubtThreshold = 0.8 }), Config{}},
		{`word "b": calibration: rates without hours`, with(func(in *Info) { in.Words[1].Calibration.Rates = []RatePoint{{0.5, 1}} }), Config{}},
	} {
		if _, err := New(c.model, c.config); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "wake: ") || strings.Count(err.Error(), "wake: ") > 1 {
			t.Errorf("New(%+v) = %v, want an error that says %q", c.config, err, c.want)
		}
	}
}

func TestFalseAcceptsPerHour(t *testing.T) {
	m := newLevel(16000, "a", "b")
	for i := range m.info.Words {
		m.info.Words[i].Calibration = Calibration{Hours: 10, Rates: []RatePoint{{0.2, 80}, {0.6, 10}, {0.9, 1}, {0.95, 0}}}
	}
	m.info.Words[1].Calibration.Hours = 20
	words := mustNew(t, m, Config{FalseAcceptsPerHour: 2}).Words()
	if got := words[0].Operating.Threshold; got != 0.6 {
		t.Errorf("a: threshold %v, want 0.6, half of the 2 an hour wanted", got)
	}
	if got := words[1].Operating.Threshold; !(got > 0.2 && got < 0.6) {
		t.Errorf("b: threshold %v, want one between those counted", got)
	}
	_, err := New(m, Config{FalseAcceptsPerHour: 0.1})
	if want := `FalseAcceptsPerHour is 0.1, a share of 0.05 for each of 2 words, word "a": `; !errors.Is(err, ErrCalibration) || !strings.Contains(err.Error(), want) {
		t.Errorf("one in 20 h wanted of 10 h counted: %v\nwant ErrCalibration and %q", err, want)
	}
}
