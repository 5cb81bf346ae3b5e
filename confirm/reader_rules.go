package confirm

import "slices"

// parsed is one reply, cut into words and segments.
type parsed struct {
	lang     *language
	kind     PromptKind
	words    []word
	source   string // the text that words index
	segs     []segment
	value    span // the longest repetition of the value; empty if none
	question bool // the recogniser put a question mark at its end
	long     bool // longer than any consent
}

// read applies the rules, the cautious ones first.
func (p *parsed) read() Reading {
	for _, rule := range []func() (Reading, bool){
		p.protest, p.reversal, p.correction, p.denial, p.repeat, p.reserve, p.consent, p.naming,
	} {
		if rd, ok := rule(); ok {
			return rd
		}
	}
	return Reading{Why: "not understood"}
}

// neutral acts neither answer nor take back an answer.
func neutral(a act) bool {
	switch a {
	case actFiller, actOpen, actPolite, actSorry, actRepair:
		return true
	}
	return false
}

// quiet is the same of a segment, whatever else its words can be: "please"
// alone consents, beside other words it is politeness.
func quiet(s segment) bool { return neutral(s.act) || filling(s) }

// filling is a filler or politeness, whatever else its words can be.
func filling(s segment) bool { return s.has(actFiller) || s.has(actOpen) || s.has(actPolite) }

// talk is words about something else.
func talk(a act) bool { return a == actOpaque || a == actCommon || a == actOwner }

// isTalk is talk of a segment.
func isTalk(s segment) bool { return talk(s.act) }

// covered gives the share of words that are not talk.
func (p *parsed) covered() float64 {
	n := 0
	for _, s := range p.segs {
		if !talk(s.act) {
			n += s.len()
		}
	}
	return float64(n) / float64(len(p.words))
}

// addressed reports whether segment i is likely meant for the device and not a
// stretch of other talk: it has no talk before it, or none after it, or it is a
// template of several words in a reply that is mostly understood. A bare "no"
// amid talk is "no money". What has less than full strength in the language
// file ("scratch", "I'm done") counts only beside no talk at all.
func (p *parsed) addressed(i int) bool {
	before, after := slices.ContainsFunc(p.segs[:i], isTalk), slices.ContainsFunc(p.segs[i+1:], isTalk)
	if p.segs[i].strength < 100 {
		return !before && !after
	}
	return !before || !after || p.segs[i].len() > 1 && p.covered() >= 0.5
}

// strength ranks a segment that stands among other words: the less of the
// reply is understood, the less is it an answer.
func (p *parsed) strength(i int) float64 {
	return float64(p.segs[i].strength) / 100 * max(0.1, p.covered())
}

// last finds the last segment that f accepts, or -1.
func (p *parsed) last(f func(i int, s segment) bool) int {
	for i := len(p.segs) - 1; i >= 0; i-- {
		if f(i, p.segs[i]) {
			return i
		}
	}
	return -1
}

// Bounds of replies that ask back: longer ones are talk that holds a question.
const (
	maxAskWords  = 14
	maxWhichWord = 4
)

// repeat reads requests to say the prompt again.
func (p *parsed) repeat() (Reading, bool) {
	if i := p.last(p.asks); i >= 0 && (len(p.words) <= maxAskWords || p.covered() >= 0.5) {
		return Reading{Meaning: Repeat, Score: p.strength(i), Why: "asks to repeat"}, true
	}
	n := len(p.segs)
	for _, i := range []int{0, n - 1} {
		if s := p.segs[i]; s.has(actWhich) && p.brief() && len(p.words) <= maxAskWords {
			return Reading{Meaning: Repeat, Score: p.strength(i), Why: "asks back"}, true
		}
	}
	if i := p.last(func(_ int, s segment) bool { return s.has(actSorry) }); i >= 0 && p.only(actSorry) {
		return Reading{Meaning: Repeat, Score: p.strength(i) / 2, Why: "sorry?"}, true
	}
	return Reading{}, false
}

