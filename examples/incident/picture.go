package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/internal/svg"
)

// Measures of the picture, in units of which the browser makes pixels.
const (
	picWidth  = 1280.0
	laneLeft  = 150.0 // where time begins
	laneRight = picWidth - 28
	laneGap   = 16.0
	boxSize   = 10.5 // font of what was said and heard
	colWave   = "#8b95a7"
)

// picture draws a replay from top to bottom: lane by lane over one time axis.
type picture struct {
	svg.Canvas
	r *replay
	y float64
}

// drawPicture returns the whole replay as one self-contained SVG file.
func drawPicture(r *replay) string {
	p := &picture{r: r}
	p.title()
	p.axis()
	p.saidLane()
	p.waveLane()
	p.wakeLane()
	p.heardLane()
	for i, t := range r.all() {
		colour := svg.Green
		if i == 0 {
			colour = svg.Red
		}
		p.chainLane(t, colour)
	}
	p.footer()
	return p.Page(picWidth, p.y, "Hearsay: "+r.Title, fmt.Sprintf("%s: %s. %s: %s.", r.Old.Name, r.Old.result(), r.New.Name, r.New.result()))
}

// at is the x of a moment.
func (p *picture) at(t time.Duration) float64 {
	return laneLeft + (laneRight-laneLeft)*min(1, t.Seconds()/p.r.Span.Seconds())
}

func (p *picture) title() {
	p.Text(28, 42, svg.Font{Size: 23, Bold: true, Colour: svg.Ink}, "Hearsay · "+p.r.Title)
	p.y = 52
	p.y = p.Lines(28, p.y, svg.Font{Size: 13, Colour: svg.Muted}, svg.Fit(strings.TrimSpace(p.r.Story+" Two chains hear the same audio through the same model and the same recogniser."), svg.Font{Size: 13}, picWidth-56, 3))
	p.y += 10
}

// axis draws the seconds and a svg.Faint grid line through all lanes is left to
// each lane.
func (p *picture) axis() {
	step := niceStep(p.r.Span)
	for t := time.Duration(0); t <= p.r.Span; t += step {
		x := p.at(t)
		p.Text(x, p.y+10, svg.Font{Size: 10, Colour: svg.Muted, Anchor: "middle"}, fmt.Sprintf("%g s", t.Seconds()))
	}
	p.y += 18
}

// niceStep is the distance of the marks on the time axis: about a dozen marks.
func niceStep(span time.Duration) time.Duration {
	for _, s := range []time.Duration{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600} {
		if span/(s*time.Second) <= 16 {
			return s * time.Second
		}
	}
	return span/12 + time.Second
}

// label names a lane in the left margin: a heading and a remark.
func (p *picture) label(y float64, colour, heading, remark string) {
	for _, l := range labels(heading, remark, colour) {
		y = p.Lines(28, y, l.font, l.texts)
	}
}

// labelHeight is how high a label is.
func (p *picture) labelHeight(heading, remark string) float64 {
	h := 0.0
	for _, l := range labels(heading, remark, "") {
		h += svg.Leading * l.font.Size * float64(len(l.texts))
	}
	return h
}

type labelPart struct {
	font  svg.Font
	texts []string
}

func labels(heading, remark, colour string) []labelPart {
	big := svg.Font{Size: 12, Bold: true, Colour: colour}
	small := svg.Font{Size: 10, Colour: svg.Muted}
	out := []labelPart{{big, svg.Fit(heading, big, laneLeft-48, 4)}}
	if remark != "" {
		out = append(out, labelPart{small, svg.Fit(remark, small, laneLeft-48, 12)})
	}
	return out
}

// grid draws the background of a lane.
func (p *picture) grid(h float64) {
	p.Rect(svg.Box{X: laneLeft, Y: p.y, W: laneRight - laneLeft, H: h}, 4, svg.Pit, "")
	step := niceStep(p.r.Span)
	for t := step; t < p.r.Span; t += step {
		p.Line(p.at(t), p.y, p.at(t), p.y+h, svg.Paper, 1.5, "")
	}
}

