package confirm

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"
)

// TestDialogs plays the scripts of testdata/dialogs.txt. A block is a name, a
// line of options, and what happens.
func TestDialogs(t *testing.T) {
	data, err := os.ReadFile("testdata/dialogs.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(string(data), "\n\n") {
		lines := script(block)
		if len(lines) == 0 {
			continue
		}
		name, ok := strings.CutPrefix(lines[0], "case: ")
		if !ok {
			t.Fatalf("block begins with %q, want case: NAME", lines[0])
		}
		t.Run(name, func(t *testing.T) {
			c, r := options(t, lines[1])
			s := newStage(t, c, r)
			for i, l := range lines[2:] {
				if err := s.do(l); err != nil {
					t.Fatalf("line %d, %q: %v\n%s", i+1, l, err, s.m.Outcome().Record.Timeline())
				}
			}
		})
	}
}

// script gives the lines of a block without comments.
func script(block string) []string {
	var out []string
	for l := range strings.SplitSeq(block, "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

// options reads the option line of a block.
func options(t *testing.T, line string) (Config, Request) {
	t.Helper()
	rest, ok := strings.CutPrefix(line, "with:")
	if !ok {
		t.Fatalf("second line is %q, want with: OPTIONS", line)
	}
	c, r := Config{}, Request{Stakes: Private, Evidence: trusted()}
	for f := range strings.FieldsSeq(rest) {
		key, value, _ := strings.Cut(f, "=")
		switch key {
		case "value":
			r.Value = strings.ReplaceAll(value, "_", " ")
		case "doubtful":
			r.Evidence = doubtful()
		case "unknown":
			r.Evidence = nil
		case "await":
			r.Await = value
		case "code":
			r.Code = strings.ReplaceAll(value, "_", " ")
		case "phone":
			c.SecondChannel = true
		case "phrase":
			c.Phrase = map[string]Phrase{"words": TwoWords, "digits": Digits, "device": OnDevice}[value]
		case "busy":
			for i := range 5 {
				at := time.Duration(i-6) * time.Second
				r.Context = append(r.Context, Utterance{NBest: []Hypothesis{{Text: "and then they said so"}}, Start: at, End: at + 900*time.Millisecond})
			}
		case "stakes":
			if err := r.Stakes.UnmarshalText([]byte(value)); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("unknown option %q", f)
		}
	}
	return c, r
}

func TestNewMachineRefuses(t *testing.T) {
	ok := Request{Action: "send", Value: "Bob Smith"}
	for _, tt := range []struct {
		name string
		c    Config
		r    Request
		want error
		text string
	}{
		{"no action", Config{}, Request{}, ErrConfig, "Action"},
		{"no value and nobody to ask for one", Config{}, Request{Action: "send", Value: " "}, ErrConfig, "Resolver"},
		{"unknown language", Config{}, Request{Action: "send", Value: "Bob Smith", Language: "tlh"}, ErrLanguage, "tlh"},
		{"window too short", Config{Window: time.Millisecond}, ok, ErrConfig, "Window is 1ms"},
		{"isolation negative", Config{Isolation: -1}, ok, ErrConfig, "Isolation"},
		{"cancel window too long", Config{CancelWindow: time.Hour}, ok, ErrConfig, "CancelWindow"},
		{"limit too short", Config{Limit: time.Second}, ok, ErrConfig, "Limit"},
		{"too many turns", Config{Turns: 11}, ok, ErrConfig, "Turns is 11"},
		{"threshold one", Config{Threshold: 1}, ok, ErrConfig, "Threshold"},
		{"threshold NaN", Config{Threshold: math.NaN()}, ok, ErrConfig, "Threshold"},
		{"no such phrase", Config{Phrase: 9}, ok, ErrConfig, "Phrase"},
		{"a phrase on no device", Config{Phrase: OnDevice}, ok, ErrConfig, "OnDevice"},
		{"another language than the Reader's", Config{Reader: english()}, Request{Action: "send", Value: "Bob Smith", Language: "de"}, ErrConfig, "de"},
		{"no second channel", Config{}, Request{Action: "pay", Value: "Bob Smith", Stakes: Critical}, ErrConfig, "second channel"},
		{"stakes outside the list", Config{}, Request{Action: "pay", Value: "Bob Smith", Stakes: 99}, ErrConfig, "second channel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.r.Language == "" {
				tt.c.Reader = english()
			}
			m, err := NewMachine(tt.c, tt.r)
			if m != nil || !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("NewMachine(%+v, %+v) = %v, %v; want an error that is %v and says %q", tt.c, tt.r, m, err, tt.want, tt.text)
			}
		})
	}
}

