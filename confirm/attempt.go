package confirm

import (
	"slices"
	"strings"
	"time"
)

// In a room that talks, the same silence or the same noise after a question can
// mean that a user answered badly, that a user has not heard the question over
// the talk, or that there is no user at all and the wake word was an accident.
// In the first two cases the question is put once more; in the last one each
// further prompt is a nuisance, and the room is left alone.

// attempt remembers that somebody seems to have answered, unclearly: the
// prompt is repeated a little sooner. Talk that flows on is no attempt, nor is
// talk that could not have been meant as an answer to this question.
func (m *Machine) attempt(r reply) Action {
	if m.attends(r) && m.mayAnswer(r) || m.insists(r) {
		m.tried, m.attempted = true, r
		m.until = min(m.until, max(r.span.End+m.cfg.Isolation, m.now))
	}
	return m.wait()
}

// mayAnswer reports whether somebody may have said these words in answer to the
// prompt. Where nobody talked before and through it, but for an earlier attempt,
// everything is an answer; where people talk, what looks like one: something
// short that may be a name, a yes or a part of the phrase where a phrase was
// asked for.
func (m *Machine) mayAnswer(r reply) bool {
	before := Span{r.asked.Start - lookBack, r.asked.End}
	if m.room.talk(before, r.id)-overlap(m.attempted.span, before) <= leaveAlone {
		return true
	}
	switch m.phase {
	case phaseWho:
		return r.read.Meaning != Yes && len(r.words) <= maxNamedWords
	case phaseChallenge:
		return r.read.Meaning == Yes || m.partly(r.words)
	}
	return true
}

// maxNamedWords is how long an answer to "To whom?" is among talk: "send it to
// Bob Smith".
const maxNamedWords = 5

// partly reports whether words hold one of those that the challenge asked for,
// or a digit where it asked for digits.
func (m *Machine) partly(words []string) bool {
	if m.lang.Digits(strings.Join(m.expect, " ")) != "" {
		return slices.ContainsFunc(words, func(w string) bool { return m.lang.Digits(w) != "" })
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(m.expect, func(e string) bool { return alike(e, w) })
	})
}

// insists reports whether a whole sentence of consent was said where a phrase
// was asked for: "yes, send it". Talk is full of single words that say yes, but
// of these it holds few, so they need not stand apart.
func (m *Machine) insists(r reply) bool {
	return m.phase == phaseChallenge && r.read.Meaning == Yes && len(r.words) > 1 && r.read.Score >= plainYes
}

// plainYes is the Reading.Score from which on a yes is more than a word of
// attention.
const plainYes = 0.8

// unanswered goes on when the answer window has closed: a quiet room is asked
// once more, a room that talks to itself is left alone.
func (m *Machine) unanswered() Action {
	talk := m.room.talk(Span{m.prompt.span.Start, m.now}, 0)
	if m.tried && m.room.pauseAfter(m.attempted.span, m.attempted.id) < asideGap && !m.insists(m.attempted) {
		m.tried = false // the talk flowed on: it was none
	}
	switch {
	case !m.tried && talk > leaveAlone && !m.somebody() && (m.again || !m.called()):
		return m.stop(ReasonRoom)
	case m.tried && m.value.Name == "":
		return m.repeat(ReasonNobody)
	case m.tried:
		return m.repeat(ReasonNoProof)
	}
	return m.repeat(ReasonSilence)
}

// somebody reports whether a user is taken to be there although the room talks:
// because of the earlier steps, or because somebody answered an earlier
// question of this dialog with a name.
func (m *Machine) somebody() bool { return len(m.answers) > 0 || sum(m.prior()) >= likelyThere }

// called reports whether one of the earlier steps was sure by itself: most
// often the wake word, before a command and a contact that state nothing. For a
// proof the weakest step of a stretch counts; but a question put twice sends
// nothing, it only costs the room a prompt. One is what it may cost.
func (m *Machine) called() bool {
	return slices.ContainsFunc(m.steps, func(e Evidence) bool {
		p, ok := e.Confidence.Value()
		return ok && p >= surelyCalled
	})
}

// likelyThere is the evidence, in nats, from which on a user is taken to be
// there; surelyCalled the same for the confidence of a single step.
const (
	likelyThere  = -0.5
	surelyCalled = 0.85
)

// leaveAlone is how much talk since a prompt means that the room talks to
// itself.
const leaveAlone = time.Second
