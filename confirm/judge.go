package confirm

import "fmt"

// A Moment is one reply to one prompt, with what was heard around it: all that
// the proof of consent looks at.
type Moment struct {
	Prompt Prompt // Kind, Text, Value and Language; ID does not matter
	Played Span   // when it was played
	Reply  Utterance
	Around []Utterance // what else was heard, before, during and after
}

// Judge weighs one reply on its own, for a host that leads its own dialog, for
// logs, and for measuring. It says what the words mean, and whether they are
// consent at the stakes and with the evidence of the request. The Machine
// judges in the same way; but a Machine also challenges, corrects, announces
// and listens on, so a host that can should use a Dialog.
func Judge(c Config, r Request, at Moment) (Reading, Consent, error) {
	if r.Value == "" {
		r.Value = at.Prompt.Value
	}
	m, err := checked(c, r)
	if err != nil {
		return Reading{}, Consent{}, err
	}
	if !(Span{at.Reply.Start, at.Reply.End}).sane() || !at.Played.sane() {
		return Reading{}, Consent{}, fmt.Errorf("%w: a span that ends before it begins, or out of range", ErrConfig)
	}
	for _, u := range at.Around {
		if (Span{u.Start, u.End}).sane() {
			m.room.add(Span{u.Start, u.End}, m.lang.Words(u.Best()))
		}
	}
	m.prompt = played{prompt: at.Prompt, words: m.lang.Words(at.Prompt.Text), span: at.Played, done: true}
	return m.judgeAlone(at.Reply)
}

// judgeAlone weighs a reply to the prompt that was set.
func (m *Machine) judgeAlone(u Utterance) (Reading, Consent, error) {
	r := reply{span: Span{u.Start, u.End}, words: m.lang.Words(u.Best()), u: u, asked: m.prompt.span}
	if n := m.prompt.echo(r.words, r.span); n == len(r.words) && n > 0 {
		return Reading{Why: "the prompt's own voice"}, judge(m.prior(), nil, m.needed, "the prompt's own voice"), nil
	}
	r.read = m.read(r)
	m.room.last++
	r.id = m.room.last // after all that was heard, so that repetitions count
	m.reply = r
	if r.read.Meaning != Yes {
		return r.read, judge(m.prior(), nil, m.needed, "the words are "+r.read.Meaning.String()), nil
	}
	if !m.answer(r) {
		return r.read, judge(m.prior(), nil, m.needed, "not an answer to the prompt: too early, too late or too long"), nil
	}
	return r.read, m.judgeReply(), nil
}
