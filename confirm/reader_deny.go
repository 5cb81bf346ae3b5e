package confirm

import "slices"

// denies gives the last denial or cancellation that is addressed, or -1. A
// word that also leads to a name denies only where nothing follows it: Spanish
// "para" is "stop", and "for" before a name.
func (p *parsed) denies() int {
	return p.last(func(i int, s segment) bool {
		leads := s.has(actWanted) && slices.ContainsFunc(p.segs[i+1:], loud)
		return (s.act == actNo || s.act == actCancel) && !leads && p.addressed(i)
	})
}

// maxProtestWords is the longest reply in which a mere "wait" or "what" in the
// cancel window is a protest and not talk.
const maxProtestWords = 6

// protest stops an announced act on much less than a no.
func (p *parsed) protest() (Reading, bool) {
	if p.kind != Announce {
		return Reading{}, false
	}
	i := p.denies()
	if i < 0 && (len(p.words) <= maxProtestWords || p.covered() >= 0.5) {
		i = p.last(func(_ int, s segment) bool {
			switch s.act {
			case actWait, actHedge, actProtest, actBut, actRepeat, actWhich, actRefused, actRefusedIt:
				return true
			}
			return s.has(actProtest)
		})
	}
	if i < 0 {
		return Reading{}, false
	}
	return Reading{Meaning: Cancel, Score: p.strength(i), Why: "protest"}, true
}

// reversal lets the last clause win: "no wait, yes" is a yes, though a weak
// one. Only explicit repair ("wait", "i mean") turns a no around, never a
// cancellation, and only where nothing but answers stood before it.
func (p *parsed) reversal() (Reading, bool) {
	i := p.denies()
	if i < 0 || p.long || p.question || slices.ContainsFunc(p.segs[:i+1], func(s segment) bool {
		return s.act != actNo && s.act != actYes && s.act != actValue && !quiet(s)
	}) {
		return Reading{}, false
	}
	repaired := false
	yes := -1
	for j := i + 1; j < len(p.segs); j++ {
		s := p.segs[j]
		switch {
		case s.has(actRepair):
			repaired = true
		case s.yes > 0 && repaired:
			yes = j
		case !quiet(s):
			return Reading{}, false
		}
	}
	if yes < 0 {
		return Reading{}, false
	}
	return Reading{Meaning: Yes, Score: min(0.5, p.strength(yes)), Why: "yes that repairs a no"}, true
}

// denial reads No and Cancel.
func (p *parsed) denial() (Reading, bool) {
	i := p.denies()
	if i < 0 {
		i = p.refuses()
	}
	if i < 0 {
		return Reading{}, false
	}
	rd := Reading{Meaning: No, Score: p.strength(i), Why: "denial"}
	if p.segs[i].act == actCancel || p.last(p.cancels) >= 0 {
		rd.Meaning, rd.Why = Cancel, "cancellation"
	}
	return rd, true
}

// cancels reports whether segment i is a cancellation and nothing else.
func (p *parsed) cancels(i int, s segment) bool {
	return s.act == actCancel && !s.has(actWanted) && p.addressed(i)
}

// refuses gives the segment of a "not" that opens the reply or stands at the
// value: "not …", "Bob not"; or -1.
func (p *parsed) refuses() int {
	first := slices.IndexFunc(p.segs, func(s segment) bool { return !neutral(s.act) && s.act != actYes })
	return p.last(func(i int, s segment) bool {
		switch {
		case i == first && s.act == actRefused:
			return true
		case s.has(actRefused) || s.has(actRefusedIt):
			return i > 0 && p.segs[i-1].act == actValue || i+1 < len(p.segs) && p.segs[i+1].act == actValue
		}
		return false
	})
}
