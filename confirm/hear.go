package confirm

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxAnswerWords is how long an answer to a prompt may be; more is talk.
const maxAnswerWords = 9

// asideGap is the pause below which two utterances are one flow of talk.
const asideGap = 300 * time.Millisecond

// heard takes one utterance: the device's own voice is put aside, a denial is
// obeyed, and what is left is an answer to the prompt or talk of the room.
func (m *Machine) heard(u Utterance) Action {
	words, span := m.lang.Words(u.Best()), Span{u.Start, u.End}
	m.room.ends(span)
	id := m.room.add(span, words)
	if id == 0 {
		m.note("heard twice")
		return m.wait()
	}
	m.hear(u, words)
	if n := m.ownVoice(words, span); n > 0 {
		m.note("own voice: " + strings.Join(words[:n], " "))
		words, u.NBest = words[n:], m.withoutOwnVoice(u.NBest, span)
		if len(words) == 0 {
			m.room.take(id, roleEcho)
			return m.heardEcho(reply{id: id, span: span, u: u, asked: m.prompt.span})
		}
	}
	r := reply{id: id, span: span, words: words, u: u, asked: m.prompt.span}
	if m.phase == phaseCommand {
		return m.command(r)
	}
	if span.End <= m.first || m.phase == phaseNotice {
		return m.wait() // from before the first prompt: the room, no more
	}
	r.read = m.read(r)
	m.understood(r)
	if m.denies(r) {
		reason := ReasonDenied
		if r.read.Meaning == Cancel {
			reason = ReasonCancelled
		}
		m.room.take(id, roleTurn)
		return m.stop(reason)
	}
	if !m.prompt.done && len(m.held) < maxHeld {
		m.held = append(m.held, r)
	}
	return m.weighs(r)
}

// weighs takes an utterance that is neither echo nor denial.
func (m *Machine) weighs(r reply) Action {
	m.tooLate(r)
	switch m.phase {
	case phaseWho:
		return m.heardName(r)
	case phaseConfirm:
		return m.heardReply(r)
	case phaseChallenge:
		return m.heardChallenge(r)
	case phaseIsolate, phaseAnnounce:
		return m.heardAfter(r)
	}
	return m.wait()
}

// maxHeld bounds what is kept for the end of a prompt.
const maxHeld = 8

// overheard takes, now that it is known when the prompt ended, what was heard
// before that was known: a quick answer may come in before a slow Speaker has
// returned.
func (m *Machine) overheard() Action {
	held := m.held
	m.held = nil
	for _, r := range held {
		switch m.phase {
		case phaseWho, phaseConfirm, phaseChallenge:
		default:
			return m.wait() // one of them was the answer; the others are known as talk
		}
		r.asked = m.prompt.span
		if a := m.weighs(r); a.Kind != Wait {
			return a
		}
	}
	return m.wait()
}

// ownVoice is how many words at the beginning of an utterance are the device's
// own. A word or two that deny are never taken for it: a prompt may hold a
// "no", but so does the user who talks over it.
func (m *Machine) ownVoice(words []string, span Span) int {
	n := max(m.prompt.echo(words, span), m.earlier.echo(words, span))
	if n > 0 && n < wholeEcho {
		switch m.lang.Read(strings.Join(words[:n], " "), ReadContext{}).Meaning {
		case No, Cancel:
			return 0
		}
	}
	return n
}

// withoutOwnVoice takes the device's own words from the beginning of each
// hypothesis, since each may say something else after them.
func (m *Machine) withoutOwnVoice(nbest []Hypothesis, span Span) []Hypothesis {
	out := slices.Clone(nbest[:min(len(nbest), maxHypotheses)])
	for i, h := range out {
		words := m.lang.Words(h.Text)
		if n := m.ownVoice(words, span); n > 0 {
			out[i].Text = strings.Join(words[n:], " ")
		}
	}
	return out
}

// maxHypotheses is how many hypotheses of an utterance are looked at.
const maxHypotheses = 8

// heardEcho takes an utterance that is the device's own voice by its best
// hypothesis. After a consent, another one that denies counts all the same.
func (m *Machine) heardEcho(r reply) Action {
	if (m.phase == phaseIsolate || m.phase == phaseAnnounce) && m.contested(r) {
		m.withdraw("own voice, but a hypothesis denies")
		return m.stands()
	}
	return m.wait()
}

// hear records an utterance as it was heard, but not what may hold a secret
// code.
func (m *Machine) hear(u Utterance, words []string) {
	u.NBest = slices.Clone(u.NBest) // the host may use its own again
	if m.secret(words) {
		for i := range u.NBest {
			u.NBest[i].Text = notKept
		}
	}
	m.record(Entry{What: WhatHeard, Utterance: &u})
}

// understood records what an utterance means, with the same care.
func (m *Machine) understood(r reply) {
	rd := r.read
	if m.secret(r.words) {
		rd.Name, rd.Why = "", notKept
	}
	m.record(Entry{What: WhatReading, Reading: &rd})
}

// resolved records why a resolver answered as it did, with the same care.
func (m *Machine) resolved(what string, r reply, res Resolution) {
	if m.secret(r.words) {
		res.Why = notKept
	}
	m.note(what + ": " + res.Why)
}

// secret reports whether words may hold a code: everything that is said where
// one is asked for, and whatever shares a word or a number with it elsewhere.
func (m *Machine) secret(words []string) bool {
	if m.req.Code == "" {
		return false
	}
	digits := m.lang.Digits(m.req.Code) != ""
	code := m.lang.Words(m.req.Code)
	return m.phase == phaseChallenge || slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains(code, w) || digits && m.lang.Digits(w) != ""
	})
}

// notKept stands in a Record for words that are a secret of the user.
const notKept = "(not kept)"

// read gives the meaning of an utterance. The best hypothesis decides; another
// one that denies takes the consent out of a yes. After an announcement, where
// the Reader takes wider protests as well, the plain denials and corrections
// come first.
func (m *Machine) read(r reply) Reading {
	c := m.context()
	if c.Kind == Announce {
		c.Kind = AskConfirm
		plain := m.lang.Read(r.u.Best(), c)
		r.read = plain
		if plain.Meaning == No || plain.Meaning == Cancel || plain.Meaning == Correction && len(m.corrects(r).Candidates) > 0 {
			return plain
		}
		c.Kind = Announce
	}
	best := m.lang.Read(r.u.Best(), c)
	if best.Meaning == Yes && m.contested(r) {
		return Reading{Why: "yes, but another hypothesis denies"}
	}
	return best
}

// context is what the Reader may know about the prompt.
func (m *Machine) context() ReadContext {
	c := ReadContext{Prompt: m.prompt.prompt.Text, Value: m.value.Name, Kind: m.prompt.prompt.Kind}
	if c.Kind == AskCode {
		c.Kind = AskChallenge
	}
	return c
}

// answer reports whether a reply is an answer to the prompt that was played:
// inside the window, and short.
func (m *Machine) answer(r reply) bool {
	return m.prompt.done && len(r.words) > 0 && len(r.words) <= maxAnswerWords && answers(m.prompt.span, r.span.Start, m.cfg.Window)
}

// tooLate notes what would have been an answer, had it begun inside the window.
func (m *Machine) tooLate(r reply) {
	switch m.phase {
	case phaseWho, phaseConfirm, phaseChallenge:
	default:
		return
	}
	after := r.span.Start - m.prompt.span.End
	if m.prompt.done && after > m.cfg.Window && len(r.words) <= maxAnswerWords {
		m.note(fmt.Sprintf("too late: began %.2f s after the prompt, the window is %v", after.Seconds(), m.cfg.Window))
	}
}
