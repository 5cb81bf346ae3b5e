package confirm

import "strings"

// contested reports whether a hypothesis other than the best denies. The
// protests that are wider than a no have to be the best hypothesis.
func (m *Machine) contested(r reply) bool {
	c := m.context()
	if c.Kind == Announce {
		c.Kind = AskConfirm
	}
	for _, h := range r.u.NBest[min(1, len(r.u.NBest)):min(len(r.u.NBest), maxHypotheses)] {
		switch rd := m.lang.Read(h.Text, c); rd.Meaning {
		case No, Cancel:
			return true
		case Correction:
			// A single other word is weak: recognisers always have one to offer.
			// And where a name was asked for, it is what one says.
			if m.phase != phaseChallenge && rd.Score >= plainName {
				return true
			}
		}
	}
	return false
}

// denies reports whether an utterance denies, and so ends the dialog. Words
// deny at any confidence; what is asked is only whether they can have been said
// to the device. That is so for every denial that stands apart from the talk
// before it, and for every short one inside an answer window or after the
// announcement, whoever else is talking. One from the middle of other talk, or
// a few denying words in a long sentence about something else, do not end the
// dialog, but from there on only a challenge is consent.
func (m *Machine) denies(r reply) bool {
	if r.read.Meaning != No && r.read.Meaning != Cancel || r.span.Start < m.first-bargeTail {
		return false
	}
	if m.attends(r) && !m.early(r) && r.read.Score >= mostlyDenial || len(r.words) <= maxAnswerWords && m.addressed(r) {
		return true
	}
	if !m.passed || m.plainly(r) && (m.attends(r) || r.read.Score >= mostlyDenial) {
		m.withdraw("a denial from within the talk")
	}
	return false
}

// addressed reports whether a short denial from within the talk has to be
// taken as said to the device: it says nothing but the denial, and comes where
// one is to be expected. After the announcement the Reader also takes wider
// protests ("wait", "what are you doing"): these must stand apart. What was said
// on top of an answer came from another mouth; with other words in it, it is
// most likely talk, and the answer is asked for once more.
func (m *Machine) addressed(r reply) bool {
	switch {
	case r.read.Score < plainDenial:
		return false
	case r.read.Score < bareDenial && m.room.overTurn(r.span, r.id):
		return false
	case m.phase == phaseAnnounce:
		return m.plainly(r)
	}
	return r.read.Meaning == Cancel || m.prompt.done && answers(m.prompt.span, r.span.Start, m.cfg.Window)
}

// mostlyDenial is the Reading.Score from which on words that stand apart are a
// denial, whatever else they say.
const mostlyDenial = 0.4

// plainDenial is the Reading.Score from which on the words are a denial and
// little else.
const plainDenial = 0.7

// bareDenial is the Reading.Score from which on they say nothing else.
const bareDenial = 0.9

// early reports whether a wide protest began before the announcement did, and
// so cannot protest against it.
func (m *Machine) early(r reply) bool {
	return m.phase == phaseAnnounce && r.span.Start < m.prompt.span.Start && !m.plainly(r)
}

// plainly reports whether the words deny whatever the prompt was: "no", and "no,
// the other one", whoever that may be.
func (m *Machine) plainly(r reply) bool {
	rd := m.lang.Read(strings.Join(r.words, " "), ReadContext{Value: m.value.Name})
	return rd.Meaning == No || rd.Meaning == Cancel || rd.Meaning == Correction && rd.Score >= plainName
}
