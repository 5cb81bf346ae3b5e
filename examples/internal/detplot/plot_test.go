package detplot

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"github.com/hearsay-go/hearsay/internal/svg/svgtest"
	"pgregory.net/rapid"
)

func TestPlot(t *testing.T) {
	p := Plot{
		Title: "“alexa” & <others>", Caption: "3 clips, 2 hours",
		Panels: []Panel{
			{"clean", []Curve{
				{"ours", []Point{{0, 0.1}, {1, 0.05}, {2, 0}}, []Mark{{Point{1, 0.05}, 0.3, 3, 0.01, 0.2}}},
				{"theirs", []Point{{0.5, 0.2}}, nil},
			}},
			{"babble", []Curve{{"theirs", []Point{{0, 1}}, nil}}},
		},
	}
	got := p.SVG()
	texts := svgtest.Texts(t, got)
	for _, want := range []string{p.Title, p.Caption, "clean", "babble", "ours", "theirs", "false accepts per hour", "0.1", "0.5 %", "40 %"} {
		if !strings.Contains(texts, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if n := strings.Count(got, "<path"); n != 3 {
		t.Errorf("%d curves drawn, want 3", n)
	}
	if again := p.SVG(); again != got {
		t.Error("the same plot gives another picture")
	}
	svgtest.Texts(t, Plot{}.SVG()) // nothing to draw is no reason to fail
}

func TestStairs(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name     string
		in, want []Point
	}{
		{"nothing", nil, nil},
		{"in any order", []Point{{2, 0}, {0, 0.2}, {1, 0.1}}, []Point{{0, 0.2}, {1, 0.1}, {2, 0}}},
		{"what is beaten is left out", []Point{{0, 0.2}, {1, 0.2}, {1, 0.3}, {2, 0.1}}, []Point{{0, 0.2}, {2, 0.1}}},
		{"what is no figure too", []Point{{nan, 0.1}, {1, nan}, {math.Inf(1), 0}, {1, 2}, {-1, 0.5}, {3, 0.5}}, []Point{{3, 0.5}}},
	} {
		if diff := cmp.Diff(c.want, stairs(c.in)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

// TestScale: more misses lie higher, more false accepts further right, zero
// beyond both ends, and nothing lies outside.
func TestScale(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		points := rapid.SliceOf(rapid.Custom(func(rt *rapid.T) Point {
			return Point{rapid.Float64Range(0, 1e4).Draw(rt, "rate"), rapid.Float64Range(0, 1).Draw(rt, "miss")}
		})).Draw(rt, "points")
		s := newScale([]Panel{{"", []Curve{{"", points, nil}}}})
		a, b := rapid.Float64Range(0, 1e4).Draw(rt, "a"), rapid.Float64Range(0, 1e4).Draw(rt, "b")
		if x, y := s.across(0, min(a, b)), s.across(0, max(a, b)); x > y || x < 0 || y > panelW {
			rt.Fatalf("rates %v and %v at %v and %v of %v", a, b, x, y, panelW)
		}
		a, b = rapid.Float64Range(0, 1).Draw(rt, "c"), rapid.Float64Range(0, 1).Draw(rt, "d")
		if x, y := s.down(min(a, b)), s.down(max(a, b)); y > x || x > top+panelH || y < top {
			rt.Fatalf("misses %v and %v at %v and %v", a, b, x, y)
		}
	})
	s := scale{0.1, 10, 0.005, 0.4}
	if s.across(0, 0) >= s.across(0, 0.1) || s.down(0) <= s.down(0.005) {
		t.Error("zero lies within the scale")
	}
}

// TestProbit against tables of the normal distribution.
func TestProbit(t *testing.T) {
	for p, want := range map[float64]float64{0.5: 0, 0.975: 1.959964, 0.01: -2.326348} {
		if got := probit(p); math.Abs(got-want) > 1e-6 {
			t.Errorf("probit(%v) = %v, want %v", p, got, want)
		}
	}
}

// TestCurveStaysInItsPanel reads the coordinates back.
func TestCurveStaysInItsPanel(t *testing.T) {
	picture := Plot{Panels: []Panel{{"", nil}, {"second", []Curve{{"c", []Point{{0, 1}, {1e6, 1e-9}, {1e9, 0}}, nil}}}}}.SVG()
	_, d, _ := strings.Cut(picture, `<path d="`)
	d, _, _ = strings.Cut(d, `"`)
	x0 := left + left + panelW + gap/2
	for _, step := range regexp.MustCompile(`[MH]([0-9.]+)`).FindAllStringSubmatch(d, -1) {
		if x, err := strconv.ParseFloat(step[1], 64); err != nil || x < x0 || x > x0+panelW {
			t.Errorf("x of %v in %q, want %v to %v", step[1], d, x0, x0+panelW)
		}
	}
}

func ExamplePlot() {
	picture := Plot{Title: "kettle", Panels: []Panel{{"clean", []Curve{{"mine", []Point{{0, 0.5}, {1, 0.1}}, nil}}}}}.SVG()
	fmt.Println(strings.HasPrefix(picture, "<svg "), strings.Count(picture, "<path"))
	// Output: true 1
}
