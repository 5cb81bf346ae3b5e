package main

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Colours of the picture. It brings its own background, so that it reads the
// same on a white page and on a dark one.
const (
	paper    = "#fbfaf6"
	card     = "#ffffff"
	ink      = "#20242e"
	muted    = "#6a7080"
	faint    = "#dcdad2"
	colWave  = "#8b95a7"
	colCurve = "#4a3fa5"
	colOld   = "#c0352b"
	colNew   = "#1c7a4c"
	colDoubt = "#a86a10"
	colSay   = "#2b5fae"
)

// family are fonts that are there already; nothing is fetched.
const family = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

// canvas collects the elements of an SVG file.
type canvas struct{ b strings.Builder }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}

// num prints a coordinate with at most one decimal.
func num(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}

// box is a rectangle.
type box struct{ x, y, w, h float64 }

func (c *canvas) rect(r box, radius float64, fill, stroke string) {
	fmt.Fprintf(&c.b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s"`, num(r.x), num(r.y), num(max(r.w, 0.5)), num(r.h), num(radius), fill)
	if stroke != "" {
		fmt.Fprintf(&c.b, ` stroke="%s"`, stroke)
	}
	c.b.WriteString("/>\n")
}

// shade is a rectangle that lets through what is behind it.
func (c *canvas) shade(r box, fill string, opacity float64) {
	fmt.Fprintf(&c.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s" fill-opacity="%.2f"/>`+"\n", num(r.x), num(r.y), num(max(r.w, 0.5)), num(r.h), fill, opacity)
}

func (c *canvas) line(x1, y1, x2, y2 float64, stroke string, width float64, dashes string) {
	fmt.Fprintf(&c.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"`, num(x1), num(y1), num(x2), num(y2), stroke, num(width))
	if dashes != "" {
		fmt.Fprintf(&c.b, ` stroke-dasharray="%s"`, dashes)
	}
	c.b.WriteString("/>\n")
}

func (c *canvas) path(d, fill, stroke string, width float64) {
	fmt.Fprintf(&c.b, `<path d="%s" fill="%s" stroke="%s" stroke-width="%s" stroke-linejoin="round"/>`+"\n", d, fill, stroke, num(width))
}

func (c *canvas) dot(x, y, r float64, fill string) {
	fmt.Fprintf(&c.b, `<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="%s" stroke-width="1.5"/>`+"\n", num(x), num(y), num(r), fill, paper)
}

// font is how a text is set.
type font struct {
	size   float64
	colour string
	bold   bool
	italic bool
	anchor string // "", "middle" or "end"
}

func (c *canvas) text(x, y float64, f font, s string) {
	fmt.Fprintf(&c.b, `<text x="%s" y="%s" font-size="%s" fill="%s"`, num(x), num(y), num(f.size), f.colour)
	if f.bold {
		c.b.WriteString(` font-weight="bold"`)
	}
	if f.italic {
		c.b.WriteString(` font-style="italic"`)
	}
	if f.anchor != "" {
		fmt.Fprintf(&c.b, ` text-anchor="%s"`, f.anchor)
	}
	fmt.Fprintf(&c.b, ">%s</text>\n", escape(s))
}

// lines sets texts one below the other, the first with its top at y, and
// returns the y below the last.
func (c *canvas) lines(x, y float64, f font, texts []string) float64 {
	for _, t := range texts {
		c.text(x, y+0.8*f.size, f, t)
		y += leading * f.size
	}
	return y
}

const leading = 1.28 // line distance, in sizes of the font

// file wraps what was drawn into an SVG file of the given size.
func (c *canvas) file(width, height float64, title, description string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img" font-family="%s">
<title>%s</title>
<desc>%s</desc>
%s</svg>
`, num(width), num(height), num(width), num(height), family, escape(title), escape(description), c.b.String())
}

// narrow and wide are letters that are far from the mean width.
const (
	narrow = "iljtfrI.,:;'’|!()[] “”"
	wide   = "mwMWQOGDCHNU%@—"
)

// measure estimates the width of a text in a sans-serif font. It errs on the
// wide side, since the reader's font is not known.
func measure(s string, f font) float64 {
	sum := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune(narrow, r):
			sum += 0.34
		case strings.ContainsRune(wide, r):
			sum += 0.82
		default:
			sum += 0.57
		}
	}
	if f.bold {
		sum *= 1.06
	}
	return sum * f.size
}

// longest is the width of the widest word of a text, within reason.
func longest(s string, f font) float64 {
	width := 0.0
	for w := range strings.FieldsSeq(s) {
		width = max(width, measure(w, f))
	}
	return min(width, 12*f.size)
}

// fit breaks a text into at most limit lines of a width; what does not fit is
// cut with an ellipsis. A limit of zero is none.
func fit(s string, f font, width float64, limit int) []string {
	var out []string
	line := ""
	for w := range strings.FieldsSeq(s) {
		longer := strings.TrimSpace(line + " " + w)
		if line != "" && measure(longer, f) > width {
			out = append(out, line)
			longer = w
		}
		line = longer
	}
	out = append(out, line)
	for i, l := range out {
		out[i] = shorten(l, f, width)
	}
	if limit > 0 && len(out) > limit {
		out = out[:limit]
		out[limit-1] = shorten(out[limit-1]+" …", f, width)
		if !strings.HasSuffix(out[limit-1], "…") {
			out[limit-1] += "…"
		}
	}
	return out
}

// shorten cuts a line to a width.
func shorten(s string, f font, width float64) string {
	if measure(s, f) <= width {
		return s
	}
	r := []rune(strings.TrimSuffix(s, "…"))
	for len(r) > 1 && measure(string(r)+"…", f) > width {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ") + "…"
}
