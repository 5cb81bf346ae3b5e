package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Widths of the printed report, in columns.
const (
	minWidth     = 80
	maxWidth     = 160
	defaultWidth = 100
)

// printer writes the report of a replay.
type printer struct {
	b      strings.Builder
	width  int
	times  int // columns of a time
	colour bool
}

// printReport writes what was said and heard, both timelines side by side, and
// what the later steps of Hearsay would have done had the earlier ones erred.
func printReport(w io.Writer, r *replay, width int, colour bool) error {
	p := &printer{width: width, colour: colour, times: columns(clock(r.Span))}
	p.header(r)
	p.talk(r.Heard)
	p.chains(r.Old, r.New)
	for _, t := range r.Deeper {
		p.deeper(t)
	}
	p.summary(r)
	_, err := io.WriteString(w, p.b.String())
	return err
}

func (p *printer) line(text string, s style) {
	p.b.WriteString(strings.TrimRight(styled{text, s}.paint(0, p.colour), " "))
	p.b.WriteByte('\n')
}

func (p *printer) para(text string, s style) {
	for _, l := range wrap(text, p.width) {
		p.line(l, s)
	}
}

// clock is a time, right-aligned.
func (p *printer) clock(d time.Duration) styled {
	return styled{fmt.Sprintf("%*s", p.times, clock(d)), dim}
}

func (p *printer) rule() { p.line(strings.Repeat("─", p.width), dim) }

func (p *printer) header(r *replay) {
	p.rule()
	p.line("Hearsay · "+r.Title, bold)
	if r.Story != "" {
		p.para(r.Story, plain)
	}
	p.para(fmt.Sprintf("Wake word “%s”; %.1f s of audio, scored by the model that ships with the library. "+
		"2018 wakes from %s%s, Hearsay from %s%s.", r.Wake.Word, r.Length.Seconds(),
		percent(r.Wake.Low), bracket(r.Wake.LowRate), percent(r.Wake.Accept), bracket(r.Wake.AcceptRate)), dim)
	p.rule()
	p.b.WriteByte('\n')
}

// bracket puts a remark in brackets, where there is one.
func bracket(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// talk prints what was said, where that is known, and what was heard, in the
// order of time. An utterance that the recogniser joined or cut stands where it
// began.
func (p *printer) talk(h *heard) {
	title := "Heard"
	if len(h.Said) > 0 {
		title = "Said, and heard"
	}
	if h.Recogniser != "" {
		title += " by " + h.Recogniser
	}
	p.para(title, bold)
	widths := []int{p.times, p.width - p.times - 3}
	said, voices := h.Said, voices(h.Said)
	for _, u := range h.Utterances {
		for len(said) > 0 && said[0].Start < u.End {
			p.say(said[0], voices, widths)
			said = said[1:]
		}
		text := fmt.Sprintf("%s (%s)", u.best(), sure(u.Confidence))
		row(&p.b, [][]styled{{p.clock(u.Start)}, hang("heard  ", text, widths[1], blue)}, widths, p.colour)
	}
	for _, s := range said {
		p.say(s, voices, widths)
	}
	p.b.WriteByte('\n')
}

// say prints a line of the script; its speakers are called A, B and so on.
func (p *printer) say(s said, voices []string, widths []int) {
	lead := fmt.Sprintf("said %c ", 'A'+slices.Index(voices, s.Voice)%26)
	row(&p.b, [][]styled{{p.clock(s.Start)}, hang(lead, "“"+s.Text+"”", widths[1], plain)}, widths, p.colour)
}

// voices are the speakers, in the order in which they speak.
func voices(script []said) []string {
	var out []string
	for _, s := range script {
		if !slices.Contains(out, s.Voice) {
			out = append(out, s.Voice)
		}
	}
	return out
}

// chains prints two timelines side by side; what happened at one time stands in
// one row.
func (p *printer) chains(a, b *timeline) {
	half := (p.width - p.times - 6) / 2
	widths := []int{p.times, half, half}
	row(&p.b, [][]styled{{{"time", dim}}, {{strings.ToUpper(a.Name), bold}}, {{strings.ToUpper(b.Name), bold}}}, widths, p.colour)
	p.line(strings.Repeat("─", p.times+1)+"┼"+strings.Repeat("─", half+2)+"┼"+strings.Repeat("─", half+1), dim)
	for _, at := range moments(a, b) {
		row(&p.b, [][]styled{{p.clock(at)}, p.at(a, at, half), p.at(b, at, half)}, widths, p.colour)
	}
	p.b.WriteByte('\n')
}

// deeper prints one timeline alone, under its premise.
func (p *printer) deeper(t *timeline) {
	p.para(t.Name, bold)
	p.para(t.Note, dim)
	widths := []int{p.times, p.width - p.times - 3}
	for _, at := range moments(t) {
		row(&p.b, [][]styled{{p.clock(at)}, p.at(t, at, widths[1])}, widths, p.colour)
	}
	p.b.WriteByte('\n')
}

// moments are the times at which anything happened, rounded as they are
// printed.
func moments(lines ...*timeline) []time.Duration {
	var out []time.Duration
	for _, t := range lines {
		for _, e := range t.Entries {
			out = append(out, e.At.Round(10*time.Millisecond))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// at lays out the entries of one moment.
func (p *printer) at(t *timeline, at time.Duration, width int) []styled {
	var out []styled
	for _, e := range t.Entries {
		if e.At.Round(10*time.Millisecond) != at {
			continue
		}
		lead := fmt.Sprintf("%s %-8s", e.Kind, e.Step)
		if e.Step == "end" {
			lead = e.Kind.String() + " "
		}
		out = append(out, hang(lead, e.Head, width, t.style(e))...)
		if e.Why != "" {
			out = append(out, hang("  ", e.Why, width, plain)...)
		}
	}
	return out
}

// style is the colour of an entry's headline.
func (t *timeline) style(e entry) style {
	switch {
	case e.Step == "end":
		return t.Verdict.style()
	case e.Kind == doubted:
		return yellow
	case e.Kind == asked:
		return blue
	case e.Kind == noted:
		return dim
	}
	return bold
}

func (v verdict) style() style {
	return [...]style{unjudged: bold, right: green, missed: yellow, wrong: red}[v]
}

func (p *printer) summary(r *replay) {
	p.rule()
	lines := r.all()
	longest := 0
	for _, t := range lines {
		longest = max(longest, columns(t.Name))
	}
	for _, t := range lines {
		p.line(fmt.Sprintf("%-*s   %s", longest, t.Name, t.result()), t.Verdict.style())
	}
}
