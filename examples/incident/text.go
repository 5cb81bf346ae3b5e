package main

import (
	"strings"
	"unicode/utf8"
)

// Laying out text for a terminal: wrapping, columns, and colours where they are
// wanted.

// style is a colour or weight of a printed line. The zero style is plain.
type style uint8

const (
	plain style = iota
	bold
	dim
	red
	green
	yellow
	blue
)

// ansi are the codes (ECMA-48, select graphic rendition) of the styles.
var ansi = [...]string{plain: "", bold: "\x1b[1m", dim: "\x1b[2m", red: "\x1b[1;31m", green: "\x1b[1;32m", yellow: "\x1b[33m", blue: "\x1b[34m"}

// styled is a piece of text that fits one line.
type styled struct {
	text  string
	style style
}

// paint pads the text to a width in columns and colours it, if colours are on.
// The padding stays plain.
func (s styled) paint(width int, colour bool) string {
	pad := strings.Repeat(" ", max(0, width-columns(s.text)))
	if !colour || s.style == plain || s.text == "" {
		return s.text + pad
	}
	return ansi[s.style] + s.text + "\x1b[0m" + pad
}

// columns is the width of a text: one column a rune. All that is printed here
// is Latin script and single-width signs; names in wide scripts push their line
// to the right.
func columns(s string) int { return utf8.RuneCountInString(s) }

// wrap breaks text into lines of at most width columns. A word longer than a
// line is cut.
func wrap(text string, width int) []string {
	width = max(width, 1)
	var lines []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		if line != "" && columns(line)+1+columns(w) > width {
			lines, line = append(lines, line), ""
		}
		for columns(w) > width {
			r := []rune(w)
			lines, w = append(lines, string(r[:width])), string(r[width:])
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}

// hang wraps text behind a lead, which stands before the first line only.
func hang(lead, text string, width int, s style) []styled {
	indent := strings.Repeat(" ", columns(lead))
	var out []styled
	for i, l := range wrap(text, width-columns(lead)) {
		if i == 0 {
			out = append(out, styled{lead + l, s})
			continue
		}
		out = append(out, styled{indent + l, s})
	}
	return out
}

// row prints cells side by side, each padded to its width, with a rule between.
func row(b *strings.Builder, cells [][]styled, widths []int, colour bool) {
	height := 0
	for _, c := range cells {
		height = max(height, len(c))
	}
	for i := range height {
		var line strings.Builder
		for j, c := range cells {
			if j > 0 {
				line.WriteString(" │ ")
			}
			var s styled
			if i < len(c) {
				s = c[i]
			}
			line.WriteString(s.paint(widths[j], colour))
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
}
