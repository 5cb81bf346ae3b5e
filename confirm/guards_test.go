package confirm

import (
	"strings"
	"testing"
	"time"
)

// Each test here holds one guard of the Machine in place, by itself: with the
// guard taken out of the code, that test and often no other fails.

func TestAttendsNotOverATurn(t *testing.T) {
	var m Machine
	m.room.take(m.room.add(at(1, 2), []string{"bob", "smith"}), roleTurn)
	if m.attends(reply{span: at(1.5, 2.5)}) {
		t.Error("what lies over an answer attends, but comes from another mouth")
	}
	if !m.attends(reply{span: at(2.1, 2.5)}) {
		t.Error("what follows an answer does not attend")
	}
}

// tapping gives a stage that waits for the second channel.
func tapping(t *testing.T) *stage {
	t.Helper()
	s := newStage(t, Config{SecondChannel: true}, Request{Value: "Bob Smith", Stakes: Critical, Evidence: trusted()})
	s.play()
	s.say(700*time.Millisecond, Known(0.95), "yes")
	s.wait()
	if s.act.Prompt.Kind != AskTap {
		t.Fatalf("the machine says %v, want it to ask for a tap", s.act.Prompt.Kind)
	}
	s.play()
	return s
}

func TestApprovalOfAnotherPrompt(t *testing.T) {
	s := tapping(t)
	id := s.m.prompt.prompt.ID
	for _, other := range []int{0, id - 1, id + 1} {
		if a := s.step(Event{Kind: Approved, Prompt: other}); a.Kind != Wait || s.m.phase != phaseTap {
			t.Errorf("an approval of prompt %d is taken for that of %d: %v in %v", other, id, a.Kind, s.m.phase)
		}
	}
}

func TestRefusalAfterApproval(t *testing.T) {
	s := tapping(t)
	id := s.m.prompt.prompt.ID
	s.step(Event{Kind: Approved, Prompt: id})
	if a := s.step(Event{Kind: Refused, Prompt: id}); a.Prompt.Kind != NotSentNotice {
		t.Errorf("a refusal on the second channel while it announces: %v %v, want the notice", a.Kind, a.Prompt.Kind)
	}
}

// TestCorrectionForgetsTheChallenge corrects the name after a challenge: what
// was passed for one name is no proof for another.
func TestCorrectionForgetsTheChallenge(t *testing.T) {
	s := announced(t, "challenge")
	s.play()
	start := s.end + 100*time.Millisecond
	s.now = start + 600*time.Millisecond
	s.step(Event{Kind: Heard, Utterance: Utterance{Start: start, End: s.now, NBest: []Hypothesis{{Text: "no mary jones", Confidence: Known(0.9)}}}})
	if s.act.Kind != Say || s.act.Prompt.Value != "Mary Jones" || s.m.passed || s.m.reply.id != 0 {
		t.Errorf("after a correction: %v %q, challenge passed: %v; want a question about Mary Jones, and nothing passed", s.act.Kind, s.act.Prompt.Text, s.m.passed)
	}
}

// TestCancelWindowAfterLateReport has a Speaker that tells late that the
// announcement has ended: the window is counted from the news.
func TestCancelWindowAfterLateReport(t *testing.T) {
	s := announced(t, "yes")
	began := s.now
	s.now += 3 * time.Second
	s.step(Event{Kind: Said, Prompt: s.act.Prompt.ID, Span: Span{began + 100*time.Millisecond, began + 760*time.Millisecond}})
	if want := s.now + 900*time.Millisecond; s.act.Kind != Wait || s.act.Until != want {
		t.Errorf("the window closes at %v, want %v", s.act.Until, want)
	}
}

// TestDenialOutweighsLowStakes has a denial come from within the talk before
// something is asked that would need no answer.
func TestDenialOutweighsLowStakes(t *testing.T) {
	for _, stakes := range []Stakes{Harmless, Reversible, Costly, Private} {
		c, err := Config{}.withDefaults()
		if err != nil {
			t.Fatal(err)
		}
		m := newMachine(c, Request{Action: "send", Value: "Bob Smith", Stakes: stakes, Evidence: trusted()}, english())
		m.denied = true
		if a := m.proceedToAsk(); a.Kind != Say || a.Prompt.Kind != AskChallenge {
			t.Errorf("%v after a denial: %v %v, want a challenge", stakes, a.Kind, a.Prompt.Kind)
		}
	}
}

func TestHardLimit(t *testing.T) {
	s := newStage(t, Config{Limit: 5 * time.Second, Window: 20 * time.Second}, Request{Value: "Bob Smith", Evidence: trusted()})
	s.play()
	s.wait()
	if o := s.m.Outcome(); o.Reason != ReasonTimeout || s.now != 5*time.Second {
		t.Errorf("the dialog ends at %v, %v (%v), want at the limit of 5 s, %v", s.now, o.Decision, o.Reason, ReasonTimeout)
	}
}