// TestNonsense tells a machine, in the middle of a dialog that was going well,
// what cannot be. It must end in NotSent.
func TestNonsense(t *testing.T) {
	for name, e := range map[string]Event{
		"no kind":                 {At: 10 * time.Second},
		"unknown kind":            {Kind: 200, At: 10 * time.Second},
		"begin twice":             {Kind: Begin, At: 10 * time.Second},
		"clock backwards":         {Kind: Tick, At: time.Second},
		"clock a year ahead":      {Kind: Tick, At: 400 * 24 * time.Hour},
		"clock an hour ahead":     {Kind: Tick, At: time.Hour},
		"clock at the end":        {Kind: Tick, At: math.MaxInt64},
		"clock at the beginning":  {Kind: Tick, At: math.MinInt64},
		"utterance ends first":    {Kind: Heard, At: 10 * time.Second, Utterance: Utterance{Start: 5 * time.Second, End: 4 * time.Second}},
		"utterance of the future": {Kind: Heard, At: 10 * time.Second, Utterance: Utterance{Start: 11 * time.Second, End: 12 * time.Second}},
		"utterance of long ago":   {Kind: Heard, At: 10 * time.Second, Utterance: Utterance{Start: math.MinInt64, End: 4 * time.Second}},
		"prompt ends first":       {Kind: Said, At: 10 * time.Second, Prompt: 1, Span: Span{5 * time.Second, 4 * time.Second}},
		"talk of the future":      {Kind: Talking, At: 10 * time.Second, Span: Span{Start: time.Minute}},
		"failed":                  {Kind: Failed, At: 10 * time.Second},
		"failed with error":       {Kind: Failed, At: 10 * time.Second, Err: errors.New("unplugged")},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
			s.play()
			s.say(700*time.Millisecond, Known(0.95), "yes please send it")
			a := s.m.Step(e)
			for i := 0; a.Kind != Finish; i++ {
				if i > 5 {
					t.Fatalf("after %v the machine goes on: %+v", name, a)
				}
				a = s.m.Step(Event{Kind: Tick, At: a.Until})
			}
			if o := s.m.Outcome(); o.Decision != NotSent || o.Value != "" || o.ID != "" {
				t.Errorf("outcome after %s is %v %q, want not sent\n%s", name, o.Decision, o.Value, o.Record.Timeline())
			}
			if r := s.m.Outcome().Reason; r != ReasonClock && r != ReasonFailed && r != ReasonTimeout {
				t.Errorf("the dialog went on after %s, to %v", name, r)
			}
			if strings.HasPrefix(name, "clock b") && s.m.Outcome().Reason != ReasonClock {
				t.Errorf("%s ends in %v, want %v", name, s.m.Outcome().Reason, ReasonClock)
			}
		})
	}
}

func TestNothingBeforeBegin(t *testing.T) {
	for k := range EventKind(12) {
		if k == Begin {
			continue
		}
		m, err := NewMachine(Config{Reader: english()}, Request{Action: "send", Value: "Bob Smith", Stakes: Harmless})
		if err != nil {
			t.Fatal(err)
		}
		if o := m.Outcome(); o.Decision != NotSent || o.Reason != ReasonNone {
			t.Errorf("outcome before anything is %v %v, want not sent", o.Decision, o.Reason)
		}
		if a := m.Step(Event{Kind: k}); a.Kind != Finish || m.Outcome().Decision != NotSent {
			t.Errorf("Step(%v) first = %v, %v; want the end, not sent", k, a.Kind, m.Outcome().Decision)
		}
	}
}

// TestContested has a recogniser that is not sure whether it heard a no.
func TestContested(t *testing.T) {
	for _, alternative := range []string{"no", "no don't", "stop"} {
		s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
		s.play()
		at := s.end + 700*time.Millisecond
		s.now = at + 400*time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{Start: at, End: s.now, NBest: []Hypothesis{
			{Text: "yes", Confidence: Known(0.6)}, {Text: alternative, Confidence: Known(0.3)},
		}}})
		if s.wait(); s.act.Prompt.Kind == Announce {
			t.Errorf("a yes that may have been %q was taken for consent", alternative)
		}
	}
}

// TestSlowSpeaker has a Speaker that tells of the prompt's end only after the
// answer was heard. The answer counts if it came in the answer window.
func TestSlowSpeaker(t *testing.T) {
	for name, tt := range map[string]struct {
		start time.Duration // of the answer; the prompt ends at 1.5 s
		text  string
		want  PromptKind
	}{
		"in the window":      {2200 * time.Millisecond, "yes", Announce},
		"through the prompt": {700 * time.Millisecond, "yes", AskAgain},
		"talk":               {2200 * time.Millisecond, "nice weather", AskAgain},
		"a no":               {2200 * time.Millisecond, "no", NotSentNotice},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
			p := s.act.Prompt
			s.now = tt.start + 400*time.Millisecond
			s.step(Event{Kind: Heard, Utterance: Utterance{NBest: []Hypothesis{{Text: tt.text, Confidence: Known(0.9)}}, Start: tt.start, End: s.now}})
			if s.act.Kind == Wait {
				s.now = max(s.now, 2700*time.Millisecond)
				s.step(Event{Kind: Said, Prompt: p.ID, Span: Span{150 * time.Millisecond, 1500 * time.Millisecond}})
			}
			if s.wait(); s.act.Prompt.Kind != tt.want {
				t.Errorf("the machine says %v next, want %v\n%s", s.act.Prompt.Kind, tt.want, s.m.outcome.Record.Timeline())
			}
		})
	}
}

