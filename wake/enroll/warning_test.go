package enroll

import (
	"slices"
	"strings"
	"testing"
)

// spoil makes something of a recording that a warning should tell of.
type spoil func(x []float32, v *voice)

func low(x []float32, _ *voice) {
	for i := range x {
		x[i] *= 0.01
	}
}

func loud(x []float32, _ *voice) {
	for i := range x {
		x[i] = max(-1, min(30*x[i], 1))
	}
}

func noisy(x []float32, v *voice) { withNoise(x, 0.03, v.rng) }

// warned learns a word from recordings, of this word or another, each spoilt in
// its way, beside sesame.
func warned(t *testing.T, said []string, spoilt ...spoil) []Warning {
	t.Helper()
	l, err := New(newToy("toy"), evidence(), Config{Word: said[0] + "?", Others: []*Model{sesame()}})
	if err != nil {
		t.Fatal(err)
	}
	for i, word := range said {
		v := newVoice(uint64(60 + i))
		x := recording(v, word)
		if i < len(spoilt) {
			spoilt[i](x, v)
		}
		if _, err := l.Add("take "+string(rune('0'+i)), Samples(x, toyRate)); err != nil {
			t.Fatal(err)
		}
	}
	_, warnings, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	return warnings
}

// TestWarnings makes each thing go wrong that a warning tells of.
func TestWarnings(t *testing.T) {
	type told struct {
		issue Issue
		of    string
	}
	for _, c := range []struct {
		name   string
		said   []string
		spoilt []spoil
		want   []told
	}{
		{"spoilt recordings", slices.Repeat([]string{testWord}, 4), []spoil{low, loud, noisy}, []told{{TooQuiet, "take 0"}, {TooLoud, "take 1"}, {TooNoisy, "take 2"}}},
		{"short and common", slices.Repeat([]string{"a"}, 4), nil, []told{{TooShort, ""}, {TooCommon, ""}}},
		{"long", slices.Repeat([]string{strings.Repeat(testWord, 3)}, 3), nil, []told{{TooLong, ""}}},
		{"another word", []string{testWord, testWord, testWord, "fumakolis"}, nil, []told{{StandsOut, "take 3"}}},
		{"like another", slices.Repeat([]string{"simelokas"}, 3), nil, []told{{SoundsLike, ""}}},
	} {
		warnings := warned(t, c.said, c.spoilt...)
		for _, want := range c.want {
			if !slices.ContainsFunc(warnings, func(w Warning) bool {
				return w.Issue == want.issue && w.Recording == want.of && strings.Contains(w.String(), want.issue.String()) && strings.HasPrefix(w.String(), want.of)
			}) {
				t.Errorf("%s: %q, want one of %q that is %v", c.name, warnings, want.of, want.issue)
			}
		}
	}
	if warnings := learntSesame().warnings; len(warnings) > 0 {
		t.Errorf("five good recordings: %q, want no warnings", warnings)
	}
	if got := Issue(200).String(); got != "unknown issue" {
		t.Errorf("Issue(200) is %q", got)
	}
}
