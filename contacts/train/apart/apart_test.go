package main

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

func TestSpendAddsUpToTheCost(t *testing.T) {
	c := prior()
	rng := rand.New(rand.NewPCG(1, 1))
	draw := func() []phone.Phone {
		s := make([]phone.Phone, 1+rng.IntN(8))
		for i := range s {
			s[i] = phone.Phone(1 + rng.IntN(phone.Count-1))
		}
		return s
	}
	var l lattice
	for range 200 {
		name, heard := draw(), draw()
		want, got := l.align(c, name, heard), 0.0
		l.spend(c, name, heard, func(k int) { got += c[k] })
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v heard as %v: the way back costs %g, the alignment %g", name, heard, got, want)
		}
		if same := l.align(c, name, name); same != 0 {
			t.Fatalf("%v heard as itself costs %g before learning, want 0", name, same)
		}
	}
}

// The gradient is that of the surprise: a small step of any cost changes the
// surprise as it says.
func TestGradient(t *testing.T) {
	l := newLearner(0)
	s := sample{text: "kim", meant: say("kim"), heard: []phone.Phone{phone.K, phone.IH, phone.N, phone.T}}
	near := [][][]phone.Phone{say("ken"), say("tim"), say("kate")}
	g := &[values + weights]float64{}
	before, _ := l.sample(&s, near, g)
	const h = 1e-5
	for k, want := range g {
		var x *float64
		if k < values {
			x = &l.costs[k]
		} else {
			x = &l.scale[k-values]
		}
		old := *x
		*x += h
		after, _ := l.sample(&s, near, nil)
		*x = old
		if got := (after - before) / h; math.Abs(got-want) > 1e-3 {
			t.Errorf("value %d: the surprise grows by %g, the gradient is %g", k, got, want)
		}
	}
}

// Where one sound is often heard as another, the
// costs learn it, and the right names become likelier.
func TestLearnFindsTheConfusion(t *testing.T) {
	given := []string{"mark", "mike", "mona", "mia", "max", "carl", "kate", "karen", "john", "joan", "peter", "paul", "tim", "tom"}
	r := newRivals(given, []string{"smith", "jones"})
	var all []sample
	for range 20 {
		for _, name := range given {
			s := sample{text: name, meant: say(name)}
			for _, p := range s.meant[0] {
				if p == phone.M {
					p = phone.V
				}
				s.heard = append(s.heard, p)
			}
			all = append(all, s)
		}
	}
	l := newLearner(1e-4)
	before := l.costs[subs+int(phone.M)*phone.Count+int(phone.V)]
	l.learn(all, r, 2, 20)
	if after := l.costs[subs+int(phone.M)*phone.Count+int(phone.V)]; after > before-0.5 {
		t.Errorf("M heard as V costs %g before and %g after learning; want half a nat less", before, after)
	}
	surprise := func(l *learner) (sum float64) {
		rng := rand.New(rand.NewPCG(3, 3))
		for i := range given {
			one, _ := l.sample(&all[i], r.near(rng, prior(), &all[i]), nil)
			sum += one
		}
		return sum
	}
	if b, a := surprise(newLearner(0)), surprise(l); a > b/2 {
		t.Errorf("surprise %.3g before and %.3g after learning; want less than half", b, a)
	}
	again := newLearner(1e-4)
	again.learn(all, r, 2, 20)
	if *again.costs != *l.costs {
		t.Error("the same samples give other costs")
	}
}

func TestEncodeIsRead(t *testing.T) {
	c := prior()
	keep, sub := subs+int(phone.M)*phone.Count+int(phone.M), subs+int(phone.M)*phone.Count+int(phone.N)
	c[keep], c[sub], c[dels+int(phone.M)], c[inss+int(phone.T)], c[edges+int(phone.T)] = 0.5, 1.25, 2, 3, 4
	e, err := phone.ReadErrors(c.encode())
	if err != nil {
		t.Fatal(err)
	}
	got := []float32{e.Keep(phone.M), e.Sub(phone.M, phone.N), e.Del(phone.M, true), e.Ins(phone.T, false), e.Ins(phone.T, true), e.Sub(phone.M, phone.M)}
	for i, want := range []float32{0.5, 0.75, 1.5, 3, 4, 0} {
		if got[i] != want {
			t.Errorf("costs %v; want 0.5 0.75 1.5 3 4 0", got)
			break
		}
	}
}

func TestRivalsAreNotTheNameMeant(t *testing.T) {
	r := newRivals([]string{"sean", "shaun", "shawn", "ann", "bob"}, []string{"lee", "leigh", "smith"})
	rng := rand.New(rand.NewPCG(1, 1))
	for _, text := range []string{"sean", "sean lee", "doctor lee"} {
		s := sample{text: text, meant: say(text), heard: say(text)[0]}
		near := r.near(rng, prior(), &s)
		if len(near) == 0 || len(near) > drawn {
			t.Errorf("%d rivals of %q; want some, at most %d", len(near), text, drawn)
		}
		for _, ways := range near {
			if alike(ways, s.meant) {
				t.Errorf("a rival of %q is said like it: %v", text, ways[0])
			}
		}
	}
}

func TestHear(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "nbest"), 0o755); err != nil {
		t.Fatal(err)
	}
	for id, text := range map[string]string{"u0": "ann lee -1000\nand lee -1200\n", "u1": ""} {
		if err := os.WriteFile(filepath.Join(dir, "nbest", id+".hyp"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := hear(dir, []speech.Utterance{{ID: "u0", Text: "ann lee"}, {ID: "u1", Text: "bob"}})
	if err != nil || len(got) != 1 || got[0].text != "ann lee" || !alike([][]phone.Phone{got[0].heard}, got[0].meant) {
		t.Errorf("hear = %v, %v; want ann lee alone, as she was heard", got, err)
	}
	if _, err := hear(dir, []speech.Utterance{{ID: "u2"}}); err == nil {
		t.Error("an utterance that was never heard is read")
	}
}
