package confirm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// What a passed challenge weighs. The room would have to say the drawn word,
// which it has not said so far and which is one of a hundred, right after the
// prompt, with the name.
const weightChallenge = 8.0

// draw picks what the challenge wants to hear, puts it into m.expect, and
// returns it as it is spoken. It is never what the talk has just held.
func (m *Machine) draw() string {
	if m.req.Code != "" {
		m.expect = m.lang.Words(m.req.Code)
		return "" // a secret: the prompt must not say it
	}
	word, spoken := m.drawWord(""), ""
	switch {
	case m.cfg.Phrase == Digits || len(m.lang.ChallengeWords()) < leastDrawn: // easily guessed
		spoken = m.drawDigits()
	case m.cfg.Phrase == TwoWords || len(m.lang.Words(m.value.Name)) == 0:
		spoken = word + " " + m.drawWord(word)
	default:
		spoken = m.value.Name + " " + word
	}
	m.expect = m.lang.Words(spoken)
	return spoken
}

// leastDrawn is from how many words on a drawn one is worth asking for; a
// language with fewer draws digits. The shipped ones have 40 and more.
const leastDrawn = 40

// random gives the randomness of the next draw, which depends on nothing but
// the seed and how often the dialog has drawn before.
func (m *Machine) random() *rand.Rand {
	m.draws++
	return rand.New(rand.NewPCG(m.cfg.Seed, m.draws))
}

// drawWord draws a word that the talk has not held, other than not. When the
// talk has held them all it takes the one held least.
func (m *Machine) drawWord(not string) string {
	list := m.lang.ChallengeWords()
	best, least := "", -1
	if len(list) == 0 {
		return best
	}
	from := m.random().IntN(len(list))
	for i := range list {
		w := list[(from+i)%len(list)]
		n := 0
		for _, x := range m.lang.Words(w) {
			n += m.room.held[x]
		}
		if w != not && (least < 0 || n < least) {
			best, least = w, n
		}
	}
	return best
}

// drawDigits draws three different digits, written apart so that a synthesiser
// says them one by one.
func (m *Machine) drawDigits() string {
	d := m.random().Perm(10)
	return fmt.Sprintf("%d %d %d", d[0], d[1], d[2])
}

// heardChallenge takes an answer to a challenge.
func (m *Machine) heardChallenge(r reply) Action {
	if !m.answer(r) {
		return m.wait()
	}
	if m.meets(r) {
		return m.challenged(r)
	}
	switch r.read.Meaning {
	case Correction:
		if m.attends(r) {
			return m.corrected(r)
		}
		return m.correctedInTalk(r)
	case Repeat:
		if m.attends(r) {
			m.room.take(r.id, roleTurn)
			return m.repeat(ReasonNoProof)
		}
	}
	return m.attempt(r)
}

// meets reports whether a reply is what the challenge wants to hear, and says
// nothing against it.
func (m *Machine) meets(r reply) bool {
	if m.contested(r) {
		return false
	}
	if d := m.lang.Digits(strings.Join(m.expect, " ")); d != "" {
		return m.lang.Digits(strings.Join(r.words, " ")) == d
	}
	missing := (len(m.expect) - 1) / 2
	if m.req.Code != "" {
		missing = 0 // a code is a code
	}
	extra, ok := match(m.expect, r.words, missing)
	return ok && m.harmless(extra)
}

// harmless reports whether the words around a matched phrase say nothing
// against it. Other words of the prompt do: then it is the prompt that was
// heard, however late.
func (m *Machine) harmless(extra []string) bool {
	if len(extra) == 0 {
		return true
	}
	for _, w := range extra {
		if slices.ContainsFunc(m.prompt.words, func(p string) bool { return alike(p, w) }) {
			return false
		}
	}
	switch m.lang.Read(strings.Join(extra, " "), ReadContext{}).Meaning {
	case No, Cancel, Correction, Repeat:
		return false
	}
	return len(extra) <= 3
}

// challenged weighs a passed challenge. Talk in the room does not count
// against it: that is what a challenge is for.
func (m *Machine) challenged(r reply) Action {
	m.reply = r
	s := m.room.look(r.asked, r.span, r.id, r.words, r.u, r.read)
	parts := []Part{{"challenge", weightChallenge, fmt.Sprintf("said %d drawn words", len(m.expect))}, s.sureness(), s.window()}
	c := judge(m.prior(), append(parts, s.facts.weigh()...), m.needed, "")
	m.record(Entry{What: WhatProof, Consent: &c})
	if !c.Accepted {
		return m.stop(ReasonNoProof)
	}
	m.passed, m.denied = true, false
	return m.consented()
}

// match looks for the expected words in a reply, in order and with a letter or
// two of slack; so many may be missing, but not the last. It returns the words
// that were not expected.
func match(expect, words []string, missing int) (extra []string, ok bool) {
	i, missed := 0, 0
	for _, w := range words {
		j := i
		for j < len(expect) && !alike(w, expect[j]) {
			j++
		}
		if j == len(expect) {
			extra = append(extra, w)
			continue
		}
		missed += j - i
		i = j + 1
	}
	missed += len(expect) - i
	last := len(expect) > 0 && i == len(expect)
	return extra, last && missed <= missing
}
