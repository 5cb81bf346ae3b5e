package confirm

import (
	"fmt"
	"strings"
	"time"
)

// phase is where a dialog stands.
type phase uint8

const (
	phaseIdle      phase = iota // before Begin
	phaseCommand                // waiting for the command
	phaseWho                    // asked whom, or which of several
	phaseConfirm                // asked for a yes
	phaseIsolate                // heard a yes, listening to the silence after it
	phaseChallenge              // asked for words that show attention
	phaseTap                    // asked for the second channel's approval
	phaseAnnounce               // announced; a protest stops it until the window closes
	phaseNotice                 // saying that nothing was sent
	phaseDone
)

var phaseNames = [...]string{"idle", "command", "who", "confirm", "isolate", "challenge", "tap", "announce", "notice", "done"}

// String is the phase in lower case.
func (p phase) String() string { return phaseNames[p] }

// speech is what a Machine needs of a language; *Reader is one.
type speech interface {
	Read(text string, c ReadContext) Reading
	Prompt(kind PromptKind, value, expect string) string
	Words(text string) []string
	Digits(text string) string
	ChallengeWords() []string
	Or(names []string) string
}

// A Machine is the dialog as a pure state machine: an Event in, an Action out.
// It has no clock, does no I/O, starts nothing, and gives the same actions for
// the same events and seed. Every event is defined in every state; what makes
// no sense (a clock that runs backwards, a span that ends before it begins, an
// event of no kind) ends the dialog in NotSent.
//
// The first event is Begin; then the host does what each Action says and
// reports what happens, in order. After Finish, Outcome tells the end, and
// every further Step returns Finish again. A Machine belongs to one goroutine
// and serves one request.
type Machine struct {
	cfg    Config
	req    Request
	lang   speech
	draws  uint64  // of challenges so far
	needed float64 // nats that a consent has to reach
	level  Proof   // least proof, by the stakes

	phase    phase
	now      time.Duration
	deadline time.Duration // of the whole dialog
	until    time.Duration // of what is awaited now
	room     room

	prompt  played // the last prompt
	earlier played // the one before it: its echo may still come
	first   time.Duration
	prompts int
	turns   int
	again   bool // the one repetition is used up

	value    Candidate
	among    []Candidate
	rejected []Candidate
	steps    []Evidence // of the request and of the command
	answers  []Part     // what earlier answers of this dialog say

	held      []reply  // heard before it was told that the prompt was over
	reply     reply    // of phaseIsolate and phaseAnnounce
	expect    []string // what the challenge wants to hear
	tried     bool     // somebody tried to answer this prompt: attempted
	attempted reply
	denied    bool // a no came from within the talk: only a challenge counts now
	passed    bool // a challenge was passed
	outcome   Outcome
}

// reply is a yes that is being weighed.
type reply struct {
	id    int
	span  Span
	words []string
	u     Utterance
	read  Reading
	asked Span // the prompt it answers
}

// NewMachine returns a Machine for one request. It fails, with ErrConfig or
// ErrLanguage, on a Config out of range, a request without an action or
// without a value that could be asked for, an unknown language, one without
// words for a prompt that may be needed, and stakes or a challenge that need a
// second channel where there is none.
func NewMachine(c Config, r Request) (*Machine, error) {
	m, err := checked(c, r)
	if err != nil {
		return nil, err
	}
	switch {
	case m.value.Name == "" && c.Resolver == nil:
		return nil, fmt.Errorf("%w: Request.Value is empty, and there is no Config.Resolver to ask for one", ErrConfig)
	case m.level == SecondChannel && !c.SecondChannel:
		return nil, fmt.Errorf("%w: stakes %v need a second channel, and there is none", ErrConfig, r.Stakes)
	case m.challenge() == AskTap && !c.SecondChannel:
		return nil, fmt.Errorf("%w: Phrase OnDevice needs a second channel, and there is none", ErrConfig)
	}
	if err := m.speechless(); err != nil {
		return nil, err
	}
	return m, nil
}

// checked is a Machine that may judge; whether it can lead a dialog is not
// asked.
func checked(c Config, r Request) (*Machine, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(r.Action) == "" {
		return nil, fmt.Errorf("%w: Request.Action is empty", ErrConfig)
	}
	if c.Reader == nil {
		if c.Reader, err = NewReader(r.language()); err != nil {
			return nil, fmt.Errorf("confirm: request language: %w", err)
		}
	}
	if have := c.Reader.Language(); !sameLanguage(have, r.language()) {
		return nil, fmt.Errorf("%w: the Reader reads %q, the request is in %q", ErrConfig, have, r.language())
	}
	return newMachine(c, r, c.Reader), nil
}

