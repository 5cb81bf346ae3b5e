package confirm

import "slices"

// Bounds of a wanted name, in words, or in characters where words are.
const (
	maxNameWords = 4
	maxBareWords = 3
	maxNameRunes = 10
)

// span is a run of words [from, to).
type span struct{ from, to int }

// plainOrder is the strength, in percent, of a yes that is a whole answer or an
// order ("send it"), and so no part of a name as "Fine" or "Right" may be.
const plainOrder = 90

// bareScore is the score of a name that nothing announced.
const bareScore = 0.5

// correction finds the name that the reply puts in the value's place. The
// Reader knows no contacts: it finds where a name stands, and the host's
// Resolver says whose it is. From plain to faint:
//
//	a word that announces it   "i meant Alice", "send it to Alice"
//	a word that points back    "Alice instead"
//	beside the refused value   "not Bob, Alice"
//	after a denial             "no, Alice"
//	alone                      "Alice Jones"
func (p *parsed) correction() (Reading, bool) {
	if slices.ContainsFunc(p.segs, func(s segment) bool { return s.act == actHedge && !s.has(actWanted) || s.act == actRepeat }) {
		return Reading{}, false
	}
	for _, try := range []struct {
		find  func() (span, bool)
		score float64
		why   string
	}{
		{p.announced, 0.9, "names another"},
		{p.pointedBack, 0.9, "names another"},
		{p.besideRefused, 0.8, "refuses the value and names another"},
		{p.afterDenial, 0.7, "denies and names another"},
		{p.bareName, bareScore, "another name alone"},
	} {
		sp, ok := try.find()
		if !ok {
			continue
		}
		return Reading{Meaning: Correction, Name: p.text(sp.from, sp.to), Score: p.nameScore(sp, try.score), Why: try.why}, true
	}
	return Reading{}, false
}

// nameScore lowers the score of a single bare word, and of what a weak marker
// announced without a denial: "it's raining" looks like "it's Rainer".
func (p *parsed) nameScore(sp span, score float64) float64 {
	marker := p.last(func(_ int, s segment) bool { return s.to == sp.from && s.act == actWanted })
	switch {
	case score == bareScore && sp.to-sp.from == 1:
		return 0.4
	case marker >= 0 && p.denies() < 0 && !half(p.segs[marker], actWanted):
		return score * float64(p.segs[marker].strength) / 100
	}
	return score
}

// announced looks behind each marker such as "i meant", the last first.
func (p *parsed) announced() (span, bool) {
	for i := len(p.segs) - 1; i >= 0; i-- {
		if !p.segs[i].has(actWanted) {
			continue
		}
		end := i + 1
		for end < len(p.segs) && !stopsName(p.segs[end]) {
			end++
		}
		for end > i+2 && p.segs[end-1].act == actYes && p.segs[end-1].strength >= plainOrder {
			end-- // "an Alice schicken": the verb comes last
		}
		if half(p.segs[i], actWanted) && (end == len(p.segs) || !p.segs[end].has(actWantedIt)) {
			continue
		}
		if sp, ok := p.name(i+1, end); ok && p.restQuiet(i, end) {
			return sp, true
		}
	}
	return span{}, false
}

// half reports whether a segment is only one half of a marker that stands
// around a name, as in "ich habe Alice gesagt": the language file gives both
// halves less than halfMarker.
func half(s segment, a act) bool { return s.act == a && s.strength < halfMarker }

// halfMarker is the strength, in percent, from which on a marker stands alone.
const halfMarker = 50

// pointedBack looks before markers such as "instead".
func (p *parsed) pointedBack() (span, bool) {
	for i, s := range p.segs {
		if !s.has(actWantedIt) || half(s, actWantedIt) {
			continue
		}
		start := i
		for start > 0 && !stopsName(p.segs[start-1]) {
			start--
		}
		if sp, ok := p.name(start, i); ok && p.restQuiet(start, i+1) {
			return sp, true
		}
	}
	return span{}, false
}

