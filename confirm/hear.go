package confirm

import (
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
	m.hear(u)
	if n := m.ownVoice(words, span); n > 0 {
		m.note("own voice: " + strings.Join(words[:n], " "))
		if n == len(words) {
			m.room.take(id, roleEcho)
			return m.wait()
		}
		words = words[n:]
		u.NBest = []Hypothesis{{Text: strings.Join(words, " "), Confidence: u.Confidence()}}
	}
	r := reply{id: id, span: span, words: words, u: u, asked: m.prompt.span}
	if m.phase == phaseCommand {
		return m.command(r)
	}
	if span.End <= m.first || m.phase == phaseNotice {
		return m.wait() // from before the first prompt: the room, no more
	}
	r.read = m.read(r)
	m.understood(r.read)
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
	if n > 0 && n == len(words) && n < wholeEcho {
		switch m.lang.Read(strings.Join(words, " "), ReadContext{}).Meaning {
		case No, Cancel:
			return 0
		}
	}
	return n
}

// hear records an utterance as it was heard, but not what is said where a
// secret code is asked for.
func (m *Machine) hear(u Utterance) {
	if m.secret() {
		u.NBest = slices.Clone(u.NBest)
		for i := range u.NBest {
			u.NBest[i].Text = notKept
		}
	}
	m.record(Entry{What: WhatHeard, Utterance: &u})
}

// understood records what an utterance means, with the same care.
func (m *Machine) understood(rd Reading) {
	if m.secret() {
		rd.Name, rd.Why = "", notKept
	}
	m.record(Entry{What: WhatReading, Reading: &rd})
}

// secret reports whether a code is awaited.
func (m *Machine) secret() bool { return m.req.Code != "" && m.phase == phaseChallenge }

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

// contested reports whether a hypothesis other than the best denies.
func (m *Machine) contested(r reply) bool {
	for _, h := range r.u.NBest[min(1, len(r.u.NBest)):min(len(r.u.NBest), 8)] {
		switch rd := m.lang.Read(h.Text, m.context()); rd.Meaning {
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
	m.denied = true
	m.note("a denial from within the talk: only a challenge counts now")
	return false
}

// addressed reports whether a short denial from within the talk has to be
// taken as said to the device: it says nothing but the denial, and comes where
// one is to be expected. After the announcement the Reader also takes wider
// protests ("wait", "what are you doing"): these must stand apart.
func (m *Machine) addressed(r reply) bool {
	switch {
	case r.read.Score < plainDenial:
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

// early reports whether a wide protest began before the announcement did, and
// so cannot protest against it.
func (m *Machine) early(r reply) bool {
	return m.phase == phaseAnnounce && r.span.Start < m.prompt.span.Start && !m.plainly(r)
}

// plainly reports whether the words deny whatever the prompt was.
func (m *Machine) plainly(r reply) bool {
	k := m.lang.Read(strings.Join(r.words, " "), ReadContext{Value: m.value.Name}).Meaning
	return k == No || k == Cancel
}

// command waits for the utterance that carries the command.
func (m *Machine) command(r reply) Action {
	if r.u.Intent == "" || r.u.Intent != m.req.Await || r.span.Start < m.until-m.cfg.Command-bargeTail {
		return m.wait()
	}
	m.room.take(r.id, roleTurn)
	m.step(Evidence{Step: "command", Value: r.u.Intent, Confidence: r.u.IntentConfidence, Start: r.span.Start, End: r.span.End})
	if m.value.Name != "" || m.cfg.Resolver == nil {
		return m.proceedToAsk()
	}
	res := resolve(m.cfg.Resolver, Query{NBest: r.u.NBest})
	m.note("contact in the command: " + res.Why)
	if c, ok := res.one(); ok {
		m.value = c
		m.step(Evidence{Step: "contact", Value: c.Name, Confidence: c.Confidence, Start: r.span.Start, End: r.span.End})
	}
	if n := len(res.Candidates); n > 1 && n <= maxChoices {
		m.among = slices.Clone(res.Candidates)
		return m.ask(AskWhich)
	}
	return m.proceedToAsk()
}

// step adds evidence.
func (m *Machine) step(e Evidence) {
	m.steps = append(m.steps, e)
	m.record(Entry{What: WhatEvidence, Evidence: &e})
}

// heardName takes an answer to "To whom?" or "Which of these?".
func (m *Machine) heardName(r reply) Action {
	if !m.answer(r) {
		return m.wait()
	}
	if r.read.Meaning == Repeat {
		m.room.take(r.id, roleTurn)
		return m.repeat(ReasonNobody)
	}
	res := resolve(m.cfg.Resolver, Query{NBest: r.u.NBest, Among: m.among, Rejected: m.rejected, Asked: true})
	if len(res.Candidates) == 0 && len(m.among) > 0 { // none of these: somebody else
		res = resolve(m.cfg.Resolver, Query{NBest: r.u.NBest, Rejected: m.rejected, Asked: true})
	}
	m.note("contact: " + res.Why)
	if len(res.Candidates) == 0 {
		return m.attempt(r)
	}
	m.room.take(r.id, roleTurn)
	m.credit(r)
	return m.settle(res, ReasonNobody)
}

// settle goes on with what a resolver answered: confirm the one, ask which of
// a few, or ask again when there are too many to offer.
func (m *Machine) settle(res Resolution, why Reason) Action {
	if c, ok := res.one(); ok {
		m.value, m.among = c, nil
		return m.proceedToAsk()
	}
	if m.again && m.prompt.prompt.Kind == AskWhich && len(res.Candidates) > 1 {
		m.value, m.among = res.Candidates[0], nil // asked twice: the yes or no will tell
		return m.proceedToAsk()
	}
	if asked := m.prompt.prompt.Kind; asked == AskWhich || asked == AskWho && len(res.Candidates) > maxChoices {
		return m.repeat(why)
	}
	m.value = Candidate{}
	if len(res.Candidates) < 2 || len(res.Candidates) > maxChoices {
		return m.ask(AskWho)
	}
	m.among = slices.Clone(res.Candidates)
	return m.ask(AskWhich)
}

// maxChoices is how many names one prompt offers.
const maxChoices = 3

// answer reports whether a reply is an answer to the prompt that was played:
// inside the window, and short.
func (m *Machine) answer(r reply) bool {
	return m.prompt.done && len(r.words) > 0 && len(r.words) <= maxAnswerWords && answers(m.prompt.span, r.span.Start, m.cfg.Window)
}

// attempt remembers that somebody seems to have answered, unclearly: the
// prompt is repeated a little sooner. Talk that flows on is no attempt.
func (m *Machine) attempt(r reply) Action {
	if m.attends(r) {
		m.tried, m.attempted = true, r
		m.until = min(m.until, max(r.span.End+m.cfg.Isolation, m.now))
	}
	return m.wait()
}

// credit adds what an answer of this dialog says about who is talking: half of
// what its surroundings weigh, bounded.
func (m *Machine) credit(r reply) {
	s := m.room.look(r.asked, r.span, r.id, r.words, r.u, r.read)
	s.after = m.cfg.Isolation / 2 // not known yet
	w := sum(append(s.surroundings(m.cfg.Isolation), s.sureness())) / 2
	m.answers = append(m.answers, Part{"answer", min(max(w, minAnswer), maxAnswer), "a name in answer to the prompt"})
}
