package confirm

import (
	"strings"
	"testing"
	"time"
)

// TestNamedByAYes answers "To whom?" with words that say yes: they name those
// who are spelt like them, and nobody who merely sounds like them.
func TestNamedByAYes(t *testing.T) {
	sounds := ResolverFunc(func(q Query) Resolution {
		for _, h := range q.NBest {
			switch h.Text {
			case "right":
				return Resolution{Candidates: []Candidate{{ID: "1", Name: "Ann Wright"}}, Why: "sounds like it"}
			case "roger":
				return Resolution{Candidates: []Candidate{{ID: "2", Name: "Roger Brown"}, {ID: "3", Name: "Raja Singh"}}, Why: "sounds like it"}
			}
		}
		return Resolution{}
	})
	for said, want := range map[string]string{"right": "", "roger": "Roger Brown"} {
		s := newStage(t, Config{Resolver: sounds}, Request{Evidence: trusted()})
		s.play()
		s.say(700*time.Millisecond, Known(0.9), said)
		if got := s.m.value.Name; got != want {
			t.Errorf("%q names %q, want %q\n%s", said, got, want, s.m.Outcome().Record.Timeline())
		}
	}
	s := newStage(t, Config{Resolver: sounds}, Request{Evidence: trusted()})
	s.play()
	s.now += 1500 * time.Millisecond
	s.step(Event{Kind: Heard, Utterance: Utterance{
		NBest: []Hypothesis{{Text: "right", Confidence: Known(0.6)}, {Text: "wright", Confidence: Known(0.3)}},
		Start: s.end + 700*time.Millisecond, End: s.now,
	}})
	if got := s.m.value.Name; got != "Ann Wright" {
		t.Errorf("right, or wright, names %q, want Ann Wright", got)
	}
}

// TestMayAnswer asks of replies whether they may be answers, in a quiet room and
// in one that talks.
func TestMayAnswer(t *testing.T) {
	for _, tt := range []struct {
		request     Request
		said        string
		quiet, busy bool
	}{
		{Request{}, "robert", true, true},
		{Request{}, "uh huh", true, false},
		{Request{}, "and then she came home from school", true, false},
		{Request{Value: "Bob Smith"}, "yes", true, true},
		{Request{Value: "Bob Smith"}, "bob smith", true, true},
		{Request{Value: "Bob Smith"}, "really", true, false},
		{Request{Value: "Bob Smith", Code: "4711"}, "four seven", true, true},
		{Request{Value: "Bob Smith", Code: "4711"}, "really", true, false},
	} {
		for _, busy := range []bool{false, true} {
			r := tt.request
			r.Stakes, r.Evidence = Purchase, doubtful()
			if busy {
				r.Context = []Utterance{{NBest: []Hypothesis{{Text: "we talked"}}, Start: -4 * time.Second, End: -time.Second}}
			}
			s := newStage(t, Config{}, r)
			s.play()
			s.say(700*time.Millisecond, Known(0.9), tt.said)
			want := tt.quiet
			if busy {
				want = tt.busy
			}
			if s.m.tried != want {
				t.Errorf("%q to %v, busy %v: an attempt %v, want %v", tt.said, s.m.prompt.prompt.Kind, busy, s.m.tried, want)
			}
		}
	}
}

// TestAttemptIsNoTalk answers wrongly twice: what was tried the first time must
// not make the room one that talks.
func TestAttemptIsNoTalk(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Stakes: Purchase, Evidence: trusted()})
	for range 2 {
		if s.act.Kind != Say || s.act.Prompt.Kind != AskChallenge {
			t.Fatalf("action is %v %v, want a challenge", s.act.Kind, s.act.Prompt.Kind)
		}
		s.play()
		s.say(700*time.Millisecond, Known(0.9), "what do you want of me there")
		s.wait()
	}
	if s.play(); s.m.Outcome().Reason != ReasonNoProof {
		t.Errorf("ended with %q, want %q\n%s", s.m.Outcome().Reason, ReasonNoProof, s.m.Outcome().Record.Timeline())
	}
}

// TestAskedAgainOnlyOnce lets a room that once held a name talk on for ever: it
// is asked once more, and then left alone.
func TestAskedAgainOnlyOnce(t *testing.T) {
	s := newStage(t, Config{}, Request{Evidence: doubtful()})
	s.play()
	s.say(700*time.Millisecond, Known(0.9), "mary jones")
	for s.act.Kind != Finish {
		if s.act.Kind == Say {
			s.play()
			continue
		}
		s.say(s.now-s.end+200*time.Millisecond, Known(0.9), "and then we went to the lake")
	}
	var kinds []string
	for _, p := range s.prompts {
		kinds = append(kinds, p.Kind.String())
	}
	if n := strings.Count(strings.Join(kinds, " "), "challenge"); n > 2 || s.m.Outcome().Decision != NotSent {
		t.Errorf("%v, prompts %v; want not sent, and two challenges at most", s.m.Outcome().Decision, kinds)
	}
}

// TestAskedAgainWhereOneWasSure lets nobody answer in a room that talks. It is
// left alone after one question, unless one earlier step was sure by itself.
func TestAskedAgainWhereOneWasSure(t *testing.T) {
	for _, tt := range []struct {
		name string
		wake Confidence
		want int
	}{
		{"a faint wake word", Known(0.7), 1},
		{"a wake word that states nothing", Confidence{}, 1},
		{"just below sure", Known(surelyCalled - 0.01), 1},
		{"a sure wake word", Known(surelyCalled), 2},
	} {
		s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: []Evidence{
			{Step: "wake", Confidence: tt.wake, Start: -600 * time.Millisecond}, {Step: "command"}, {Step: "contact"},
		}, Context: []Utterance{{NBest: []Hypothesis{{Text: "we talked and talked"}}, Start: -5 * time.Second, End: -100 * time.Millisecond}}})
		for s.act.Kind != Finish {
			if s.act.Kind == Say {
				s.play()
				continue
			}
			s.say(s.now-s.end+100*time.Millisecond, Known(0.8), "and then we went to the lake and swam")
		}
		if o := s.m.Outcome(); len(s.prompts) != tt.want || o.Decision != NotSent || o.Reason != ReasonRoom {
			t.Errorf("%s: %d prompts, %v (%v), want %d, not sent (%v)\n%s", tt.name, len(s.prompts), o.Decision, o.Reason, tt.want, ReasonRoom, o.Record.Timeline())
		}
	}
}
