package confirm

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The exhaustive walk plays every sequence of a small alphabet of events up to
// a depth and checks what must always hold on each of them. The alphabet holds
// one event of each kind that the machine tells apart; what differs only in
// names or words is one letter. Depth 4 runs with the tests; for the long run:
//
//	HEARSAY_DEPTH=8 go test ./confirm -run TestExhaustive -timeout 2h

// letter is one event of the alphabet, made for the present moment of a walk.
type letter struct {
	name string
	make func(w *walk) (Event, bool) // false: not possible here
}

// walk is one path.
type walk struct {
	m    *Machine
	now  time.Duration
	act  Action
	say  Prompt // the prompt that plays; ID 0: none
	path []string

	began     bool // a prompt has begun
	denied    bool // somebody said no, cancel or stop to the device
	consent   bool // somebody said yes or the challenge's words, after a question
	corrected bool // and then named another, about whom nothing was asked since
	approved  bool
}

// copy gives a walk that can go another way.
func (w *walk) copy() *walk {
	n, m := *w, *w.m
	m.room.list = slices.Clone(m.room.list)
	m.room.held = maps.Clone(m.room.held)
	m.room.open = slices.Clone(m.room.open)
	m.steps, m.answers = slices.Clone(m.steps), slices.Clone(m.answers)
	m.rejected, m.among = slices.Clone(m.rejected), slices.Clone(m.among)
	m.held = slices.Clone(m.held)
	m.outcome.Record.Entries = nil // the walk does not read them
	n.m = &m
	n.path = slices.Clone(w.path)
	return &n
}

// hear makes an event for a text that somebody says, beginning now, or while
// the prompt plays.
func hear(text string, confidence Confidence) func(*walk) (Event, bool) {
	return func(w *walk) (Event, bool) {
		start := w.now + 500*time.Millisecond
		if w.say.ID != 0 {
			start = w.now + 200*time.Millisecond
		}
		end := start + spoken(text)
		return Event{Kind: Heard, At: end, Utterance: Utterance{
			NBest: []Hypothesis{{Text: text, Confidence: confidence}}, Start: start, End: end,
		}}, true
	}
}

// alphabet is what can happen.
func alphabet() []letter {
	return []letter{
		{"tick", func(w *walk) (Event, bool) { return Event{Kind: Tick, At: max(w.now, w.act.Until)}, true }},
		{"early tick", func(w *walk) (Event, bool) { return Event{Kind: Tick, At: w.now + 10*time.Millisecond}, true }},
		{"said", func(w *walk) (Event, bool) {
			end := w.now + 1500*time.Millisecond
			return Event{Kind: Said, At: end, Prompt: w.say.ID, Span: Span{w.now + 100*time.Millisecond, end}}, w.say.ID != 0
		}},
		{"yes", hear("yes send it", Known(0.95))},
		{"no", hear("no", Known(0.01))},
		{"stop", hear("stop", Confidence{})},
		{"name", hear("mary jones", Known(0.9))},
		{"other", hear("no mary jones", Known(0.9))},
		{"talk", hear("and then we went there", Known(0.8))},
		{"phrase", func(w *walk) (Event, bool) {
			e, _ := hear(strings.Join(w.m.expect, " "), Known(0.9))(w)
			return e, len(w.m.expect) > 0
		}},
		{"echo", func(w *walk) (Event, bool) { // the prompt's last words come back
			f := w.m.prompt.words
			if len(f) == 0 {
				return Event{}, false
			}
			f = f[max(0, len(f)-3):]
			e, _ := hear(strings.Join(f, " "), Known(0.6))(w)
			d := e.At - w.now
			e.Utterance.Start, e.Utterance.End, e.At = w.now-d+50*time.Millisecond, w.now+50*time.Millisecond, w.now+50*time.Millisecond
			return e, true
		}},
		{"late echo", func(w *walk) (Event, bool) { // and so does all of it, a little later
			e, _ := hear(strings.Join(w.m.prompt.words, " "), Known(0.6))(w)
			return e, w.m.prompt.done && w.say.ID == 0
		}},
		{"approve", func(w *walk) (Event, bool) {
			return Event{Kind: Approved, At: w.now + time.Second, Prompt: w.m.prompt.prompt.ID}, w.m.phase == phaseTap
		}},
	}
}

// TestExhaustive walks every path.
func TestExhaustive(t *testing.T) {
	depth := 4
	if s := os.Getenv("HEARSAY_DEPTH"); s != "" {
		var err error
		if depth, err = strconv.Atoi(s); err != nil {
			t.Fatalf("HEARSAY_DEPTH=%q: %v", s, err)
		}
	}
	for name, r := range map[string]Request{
		"trusted":  {Value: "Bob Smith", Stakes: Private, Evidence: trusted()},
		"doubtful": {Value: "Bob Smith", Stakes: Private, Evidence: doubtful()},
		"nameless": {Stakes: Private, Evidence: trusted()},
		"purchase": {Value: "Bob Smith", Stakes: Purchase, Evidence: trusted()},
		"critical": {Value: "Bob Smith", Stakes: Critical, Evidence: trusted()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := &explorer{t: t, letters: alphabet(), stakes: r.Stakes}
			r.Action = "send"
			c, err := Config{Resolver: people("Bob Smith", "Mary Jones"), SecondChannel: true}.withDefaults()
			if err != nil {
				t.Fatal(err)
			}
			w := &walk{m: newMachine(c, r, &remembering{Reader: english()})}
			w.took(w.m.Step(Event{Kind: Begin}))
			x.explore(w, depth)
			t.Logf("%d paths of up to %d events, %d sent", x.paths, depth, x.sent)
			if x.sent == 0 && r.Stakes == Private && r.Value != "" {
				t.Error("no path at all led to a send: the walk does not reach what it should check")
			}
		})
	}
}