// TestContestedChallenge has a recogniser that may have heard a no in place of
// the challenge's words.
func TestContestedChallenge(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Stakes: Purchase, Evidence: trusted()})
	s.play()
	start := s.end + 700*time.Millisecond
	s.now = start + time.Second
	s.step(Event{Kind: Heard, Utterance: Utterance{Start: start, End: s.now, NBest: []Hypothesis{
		{Text: strings.Join(s.m.expect, " "), Confidence: Known(0.6)}, {Text: "no don't send it", Confidence: Known(0.5)},
	}}})
	if s.wait(); s.act.Prompt.Kind == Announce {
		t.Error("a challenge's words that may have been a no were taken for consent")
	}
}

// TestIsolatedNamesWhatIsMissing takes away one of the silences at a time.
func TestIsolatedNamesWhatIsMissing(t *testing.T) {
	good := scene{before: far, after: far}
	for _, tt := range []struct {
		change func(*scene)
		want   string
	}{
		{func(*scene) {}, ""},
		{func(s *scene) { s.talkOver = overTalk + 1 }, "somebody talked through the prompt"},
		{func(s *scene) { s.before = pauseBefore/2 - 1 }, "no pause before the reply"},
		{func(s *scene) { s.after = time.Second - 1 }, "no silence after the reply"},
	} {
		s := good
		tt.change(&s)
		if got := s.isolated(time.Second); got != tt.want {
			t.Errorf("isolated with %v before, %v after, %v over the prompt = %q, want %q", s.before, s.after, s.talkOver, got, tt.want)
		}
	}
}

// TestStakesNeed pins what each of the stakes asks for, in nats.
func TestStakesNeed(t *testing.T) {
	for s, want := range map[Stakes]float64{
		Unstated: 3.5, Harmless: 0, Reversible: 0, Costly: 1, Irrevocable: 3, Private: 3.5, Purchase: 4, Critical: 4, 99: 4,
	} {
		if got := s.needed(); got != want {
			t.Errorf("%v needs %v nats, want %v", s, got, want)
		}
	}
}

// TestCommandFromBefore has the words of a command that were said before the
// dialog began: they are not the one it waits for.
func TestCommandFromBefore(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Await: "send", Evidence: trusted()})
	s.now = 100 * time.Millisecond
	s.step(Event{Kind: Heard, Utterance: Utterance{Start: -3 * time.Second, End: -time.Second, Intent: "send", NBest: []Hypothesis{{Text: "send it"}}}})
	if s.act.Kind != Wait || s.m.phase != phaseCommand {
		t.Errorf("a command from before the dialog: %v in %v, want to wait for another", s.act.Kind, s.m.phase)
	}
}

// TestIsolationIsWhole wants more silence than the announcement and the cancel
// window have room for: it is waited for.
func TestIsolationIsWhole(t *testing.T) {
	for _, isolation := range []time.Duration{time.Second, 5 * time.Second} {
		s := newStage(t, Config{Isolation: isolation}, Request{Value: "Bob Smith", Evidence: trusted()})
		s.play()
		s.say(700*time.Millisecond, Known(0.95), "yes")
		yes := s.now
		s.wait()
		s.play()
		closes := s.now + s.m.cfg.CancelWindow
		s.wait()
		if got := s.m.Outcome().Decision; got != Proceed || s.now < yes+isolation {
			t.Errorf("isolation %v: %v %v after the yes", isolation, got, s.now-yes)
		}
		if isolation == time.Second && s.now != closes {
			t.Errorf("the default isolation moves the end of the cancel window from %v to %v", closes, s.now)
		}
	}
}

// TestTalkInALongIsolation breaks the silence when the cancel window is over.
func TestTalkInALongIsolation(t *testing.T) {
	s := newStage(t, Config{Isolation: 5 * time.Second}, Request{Value: "Bob Smith", Evidence: trusted()})
	s.play()
	s.say(700*time.Millisecond, Known(0.95), "yes")
	s.wait()
	s.play()
	s.say(s.m.cfg.CancelWindow+200*time.Millisecond, Known(0.9), "the weather was nice today")
	if s.act.Prompt.Kind != AskChallenge {
		t.Errorf("after talk in the silence: %v %v, want a challenge", s.act.Kind, s.act.Prompt.Kind)
	}
}

// TestReaderIsMadeOnce runs two requests in one language: a Reader takes a
// tenth of a second to make.
func TestReaderIsMadeOnce(t *testing.T) {
	var d Dialog
	a, err := d.machine(Request{Action: "send", Value: "Bob Smith"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.machine(Request{Action: "call", Value: "Ann Lee", Language: "en"})
	if err != nil || a.cfg.Reader != b.cfg.Reader {
		t.Errorf("the second request has a Reader of its own, or %v", err)
	}
}

// TestTooLateIsNoted answers just inside the window, and just after it: the
// late yes is none, and the Record says why.
func TestTooLateIsNoted(t *testing.T) {
	for _, tt := range []struct {
		after time.Duration
		want  bool
	}{{3400 * time.Millisecond, false}, {3600 * time.Millisecond, true}} {
		s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
		s.play()
		s.say(tt.after, Known(0.95), "yes")
		text := s.m.Outcome().Record.Timeline()
		if got := strings.Contains(text, "too late: began 3.60 s"); got != tt.want || tt.want && s.m.phase != phaseConfirm {
			t.Errorf("a yes %v after the prompt, in phase %v; the record says that it is too late: %v, want %v\n%s", tt.after, s.m.phase, got, tt.want, text)
		}
	}
}