// besideRefused reads "not Bob, Alice" and "Alice, not Bob".
func (p *parsed) besideRefused() (span, bool) {
	for i, s := range p.segs {
		if s.act != actValue {
			continue
		}
		before := i > 0 && p.segs[i-1].has(actRefused)
		after := i+1 < len(p.segs) && p.segs[i+1].has(actRefusedIt)
		from, to := i, i+1
		if before {
			from--
		}
		if after {
			to++
		}
		if !before && !after {
			continue
		}
		for _, r := range [][2]int{{to, len(p.segs)}, {0, from}} {
			if sp, ok := p.name(r[0], r[1]); ok {
				return sp, true
			}
		}
	}
	return span{}, false
}

// maxBareDenial is the longest denial, in words, that a name alone may follow:
// "no that's wrong Alice", but not "I don't want you to do that anymore".
const maxBareDenial = 4

// afterDenial reads "no, Alice": a denial and one name, nothing else.
func (p *parsed) afterDenial() (span, bool) {
	i := p.denies()
	if i >= 0 && !p.lang.runes && (p.segs[i].act == actCancel || p.segs[i].len() > maxBareDenial) {
		return span{}, false
	}
	if i < 0 {
		i = slices.IndexFunc(p.segs, func(s segment) bool { return s.has(actOther) })
	}
	if i < 0 || !p.restQuiet(i, len(p.segs)) {
		return span{}, false
	}
	return p.name(i+1, len(p.segs))
}

// bareName reads another name alone, which may share a part with the value:
// asked about Ann Lee, "Ann Smith" is somebody else. Where words are characters
// any short reply would look like one.
func (p *parsed) bareName() (span, bool) {
	if p.lang.runes || p.kind == AskChallenge || p.question {
		return span{}, false
	}
	if slices.ContainsFunc(p.segs, func(s segment) bool {
		return s.act != actOpaque && s.act != actValue && !quiet(s) && !s.has(actRepair)
	}) {
		return span{}, false
	}
	sp, ok := p.name(0, len(p.segs))
	return sp, ok && sp.to-sp.from <= maxBareWords
}

// stopsName reports where a name that follows a marker must end.
func stopsName(s segment) bool {
	switch s.act {
	case actNo, actCancel, actBut, actRefused, actRefusedIt, actWanted, actWantedIt:
		return true
	}
	return false
}

// restQuiet reports whether the words outside segments [from, to) say nothing
// of their own: answers and fillers, no talk.
func (p *parsed) restQuiet(from, to int) bool {
	return !slices.ContainsFunc(p.segs[:from], isTalk) && !slices.ContainsFunc(p.segs[to:], isTalk)
}

// name takes segments [from, to) for a name: what is neutral around it is
// trimmed; what is left must be words that no template knows, or single words
// that a name may share ("Will", "Art"), and must not be the value again,
// unless "the other" says that somebody else bears it.
func (p *parsed) name(from, to int) (span, bool) {
	trim := func(s segment) bool { return quiet(s) || s.act == actWait || s.act == actOther }
	other := from > 0 && p.segs[from-1].has(actOther)
	for from < to && trim(p.segs[from]) {
		other = other || p.segs[from].has(actOther)
		from++
	}
	for from < to && trim(p.segs[to-1]) {
		to--
	}
	if from == to {
		return span{}, false
	}
	known, values := 0, 0
	for i, s := range p.segs[from:to] {
		switch s.act {
		case actOpaque:
		case actOwner: // "my brother"
			if i > 0 || to-from != 2 || p.segs[to-1].act != actOpaque {
				return span{}, false
			}
		case actValue:
			values++
		case actYes, actWhich, actProtest:
			known++
		default:
			return span{}, false
		}
	}
	sp := span{p.segs[from].from, p.segs[to-1].to}
	if known == to-from || values == to-from && !other || sp.to-sp.from > p.maxName() {
		return span{}, false
	}
	return sp, true
}

func (p *parsed) maxName() int {
	if p.lang.runes {
		return maxNameRunes
	}
	return maxNameWords
}

// text gives words [from, to) as they were heard, punctuation between them
// included: "Jean-Luc", "O'Brien".
func (p *parsed) text(from, to int) string {
	return p.source[p.words[from].from:p.words[to-1].to]
}
