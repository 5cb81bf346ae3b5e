package confirm

import "time"

// heardReply takes an answer to "Shall I?".
func (m *Machine) heardReply(r reply) Action {
	if !m.answer(r) {
		return m.wait()
	}
	switch r.read.Meaning {
	case Yes:
		m.reply = r
		if c := m.judgeReply(); !c.Accepted {
			m.record(Entry{What: WhatProof, Consent: &c})
			return m.doubted(c)
		}
		m.phase, m.until = phaseIsolate, max(r.span.End+m.settling(), m.now)
		return m.wait()
	case Correction:
		if m.attends(r) {
			return m.corrected(r)
		}
		m.denied = true
		return m.correctedInTalk(r)
	case Repeat:
		if m.attends(r) {
			m.room.take(r.id, roleTurn)
			return m.repeat(ReasonNoProof)
		}
	}
	return m.attempt(r)
}

// attends reports whether an utterance stands apart from what was said before
// it, and so may be meant for the device: a pause after the talk of the room,
// and not on top of an answer, which then came from another mouth.
func (m *Machine) attends(r reply) bool {
	return m.room.pauseBefore(r.span.Start, r.id) >= asideGap && !m.room.overTurn(r.span, r.id)
}

// settling is how long the machine listens after a yes before it announces what
// it will do. The rest of the silence is asked for while it announces: an
// announcement is not yet a send, and talk that breaks the silence withdraws
// the proof; see tick for what then is left of it.
func (m *Machine) settling() time.Duration { return m.cfg.Isolation * 3 / 10 }

// judgeReply weighs the pending yes by what has been heard until now; silence
// that is not over yet counts as kept.
func (m *Machine) judgeReply() Consent {
	r := m.reply
	s := m.room.look(r.asked, r.span, r.id, r.words, r.u, r.read)
	missing := ""
	switch {
	case m.denied:
		missing = "a denial from within the talk"
	case m.level >= Isolated:
		missing = s.isolated(m.cfg.Isolation)
	}
	return judge(m.prior(), s.weigh(m.cfg.Isolation), m.needed, missing)
}

// doubted goes on after a yes that was no proof: with a challenge, unless the
// room is so busy that the yes was most likely none.
func (m *Machine) doubted(c Consent) Action {
	if c.Nats < challengeFloor && m.phase != phaseAnnounce {
		m.phase = phaseConfirm
		return m.wait()
	}
	m.room.take(m.reply.id, roleTurn)
	return m.ask(AskChallenge)
}

// challengeFloor is the weight below which a yes is not worth a question.
const challengeFloor = -6.0

// heardAfter takes what is heard after a consent: in the second of silence, or
// between the announcement and the end of the cancel window.
func (m *Machine) heardAfter(r reply) Action {
	if r.read.Meaning == Correction {
		if len(r.words) <= maxAnswerWords && m.attends(r) {
			if res := m.corrects(r); len(res.Candidates) > 0 {
				return m.correct(r, res)
			}
		}
		if r.read.Score >= plainName {
			m.withdraw("a correction that was not taken")
		}
	}
	if m.contested(r) {
		m.withdraw("a hypothesis that denies")
	}
	return m.stands()
}

// withdraw takes back whatever consent was given, because of what may have
// been a denial; a challenge can restore it.
func (m *Machine) withdraw(why string) {
	m.denied = true
	m.note(why + ": only a challenge counts now")
}

// stands checks whether the consent that was given still stands, after more
// was heard. Talk does not undo a challenge that was passed, nor what needed
// no answer because the stakes are low; what may have been a denial undoes all.
func (m *Machine) stands() Action {
	if m.passed || m.reply.id == 0 {
		if !m.denied {
			return m.wait()
		}
		m.passed = false
		return m.ask(AskChallenge)
	}
	if c := m.judgeReply(); !c.Accepted {
		m.record(Entry{What: WhatProof, Consent: &c})
		return m.doubted(c)
	}
	return m.wait()
}

// consented goes on after a consent that was proven: to the second channel if
// the stakes want it, else to the announcement.
func (m *Machine) consented() Action {
	m.room.take(m.reply.id, roleTurn)
	if m.level == SecondChannel {
		return m.put(AskTap, false)
	}
	return m.announce()
}

// tapped takes the second channel's answer to the prompt that asked for it.
func (m *Machine) tapped(approved bool, id int) Action {
	switch {
	case !approved:
		return m.stop(ReasonDenied)
	case m.phase != phaseTap || id != m.prompt.prompt.ID:
		m.note("an approval of nothing that was asked")
		return m.wait()
	}
	m.passed, m.denied = true, false
	return m.announce()
}

// corrected takes "no, the other Ann" where an answer is awaited. A single
// word that is nobody's name was most likely no name either.
func (m *Machine) corrected(r reply) Action {
	res := m.corrects(r)
	if len(res.Candidates) == 0 && r.read.Score < plainName {
		return m.attempt(r)
	}
	return m.correct(r, res)
}

// correctedInTalk takes a correction that does not stand apart from the talk.
// It may be the room's, so it has to be plain and a name that one contact bears;
// it may be the user's, and costs no more than a question, so it is obeyed.
func (m *Machine) correctedInTalk(r reply) Action {
	if r.read.Score >= plainName {
		if res := m.corrects(r); len(res.Candidates) == 1 {
			m.denied = true
			return m.correct(r, res)
		}
	}
	return m.attempt(r)
}

// plainName is the Reading.Score from which on a correction says that it is
// one.
const plainName = 0.6

// corrects asks whose name a correction holds.
func (m *Machine) corrects(r reply) Resolution {
	heard := r.u.NBest
	if r.read.Name != "" {
		heard = []Hypothesis{{Text: r.read.Name, Confidence: r.u.Confidence()}}
	}
	return resolve(m.cfg.Resolver, Query{NBest: heard, Rejected: append(m.rejected[:len(m.rejected):len(m.rejected)], m.value), Asked: true})
}

// correct drops the old value and asks about the new one, so that nothing is
// sent in the same turn.
func (m *Machine) correct(r reply, res Resolution) Action {
	m.room.take(r.id, roleTurn)
	m.resolved("correction", r, res)
	if len(m.rejected) == 0 && m.turns > 0 {
		m.turns-- // the first correction does not cost the user a turn
	}
	m.rejected = append(m.rejected, m.value)
	m.value, m.passed, m.reply = Candidate{}, false, reply{}
	return m.settle(res, ReasonNobody)
}
