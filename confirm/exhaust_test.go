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
// a depth, at every level of stakes, and checks what must always hold on each of
// them: see explorer.check. The alphabet holds one event of each kind that the
// machine tells apart; what differs only in names or words is one letter. Depth
// 4, 133 thousand paths, runs with the tests. The long run of 11 million paths
// takes two minutes of one processor; each further event ten times that:
//
//	HEARSAY_DEPTH=6 go test ./confirm -run TestExhaustive -timeout 2h

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
	announced bool // the present value was announced
	phrase    bool // somebody said the challenge's words
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
		{"command", func(w *walk) (Event, bool) {
			e, _ := hear("send a message", Known(0.9))(w)
			e.Utterance.Intent = "send"
			return e, w.m.phase == phaseCommand
		}},
	}
}

// walks are the requests whose paths are walked: every level of stakes, and
// what else the machine's first steps depend on.
func walks() map[string]Request {
	busy := []Utterance{{Start: -3 * time.Second, End: -100 * time.Millisecond}}
	list := map[string]Request{
		"doubtful":            {Value: "Bob Smith", Stakes: Private, Evidence: doubtful()},
		"doubtful and busy":   {Value: "Bob Smith", Stakes: Private, Evidence: doubtful(), Context: busy},
		"doubtful, harmless":  {Value: "Bob Smith", Stakes: Harmless, Evidence: doubtful()},
		"nameless":            {Stakes: Private, Evidence: trusted()},
		"nameless, in a room": {Stakes: Private, Evidence: doubtful(), Context: busy},
		"command":             {Stakes: Private, Evidence: trusted(), Await: "send"},
		"code":                {Value: "Bob Smith", Stakes: Purchase, Evidence: trusted(), Code: "4711"},
		"code, in a room":     {Value: "Bob Smith", Stakes: Purchase, Evidence: doubtful(), Code: "blue moon", Context: busy},
	}
	for s := Unstated; s <= Critical; s++ {
		list[s.String()] = Request{Value: "Bob Smith", Stakes: s, Evidence: trusted()}
	}
	return list
}

// begun is a walk that has taken its first step.
func begun(t *testing.T, r Request) *walk {
	t.Helper()
	c, err := Config{Resolver: people("Bob Smith", "Mary Jones"), SecondChannel: true}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	r.Action = "send"
	w := &walk{m: newMachine(c, r, &remembering{Reader: english()})}
	w.took(w.m.Step(Event{Kind: Begin}))
	return w
}

// depth is how long the walked paths are.
func depth(t *testing.T) int {
	t.Helper()
	s := os.Getenv("HEARSAY_DEPTH")
	if s == "" {
		return 4
	}
	d, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("HEARSAY_DEPTH=%q: %v", s, err)
	}
	return d
}

// TestExhaustive walks every path.
func TestExhaustive(t *testing.T) {
	d := depth(t)
	for name, r := range walks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := &explorer{t: t, letters: alphabet(), level: r.Stakes.LeastProof()}
			w := begun(t, r)
			if bad := x.check(w); bad != "" {
				t.Fatalf("%s at once", bad)
			}
			x.explore(w, d)
			t.Logf("%d paths of up to %d events, %d sent", x.paths, d, x.sent)
			if x.sent == 0 && x.level <= Isolated && r.Value != "" {
				t.Error("no path at all led to a send: the walk does not reach what it should check")
			}
		})
	}
}

// explorer counts and checks.
type explorer struct {
	t       *testing.T
	letters []letter
	level   Proof // that the stakes ask for
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
		w.phrase = w.phrase || name == "phrase" && question && done
	case "approve":
		w.approved = true
		w.consent = w.consent || w.m.cfg.Phrase == OnDevice
	}
	value := w.m.value
	act := w.m.Step(e)
	if w.m.value != value {
		w.corrected = true // a new value: a consent must follow
		w.consent, w.phrase, w.approved, w.announced = false, false, false, false
	}
	if w.consent {
		w.corrected = false
	}
	w.took(act)
}

func (w *walk) took(a Action) {
	w.act = a
	if a.Kind == Say {
		w.say, w.began = a.Prompt, true
		w.announced = w.announced || a.Prompt.Kind == Announce
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
	if o.Value == "" {
		return "sent to nobody"
	}
	return x.unproven(w)
}

// unproven names what a walk that sent lacks for its stakes; empty: nothing.
func (x *explorer) unproven(w *walk) string {
	switch {
	case w.denied:
		return "sent although somebody said no"
	case x.level >= Implicit && !w.announced:
		return "sent without an announcement"
	case x.level >= Explicit && !w.consent:
		return "sent without a consent"
	case x.level >= Explicit && w.corrected:
		return "sent a corrected value without a new consent"
	case x.level == Challenged && !w.phrase && !(w.approved && w.m.cfg.Phrase == OnDevice):
		return "sent without passing the challenge"
	case x.level == SecondChannel && !w.approved:
		return "sent without the second channel"
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
