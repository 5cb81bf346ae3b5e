package svg

import (
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"github.com/hearsay-go/hearsay/internal/svg/svgtest"
	"pgregory.net/rapid"
)

// TestPage draws one of each and looks for it in the file.
func TestPage(t *testing.T) {
	var c Canvas
	c.Rect(Box{X: 1, Y: 2, W: 30, H: 4.25}, 5, Card, Red)
	c.Rect(Box{W: 0}, 0, Card, "")
	c.Shade(Box{X: 1, W: 2, H: 3}, Blue, 0.5)
	c.Line(0, 1, 2, 3, Ink, 1.5, "4 2")
	c.Path("M0 0L1 1", "none", Plum, 2)
	c.Dot(5, 6, 3, Green)
	c.Text(7, 8, Font{Size: 9, Colour: Ink, Bold: true, Italic: true, Anchor: "end"}, `a < b & "c"`)
	if y := c.Lines(0, 10, Font{Size: 10, Colour: Muted}, []string{"one", "two"}); y != 10+2*Leading*10 {
		t.Errorf("two lines end at %v", y)
	}
	file := c.Page(100, 50.5, "<title>", "what & why")
	for _, want := range []string{
		`viewBox="0 0 100 50.5"`,
		`<rect x="1" y="2" width="30" height="4.2" rx="5" fill="#ffffff" stroke="#c0352b"/>`,
		`width="0.5" height="0" rx="0" fill="#ffffff"/>`, // a rectangle without width can be seen
		`fill-opacity="0.50"`,
		`stroke-dasharray="4 2"`,
		`<path d="M0 0L1 1" fill="none" stroke="#4a3fa5" stroke-width="2" stroke-linejoin="round"/>`,
		`<circle cx="5" cy="6" r="3" fill="#1c7a4c"`,
		`font-weight="bold" font-style="italic" text-anchor="end"`,
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %s in\n%s", want, file)
		}
	}
	said := svgtest.Texts(t, file)
	for _, want := range []string{"<title>", "what & why", `a < b & "c"`, "one", "two"} {
		if !strings.Contains(said, want) {
			t.Errorf("the file does not say %q:\n%s", want, said)
		}
	}
	if again := c.Page(100, 50.5, "<title>", "what & why"); again != file {
		t.Error("a page that was written twice differs")
	}
}

func TestNum(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1: "1", 1.04: "1", 1.05: "1.1", -2.5: "-2.5", 1234.56: "1234.6"} {
		if got := Num(x); got != want {
			t.Errorf("Num(%v) = %q; want %q", x, got, want)
		}
	}
}

// TestEscape draws texts that are no XML, some not even UTF-8.
func TestEscape(t *testing.T) {
	prop.Check(t, func(r *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(r, "bytes"))
		var c Canvas
		c.Text(0, 0, Font{Size: 10, Colour: Ink}, s)
		svgtest.Texts(t, c.Page(10, 10, s, s))
	})
}

func TestFit(t *testing.T) {
	f := Font{Size: 10}
	prop.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé ]{0,60}`).Draw(t, "text")
		width := rapid.Float64Range(20, 300).Draw(t, "width")
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		lines := Fit(text, f, width, limit)
		if len(lines) == 0 || len(lines) > limit {
			t.Fatalf("Fit(%q, %v, %d) = %q", text, width, limit, lines)
		}
		for _, l := range lines {
			if Measure(l, f) > width+f.Size {
				t.Fatalf("Fit(%q, %v, %d): %q is %v wide", text, width, limit, l, Measure(l, f))
			}
		}
	})
	if got := Fit("they said the ship comes in then", f, 80, 1); len(got) != 1 || !strings.HasSuffix(got[0], "…") {
		t.Errorf("Fit to one line = %q; want it cut with an ellipsis", got)
	}
}

func TestMeasure(t *testing.T) {
	plain, bold := Font{Size: 10}, Font{Size: 10, Bold: true}
	if i, m := Measure("ill", plain), Measure("mow", plain); i >= m {
		t.Errorf("%q is %v wide, %q %v; want the narrow letters narrower", "ill", i, "mow", m)
	}
	if p, b := Measure("word", plain), Measure("word", bold); p >= b {
		t.Errorf("plain is %v wide, bold %v", p, b)
	}
	if got := Longest("a longer word", plain); got != Measure("longer", plain) {
		t.Errorf("the longest word is %v wide, %q is %v", got, "longer", Measure("longer", plain))
	}
	if got := Longest(strings.Repeat("m", 100), plain); got != 120 {
		t.Errorf("a word of 100 letters counts as %v wide; want it bounded", got)
	}
}
