package confirm

import "slices"

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
	m.resolved("contact in the command", r, res)
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
	res := m.named(r, m.among)
	if len(res.Candidates) == 0 && len(m.among) > 0 { // none of these: somebody else
		res = m.named(r, nil)
	}
	m.resolved("contact", r, res)
	if len(res.Candidates) == 0 {
		return m.attempt(r)
	}
	m.room.take(r.id, roleTurn)
	m.credit(r)
	return m.settle(res, ReasonNobody)
}

// named asks whose name an answer is. A word that says yes is what people say
// while they listen: it is a name only where a hypothesis is spelt like it, as
// "roger" is Roger, but "right" is not Ann Wright.
func (m *Machine) named(r reply, among []Candidate) Resolution {
	res := resolve(m.cfg.Resolver, Query{NBest: r.u.NBest, Among: among, Rejected: m.rejected, Asked: true})
	if r.read.Meaning != Yes {
		return res
	}
	var said []string
	for _, h := range r.u.NBest[:min(len(r.u.NBest), maxHypotheses)] {
		said = append(said, m.lang.Words(h.Text)...)
	}
	res.Candidates = slices.DeleteFunc(res.Candidates, func(c Candidate) bool {
		return !slices.ContainsFunc(m.lang.Words(c.Name), func(w string) bool { return slices.Contains(said, w) })
	})
	return res
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

// credit adds what an answer of this dialog says about who is talking: half of
// what its surroundings weigh, bounded.
func (m *Machine) credit(r reply) {
	s := m.room.look(r.asked, r.span, r.id, r.words, r.u, r.read)
	s.after = m.cfg.Isolation / 2 // not known yet
	w := sum(append(s.surroundings(m.cfg.Isolation), s.sureness())) / 2
	m.answers = append(m.answers, Part{"answer", min(max(w, minAnswer), maxAnswer), "a name in answer to the prompt"})
}
