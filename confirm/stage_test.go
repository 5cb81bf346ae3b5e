package confirm

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// english is the Reader of the tests; making one takes a while.
var english = sync.OnceValue(func() *Reader {
	r, err := NewReader("en")
	if err != nil {
		panic(err)
	}
	return r
})

// people is a Resolver over a few names: the full name, or a first name that
// only one has.
func people(names ...string) Resolver {
	return ResolverFunc(func(q Query) Resolution {
		var full, first []Candidate
		for _, n := range names {
			out := false
			for _, c := range q.Rejected {
				out = out || c.Name == n
			}
			if out {
				continue
			}
			for _, h := range q.NBest {
				text := " " + strings.ToLower(h.Text) + " "
				name := strings.ToLower(n)
				if strings.Contains(text, " "+name+" ") {
					full = append(full, Candidate{ID: "id of " + n, Name: n, Confidence: Known(0.95)})
				} else if strings.Contains(text, " "+strings.Fields(name)[0]+" ") {
					first = append(first, Candidate{ID: "id of " + n, Name: n, Confidence: Known(0.9)})
				}
			}
		}
		if len(full) > 0 {
			return Resolution{Candidates: full[:1], Why: "full name"}
		}
		return Resolution{Candidates: first, Why: "first name"}
	})
}

// stage plays a Machine against a scripted room, without time passing.
type stage struct {
	m       *Machine
	now     time.Duration
	act     Action
	end     time.Duration // of the last prompt
	prompts []Prompt
}

func newStage(tb testing.TB, c Config, r Request) *stage {
	tb.Helper()
	if c.Reader == nil {
		c.Reader = english()
	}
	if c.Resolver == nil {
		c.Resolver = people("Bob Smith", "Ann Lee", "Ann Miller", "Mary Jones")
	}
	if r.Action == "" {
		r.Action = "send the recording"
	}
	m, err := NewMachine(c, r)
	if err != nil {
		tb.Fatalf("NewMachine(%+v, %+v) = %v", c, r, err)
	}
	s := &stage{m: m}
	s.step(Event{Kind: Begin})
	return s
}

// step tells the machine one event at the present time.
func (s *stage) step(e Event) Action {
	e.At = s.now
	s.act = s.m.Step(e)
	if s.act.Kind == Say {
		s.prompts = append(s.prompts, s.act.Prompt)
	}
	return s.act
}

// play plays the prompt that was asked for, at 0.36 s a word.
func (s *stage) play() {
	p := s.act.Prompt
	start := s.now + 150*time.Millisecond
	s.end = start + 300*time.Millisecond + time.Duration(len(strings.Fields(p.Text)))*360*time.Millisecond
	s.now = s.end
	s.step(Event{Kind: Said, Prompt: p.ID, Span: Span{start, s.end}})
}

// say has somebody say a text, beginning after the given pause from the end of
// the last prompt (or from now, when that is past).
func (s *stage) say(after time.Duration, confidence Confidence, text string) {
	start := s.end + after
	u := Utterance{
		NBest: []Hypothesis{{Text: text, Confidence: confidence}},
		Start: start, End: start + spoken(text),
	}
	if found := strings.Contains(text, "send"); found {
		u.Intent, u.IntentConfidence = "send", Known(0.9)
	}
	for s.act.Kind == Wait && s.act.Until < u.End {
		s.now = max(s.now, s.act.Until)
		if s.step(Event{Kind: Tick}); s.act.Kind != Wait {
			return // the machine did not wait for that
		}
	}
	s.now = max(s.now, u.End)
	s.step(Event{Kind: Heard, Utterance: u})
}

// spoken is how long a text takes to say.
func spoken(text string) time.Duration {
	return 160*time.Millisecond + time.Duration(len(strings.Fields(text)))*280*time.Millisecond
}

// wait lets time pass until the machine does something.
func (s *stage) wait() {
	for s.act.Kind == Wait {
		s.now = max(s.now, s.act.Until)
		s.step(Event{Kind: Tick})
	}
}

// trusted is the evidence of a chain that heard well.
func trusted() []Evidence {
	return []Evidence{
		{Step: "wake", Value: "computer", Confidence: Known(0.95), Start: -5 * time.Second, End: -4500 * time.Millisecond},
		{Step: "command", Value: "send", Confidence: Known(0.93), Start: -3 * time.Second, End: -time.Second},
		{Step: "contact", Value: "Bob Smith", Confidence: Known(0.93), Start: -3 * time.Second, End: -time.Second},
	}
}

// doubtful is the evidence of a chain that guessed.
func doubtful() []Evidence {
	return []Evidence{
		{Step: "wake", Value: "computer", Confidence: Known(0.55), Start: -3 * time.Second, End: -2500 * time.Millisecond},
		{Step: "command", Start: -2 * time.Second, End: -time.Second},
		{Step: "contact", Start: -2 * time.Second, End: -time.Second},
	}
}

// do plays one line of a script and says what went wrong.
func (s *stage) do(line string) error {
	f := strings.Fields(line)
	switch f[0] {
	case "ask": // the machine says this kind of prompt
		want := strings.Join(f[1:], " ")
		if s.act.Kind != Say || s.act.Prompt.Kind.String() != want {
			return fmt.Errorf("action is %v %v %q, want to ask %q", s.act.Kind, s.act.Prompt.Kind, s.act.Prompt.Text, want)
		}
		s.play()
	case "cut": // the same, but the prompt is not heard to its end
		if want := strings.Join(f[1:], " "); s.act.Kind != Say || s.act.Prompt.Kind.String() != want {
			return fmt.Errorf("action is %v %v, want to ask %q", s.act.Kind, s.act.Prompt.Kind, want)
		}
		s.end = s.now
	case "over": // the prompt that was cut has been played after all
		start := s.m.prompt.span.Start + 150*time.Millisecond
		s.end = start + 300*time.Millisecond + time.Duration(len(s.m.prompt.words))*360*time.Millisecond
		s.now = max(s.now, s.end)
		s.step(Event{Kind: Said, Prompt: s.m.prompt.prompt.ID, Span: Span{start, s.end}})
	case "say", "faint", "bare":
		after, err := time.ParseDuration(f[1] + "s")
		if err != nil {
			return err
		}
		c := map[string]Confidence{"say": Known(0.9), "faint": Known(0.05), "bare": {}}[f[0]]
		text := strings.ReplaceAll(strings.Join(f[2:], " "), "{expect}", strings.ToLower(strings.Join(s.m.expect, " ")))
		s.say(after, c, text)
	case "wait":
		s.wait()
	case "tap", "refuse":
		k := map[string]EventKind{"tap": Approved, "refuse": Refused}[f[0]]
		s.now += time.Second
		s.step(Event{Kind: k, Prompt: s.m.prompt.prompt.ID})
	case "end":
		o := s.m.Outcome()
		got := strings.TrimSpace(fmt.Sprintf("%v %v %v", strings.ReplaceAll(o.Decision.String(), " ", "-"), o.Reason, o.Value))
		if want := strings.Join(f[1:], " "); s.act.Kind != Finish || got != want {
			return fmt.Errorf("%v with %q, want the end with %q", s.act.Kind, got, want)
		}
	default:
		return fmt.Errorf("unknown line %q", line)
	}
	return nil
}
