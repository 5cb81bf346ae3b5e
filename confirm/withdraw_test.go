package confirm

import (
	"strings"
	"testing"
	"time"
)

// announced gives a stage at its announcement, which follows a yes, a passed
// challenge or nothing at all (low stakes).
func announced(t *testing.T, by string) *stage {
	t.Helper()
	stakes := map[string]Stakes{"yes": Private, "challenge": Purchase, "nothing": Reversible}[by]
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Stakes: stakes, Evidence: trusted()})
	switch by {
	case "yes":
		s.play()
		s.say(700*time.Millisecond, Known(0.95), "yes")
		s.wait()
	case "challenge":
		s.play()
		s.say(700*time.Millisecond, Known(0.95), strings.Join(s.m.expect, " "))
	}
	if s.act.Prompt.Kind != Announce {
		t.Fatalf("after %s the machine says %v, want the announcement", by, s.act.Prompt.Kind)
	}
	return s
}

// TestSecondHypothesisDenies has a recogniser that is not sure whether what it
// heard after the announcement was a protest. Nothing is sent on that.
func TestSecondHypothesisDenies(t *testing.T) {
	for _, by := range []string{"yes", "challenge", "nothing"} {
		for _, nbest := range [][2]string{{"oh", "no"}, {"know", "no"}, {"top", "stop"}, {"", "stop"}, {"the bob", "don't send it"}} {
			s := announced(t, by)
			s.play()
			at := s.end + 200*time.Millisecond
			s.now = at + 300*time.Millisecond
			s.step(Event{Kind: Heard, Utterance: Utterance{Start: at, End: s.now, NBest: []Hypothesis{
				{Text: nbest[0], Confidence: Known(0.6)}, {Text: nbest[1], Confidence: Known(0.3)},
			}}})
			s.wait()
			if s.act.Kind != Say || s.act.Prompt.Kind != AskChallenge {
				t.Errorf("announced after %s, %q: %v %v (%v), want a challenge", by, nbest, s.act.Kind, s.act.Prompt.Kind, s.m.Outcome().Decision)
			}
		}
	}
}

// TestDenialFromTheTalk has a denial come from the middle of other talk while
// the machine announces: it undoes a challenge that was passed, too.
func TestDenialFromTheTalk(t *testing.T) {
	for _, by := range []string{"yes", "challenge", "nothing"} {
		s := announced(t, by)
		s.play()
		for _, u := range []struct {
			start, end time.Duration
			text       string
		}{
			{50 * time.Millisecond, 200 * time.Millisecond, "and then"},
			{250 * time.Millisecond, 800 * time.Millisecond, "stop do not send that to him please i want you to cancel all of it"},
		} {
			s.now = s.end + u.end
			s.step(Event{Kind: Heard, Utterance: Utterance{Start: s.end + u.start, End: s.now, NBest: []Hypothesis{{Text: u.text, Confidence: Known(0.7)}}}})
		}
		s.wait()
		if s.act.Kind != Say || s.act.Prompt.Kind == Announce {
			t.Errorf("announced after %s: %v (%v), want a challenge or the notice", by, s.act.Kind, s.m.Outcome().Decision)
		}
	}
}

// TestCorrectionThatIsNotTaken has the user correct the value in the cancel
// window, where the words of others or their number keep the machine from
// taking the new one. Nothing goes to the old one for all that.
func TestCorrectionThatIsNotTaken(t *testing.T) {
	type said struct {
		start, end time.Duration
		text       string
	}
	television := said{50 * time.Millisecond, 600 * time.Millisecond, "and it will be sunny in the north"}
	for _, talk := range [][]said{
		{television, {100 * time.Millisecond, 600 * time.Millisecond, "no the other bob"}},
		{television, {100 * time.Millisecond, 600 * time.Millisecond, "no i said mary"}},
		{{400 * time.Millisecond, 2400 * time.Millisecond, "no no please wait i told you to send it to mary jones"}},
	} {
		for _, by := range []string{"yes", "challenge", "nothing"} {
			s := announced(t, by)
			s.m.cfg.Resolver = people("Bob Smith", "Mary Jones", "Bob Jones")
			s.play()
			for _, u := range talk {
				s.now = s.end + u.end
				s.step(Event{Kind: Heard, Utterance: Utterance{Start: s.end + u.start, End: s.now, NBest: []Hypothesis{{Text: u.text, Confidence: Known(0.7)}}}})
			}
			s.wait()
			if o := s.m.Outcome(); o.Decision == Proceed || s.act.Kind != Say || s.act.Prompt.Kind == Announce {
				t.Errorf("announced after %s, %q: %v %v (%v), want a question or the notice", by, talk[len(talk)-1].text, s.act.Kind, s.act.Prompt.Kind, o.Decision)
			}
		}
	}
}

