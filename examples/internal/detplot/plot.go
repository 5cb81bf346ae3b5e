// Package detplot draws curves of detection error tradeoff (Martin et al. 1997):
// the share of wake words missed against false accepts per hour, as a
// self-contained SVG picture of one or more panels.
//
// Misses stand on a probit scale, on which the curve of a detector with normally
// distributed scores is straight; false accepts, which are no share of anything,
// on a logarithmic one. Neither scale has a zero, so each has a strip of its own
// for it. A curve is drawn as the stairs that were counted: between two
// thresholds lies nothing that anybody measured.
package detplot

import (
	"cmp"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// A Point is an operating point.
type Point struct {
	PerHour float64 // false accepts per hour
	Miss    float64 // share of the words missed, 0 to 1
}

// A Mark is an operating point with its 95 % intervals.
type Mark struct {
	Point
	PerHourLow, PerHourHigh float64
	MissLow, MissHigh       float64
}

// A Curve is the operating points of one detector, in any order.
type Curve struct {
	Name   string
	Points []Point
	Marks  []Mark
}

// A Panel is what is compared under one condition.
type Panel struct {
	Title  string
	Curves []Curve
}

// A Plot is a picture of panels side by side. Curves of the same name have one
// colour; the first that is named stands out.
type Plot struct {
	Title   string
	Caption string // below: the data, the split, the command
	Panels  []Panel
}

// colours of the curves, in the order in which their names first appear.
var colours = []string{svg.Blue, svg.Red, svg.Amber, svg.Green, svg.Plum, svg.Muted, svg.Ink}

// Measures of the picture.
const (
	panelW, panelH = 400.0, 360.0 // plot area
	left, gap      = 62.0, 34.0   // labels of the scale; between panels, and at the right
	top            = 74.0
	zero           = 34.0 // a strip for zero
	lineH          = 17.0
)

var (
	label = svg.Font{Size: 12, Colour: svg.Muted}
	text  = svg.Font{Size: 13, Colour: svg.Ink}
)

// SVG draws the picture.
func (p Plot) SVG() string {
	s := newScale(p.Panels)
	names := p.names()
	width := float64(len(p.Panels))*(left+panelW) + float64(max(len(p.Panels)-1, 0))*gap/2 + gap
	var c svg.Canvas
	c.Text(left, 34, svg.Font{Size: 17, Colour: svg.Ink, Bold: true}, p.Title)
	for i, panel := range p.Panels {
		x := left + float64(i)*(left+panelW+gap/2)
		s.axes(&c, x, panel.Title)
		for j := range panel.Curves { // the first is drawn last, over the others
			curve := panel.Curves[len(panel.Curves)-1-j]
			n := slices.Index(names, curve.Name)
			s.curve(&c, x, curve, colours[n%len(colours)], n == 0)
		}
	}
	y := legend(&c, left, top+panelH+62, width-left-gap, names)
	y = c.Lines(left, y+8, label, svg.Fit(p.Caption, label, width-left-gap, 0))
	return c.Page(width, y+16, p.Title, p.Caption)
}

func (p Plot) names() (names []string) {
	for _, panel := range p.Panels {
		for _, c := range panel.Curves {
			if !slices.Contains(names, c.Name) {
				names = append(names, c.Name)
			}
		}
	}
	return names
}

// legend names the colours, in as many rows as it takes, and returns the y below.
func legend(c *svg.Canvas, x0, y, width float64, names []string) float64 {
	x := x0
	for i, name := range names {
		f := text
		f.Bold = i == 0
		w := 34 + svg.Measure(name, f) + 22
		if x > x0 && x+w > x0+width {
			x, y = x0, y+lineH+3
		}
		c.Line(x, y-4, x+26, y-4, colours[i%len(colours)], thickness(i == 0), "")
		c.Text(x+34, y, f, name)
		x += w
	}
	return y
}

func thickness(first bool) float64 {
	if first {
		return 3.2
	}
	return 1.8
}

// stairs are the points that no other beats in both, by rising rate.
func stairs(points []Point) []Point {
	all := slices.DeleteFunc(slices.Clone(points), func(p Point) bool {
		return !(p.PerHour >= 0 && p.Miss >= 0 && p.Miss <= 1) || math.IsInf(p.PerHour, 0)
	})
	slices.SortFunc(all, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.PerHour, b.PerHour), cmp.Compare(a.Miss, b.Miss))
	})
	var out []Point
	for _, p := range all {
		if n := len(out); n == 0 || p.Miss < out[n-1].Miss {
			out = append(out, p)
		}
	}
	return out
}