// saidLane shows what was really said, one row a voice.
func (p *picture) saidLane() {
	if len(p.r.Heard.Said) == 0 {
		return
	}
	top := p.y
	speakers := voices(p.r.Heard.Said)
	for _, v := range speakers {
		height := 0.0
		var blocks []func(h float64)
		for _, s := range p.r.Heard.Said {
			if s.Voice != v {
				continue
			}
			b := svg.Box{X: p.at(s.Start), W: p.at(s.End) - p.at(s.Start)}
			texts := svg.Fit(s.Text, svg.Font{Size: boxSize}, max(b.W-8, svg.Longest(s.Text, svg.Font{Size: boxSize})), 5)
			height = max(height, blockHeight(texts))
			blocks = append(blocks, func(h float64) {
				b.Y, b.H = p.y, h
				p.block(b, svg.Card, svg.Faint, svg.Ink, texts)
			})
		}
		for _, draw := range blocks {
			draw(height)
		}
		p.y += height + 4
	}
	p.label(top, svg.Ink, "said", fmt.Sprintf("by %s", plural(len(speakers), "voice")))
	p.y += laneGap - 4
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func blockHeight(texts []string) float64 { return 10 + svg.Leading*boxSize*float64(len(texts)) }

// block is a box with text in it.
func (p *picture) block(b svg.Box, fill, stroke, colour string, texts []string) {
	for _, t := range texts {
		b.W = max(b.W, 8+svg.Measure(t, svg.Font{Size: boxSize}))
	}
	p.Rect(b, 4, fill, stroke)
	p.Lines(b.X+4, b.Y+5, svg.Font{Size: boxSize, Colour: colour}, texts)
}

// waveLane draws the extremes of the waveform, one bar for each unit of width.
func (p *picture) waveLane() {
	const h = 70
	p.grid(h)
	p.label(p.y+20, svg.Ink, "sound", "the recording")
	extremes := p.r.rec.extremes(int(laneRight-laneLeft), p.r.Span)
	loudest := float32(1e-3)
	for _, e := range extremes {
		loudest = max(loudest, e[0], -e[1])
	}
	mid, scale := p.y+h/2, 0.94*h/2/float64(loudest)
	var d strings.Builder
	for i, e := range extremes {
		x := laneLeft + float64(i) + 0.5
		if x > p.at(p.r.Length) {
			break
		}
		hi, lo := mid-float64(e[0])*scale, mid-float64(e[1])*scale
		fmt.Fprintf(&d, "M%s %sV%s", svg.Num(x), svg.Num(hi-0.3), svg.Num(lo+0.3))
	}
	p.Path(d.String(), "none", colWave, 1)
	if w := p.r.woken(); w != nil {
		p.Shade(svg.Box{X: p.at(w.Start), Y: p.y, W: p.at(w.End) - p.at(w.Start), H: h}, svg.Plum, 0.18)
	}
	p.y += h + laneGap
}

// The wake lane is drawn in log-odds, which spread what is nearly impossible
// and what is nearly sure.
const (
	oddsLow  = 0.002
	oddsHigh = 0.998
)

func odds(p float64) float64 {
	p = min(max(p, oddsLow), oddsHigh)
	return math.Log(p / (1 - p))
}

// wakeLane draws the confidence of the wake word over time against the
// thresholds of both chains.
func (p *picture) wakeLane() {
	const h = 150
	w := p.r.Wake
	p.grid(h)
	level := func(c float64) float64 {
		lo, hi := odds(oddsLow), odds(oddsHigh)
		return p.y + h - h*(odds(c)-lo)/(hi-lo)
	}
	p.label(p.y+6, svg.Ink, "wake word", "confidence in “"+w.Word+"”, log-odds scale")
	p.Shade(svg.Box{X: laneLeft, Y: level(1), W: laneRight - laneLeft, H: level(w.Accept) - level(1)}, svg.Green, 0.10)
	p.Shade(svg.Box{X: laneLeft, Y: level(w.Accept), W: laneRight - laneLeft, H: level(w.Doubt) - level(w.Accept)}, svg.Amber, 0.10)
	for _, c := range []float64{0.01, 0.1, 0.5, 0.9, 0.99} {
		p.Text(laneLeft-6, level(c)+3.5, svg.Font{Size: 9.5, Colour: svg.Muted, Anchor: "end"}, percent(c))
	}
	p.curve(level)
	above, below := -4.0, 12.0
	doubt, old := above, below
	if w.Doubt < w.Low {
		doubt, old = below, above
	}
	p.threshold(level(w.Accept), svg.Green, "Hearsay: accepted from "+percent(w.Accept)+bracket(w.AcceptRate), "", above)
	p.threshold(level(w.Doubt), svg.Amber, "Hearsay: in doubt from "+percent(w.Doubt), "4 3", doubt)
	p.threshold(level(w.Low), svg.Red, "2018: enough from "+percent(w.Low)+bracket(w.LowRate), "7 3", old)
	if peak := w.peak(); peak.Confidence > oddsLow {
		x, y := p.at(peak.At), level(peak.Confidence)
		p.Dot(x, y, 4, svg.Plum)
		p.Text(x+9, y+4, svg.Font{Size: 12, Bold: true, Colour: svg.Plum}, percent(peak.Confidence))
	}
	p.y += h + laneGap
}

// curve draws the confidence: of all steps that share a unit of width, the
// highest.
func (p *picture) curve(level func(float64) float64) {
	var d strings.Builder
	points := p.r.Wake.Points
	for i := 0; i < len(points); {
		x := math.Floor(2*p.at(points[i].At)) / 2
		top := points[i]
		for ; i < len(points) && p.at(points[i].At) < x+0.5; i++ {
			if points[i].Confidence > top.Confidence {
				top = points[i]
			}
		}
		cmd := "L"
		if d.Len() == 0 {
			cmd = "M"
		}
		fmt.Fprintf(&d, "%s%s %s", cmd, svg.Num(p.at(top.At)), svg.Num(level(top.Confidence)))
	}
	p.Path(d.String(), "none", svg.Plum, 1.6)
}

// threshold draws a level, with its text offset from it.
func (p *picture) threshold(y float64, colour, text, dashes string, offset float64) {
	p.Line(laneLeft, y, laneRight, y, colour, 1.2, dashes)
	p.Text(laneRight-6, y+offset, svg.Font{Size: 10, Colour: colour, Anchor: "end"}, text)
}

// heardLane shows what the recogniser heard, and how sure it was.
func (p *picture) heardLane() {
	height := 30.0
	for _, u := range p.r.Heard.Utterances {
		height = max(height, blockHeight(p.heardText(u)))
	}
	p.label(p.y+4, svg.Ink, "heard", "by the recogniser, its errors kept")
	for _, u := range p.r.Heard.Utterances {
		b := svg.Box{X: p.at(u.Start), Y: p.y, W: p.at(u.End) - p.at(u.Start), H: height}
		p.block(b, "#eef2f8", "#c9d5e6", svg.Blue, p.heardText(u))
	}
	p.y += height + laneGap
}

func (p *picture) heardText(u utterance) []string {
	f := svg.Font{Size: boxSize}
	out := svg.Fit(u.best(), f, max(p.at(u.End)-p.at(u.Start)-8, svg.Longest(u.best(), f)), 6)
	if _, ok := u.Confidence.Value(); ok {
		out = append(out, sure(u.Confidence))
	}
	return out
}

// chainLane draws the prompts of a chain as bars over time, and a card for each
// decision below them.
func (p *picture) chainLane(t *timeline, colour string) {
	p.Line(28, p.y, laneRight, p.y, svg.Faint, 1, "")
	p.y += 10
	p.label(p.y+4, colour, t.Name, t.Note)
	labelled := p.y + 4 + p.labelHeight(t.Name, t.Note)
	strip := p.y + p.prompts(t) + 8
	p.Line(laneLeft, strip, laneRight, strip, colour, 2, "")
	var decided []entry
	for _, e := range t.Entries {
		if e.Kind != asked {
			decided = append(decided, e)
			continue
		}
		p.Rect(svg.Box{X: p.at(e.At), Y: strip - 5, W: p.at(e.End) - p.at(e.At), H: 10}, 5, svg.Blue, "")
	}
	cards, width, left := arrange(decided, laneLeft, laneRight, func(e entry) float64 { return p.at(e.At) })
	y := strip + 26
	bottom := y
	for _, c := range cards {
		p.card(c, t.tint(c.entry), y, width, p.at(c.At), strip)
		bottom = max(bottom, y+c.h)
	}
	for _, c := range cards {
		p.Dot(p.at(c.At), strip, 4.5, t.tint(c.entry))
	}
	if left > 0 {
		p.Text(laneRight, bottom+12, svg.Font{Size: 10, Colour: svg.Muted, Anchor: "end"}, plural(left, "more decision")+" in the printed report")
		bottom += 14
	}
	p.y = max(bottom, labelled) + laneGap
}

// prompts writes what the device says above the strip, each prompt where it
// begins and not into the next one, and returns how high the texts are.
func (p *picture) prompts(t *timeline) float64 {
	f := svg.Font{Size: 11, Colour: svg.Blue, Bold: true}
	var says []entry
	for _, e := range t.Entries {
		if e.Kind == asked {
			says = append(says, e)
		}
	}
	height := 14.0
	texts := make([][]string, len(says))
	for i, e := range says {
		end := laneRight
		if i+1 < len(says) {
			end = p.at(says[i+1].At)
		}
		room := min(end-p.at(e.At)-6, 190)
		if end == laneRight {
			room = 190 // the last one may begin further left
		}
		texts[i] = svg.Fit(e.Head, f, max(40, room), 3)
		height = max(height, svg.Leading*f.Size*float64(len(texts[i])))
	}
	for i, e := range says {
		x := p.at(e.At)
		for _, t := range texts[i] {
			x = min(x, laneRight-svg.Measure(t, f))
		}
		p.Lines(x, p.y+height-svg.Leading*f.Size*float64(len(texts[i])), f, texts[i])
	}
	return height
}

func (p *picture) footer() {
	text := "Confidences are the shipped model's and matcher's own. Times in seconds of the recording; prompts are not in it."
	if p.r.Heard.Recogniser != "" {
		text += " Recogniser: " + p.r.Heard.Recogniser + "."
	}
	p.y = p.Lines(28, p.y, svg.Font{Size: 10.5, Colour: svg.Muted}, svg.Fit(text, svg.Font{Size: 10.5}, picWidth-56, 3)) + 12
}
