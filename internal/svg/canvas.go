package svg

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Colours that the pictures share. Paper is the ground that each picture brings
// along, Card what lies on it.
const (
	Paper = "#fbfaf6"
	Card  = "#ffffff"
	Pit   = "#f3f1ea" // a sunken field: the ground of a lane or a plot
	Ink   = "#20242e"
	Muted = "#6a7080"
	Faint = "#dcdad2"
	Blue  = "#2b5fae"
	Green = "#1c7a4c"
	Red   = "#c0352b"
	Amber = "#a86a10"
	Plum  = "#4a3fa5"
)

// family are fonts that are there already; nothing is fetched.
const family = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

// A Canvas collects the elements of a picture. The zero Canvas is empty.
// Lengths are in units of which a browser makes pixels, y grows downwards.
type Canvas struct{ b strings.Builder }

// A Box is a rectangle by its upper left corner and its size.
type Box struct{ X, Y, W, H float64 }

// Escape makes a text fit to stand in SVG, as content or in an attribute. What
// XML cannot hold becomes U+FFFD.
func Escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// Num prints a coordinate with at most one decimal.
func Num(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}

// Rect draws a rectangle with rounded corners; an empty stroke draws no edge.
func (c *Canvas) Rect(r Box, radius float64, fill, stroke string) {
	fmt.Fprintf(&c.b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s"`, Num(r.X), Num(r.Y), Num(max(r.W, 0.5)), Num(r.H), Num(radius), fill)
	if stroke != "" {
		fmt.Fprintf(&c.b, ` stroke="%s"`, stroke)
	}
	c.b.WriteString("/>\n")
}

// Shade draws a rectangle that lets through what is behind it.
func (c *Canvas) Shade(r Box, fill string, opacity float64) {
	fmt.Fprintf(&c.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" fill-opacity="%.2f"/>`+"\n", Num(r.X), Num(r.Y), Num(max(r.W, 0.5)), Num(r.H), fill, opacity)
}

// Line draws a straight line; dashes is a stroke-dasharray, or empty.
func (c *Canvas) Line(x1, y1, x2, y2 float64, stroke string, width float64, dashes string) {
	fmt.Fprintf(&c.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"`, Num(x1), Num(y1), Num(x2), Num(y2), stroke, Num(width))
	if dashes != "" {
		fmt.Fprintf(&c.b, ` stroke-dasharray="%s"`, dashes)
	}
	c.b.WriteString("/>\n")
}

// Path draws path data.
func (c *Canvas) Path(d, fill, stroke string, width float64) {
	fmt.Fprintf(&c.b, `<path d="%s" fill="%s" stroke="%s" stroke-width="%s" stroke-linejoin="round"/>`+"\n", d, fill, stroke, Num(width))
}

// Dot draws a disc with an edge of paper, so that it stands out on a curve.
func (c *Canvas) Dot(x, y, r float64, fill string) {
	fmt.Fprintf(&c.b, `<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="%s" stroke-width="1.5"/>`+"\n", Num(x), Num(y), Num(r), fill, Paper)
}

// Text sets one line with its base line at y.
func (c *Canvas) Text(x, y float64, f Font, s string) {
	fmt.Fprintf(&c.b, `<text x="%s" y="%s" font-size="%s" fill="%s"`, Num(x), Num(y), Num(f.Size), f.Colour)
	if f.Bold {
		c.b.WriteString(` font-weight="bold"`)
	}
	if f.Italic {
		c.b.WriteString(` font-style="italic"`)
	}
	if f.Anchor != "" {
		fmt.Fprintf(&c.b, ` text-anchor="%s"`, f.Anchor)
	}
	fmt.Fprintf(&c.b, ">%s</text>\n", Escape(s))
}

// Lines sets texts one below the other, the first with its top at y, and
// returns the y below the last.
func (c *Canvas) Lines(x, y float64, f Font, texts []string) float64 {
	for _, t := range texts {
		c.Text(x, y+0.8*f.Size, f, t)
		y += Leading * f.Size
	}
	return y
}

// Page wraps what was drawn into an SVG file of the given size, on a sheet of
// Paper with a thin edge. The title and the description are for those who
// cannot see it.
func (c *Canvas) Page(width, height float64, title, description string) string {
	var sheet Canvas
	sheet.Rect(Box{0.5, 0.5, width - 1, height - 1}, 10, Paper, Faint)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" font-family="%s">
<title>%s</title>
<desc>%s</desc>
%s%s</svg>
`, Num(width), Num(height), Num(width), Num(height), family, Escape(title), Escape(description), sheet.b.String(), c.b.String())
}

// Under puts everything that was drawn on another canvas beneath what was drawn
// on this one.
func (c *Canvas) Under(o *Canvas) {
	over := c.b.String()
	c.b = strings.Builder{}
	c.b.WriteString(o.b.String())
	c.b.WriteString(over)
}
