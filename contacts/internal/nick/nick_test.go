package nick

import (
	"slices"
	"strings"
	"testing"
)

func weight(name, other string) float32 {
	for _, n := range Nicknames(name) {
		if n.Name == other {
			return n.Weight
		}
	}
	return 0
}

func TestNicknames(t *testing.T) {
	tests := []struct {
		name, other string
		min, max    float32
	}{
		{"robert", "bob", 0.8, 1},
		{"bob", "robert", 0.8, 1},
		{"bobby", "robert", 0.5, 1},
		{"chris", "christopher", 0.3, 0.95},
		{"chris", "christine", 0.05, 0.5},
		{"peggy", "margaret", 0.5, 0.7},
		{"margaret", "peggy", 0.5, 1},
		{"jack", "john", 0.4, 1},
		{"lupe", "guadalupe", 0.6, 1},
		{"paco", "francisco", 0.8, 1},
		{"alex", "alexander", 0.2, 0.95},
		{"robert", "robert", 0, 0},
		{"bob", "william", 0, 0},
		{"hearsay", "bob", 0, 0},
	}
	for _, tt := range tests {
		if got := weight(tt.name, tt.other); got < tt.min || got > tt.max {
			t.Errorf("%s for %s weighs %g, want %g to %g", tt.other, tt.name, got, tt.min, tt.max)
		}
	}
}

func TestTableIsSound(t *testing.T) {
	table, err := parse(namesText)
	if err != nil {
		t.Fatal(err)
	}
	if len(table) < 1000 {
		t.Errorf("%d names, want more than a thousand", len(table))
	}
	for name, list := range table {
		for i, n := range list {
			switch {
			case n.Name == name:
				t.Errorf("%s goes with itself", name)
			case n.Weight <= 0 || n.Weight > 1:
				t.Errorf("%s for %s weighs %g", n.Name, name, n.Weight)
			case i > 0 && list[i-1].Weight < n.Weight:
				t.Errorf("%s: %v is not sorted", name, list)
			case !slices.ContainsFunc(table[n.Name], func(b Name) bool { return b.Name == name }):
				t.Errorf("%s goes with %s, but not the other way", name, n.Name)
			}
		}
		if name != strings.ToLower(name) {
			t.Errorf("%q is not in lower case", name)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"robert bob 9", "robert:", "robert: bob", "robert: bob 0", "robert: bob 10", "robert: bob x", "robert: bob 9 rob",
	} {
		if _, err := parse("# a comment\n" + text); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("parse(%q) = %v, want an error that names line 2", text, err)
		}
	}
}

func TestSameEveryTime(t *testing.T) {
	a, _ := parse(namesText)
	for range 3 {
		b, _ := parse(namesText)
		for name := range a {
			if !slices.Equal(a[name], b[name]) {
				t.Fatalf("%s: %v, then %v", name, a[name], b[name])
			}
		}
	}
}

func BenchmarkNicknames(b *testing.B) {
	for b.Loop() {
		Nicknames("robert")
	}
}
