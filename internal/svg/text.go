package svg

import "strings"

// A Font says how a text is set, in a sans-serif face.
type Font struct {
	Size   float64
	Colour string // of Text and Lines only
	Bold   bool
	Italic bool
	Anchor string // what x is: "" the start, "middle" or "end"
}

// Leading is the distance of lines, in sizes of the font.
const Leading = 1.28

// narrow and wide are letters that are far from the mean width.
const (
	narrow = "iljtfrI.,:;'’|!()[] “”"
	wide   = "mwMWQOGDCHNU%@—"
)

// Measure estimates the width of a text in a sans-serif font. It errs on the
// wide side, since the reader's font is not known.
func Measure(s string, f Font) float64 {
	sum := 0.0
	for _, r := range s {
		sum += f.advance(r)
	}
	return sum
}

// advance is the width of one letter.
func (f Font) advance(r rune) float64 {
	width := 0.57
	switch {
	case strings.ContainsRune(narrow, r):
		width = 0.34
	case strings.ContainsRune(wide, r):
		width = 0.82
	}
	if f.Bold {
		width *= 1.06
	}
	return width * f.Size
}

// Longest is the width of the widest word of a text, within reason.
func Longest(s string, f Font) float64 {
	width := 0.0
	for w := range strings.FieldsSeq(s) {
		width = max(width, Measure(w, f))
	}
	return min(width, 12*f.Size)
}

// Fit breaks a text into at most limit lines of a width; what does not fit is
// cut with an ellipsis. A limit of zero is none.
func Fit(s string, f Font, width float64, limit int) []string {
	var out []string
	line := ""
	for w := range strings.FieldsSeq(s) {
		longer := strings.TrimSpace(line + " " + w)
		if line != "" && Measure(longer, f) > width {
			out = append(out, line)
			longer = w
		}
		line = longer
	}
	out = append(out, line)
	for i, l := range out {
		out[i] = Shorten(l, f, width)
	}
	if limit > 0 && len(out) > limit {
		out = out[:limit]
		out[limit-1] = Shorten(out[limit-1]+" …", f, width)
		if !strings.HasSuffix(out[limit-1], "…") {
			out[limit-1] += "…"
		}
	}
	return out
}

// Shorten cuts a line to a width, with an ellipsis where it was longer.
func Shorten(s string, f Font, width float64) string {
	if Measure(s, f) <= width {
		return s
	}
	room, end := width-f.advance('…'), 0
	for i, r := range strings.TrimSuffix(s, "…") {
		if room -= f.advance(r); room < 0 && i > 0 {
			break
		}
		end = i + len(string(r))
	}
	return strings.TrimRight(s[:min(end, len(s))], " ") + "…"
}
