package confirm

import (
	"slices"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// What must always hold: for the same prompts and the same replies, raising a
// threshold, the stakes or the doubt never turns a refusal into an acceptance.

// randomScene draws everything that the proof of consent looks at.
func randomScene(t *rapid.T) scene {
	dur := func(name string, lo, hi time.Duration) time.Duration {
		return time.Duration(rapid.Int64Range(int64(lo), int64(hi)).Draw(t, name))
	}
	s := scene{
		prompt:   Span{0, 2 * time.Second},
		words:    rapid.IntRange(1, 12).Draw(t, "words"),
		strength: rapid.Float64Range(0, 1).Draw(t, "strength"),
		meaning:  Yes,
		talkOver: dur("talk over", 0, 3*time.Second),
		busy:     dur("busy", 0, 6*time.Second),
		before:   dur("before", -2*time.Second, 5*time.Second),
		after:    dur("after", -2*time.Second, 5*time.Second),
		repeats:  rapid.IntRange(0, 5).Draw(t, "repeats"),
	}
	s.reply.Start = dur("start", 1600*time.Millisecond, 6*time.Second)
	s.reply.End = s.reply.Start + dur("length", 0, 6*time.Second)
	s.confidence = randomConfidence(t, "confidence")
	s.facts.SameSpeaker = randomConfidence(t, "speaker")
	s.facts.Prosody = randomConfidence(t, "prosody")
	return s
}

func randomConfidence(t *rapid.T, name string) Confidence {
	if rapid.Bool().Draw(t, name+" unknown") {
		return Confidence{}
	}
	return Known(rapid.Float64Range(0, 1).Draw(t, name))
}

// worse makes one thing about a scene more doubtful.
func worse(t *rapid.T, s scene) scene {
	by := time.Duration(rapid.Int64Range(0, int64(3*time.Second)).Draw(t, "by"))
	less := rapid.Float64Range(0, 1).Draw(t, "less")
	lower := func(c Confidence) Confidence {
		if p, ok := c.Value(); ok {
			return Known(p * less)
		}
		return c
	}
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0:
		s.strength *= less
	case 1:
		s.talkOver += by
	case 2:
		s.busy += by
	case 3:
		s.before -= by
	case 4:
		s.after -= by
	case 5:
		s.repeats++
	case 6:
		s.confidence = lower(s.confidence)
	case 7:
		s.facts.SameSpeaker = lower(s.facts.SameSpeaker)
	case 8:
		s.reply.End += by
	}
	return s
}

func TestProofIsMonotone(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		good := randomScene(t)
		bad := worse(t, good)
		needed := rapid.Float64Range(-2, 8).Draw(t, "needed")
		a := judge(nil, good.weigh(time.Second), needed, good.isolated(time.Second))
		b := judge(nil, bad.weigh(time.Second), needed, bad.isolated(time.Second))
		if b.Nats > a.Nats+1e-9 {
			t.Fatalf("more doubt weighs more: %v > %v\n%v\n%v", b.Nats, a.Nats, a, b)
		}
		if b.Accepted && !a.Accepted {
			t.Fatalf("more doubt is accepted where less is not:\n%v\n%v", a, b)
		}
	})
}

func TestPriorIsMonotone(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "n")
		var list []Evidence
		for range n {
			at := time.Duration(rapid.IntRange(-10, 10).Draw(t, "at")) * time.Second
			list = append(list, Evidence{Step: "x", Start: at, End: at + time.Second, Confidence: Known(rapid.Float64Range(0, 1).Draw(t, "p"))})
		}
		lower := slices.Clone(list)
		i := rapid.IntRange(0, n-1).Draw(t, "i")
		p, _ := lower[i].Confidence.Value()
		lower[i].Confidence = Known(p * rapid.Float64Range(0, 1).Draw(t, "less"))
		if a, b := sum(prior(list)), sum(prior(lower)); b > a+1e-9 {
			t.Fatalf("lower confidence weighs more: %v > %v\n%v\n%v", b, a, prior(list), prior(lower))
		}
		other := rapid.Permutation(list).Draw(t, "order")
		if a, b := sum(prior(list)), sum(prior(other)); a < b-1e-9 || a > b+1e-9 {
			t.Fatalf("the order of the evidence changes its weight: %v, %v", a, b)
		}
	})
}