// explorer counts and checks.
type explorer struct {
	t       *testing.T
	letters []letter
	stakes  Stakes
	paths   int
	sent    int
	seen    map[[2]string]map[string]bool // state and event to the states that followed; nil: not kept
}

func (x *explorer) explore(w *walk, depth int) {
	x.paths++
	if w.act.Kind == Finish {
		return
	}
	if depth == 0 {
		x.leave(w)
		return
	}
	for _, l := range x.letters {
		e, ok := l.make(w)
		if !ok {
			continue
		}
		n := w.copy()
		n.path = append(n.path, l.name)
		n.tell(l.name, e)
		x.keep(w.m.phase, l.name, n.m.phase)
		if bad := x.check(n); bad != "" {
			x.t.Fatalf("%s\nafter %s", bad, strings.Join(n.path, ", "))
		}
		x.explore(n, depth-1)
	}
}

// keep remembers a step from one state to another.
func (x *explorer) keep(from phase, event string, to phase) {
	if x.seen == nil {
		return
	}
	k := [2]string{from.String(), event}
	if x.seen[k] == nil {
		x.seen[k] = map[string]bool{}
	}
	x.seen[k][to.String()] = true
}

// leave lets a path end by itself: nobody says anything more, and prompts are
// played. It must end soon, and as the laws want.
func (x *explorer) leave(w *walk) {
	n := w.copy()
	for i := 0; n.act.Kind != Finish; i++ {
		l := x.letters[0]
		if n.say.ID != 0 {
			l = x.letters[2]
		}
		e, _ := l.make(n)
		n.path = append(n.path, l.name)
		before := n.m.phase
		n.tell(l.name, e)
		x.keep(before, l.name, n.m.phase)
		if i > 20 {
			x.t.Fatalf("does not end\nafter %s", strings.Join(n.path, ", "))
		}
	}
	if bad := x.check(n); bad != "" {
		x.t.Fatalf("%s\nafter %s", bad, strings.Join(n.path, ", "))
	}
}

// tell tells the machine one event and keeps the books that check reads.
func (w *walk) tell(name string, e Event) {
	question := w.m.prompt.prompt.WantsAnswer()
	done := w.m.prompt.done
	alone := w.m.attends(reply{span: Span{e.Utterance.Start, e.Utterance.End}})
	w.now = e.At
	if name == "said" {
		w.say = Prompt{}
	}
	switch name {
	case "no", "stop":
		w.denied = w.denied || w.began && alone
	case "yes", "phrase":
		w.consent = w.consent || question && done
	case "approve":
		w.approved = true
	}
	value := w.m.value
	w.took(w.m.Step(e))
	if w.m.value != value {
		w.corrected = true // a new value: a consent must follow
		w.consent = false
	}
	if w.consent {
		w.corrected = false
	}
}

func (w *walk) took(a Action) {
	w.act = a
	if a.Kind == Say {
		w.say, w.began = a.Prompt, true
	}
}

// check names the law that a walk breaks; empty: none.
func (x *explorer) check(w *walk) string {
	o := w.m.Outcome()
	if w.act.Kind != Finish {
		switch {
		case o.Decision != NotSent:
			return "decided before the end"
		case w.m.prompts > w.m.cfg.Turns+5:
			return fmt.Sprintf("%d prompts", w.m.prompts)
		}
		return ""
	}
	if o.Decision == NotSent {
		if o.Value != "" || o.ID != "" {
			return "a refusal that carries a value"
		}
		return ""
	}
	x.sent++
	switch {
	case w.denied:
		return "sent although somebody said no"
	case !w.consent:
		return "sent without a consent"
	case w.corrected:
		return "sent a corrected value without a new consent"
	case x.stakes == Critical && !w.approved:
		return "sent without the second channel"
	case o.Value == "":
		return "sent to nobody"
	}
	return ""
}

// remembering is a Reader that reads each text once, so that the walk is fast.
type remembering struct {
	*Reader
	reads map[string]Reading
	words map[string][]string
}

func (r *remembering) Read(text string, c ReadContext) Reading {
	k := fmt.Sprint(text, "|", c.Prompt, "|", c.Value, "|", c.Kind)
	v, ok := r.reads[k]
	if !ok {
		if r.reads == nil {
			r.reads = map[string]Reading{}
		}
		v = r.Reader.Read(text, c)
		r.reads[k] = v
	}
	return v
}

func (r *remembering) Words(text string) []string {
	v, ok := r.words[text]
	if !ok {
		if r.words == nil {
			r.words = map[string][]string{}
		}
		v = r.Reader.Words(text)
		r.words[text] = v
	}
	return v
}
