package confirm

import (
	"fmt"
	"math"
	"time"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// scale draws who spoke when: a lane for the steps that the request rests on,
// one for the device, one for the room.
func (p *picture) scale(r Record) {
	from, to := r.extent()
	x := func(t time.Duration) float64 {
		share := (float64(t) - float64(from)) / max(1, float64(to)-float64(from))
		return picRail + (picRight-picRail)*min(max(share, 0), 1)
	}
	lanes := [...]string{"steps", "device", "room"}
	const height, gap = 15.0, 4.0
	for i, name := range lanes {
		y := p.y + float64(i)*(height+gap)
		p.Rect(svg.Box{X: picRail, Y: y, W: picRight - picRail, H: height}, 3, svg.Pit, "")
		p.Text(picRail-14, y+11, svg.Font{Size: 10.5, Colour: svg.Muted, Anchor: "end"}, name)
	}
	for _, e := range r.Entries {
		if lane, span, ok := e.spoken(); ok && span.End >= from {
			y := p.y + float64(lane)*(height+gap)
			p.Rect(svg.Box{X: x(span.Start), Y: y + 2, W: x(span.End) - x(span.Start), H: height - 4}, 2, e.look().tint, "")
		}
	}
	p.y += float64(len(lanes)) * (height + gap)
	for _, t := range []time.Duration{from, to} {
		anchor := ""
		if t == to {
			anchor = "end"
		}
		p.Text(x(t), p.y+10, svg.Font{Size: 10, Colour: svg.Muted, Anchor: anchor}, fmt.Sprintf("%.1f s", t.Seconds()))
	}
	p.y += 28
}

// spoken is where in the lanes an entry stands, if it is about sound.
func (e Entry) spoken() (lane int, s Span, ok bool) {
	switch {
	case e.Evidence != nil:
		return 0, Span{e.Evidence.Start, e.Evidence.End}, true
	case e.Span != nil:
		return 1, *e.Span, true
	case e.Utterance != nil:
		return 2, Span{e.Utterance.Start, e.Utterance.End}, true
	}
	return 0, Span{}, false
}

// Measures of a proof's bars.
const (
	barsLeft   = picText + 150
	barsWidth  = 250.0
	barsWhy    = barsLeft + barsWidth + 64
	barsHeight = 15.0
)

// consent draws a verdict: its parts as steps that add up, each bar beginning
// where the one before ended, against the line of what was needed.
func (p *picture) consent(l rowLook, at string, c Consent) {
	verdict := "no proof of consent"
	if c.Accepted {
		verdict = "consent is proven"
	}
	if c.Missing != "" {
		verdict += ": " + c.Missing
	}
	head := svg.Font{Size: 13, Bold: true, Colour: l.tint}
	p.mark(l, at, p.y+0.8*head.Size)
	p.y = p.Lines(picText, p.y, head, svg.Fit(fmt.Sprintf("%s, %+.1f of %.1f nats", verdict, c.Nats, c.Needed), head, picRight-picText, 2)) + 3
	x, top := c.axis(), p.y
	small := svg.Font{Size: 10.5, Colour: svg.Ink}
	muted := svg.Font{Size: 10.5, Colour: svg.Muted}
	sum := 0.0
	for _, part := range c.Parts {
		tint := svg.Green
		if part.Weight < 0 {
			tint = svg.Red
		}
		a, b := x(sum), x(sum+part.Weight)
		sum += part.Weight
		base := p.y + 0.75*barsHeight
		p.Text(barsLeft-10, base, svg.Font{Size: 10.5, Colour: svg.Ink, Anchor: "end"}, svg.Shorten(part.Name, small, 140))
		p.Rect(svg.Box{X: min(a, b), Y: p.y + 2, W: math.Abs(b - a), H: barsHeight - 4}, 1, tint, "")
		p.Text(barsLeft+barsWidth+48, base, svg.Font{Size: 10.5, Colour: tint, Anchor: "end"}, fmt.Sprintf("%+.1f", part.Weight+0))
		p.Text(barsWhy, base, muted, svg.Shorten(part.Why, muted, picRight-barsWhy))
		p.y += barsHeight
	}
	p.Line(x(0), top, x(0), p.y, svg.Muted, 1, "")
	p.Line(x(c.Needed), top-2, x(c.Needed), p.y+2, svg.Ink, 1.2, "4 3")
	p.Text(x(c.Needed), p.y+12, svg.Font{Size: 10, Colour: svg.Ink, Anchor: "middle"}, "needed")
	p.y += 20 + picRowGap
}

// axis maps nats to the x of the bars, so that every sum on the way has room.
func (c Consent) axis() func(nats float64) float64 {
	low, high, sum := min(0, c.Needed), max(0, c.Needed), 0.0
	for _, part := range c.Parts {
		sum += part.Weight
		low, high = min(low, sum), max(high, sum)
	}
	if !(high-low > 0) || math.IsInf(high-low, 0) {
		low, high = -1, 1
	}
	return func(nats float64) float64 {
		share := (nats - low) / (high - low)
		if math.IsNaN(share) {
			share = 0
		}
		return barsLeft + barsWidth*min(max(share, 0), 1)
	}
}