// TestMachineIsMonotone plays the same events to two machines, of which one
// has more doubt, higher stakes or a higher threshold. Up to the step at which
// their prompts part, and in that step, the stricter one must not take for
// consent what the other does not.
func TestMachineIsMonotone(t *testing.T) {
	letters := alphabet()
	reader := &remembering{Reader: english()}
	prop.Check(t, func(t *rapid.T) {
		c, _ := Config{Resolver: people("Bob Smith", "Mary Jones"), SecondChannel: true}.withDefaults()
		r := Request{Action: "send", Value: "Bob Smith", Stakes: rapid.SampledFrom([]Stakes{Costly, Irrevocable, Private}).Draw(t, "stakes")}
		r.Evidence = trusted()
		for i := range r.Evidence {
			r.Evidence[i].Confidence = randomConfidence(t, "evidence")
		}
		c2, r2 := stricter(t, c, r)
		a := &walk{m: newMachine(c, r, reader)}
		b := newMachine(c2, r2, reader)
		a.took(a.m.Step(Event{Kind: Begin}))
		act := b.Step(Event{Kind: Begin})
		for range 30 {
			if act.Kind != a.act.Kind || act.Prompt != a.act.Prompt {
				break // they part
			}
			l := likely(t, letters, a)
			e, ok := l.make(a)
			if !ok {
				continue
			}
			a.path = append(a.path, l.name)
			a.tell(l.name, e)
			act = b.Step(e)
		}
		agrees := func(m *Machine) bool { // it has taken something for consent, if only so far
			return m.phase == phaseIsolate || m.phase == phaseTap || m.phase == phaseAnnounce || m.Outcome().Decision == Proceed
		}
		if agrees(b) && !agrees(a.m) {
			t.Fatalf("the stricter machine takes it for consent, the other does not, after %v\nstricter:\n%s\nother:\n%s", a.path, b.Outcome().Record.Timeline(), a.m.outcome.Record.Timeline())
		}
	})
}

// likely draws an event, mostly one that takes a dialog further: the prompt is
// played to its end, somebody says yes, time passes.
func likely(t *rapid.T, letters []letter, w *walk) letter {
	find := func(name string) letter {
		return letters[slices.IndexFunc(letters, func(l letter) bool { return l.name == name })]
	}
	switch n := rapid.IntRange(0, 9).Draw(t, "turn"); {
	case n < 8 && w.say.ID != 0:
		return find("said")
	case n < 3:
		return find("tick")
	case n < 5:
		return find("phrase")
	case n < 8:
		text := rapid.SampledFrom([]string{"yes", "right", "uh huh", "yes please send it"}).Draw(t, "yes")
		return letter{"yes", hear(text, randomConfidence(t, "sure"))}
	}
	return rapid.SampledFrom(letters).Draw(t, "event")
}

// stricter raises the threshold, the stakes or the doubt.
func stricter(t *rapid.T, c Config, r Request) (Config, Request) {
	switch rapid.IntRange(0, 2).Draw(t, "stricter") {
	case 0:
		c.Threshold = rapid.Float64Range(0, 0.999).Draw(t, "threshold")
	case 1:
		r.Stakes = rapid.SampledFrom([]Stakes{Irrevocable, Private, Critical}).Filter(func(s Stakes) bool {
			return s.LeastProof() >= r.Stakes.LeastProof() && s.needed() >= r.Stakes.needed()
		}).Draw(t, "higher stakes")
	case 2:
		r.Evidence = slices.Clone(r.Evidence)
		for i := range r.Evidence {
			if p, ok := r.Evidence[i].Confidence.Value(); ok {
				r.Evidence[i].Confidence = Known(p * rapid.Float64Range(0, 1).Draw(t, "less"))
			}
		}
	}
	return c, r
}

