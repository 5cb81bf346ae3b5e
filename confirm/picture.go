package confirm

import (
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// Measures of the picture. Time runs downwards: one row an entry, on a rail.
const (
	picWidth   = 960.0
	picEdge    = 28.0
	picRail    = 104.0           // x of the rail
	picText    = picRail + 22    // where a row's texts begin
	picRight   = picWidth - 28.0 // where they end
	picRows    = 240             // rows at most; the middle is left out
	picRowGap  = 7.0
	picLineGap = 3.0
)

// SVG draws the record for people, as one self-contained file: on top who spoke
// when, to scale, then one row for each thing that happened, downwards, and for
// each reply that was weighed the parts of its proof as steps towards what was
// needed. It shows what was said; draw [Record.WithoutWords] to show figures
// only. Of a very long record the middle is left out, and counted. The same
// record gives the same bytes.
func (r Record) SVG() string {
	p := &picture{}
	p.title(r)
	p.scale(r)
	p.rows(r.Entries)
	if r.LeftOut > 0 {
		p.row(rowLook{tint: svg.Faint}, "", fmt.Sprintf("%d more that the record has no room for", r.LeftOut))
	}
	p.ending(r)
	return p.Page(picWidth, p.y, "Hearsay: "+r.Action, fmt.Sprintf("%v (%s)", r.Decision, r.Reason))
}

// picture draws a record from top to bottom; y is how far it is.
type picture struct {
	svg.Canvas
	y float64
}

func (p *picture) title(r Record) {
	head := r.Action
	if r.Value != "" {
		head += " · " + r.Value
	}
	big := svg.Font{Size: 20, Bold: true, Colour: svg.Ink}
	p.y = p.Lines(picEdge, 24, big, svg.Fit(head, big, picWidth-2*picEdge, 2))
	small := svg.Font{Size: 12, Colour: svg.Muted}
	text := fmt.Sprintf("stakes %v · least proof %v · %.1f nats needed · language %s", r.Stakes, r.Proof, r.Needed, r.Language)
	p.y = p.Lines(picEdge, p.y+2, small, svg.Fit(text, small, picWidth-2*picEdge, 2)) + 10
}

// rowLook is how a row looks.
type rowLook struct {
	tint   string
	boxed  bool // in a card: what was said aloud
	italic bool
	small  bool
}

// look is the look of an entry.
func (e Entry) look() rowLook {
	switch e.What {
	case WhatEvidence:
		return rowLook{tint: svg.Plum}
	case WhatPrompt:
		return rowLook{tint: svg.Blue, boxed: true}
	case WhatHeard:
		return rowLook{tint: svg.Ink, boxed: true}
	case WhatProof:
		if e.Consent != nil && e.Consent.Accepted {
			return rowLook{tint: svg.Green}
		}
		return rowLook{tint: svg.Amber}
	}
	if e.What == WhatSaid {
		return rowLook{tint: svg.Blue, small: true}
	}
	return rowLook{tint: svg.Muted, small: true, italic: e.What == WhatReading}
}

// rows draws all entries but the last word, which has a form of its own.
func (p *picture) rows(entries []Entry) {
	top := p.y
	var rail picture // beneath the rows, but as long as they are
	shown := middleOut(entries, picRows)
	for i, e := range shown {
		if i == picRows/2 && len(shown) < len(entries) {
			p.row(rowLook{tint: svg.Faint, small: true}, "", fmt.Sprintf("… %d entries …", len(entries)-len(shown)))
		}
		if e.What == WhatEnd {
			continue
		}
		p.entry(e)
	}
	rail.Line(picRail, top, picRail, p.y, svg.Faint, 2, "")
	p.Under(&rail.Canvas)
}

// middleOut keeps the first and the last entries, limit in all.
func middleOut(entries []Entry, limit int) []Entry {
	if len(entries) <= limit {
		return entries
	}
	kept := append([]Entry(nil), entries[:limit/2]...)
	return append(kept, entries[len(entries)-(limit-limit/2):]...)
}

// entry draws one row, and below it what it consists of.
func (p *picture) entry(e Entry) {
	if e.text() == "" {
		return
	}
	at := fmt.Sprintf("%.2f s", e.At.Seconds())
	if e.Consent != nil {
		p.consent(e.look(), at, *e.Consent)
		return
	}
	p.row(e.look(), at, e.caption()...)
}

// caption is what a row says, the main thing first.
func (e Entry) caption() []string {
	switch {
	case e.Evidence != nil:
		v := e.Evidence
		return []string{fmt.Sprintf("%s “%s”", v.Step, v.Value), fmt.Sprintf("an earlier step, confidence %v, %v", v.Confidence, Span{v.Start, v.End})}
	case e.Prompt != nil:
		return []string{"“" + e.Prompt.Text + "”", "device: " + e.Prompt.Kind.String()}
	case e.Utterance != nil:
		u := e.Utterance
		return []string{"“" + u.Best() + "”", fmt.Sprintf("heard, confidence %v, %v", u.Confidence(), Span{u.Start, u.End})}
	case e.Span != nil:
		return []string{"said, " + e.Span.String()}
	case e.Reading != nil:
		return []string{"the words mean: " + e.text()}
	}
	return []string{e.text()}
}

// row draws texts on the rail: the first as the heading, the others below.
func (p *picture) row(l rowLook, at string, texts ...string) {
	head := svg.Font{Size: 13, Colour: l.tint, Bold: l.boxed, Italic: l.italic}
	if l.small {
		head.Size = 11
	}
	small := svg.Font{Size: 10.5, Colour: svg.Muted}
	width := picRight - picText - 16
	lines := svg.Fit(texts[0], head, width, 4)
	height := svg.Leading * head.Size * float64(len(lines))
	var below []string
	for _, t := range texts[1:] {
		below = append(below, svg.Fit(t, small, width, 2)...)
	}
	height += svg.Leading * small.Size * float64(len(below))
	x := picText
	if l.boxed {
		p.Rect(svg.Box{X: picText, Y: p.y, W: picRight - picText, H: height + 12}, 6, svg.Card, svg.Faint)
		p.Rect(svg.Box{X: picText, Y: p.y, W: 4, H: height + 12}, 2, l.tint, "")
		x, p.y, height = x+14, p.y+6, height+6
	}
	p.mark(l, at, p.y+0.8*head.Size)
	p.Lines(x, p.Lines(x, p.y, head, lines), small, below)
	p.y += height + picRowGap
	if l.small {
		p.y -= picLineGap
	}
}

// mark puts a row's dot on the rail and its time beside it.
func (p *picture) mark(l rowLook, at string, base float64) {
	radius := 4.5
	if l.small {
		radius = 3
	}
	p.Dot(picRail, base-4, radius, l.tint)
	p.Text(picRail-14, base, svg.Font{Size: 10.5, Colour: svg.Muted, Anchor: "end"}, at)
}

// ending draws the decision as a bar over the whole width.
func (p *picture) ending(r Record) {
	tint, text := svg.Red, "NOT SENT"
	if r.Decision == Proceed {
		tint, text = svg.Green, "PROCEED"
	}
	if r.Reason != ReasonNone {
		text += " · " + string(r.Reason)
	}
	for _, e := range r.Entries {
		if e.What == WhatEnd && e.Note != "" {
			text += fmt.Sprintf(" · at %.2f s", e.At.Seconds())
		}
	}
	p.y += 4
	p.Rect(svg.Box{X: picEdge, Y: p.y, W: picWidth - 2*picEdge, H: 32}, 6, tint, "")
	p.Text(picText, p.y+21, svg.Font{Size: 14, Bold: true, Colour: "#ffffff"}, text)
	p.y += 32 + 20
}

// extent is the time that a record covers, from the first thing that somebody
// said to the last; what lies more than a minute before the dialog is cut off.
func (r Record) extent() (from, to time.Duration) {
	for i, e := range r.Entries {
		if i == 0 {
			from, to = e.At, e.At
		}
		to = max(to, e.At)
		switch {
		case e.Utterance != nil:
			from, to = min(from, e.Utterance.Start), max(to, e.Utterance.End)
		case e.Evidence != nil:
			from = min(from, e.Evidence.Start)
		}
	}
	if len(r.Entries) > 0 {
		from = max(from, r.Entries[0].At-time.Minute)
	}
	return from, max(to, from+time.Second)
}