// asks reports whether segment i asks to repeat. A single word such as "what"
// does at an end of the reply, if that holds no talk or is short: elsewhere it
// is part of another sentence. A word that is a filler too asks only alone.
func (p *parsed) asks(i int, s segment) bool {
	switch {
	case s.act != actRepeat || !p.addressed(i) || filling(s) && len(p.segs) > 1:
		return false
	case s.len() > 1:
		return true
	}
	atEnd := !slices.ContainsFunc(p.segs[:i], loud) || !slices.ContainsFunc(p.segs[i+1:], loud)
	return atEnd && (p.brief() || !slices.ContainsFunc(p.segs, isTalk))
}

// brief reports whether a reply is so short that a question word in it asks
// back. Where words are characters, a character of another word may look like
// a question: there nothing else may be said.
func (p *parsed) brief() bool {
	return !p.lang.runes && len(p.words) <= maxWhichWord || p.covered() == 1
}

// loud is the opposite of quiet.
func loud(s segment) bool { return !quiet(s) }

// only reports whether nothing but a and neutral segments was said.
func (p *parsed) only(a act) bool {
	return !slices.ContainsFunc(p.segs, func(s segment) bool { return !s.has(a) && !neutral(s.act) })
}

// reserve keeps a hedge, a delay or a "but" from being anything else.
func (p *parsed) reserve() (Reading, bool) {
	first := slices.IndexFunc(p.segs, func(s segment) bool { return !neutral(s.act) })
	for i, s := range p.segs {
		switch {
		case s.act == actBut && i != first:
			return Reading{Why: "reservation"}, true
		case s.act == actHedge && !filling(s), s.act == actWait && !s.has(actRepair):
			return Reading{Why: "hedge or delay"}, true
		}
	}
	return Reading{}, false
}

// consent reads Yes: every word accounted for, at least one affirmation,
// nothing against it.
func (p *parsed) consent() (Reading, bool) {
	if p.long || p.question {
		return Reading{}, false
	}
	rd := Reading{Meaning: Yes, Why: "affirmation"}
	best, factor := 0.0, 1.0
	last := p.last(func(_ int, s segment) bool { return s.yes > 0 })
	for i, s := range p.segs {
		switch {
		case s.yes > 0 && s.act >= actWanted:
			best = max(best, float64(s.yes)/100)
		case s.act == actValue:
		case i > last && s.has(actOpen): // "yeah so": more is to come
			return Reading{}, false
		case i < last && s.act == actBut && s.has(actOpen): // "but yeah", not "if yes"
			factor = 0.5
		case s.act != actBut && filling(s):
		case i < last && (s.act == actSorry || s.has(actRepair)):
			factor = 0.5
		case p.aroundValue(i):
		default:
			return Reading{}, false
		}
	}
	if best == 0 || p.denyingName() {
		return Reading{}, false
	}
	if p.value.to > p.value.from {
		rd.Name = p.text(p.value.from, p.value.to)
		best = min(1, best+0.1)
	}
	rd.Score = best * factor
	return rd, true
}

// aroundValue reports whether segment i is a marker of a wanted name, and the
// name beside it is the value: "yes, I meant Bob".
func (p *parsed) aroundValue(i int) bool {
	is := func(j int, a act) bool { return j >= 0 && j < len(p.segs) && p.segs[j].act == a }
	switch {
	case is(i, actWanted) && is(i+1, actValue):
		return !half(p.segs[i], actWanted) || is(i+2, actWantedIt)
	case is(i, actWantedIt) && is(i-1, actValue):
		return !half(p.segs[i], actWantedIt) || is(i-2, actWanted)
	}
	return false
}

// denyingName reports whether a word of the repeated value could have been a
// denial: of a contact called No, "yes Minh no" is anybody's guess.
func (p *parsed) denyingName() bool {
	for i := p.value.from; i < p.value.to; i++ {
		for _, m := range p.lang.parse(p.words[i:i+1], make([][]int, 2), false) {
			if m.act != actNone && m.act <= actBut {
				return true
			}
		}
	}
	return false
}

// naming is the last resort: the value alone, repeated, which is no answer by
// itself, but which a challenge may have asked for.
func (p *parsed) naming() (Reading, bool) {
	i := p.last(func(_ int, s segment) bool { return s.act == actValue })
	if i < 0 || p.covered() < 1 {
		return Reading{}, false
	}
	return Reading{Name: p.text(p.segs[i].from, p.segs[i].to), Why: "the value alone"}, true
}
