package main

import (
	"fmt"
	"strings"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// placed is an entry of a timeline as a card of the picture.
type placed struct {
	entry
	top       string // step and time
	head, why []string
	x, h      float64 // left edge and height
}

const (
	cardPad  = 7.0
	cardGap  = 8.0
	cardMax  = 178.0
	cardMin  = 96.0
	topSize  = 9.0
	headSize = 11.5
	whySize  = 10.0
)

// arrange lays out cards in a row between x0 and x1, in order, without overlap,
// each as near to its moment as the others let it. at gives the x of a moment.
// When the row cannot hold them all, the middle ones are left out and counted.
func arrange(entries []entry, x0, x1 float64, at func(entry) float64) (cards []placed, width float64, left int) {
	room := int((x1 - x0 + cardGap) / (cardMin + cardGap))
	if left = max(0, len(entries)-room); left > 0 {
		keep := max(1, room/2)
		entries = append(append([]entry(nil), entries[:keep]...), entries[len(entries)-(room-keep):]...)
	}
	if len(entries) == 0 {
		return nil, 0, left
	}
	width = min(cardMax, (x1-x0+cardGap)/float64(len(entries))-cardGap)
	wanted := make([]float64, len(entries))
	for i, e := range entries {
		wanted[i] = at(e) - width/2
	}
	for i, x := range spread(wanted, width+cardGap, x0, x1-width) {
		cards = append(cards, newCard(entries[i], x, width))
	}
	return cards, width, left
}

func newCard(e entry, x, width float64) placed {
	c := placed{entry: e, x: x, top: fmt.Sprintf("%.1f s", e.At.Seconds())}
	if e.Step != "end" {
		c.top = strings.ToUpper(e.Step) + " · " + c.top
	}
	c.head = svg.Fit(e.Head, svg.Font{Size: headSize, Bold: true}, width-2*cardPad, 3)
	if e.Why != "" {
		c.why = svg.Fit(e.Why, svg.Font{Size: whySize}, width-2*cardPad, 9)
	}
	c.h = 2*cardPad + svg.Leading*(topSize+headSize*float64(len(c.head))+whySize*float64(len(c.why)))
	return c
}

// spread moves the wanted positions, in order, apart by at least step and into
// [lo, hi], each as little as possible in the sense of least squares: the
// pool-adjacent-violators algorithm (Ayer et al. 1955) on positions less their
// share of the steps.
func spread(wanted []float64, step, lo, hi float64) []float64 {
	type pool struct {
		sum float64
		n   int
	}
	var pools []pool
	for i, w := range wanted {
		pools = append(pools, pool{w - float64(i)*step, 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/float64(a.n) <= b.sum/float64(b.n) {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.n + b.n})
		}
	}
	top := hi - float64(len(wanted)-1)*step
	var out []float64
	for _, p := range pools {
		mean := max(lo, min(top, p.sum/float64(p.n)))
		for range p.n {
			out = append(out, mean+float64(len(out))*step)
		}
	}
	return out
}

// tint is the colour of an entry's card.
func (t *timeline) tint(e entry) string {
	switch {
	case e.Step == "end" && t.Verdict == wrong:
		return svg.Red
	case e.Step == "end" && t.Verdict == right, e.Kind == refused:
		return svg.Green
	case e.Step == "end" && t.Verdict == unjudged:
		return svg.Ink
	case e.Step == "end", e.Kind == doubted:
		return svg.Amber
	}
	return svg.Muted
}

// card puts a card below y and ties it to its moment at (tx, ty).
func (c *picture) card(p placed, tint string, y, width, tx, ty float64) {
	mid := p.x + width/2
	if tx > p.x+4 && tx < p.x+width-4 {
		mid = tx
	}
	c.Path("M"+strings.Join([]string{svg.Num(tx), svg.Num(ty), "L" + svg.Num(tx), svg.Num(ty + 5), "L" + svg.Num(mid), svg.Num(y - 4), "L" + svg.Num(mid), svg.Num(y)}, " "), "none", tint, 1)
	fill, text := svg.Card, svg.Ink
	if p.Step == "end" {
		fill, text = tint, "#ffffff"
	}
	c.Rect(svg.Box{X: p.x, Y: y, W: width, H: p.h}, 5, fill, tint)
	small := svg.Font{Size: topSize, Colour: svg.Muted, Bold: true}
	if text != svg.Ink {
		small.Colour = text
	}
	below := c.Lines(p.x+cardPad, y+cardPad, small, []string{p.top})
	below = c.Lines(p.x+cardPad, below, svg.Font{Size: headSize, Bold: true, Colour: text}, p.head)
	c.Lines(p.x+cardPad, below+1, svg.Font{Size: whySize, Colour: text}, p.why)
}