// talkative is the alphabet of a room that mostly talks: nobody denies, and the
// tick that closes a window comes seldom, so that dialogs last. What is to come
// often stands first, which is where rapid draws from most.
func talkative() []letter {
	var often, seldom []letter
	for _, l := range alphabet() {
		switch l.name {
		case "no", "stop":
		case "talk", "early tick":
			often = append(often, slices.Repeat([]letter{l}, 20)...)
		case "tick", "other", "phrase":
			seldom = append(seldom, l)
		default:
			seldom = append(slices.Repeat([]letter{l}, 4), seldom...)
		}
	}
	return append(often, seldom...)
}

// TestLongTalk tells machines hundreds of random events: they stay within
// their bounds, always end, and never send without what the stakes ask for.
func TestLongTalk(t *testing.T) {
	letters := talkative()
	reader := &remembering{Reader: english()}
	longest := 0
	prop.Check(t, func(t *rapid.T) {
		c, _ := Config{
			Resolver: people("Bob Smith", "Mary Jones"), SecondChannel: true,
			Limit: 10 * time.Minute, Turns: 10, Window: 20 * time.Second,
			Phrase: Phrase(rapid.IntRange(0, 3).Draw(t, "phrase")),
		}.withDefaults()
		r := Request{Action: "send", Stakes: Stakes(rapid.IntRange(0, 8).Draw(t, "stakes")), Evidence: doubtful()}
		if rapid.Bool().Draw(t, "named") {
			r.Value = "Bob Smith"
		}
		w := &walk{m: newMachine(c, r, reader)}
		w.took(w.m.Step(Event{Kind: Begin}))
		x := &explorer{level: r.Stakes.LeastProof()}
		for range 400 {
			if w.act.Kind == Finish {
				break
			}
			l := rapid.SampledFrom(letters).Draw(t, "event")
			e, ok := l.make(w)
			if !ok {
				continue
			}
			w.path = append(w.path, l.name)
			w.tell(l.name, e)
			if bad := x.check(w); bad != "" {
				t.Fatalf("%s after %v", bad, w.path)
			}
		}
		longest = max(longest, len(w.path))
		if n := len(w.m.room.list); n > roomMemory {
			t.Fatalf("the room remembers %d utterances, want at most %d", n, roomMemory)
		}
	})
	if longest < 2*roomMemory {
		t.Errorf("the longest talk had %d events, too few to fill the room's memory of %d", longest, roomMemory)
	}
}

// TestSameEventsSameRecord plays the same random events twice.
func TestSameEventsSameRecord(t *testing.T) {
	letters := alphabet()
	prop.Check(t, func(t *rapid.T) {
		c, _ := Config{Resolver: people("Bob Smith", "Mary Jones"), Seed: rapid.Uint64().Draw(t, "seed")}.withDefaults()
		r := Request{Action: "send", Value: "Bob Smith", Evidence: doubtful()}
		a := &walk{m: newMachine(c, r, english())}
		b := newMachine(c, r, english())
		a.took(a.m.Step(Event{Kind: Begin}))
		b.Step(Event{Kind: Begin})
		for range 12 {
			l := rapid.SampledFrom(letters).Draw(t, "event")
			e, ok := l.make(a)
			if !ok {
				continue
			}
			a.tell(l.name, e)
			if x := b.Step(e); x != a.act {
				t.Fatalf("the same events gave %+v and %+v", a.act, x)
			}
		}
		if x, y := a.m.outcome.Record.Timeline(), b.outcome.Record.Timeline(); x != y {
			t.Fatalf("the same events gave two records:\n%s\n%s", x, y)
		}
	})
}