// TestWording lets the host say it in its own words.
func TestWording(t *testing.T) {
	s := newStage(t, Config{Wording: func(p Prompt) string {
		if p.Kind == AskConfirm {
			return "Delete the note to " + p.Value + "?"
		}
		return ""
	}}, Request{Value: "Bob Smith", Evidence: trusted()})
	if got := s.act.Prompt.Text; got != "Delete the note to Bob Smith?" {
		t.Errorf("the prompt is %q, want the host's own", got)
	}
	s.play()
	s.say(700*time.Millisecond, Known(0.9), "no")
	if got := s.act.Prompt.Text; got != "Not sent." {
		t.Errorf("the prompt is %q, want the language's", got)
	}
}

func TestWordingPanics(t *testing.T) {
	s := newStage(t, Config{Wording: func(Prompt) string { panic("no words") }}, Request{Value: "Bob Smith", Evidence: trusted()})
	if got := s.act.Prompt.Text; got != "To Bob Smith?" {
		t.Errorf("the prompt is %q, want the language's", got)
	}
}

// TestNoWording has a language file that lacks prompts: no dialog begins, but
// where the host has the words.
func TestNoWording(t *testing.T) {
	const words = "language: xx\nyes: yes\nno: no\n"
	all := func(Prompt) string { return "To whom or what?" }
	but := func(k PromptKind) func(Prompt) string {
		return func(p Prompt) string {
			if p.Kind == k {
				return " "
			}
			return "Well?"
		}
	}
	r, err := ParseReader("xx.txt", []byte(words))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		wording func(Prompt) string
		stakes  Stakes
		code    string
		lacks   string // the kind that the error names; empty: none is missing
	}{
		{"none", nil, Purchase, "", `"confirm"`},
		{"all", all, Purchase, "", ""},
		{"no challenge", but(AskChallenge), Purchase, "", `"challenge"`},
		{"no challenge, but a code", but(AskChallenge), Purchase, "4711", ""},
		{"no code", but(AskCode), Purchase, "4711", `"code"`},
		{"no announcement", but(Announce), Private, "", `"announce"`},
		{"no tap", but(AskTap), Critical, "", `"tap"`},
		{"no tap, where none is asked for", but(AskTap), Private, "", ""},
		{"no which", but(AskWhich), Private, "", `"which"`},
	} {
		c := Config{Reader: r, Wording: tt.wording, SecondChannel: true, Resolver: people("Bob Smith")}
		_, err := NewMachine(c, Request{Action: "buy", Value: "Bob Smith", Language: "xx", Stakes: tt.stakes, Code: tt.code})
		if tt.lacks == "" && err != nil || tt.lacks != "" && (!errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), tt.lacks)) {
			t.Errorf("%s: NewMachine = %v, want an error that names %s", tt.name, err, tt.lacks)
		}
	}
}

// TestWordingDriesUp has a host whose wording gives out in the middle of a
// dialog: it ends there, however willing the user.
func TestWordingDriesUp(t *testing.T) {
	for _, lacks := range []string{"confirm", "announce"} {
		c, err := Config{}.withDefaults()
		if err != nil {
			t.Fatal(err)
		}
		s := &stage{m: newMachine(c, Request{Action: "send", Value: "Bob Smith", Evidence: trusted()}, lacking{english(), lacks})}
		for s.step(Event{Kind: Begin}); s.act.Kind != Finish; s.wait() {
			s.play()
			if s.act.Kind == Wait {
				s.say(700*time.Millisecond, Known(0.95), "yes")
			}
		}
		if o := s.m.Outcome(); o.Decision != NotSent || o.Reason != ReasonFailed {
			t.Errorf("without %q: %v (%v), want not sent (%v)", lacks, o.Decision, o.Reason, ReasonFailed)
		}
	}
}

// lacking is a language without one of its prompts.
type lacking struct {
	*Reader
	kind string
}

func (l lacking) Prompt(k PromptKind, value, expect string) string {
	if k.String() == l.kind {
		return ""
	}
	return l.Reader.Prompt(k, value, expect)
}

func TestFinishStays(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
	s.play()
	s.say(700*time.Millisecond, Known(0.95), "yes")
	s.wait()
	s.play()
	s.wait()
	before := s.m.Outcome()
	if before.Decision != Proceed || before.Value != "Bob Smith" {
		t.Fatalf("outcome is %v %v, want to proceed\n%s", before.Decision, before.Reason, before.Record.Timeline())
	}
	for k := range EventKind(12) {
		if a := s.m.Step(Event{Kind: k, At: s.now}); a.Kind != Finish {
			t.Errorf("Step(%v) after the end = %v, want finish", k, a.Kind)
		}
	}
	if after := s.m.Outcome(); after.Decision != before.Decision || len(after.Record.Entries) != len(before.Record.Entries) {
		t.Errorf("the outcome changed after the end: %v, %d entries; was %v, %d", after.Decision, len(after.Record.Entries), before.Decision, len(before.Record.Entries))
	}
}
