package confirm

import (
	"fmt"
	"time"
)

// announce says what is about to be done; until the cancel window closes, any
// protest stops it.
func (m *Machine) announce() Action {
	m.phase = phaseAnnounce
	return m.say(Prompt{Kind: Announce, Value: m.value.Name})
}

// tick takes the time that was asked for; an early one changes nothing, and
// neither does one in the middle of what may be an answer or a protest.
func (m *Machine) tick() Action {
	if m.now < m.until {
		return m.wait()
	}
	if m.phase != phaseCommand && m.phase != phaseIsolate && !m.prompt.done {
		if m.phase == phaseNotice {
			return m.finish(m.outcome.Decision, m.outcome.Reason)
		}
		m.note("the prompt did not end")
		return m.stop(ReasonFailed)
	}
	if since, ok := m.speaking(); ok {
		longest := maxUtterance
		if m.phase == phaseAnnounce {
			longest = maxProtest
		}
		if m.until = since + longest; m.now < m.until {
			return m.wait()
		}
		if m.phase == phaseAnnounce {
			m.withdraw("talk that may be a protest goes on")
		}
	}
	return m.due()
}

// due does what the present state has waited for.
func (m *Machine) due() Action {
	switch m.phase {
	case phaseCommand:
		return m.finish(NotSent, ReasonSilence)
	case phaseIsolate:
		c := m.judgeReply()
		m.record(Entry{What: WhatProof, Consent: &c})
		if !c.Accepted {
			return m.doubted(c)
		}
		return m.consented()
	case phaseAnnounce:
		return m.closed()
	case phaseTap:
		return m.stop(ReasonSilence)
	}
	return m.unanswered()
}

// closed ends the cancel window: with Proceed, if the consent still stands.
func (m *Machine) closed() Action {
	if alone := m.reply.span.End + m.cfg.Isolation; m.reply.id != 0 && m.now < alone {
		m.until = alone // a short announcement and window do not shorten the silence
		return m.wait()
	}
	if a := m.stands(); a.Kind != Wait {
		return a
	}
	if m.level <= Implicit && !m.passed && m.reply.id == 0 {
		return m.finish(Proceed, ReasonImplicit)
	}
	return m.finish(Proceed, ReasonProof)
}

// talking takes the news that somebody began to talk. What is awaited then
// waits for the words: see speaking.
func (m *Machine) talking(start time.Duration) Action {
	m.room.begins(start)
	return m.wait()
}

// speaking reports since when somebody says what may be an answer to the
// prompt, or a protest against the announcement, and has not ended.
func (m *Machine) speaking() (since time.Duration, ok bool) {
	for _, start := range m.room.open {
		answer := false
		switch m.phase {
		case phaseWho, phaseConfirm, phaseChallenge:
			answer = answers(m.prompt.span, start, m.cfg.Window)
		case phaseAnnounce:
			answer = start >= m.prompt.span.Start || m.reply.id != 0 && start > m.reply.span.Start
		}
		if answer {
			since, ok = max(since, start), true
		}
	}
	return since, ok
}

// How long an utterance that has begun is waited for: an answer, and what may
// be a protest against the announcement. What goes on for longer is no answer,
// but it is taken for a protest.
const (
	maxUtterance = 4 * time.Second
	maxProtest   = 10 * time.Second
)

// stop ends the dialog in NotSent. It says so, unless the room is talking to
// itself or nothing works.
func (m *Machine) stop(why Reason) Action {
	switch why {
	case ReasonRoom, ReasonClock, ReasonFailed, ReasonTimeout:
		return m.finish(NotSent, why)
	}
	if m.prompts == 0 || m.phase == phaseNotice {
		return m.finish(NotSent, why)
	}
	m.outcome.Decision, m.outcome.Reason = NotSent, why
	m.phase = phaseNotice
	return m.say(Prompt{Kind: NotSentNotice, Value: m.value.Name})
}

// finish ends the dialog.
func (m *Machine) finish(d Decision, why Reason) Action {
	m.phase = phaseDone
	m.outcome.Decision, m.outcome.Reason = d, why
	if d == Proceed {
		m.outcome.Value, m.outcome.ID = m.value.Name, m.value.ID
	}
	m.outcome.Record.Decision, m.outcome.Record.Reason = d, why
	m.record(Entry{What: WhatEnd, Note: d.String() + ": " + string(why)})
	return Action{Kind: Finish}
}

// refuse ends a Machine from outside, because of err, with whatever it decided
// to do taken back. What was not sent anyway keeps its reason.
func (m *Machine) refuse(why Reason, err error) Outcome {
	switch {
	case m.phase == phaseNotice:
		why = m.outcome.Reason
	case m.phase == phaseDone && m.outcome.Decision == NotSent:
		return m.outcome
	}
	m.note(fmt.Sprintf("ended from outside: %v", err))
	m.outcome.Value, m.outcome.ID = "", ""
	m.finish(NotSent, why)
	return m.outcome
}
