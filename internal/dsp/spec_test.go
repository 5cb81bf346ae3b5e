package dsp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

const testSpec = `{"frame":400,"hop":160,"fft":512,"scale":32768,"bands":40,"low_hz":60,"high_hz":7800,` +
	`"pcen":{"s":0.025,"alpha":0.98,"delta":2,"eps":100,"r":0}}`

func parseSpec(t *testing.T, text string) FeatureSpec {
	t.Helper()
	var s FeatureSpec
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// A front end built from text is the one that the same numbers make in Go.
func TestFeatureSpecBuild(t *testing.T) {
	f, err := parseSpec(t, testSpec).Build(16000)
	if err != nil {
		t.Fatal(err)
	}
	c := testConfig()
	c.PCEN = PCEN{Smoothing: 0.025, Alpha: 0.98, Delta: 2, Eps: 100}
	want, err := NewFeatures(c)
	if err != nil {
		t.Fatal(err)
	}
	x := speechLike(5, 8000)
	if !slices.Equal(f.NewStream().Append(nil, x), want.NewStream().Append(nil, x)) {
		t.Error("features of the spec differ from those of its config")
	}
}

func TestFeatureSpecRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, changed, want string }{
		{"a root", `"r":0`, `"r":0.5`, "root of 0.5"},
		{"no bands", `"bands":40`, `"bands":0`, "bands"},
		{"a frame longer than the transform", `"frame":400`, `"frame":600`, "frame 600"},
		{"no smoothing", `"s":0.025`, `"s":0`, "PCEN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseSpec(t, strings.Replace(testSpec, c.old, c.changed, 1)).Build(16000)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Build = %v, want an error with %q", err, c.want)
			}
		})
	}
}
