package confirm

import (
	"testing"
	"time"
)

// TestResolverNonsense has a resolver that answers what cannot be: nobody with
// a blank name is ever asked about, let alone sent to.
func TestResolverNonsense(t *testing.T) {
	for name, answer := range map[string]func() Resolution{
		"blank":         func() Resolution { return Resolution{Candidates: []Candidate{{Name: " \t", ID: "x"}}} },
		"empty":         func() Resolution { return Resolution{Candidates: []Candidate{{ID: "x"}}} },
		"a blank tie":   func() Resolution { return Resolution{Candidates: []Candidate{{ID: "x"}, {Name: "  "}}} },
		"many blanks":   func() Resolution { return Resolution{Candidates: make([]Candidate, 1000)} },
		"panic":         func() Resolution { panic("no book") },
		"nobody, aloud": func() Resolution { return Resolution{Why: "nobody"} },
	} {
		s := newStage(t, Config{Resolver: ResolverFunc(func(Query) Resolution { return answer() })}, Request{Evidence: trusted()})
		for s.act.Kind != Finish {
			s.play()
			if s.act.Kind == Wait {
				s.say(700*time.Millisecond, Known(0.95), "bob smith")
			}
			s.wait()
		}
		o := s.m.Outcome()
		if o.Decision != NotSent || o.Reason != ReasonNobody {
			t.Errorf("%s: %v (%v), want not sent (%v)", name, o.Decision, o.Reason, ReasonNobody)
		}
		for _, p := range s.prompts {
			if p.Kind != AskWho && p.Kind != NotSentNotice {
				t.Errorf("%s: the machine says %v %q", name, p.Kind, p.Text)
			}
		}
	}
	q := Query{}
	several := resolve(ResolverFunc(func(Query) Resolution {
		return Resolution{Candidates: []Candidate{{Name: "Ann"}, {Name: ""}, {Name: "Bob"}}}
	}), q)
	if len(several.Candidates) != 2 || several.Candidates[1].Name != "Bob" {
		t.Errorf("resolve = %+v, want Ann and Bob", several.Candidates)
	}
}

// TestJudgeNonsense has times that cannot be: an error, never a consent.
func TestJudgeNonsense(t *testing.T) {
	c := Config{Reader: english()}
	r := Request{Action: "send", Value: "Bob Smith", Evidence: trusted()}
	good := Moment{
		Prompt: Prompt{Text: "To Bob Smith?", Value: "Bob Smith"}, Played: Span{0, time.Second},
		Reply: Utterance{NBest: []Hypothesis{{"yes please", Known(0.95)}}, Start: 1700 * time.Millisecond, End: 2200 * time.Millisecond},
	}
	if _, got, err := Judge(c, r, good); err != nil || !got.Accepted {
		t.Fatalf("Judge of a good yes = %v, %v", got, err)
	}
	const least, most = -1 << 63, 1<<63 - 1
	for _, times := range [][4]time.Duration{
		{0, time.Second, 3 * time.Second, 2 * time.Second},
		{time.Second, 0, 1700 * time.Millisecond, 2 * time.Second},
		{least, least, most, most}, {least, most, least, most}, {most, most, least, least}, {0, most, least, most},
	} {
		m := good
		m.Played, m.Reply.Start, m.Reply.End = Span{times[0], times[1]}, times[2], times[3]
		if _, got, err := Judge(c, r, m); err == nil || got.Accepted {
			t.Errorf("Judge(played %v to %v, reply %v to %v) = %v, nil error, want an error", times[0], times[1], times[2], times[3], got.Accepted)
		}
	}
}

// TestJudgeAsksNothing weighs a yes to something without a name, in a language
// without prompts and at stakes that want a second channel: what a dialog
// could not do without, a judgement needs not.
func TestJudgeAsksNothing(t *testing.T) {
	r, err := ParseReader("xx.txt", []byte("language: xx\nyes: yes\n"))
	if err != nil {
		t.Fatal(err)
	}
	at := Moment{
		Prompt: Prompt{Text: "Shall I?"}, Played: Span{0, time.Second},
		Reply: Utterance{NBest: []Hypothesis{{"yes", Known(0.95)}}, Start: 1700 * time.Millisecond, End: 2200 * time.Millisecond},
	}
	rd, _, err := Judge(Config{Reader: r}, Request{Action: "go on", Language: "xx", Stakes: Critical}, at)
	if err != nil || rd.Meaning != Yes {
		t.Errorf("Judge = %v, %v; want yes", rd.Meaning, err)
	}
}
