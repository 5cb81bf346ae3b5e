package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"  ", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 3, []string{"one", "two", "thr", "ee"}},
		{"naïve café", 5, []string{"naïve", "café"}}, // columns, not bytes
		{"unbreakable a", 4, []string{"unbr", "eaka", "ble", "a"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, wrap(tt.text, tt.width)); diff != "" {
			t.Errorf("wrap(%q, %d) (-want +got):\n%s", tt.text, tt.width, diff)
		}
	}
}

// No line is too long, and no word is lost.
func TestWrapKeepsEverything(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé ]{0,80}`).Draw(t, "text")
		width := rapid.IntRange(1, 30).Draw(t, "width")
		lines := wrap(text, width)
		for _, l := range lines {
			if columns(l) > width {
				t.Fatalf("wrap(%q, %d): line %q is too long", text, width, l)
			}
		}
		want := strings.Join(strings.Fields(text), "")
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != want {
			t.Fatalf("wrap(%q, %d) = %q: letters lost", text, width, lines)
		}
	})
}

func TestHang(t *testing.T) {
	got := hang("✓ wake  ", "woken by the word", 16, red)
	want := []styled{{"✓ wake  woken by", red}, {"        the word", red}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(styled{})); diff != "" {
		t.Errorf("hang (-want +got):\n%s", diff)
	}
}

func TestRow(t *testing.T) {
	var b strings.Builder
	row(&b, [][]styled{{{"a", plain}}, {{"one", bold}, {"two", bold}}, {}}, []int{3, 5, 4}, false)
	want := "a   │ one   │\n    │ two   │\n"
	if b.String() != want {
		t.Errorf("row = %q; want %q", b.String(), want)
	}
	b.Reset()
	row(&b, [][]styled{{{"a", red}}, {{"b", plain}}}, []int{3, 3}, true)
	if want := "\x1b[1;31ma\x1b[0m   │ b\n"; b.String() != want {
		t.Errorf("row in colour = %q; want %q", b.String(), want)
	}
}

func TestPercent(t *testing.T) {
	for p, want := range map[float64]string{
		0: "0%", 1: "100%", 0.0004: "under 0.1%", 0.0123: "1.2%", 0.0996: "10%",
		0.27: "27%", 0.994: "99%", 0.9962: "99.6%", 0.99996: "over 99.9%",
	} {
		if got := percent(p); got != want {
			t.Errorf("percent(%v) = %q; want %q", p, got, want)
		}
	}
}
