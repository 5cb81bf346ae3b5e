package detplot

import (
	"fmt"
	"math"
	"strings"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// A scale says where rates and shares lie in a panel.
type scale struct {
	rateLow, rateHigh float64 // false accepts per hour
	missLow, missHigh float64
}

// The scales end at one of these at least as far out as the data, within
// reason: what lies beyond lies at the end.
var (
	rateEnds  = []float64{0.01, 0.1, 1, 10, 100, 1000}
	missTicks = []float64{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95}
)

// newScale makes one scale for all panels, so that they compare.
func newScale(panels []Panel) scale {
	rates, misses := newSpan(), newSpan()
	for _, panel := range panels {
		for _, c := range panel.Curves {
			for _, p := range stairs(c.Points) {
				rates.add(p.PerHour)
				misses.add(p.Miss)
			}
			for _, m := range c.Marks {
				rates.add(m.PerHour)
				misses.add(m.Miss)
			}
		}
	}
	var s scale
	s.rateLow, s.rateHigh = rates.within(rateEnds, 0.1, 10)
	s.missLow, s.missHigh = misses.within(missTicks, 0.005, 0.4)
	return s
}

// A span is where the positive values lie.
type span struct{ low, high float64 }

func newSpan() span { return span{math.Inf(1), math.Inf(-1)} }

func (s *span) add(v float64) {
	if v > 0 && !math.IsInf(v, 0) {
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
}

// within returns the ends that hold the span, and at least low to high.
func (s span) within(ends []float64, low, high float64) (float64, float64) {
	low, high = min(low, s.low), max(high, s.high)
	first, last := ends[0], ends[len(ends)-1]
	for _, e := range ends {
		if e <= low {
			first = e
		}
	}
	for i := range ends {
		if e := ends[len(ends)-1-i]; e >= high {
			last = e
		}
	}
	return first, last
}

// across is where a rate lies in a panel that begins at x0.
func (s scale) across(x0, rate float64) float64 {
	if !(rate > 0) {
		return x0 + zero/2
	}
	t := math.Log(rate/s.rateLow) / math.Log(s.rateHigh/s.rateLow)
	return x0 + zero + (panelW-zero)*min(max(t, 0), 1)
}

// down is where a miss rate lies.
func (s scale) down(miss float64) float64 {
	if !(miss > 0) {
		return top + panelH - zero/2
	}
	t := (probit(miss) - probit(s.missLow)) / (probit(s.missHigh) - probit(s.missLow))
	return top + (panelH-zero)*(1-min(max(t, 0), 1))
}

// probit is the inverse of the normal distribution.
func probit(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// axes draws the ground of a panel and its scales.
func (s scale) axes(c *svg.Canvas, x0 float64, title string) {
	c.Rect(svg.Box{X: x0, Y: top, W: panelW, H: panelH}, 4, svg.Card, svg.Faint)
	c.Shade(svg.Box{X: x0, Y: top, W: zero, H: panelH}, svg.Muted, 0.07)
	c.Shade(svg.Box{X: x0, Y: top + panelH - zero, W: panelW, H: zero}, svg.Muted, 0.07)
	head := text
	head.Bold = true
	c.Text(x0, top-12, head, title)

	middle, end := label, label
	middle.Anchor, end.Anchor = "middle", "end"
	tickX := func(rate float64, name string) {
		x := s.across(x0, rate)
		if rate > 0 {
			c.Line(x, top, x, top+panelH, svg.Faint, 1, "")
		}
		c.Text(x, top+panelH+17, middle, name)
	}
	tickX(0, "0")
	for r := s.rateLow; r <= s.rateHigh*1.01; r *= 10 {
		tickX(r, fmt.Sprintf("%.3g", r))
	}
	for _, m := range missTicks {
		if m >= s.missLow && m <= s.missHigh {
			c.Line(x0, s.down(m), x0+panelW, s.down(m), svg.Faint, 1, "")
			c.Text(x0-7, s.down(m)+4, end, fmt.Sprintf("%.3g %%", 100*m))
		}
	}
	c.Text(x0-7, s.down(0)+4, end, "0")
	c.Text(x0+panelW/2, top+panelH+35, middle, "false accepts per hour")
	end.Anchor = "end"
	c.Text(x0+panelW, top-12, end, "↑ missed")
}

// curve draws one curve with its marks.
func (s scale) curve(c *svg.Canvas, x0 float64, curve Curve, colour string, first bool) {
	var d strings.Builder
	for i, p := range stairs(curve.Points) {
		x, y := svg.Num(s.across(x0, p.PerHour)), svg.Num(s.down(p.Miss))
		if i == 0 {
			fmt.Fprintf(&d, "M%s %s", x, y)
			continue
		}
		fmt.Fprintf(&d, "H%sV%s", x, y) // no threshold gives fewer misses before that many false accepts
	}
	if d.Len() > 0 {
		c.Path(d.String(), "none", colour, thickness(first))
		p := stairs(curve.Points)[0]
		c.Dot(s.across(x0, p.PerHour), s.down(p.Miss), 3, colour) // the strictest threshold
	}
	for _, m := range curve.Marks {
		x, y := s.across(x0, m.PerHour), s.down(m.Miss)
		c.Line(s.across(x0, m.PerHourLow), y, s.across(x0, m.PerHourHigh), y, colour, 1.4, "")
		c.Line(x, s.down(m.MissLow), x, s.down(m.MissHigh), colour, 1.4, "")
		c.Dot(x, y, 5.5, colour)
	}
}
