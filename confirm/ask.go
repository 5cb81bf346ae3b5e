package confirm

import (
	"strings"
	"time"
)

// maxPlay is how long a prompt may play before its Speaker counts as failed.
const maxPlay = 20 * time.Second

// proceedToAsk chooses what to ask next, now that the value is known or not.
func (m *Machine) proceedToAsk() Action {
	if m.value.Name == "" {
		return m.ask(AskWho)
	}
	nats := sum(m.prior())
	switch {
	case m.denied:
	case m.level == NoProof && nats >= 0:
		return m.finish(Proceed, ReasonNoNeed)
	case m.level <= Implicit && nats >= implicitFloor:
		return m.announce()
	}
	return m.askConsent()
}

// implicitFloor is the evidence, in nats, below which silence is not enough
// even for what can be undone.
const implicitFloor = -1.0

// prior is what speaks for a user before the reply: evidence and answers.
func (m *Machine) prior() []Part { return append(prior(m.steps), m.answers...) }

// askConsent asks for a yes, or for a challenge where a plain yes could not be
// proof: the stakes want one, a no came from within the talk, or the room is
// so busy and so little is known that no yes would reach what is needed.
func (m *Machine) askConsent() Action {
	if m.denied || m.level == Challenged || !m.hopeful() {
		return m.ask(AskChallenge)
	}
	return m.ask(AskConfirm)
}

// hopeful reports whether a good yes could still be proof here and now.
func (m *Machine) hopeful() bool {
	s := scene{
		prompt: Span{m.now, m.now}, reply: Span{m.now + time.Second, m.now + 2*time.Second},
		confidence: Known(0.9), strength: 0.75, meaning: Yes, before: far, after: far,
		busy: m.room.talk(Span{m.now - lookBack, m.now}, 0),
	}
	if len(m.room.open) > 0 || m.room.talk(Span{m.now - goesOn, m.now}, 0) > goesOn/8 {
		s.talkOver = time.Second // whoever talks now will talk through the prompt
	}
	return judge(m.prior(), s.weigh(m.cfg.Isolation), m.needed, "").Accepted
}

// goesOn is how far back talk is taken to go on.
const goesOn = 4 * time.Second

// ask puts a new question, as long as there are turns. Which of several is
// part of the question whom.
func (m *Machine) ask(k PromptKind) Action {
	if k != AskWhich {
		m.turns++
	}
	if m.turns > m.cfg.Turns {
		return m.stop(ReasonTurns)
	}
	return m.put(k, false)
}

// repeat puts the question once more; once in a dialog.
func (m *Machine) repeat(why Reason) Action {
	if m.again {
		return m.stop(why)
	}
	m.again = true
	k := m.prompt.prompt.Kind
	if k == AskConfirm {
		k = AskAgain
	}
	return m.put(k, true)
}

// put says a prompt and waits for its answer.
func (m *Machine) put(k PromptKind, again bool) Action {
	m.tried = false
	value, expect := m.value.Name, ""
	if k == AskChallenge {
		k = m.challenge()
	}
	switch k {
	case AskWho:
		m.phase = phaseWho
	case AskWhich:
		m.phase, value = phaseWho, m.lang.Or(names(m.among))
	case AskConfirm, AskAgain:
		m.phase = phaseConfirm
	case AskTap:
		m.phase = phaseTap
	case AskChallenge, AskCode:
		m.phase = phaseChallenge
		expect = m.draw()
	}
	return m.say(Prompt{Kind: k, Value: value, Expect: expect, Again: again})
}

// challenge is the kind of prompt that a challenge of this request is.
func (m *Machine) challenge() PromptKind {
	switch {
	case m.req.Code != "":
		return AskCode
	case m.cfg.Phrase == OnDevice:
		return AskTap
	}
	return AskChallenge
}

// say hands a prompt to the host. A language file may lack one: where nothing
// can be said nothing can be agreed to.
func (m *Machine) say(p Prompt) Action {
	p.ID, p.Language = m.prompts+1, m.req.language()
	if p.Text = m.wording(p); strings.TrimSpace(p.Text) == "" {
		m.note("no wording: " + p.Kind.String())
		if m.phase == phaseNotice {
			return m.finish(m.outcome.Decision, m.outcome.Reason)
		}
		return m.finish(NotSent, ReasonFailed)
	}
	m.prompts++
	if m.prompts == 1 {
		m.first = m.now
	}
	m.earlier, m.held = m.prompt, nil
	m.prompt = played{prompt: p, words: m.lang.Words(p.Text), span: Span{m.now, m.now}}
	m.until = m.now + maxPlay
	m.record(Entry{What: WhatPrompt, Prompt: &p})
	return Action{Kind: Say, Prompt: p, Until: min(m.until, m.deadline)}
}

// wording is the text of a prompt: the host's own, or the language's.
func (m *Machine) wording(p Prompt) string {
	if text := worded(m.cfg.Wording, p); text != "" {
		return text
	}
	return m.lang.Prompt(p.Kind, p.Value, p.Expect)
}

// worded is the host's own text; a Wording that panics has none.
func worded(wording func(Prompt) string, p Prompt) (text string) {
	if wording == nil {
		return ""
	}
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	return wording(p)
}

// said takes the report that a prompt was played. Reports about an earlier
// prompt, or a second one, change nothing.
func (m *Machine) said(id int, span Span) Action {
	if id != m.prompt.prompt.ID || m.prompt.done {
		return m.wait()
	}
	if span.Start < m.prompt.span.Start-clockSlack {
		m.note("nonsense: a prompt played before it was asked for")
		return m.stop(ReasonClock)
	}
	m.prompt.span, m.prompt.done = span, true
	m.record(Entry{What: WhatSaid, Span: &span})
	switch m.phase {
	case phaseNotice:
		return m.finish(m.outcome.Decision, m.outcome.Reason)
	case phaseAnnounce:
		m.until = max(span.End, m.now) + m.cfg.CancelWindow
	case phaseTap:
		m.until = span.End + tapWindow
	default:
		m.until = span.End + m.cfg.Window + hearing
		return m.overheard()
	}
	return m.wait()
}

const (
	// tapWindow is how long the second channel has.
	tapWindow = 20 * time.Second
	// hearing is how long after the answer window an answer that began inside
	// it may still arrive from the recogniser.
	hearing = 800 * time.Millisecond
)

func names(list []Candidate) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = strings.TrimSpace(c.Name + " " + c.Hint)
	}
	return out
}