// sameLanguage compares two tags by their language alone: "en-GB" is "en".
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(strings.ReplaceAll(a, "_", "-"), "-")
	b, _, _ = strings.Cut(strings.ReplaceAll(b, "_", "-"), "-")
	return strings.EqualFold(a, b)
}

// newMachine is NewMachine behind its checks, over any speech.
func newMachine(c Config, r Request, lang speech) *Machine {
	m := &Machine{cfg: c, req: r, lang: lang, level: r.Stakes.LeastProof()}
	m.needed = r.Stakes.needed()
	if c.Threshold > 0 {
		m.needed = max(m.needed, logit(c.Threshold))
	}
	m.value = Candidate{ID: r.ID, Name: strings.TrimSpace(r.Value)}
	m.steps = append(m.steps, r.Evidence...)
	m.outcome.Record = Record{
		Version: RecordVersion, Action: r.Action, Value: m.value.Name, Language: r.language(),
		Stakes: r.Stakes, Proof: m.level, Needed: m.needed,
	}
	return m
}

// Outcome is how the dialog ended; NotSent with ReasonNone while it has not.
func (m *Machine) Outcome() Outcome {
	if m.phase != phaseDone {
		return Outcome{Record: m.outcome.Record}
	}
	return m.outcome
}

// Step takes one event and returns what to do.
func (m *Machine) Step(e Event) Action {
	if m.phase == phaseDone {
		return Action{Kind: Finish}
	}
	if bad := m.nonsense(e); bad != "" {
		m.note("nonsense: " + bad)
		return m.stop(ReasonClock)
	}
	m.now, m.room.now = e.At, e.At
	if m.phase == phaseIdle {
		return m.begin()
	}
	if m.now >= m.deadline {
		return m.overdue()
	}
	switch e.Kind {
	case Heard:
		return m.heard(e.Utterance)
	case Talking:
		return m.talking(e.Span.Start)
	case Said:
		return m.said(e.Prompt, e.Span)
	case Tick:
		return m.tick()
	case Approved, Refused:
		return m.tapped(e.Kind == Approved, e.Prompt)
	}
	if e.Err != nil {
		m.note("failed: " + e.Err.Error())
	}
	return m.stop(ReasonFailed)
}

// overdue ends a dialog that has reached its hard limit.
func (m *Machine) overdue() Action {
	if m.phase == phaseNotice {
		return m.finish(m.outcome.Decision, m.outcome.Reason)
	}
	return m.stop(ReasonTimeout)
}

// nonsense names what cannot be true of an event; empty: nothing.
func (m *Machine) nonsense(e Event) string {
	switch {
	case !saneTime(e.At):
		return "time out of range"
	case m.phase == phaseIdle:
		if e.Kind != Begin {
			return fmt.Sprintf("%v before begin", e.Kind)
		}
		return ""
	case e.Kind == Begin:
		return "begin twice"
	case e.At < m.now:
		return "the clock ran backwards"
	case e.Kind == Heard && !e.Utterance.sane(e.At):
		return "an utterance that cannot have happened"
	case e.Kind == Said && (e.Span.End < e.Span.Start || e.Span.End > e.At+clockSlack || !saneTime(e.Span.Start)):
		return "a prompt that cannot have been played"
	case e.Kind == Talking && (e.Span.Start > e.At+clockSlack || !saneTime(e.Span.Start)):
		return "talk that cannot have begun"
	}
	return ""
}

// begin starts the dialog: remember the room, then wait or ask.
func (m *Machine) begin() Action {
	m.deadline = m.now + m.cfg.Limit
	for _, u := range m.req.Context {
		switch {
		case u.sane(m.now):
			m.room.add(Span{u.Start, u.End}, m.lang.Words(u.Best()))
		case u.Start <= m.now && u.Start > m.now-openTalk:
			m.room.begins(u.Start) // it goes on
		}
	}
	for _, e := range m.steps {
		m.record(Entry{What: WhatEvidence, Evidence: &e})
	}
	if m.req.Await != "" {
		m.phase, m.until = phaseCommand, m.now+m.cfg.Command
		return m.wait()
	}
	return m.proceedToAsk()
}

// wait asks for a Tick when the awaited time, or the hard limit, has come.
func (m *Machine) wait() Action { return Action{Kind: Wait, Until: min(m.until, m.deadline)} }