// TestTalkThatGoesOn has somebody begin to talk around the announcement and not
// end. It may be a protest, so it is waited for, and if no words come of it
// nothing is sent without a new consent.
func TestTalkThatGoesOn(t *testing.T) {
	for _, by := range []string{"yes", "challenge", "nothing"} {
		for _, from := range []time.Duration{-50 * time.Millisecond, 300 * time.Millisecond} {
			if by == "nothing" && from < 0 {
				continue // nothing had been said that could be protested against
			}
			s := announced(t, by)
			start := s.now + from
			if by == "challenge" {
				start = s.now + max(from, time.Millisecond)
			}
			s.now += 400 * time.Millisecond
			s.step(Event{Kind: Talking, Span: Span{Start: start, End: start}})
			p := s.m.prompt
			s.now = p.span.Start + 900*time.Millisecond
			s.step(Event{Kind: Said, Prompt: p.prompt.ID, Span: Span{p.span.Start + 200*time.Millisecond, s.now}})
			s.wait()
			if s.act.Kind == Finish {
				t.Errorf("announced after %s, talk from %v on: %v at %v, want no send\n%s", by, from, s.m.Outcome().Decision, s.now, s.m.Outcome().Record.Timeline())
			}
		}
	}
}

// TestTalkThatEnds is the other side: talk that turns out to be no protest,
// after a challenge, only delays.
func TestTalkThatEnds(t *testing.T) {
	s := announced(t, "challenge")
	s.play()
	at := s.end + 100*time.Millisecond
	s.now = at + 50*time.Millisecond
	s.step(Event{Kind: Talking, Span: Span{Start: at, End: at}})
	s.now = at + 5*time.Second
	s.step(Event{Kind: Heard, Utterance: Utterance{Start: at, End: s.now, NBest: []Hypothesis{{Text: "and then we went to the lake and swam", Confidence: Known(0.8)}}}})
	s.wait()
	if o := s.m.Outcome(); o.Decision != Proceed {
		t.Errorf("outcome is %v (%v), want to proceed\n%s", o.Decision, o.Reason, o.Record.Timeline())
	}
}

// TestDenialOverTheAnswer has somebody deny on top of the answer that passed a
// challenge, so with another mouth. A denial and nothing else stops it all the
// same; a sentence that holds one makes it ask once more, and sends nothing
// without a new answer.
func TestDenialOverTheAnswer(t *testing.T) {
	for said, want := range map[string]PromptKind{
		"no":                                NotSentNotice,
		"uh no":                             NotSentNotice,
		"stop it":                           NotSentNotice,
		"so that really doesn't flatter me": AskChallenge,
		"well no the ghost":                 AskChallenge,
	} {
		s := announced(t, "challenge")
		answer := s.m.reply.span
		s.play()
		start, end := answer.Start+100*time.Millisecond, s.now-100*time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{Start: start, End: end, NBest: []Hypothesis{{Text: said, Confidence: Known(0.8)}}}})
		if s.act.Kind != Say || s.act.Prompt.Kind != want {
			t.Errorf("%q over the answer: %v %v, want %v\n%s", said, s.act.Kind, s.act.Prompt.Kind, want, s.m.Outcome().Record.Timeline())
			continue
		}
		s.play()
		s.wait()
		for s.act.Kind == Say {
			s.play()
			s.wait()
		}
		if o := s.m.Outcome(); o.Decision != NotSent {
			t.Errorf("%q over the answer, then silence: %v, want not sent", said, o.Decision)
		}
	}
}
