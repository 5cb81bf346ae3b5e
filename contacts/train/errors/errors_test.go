package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

// simulate has words heard through a channel that is known: M is heard as N
// three times in ten, one sound in ten is lost at an edge, and T is added
// after a word in one of five.
func simulate(n int) []pair {
	rng := rand.New(rand.NewPCG(9, 9))
	sounds := []phone.Phone{phone.M, phone.AA, phone.K, phone.IY, phone.L, phone.S}
	var out []pair
	for i := range n {
		way := make([]phone.Phone, 4+rng.IntN(3))
		for j := range way {
			way[j] = sounds[rng.IntN(len(sounds))]
		}
		var heard []phone.Phone
		for j, p := range way {
			switch {
			case (j == 0 || j == len(way)-1) && rng.IntN(10) == 0:
			case p == phone.M && rng.IntN(10) < 3:
				heard = append(heard, phone.N)
			default:
				heard = append(heard, p)
			}
		}
		if rng.IntN(5) == 0 {
			heard = append(heard, phone.T)
		}
		out = append(out, pair{id: fmt.Sprint("u", i), meant: [][][]phone.Phone{{way}}, heard: heard, weight: 1})
	}
	return out
}

func TestLearnFindsTheChannel(t *testing.T) {
	pairs := simulate(1500)
	c := learn(pairs, priors{slope: 5, sub: 0.5, rate: 0.5}, 8)
	near := func(what string, got, want, tolerance float64) {
		if math.Abs(got-want) > tolerance {
			t.Errorf("%s is %.3f, want %.3f ± %.2f", what, got, want, tolerance)
		}
	}
	near("M heard as N", c.heard[phone.M][phone.N], 0.3, 0.06)
	near("K heard as K", c.heard[phone.K][phone.K], 1, 0.03)
	near("K lost at an edge", c.lost[1][phone.K], 0.1, 0.05)
	near("K lost inside", c.lost[0][phone.K], 0, 0.02)
	if c.added[1][phone.T] < 0.8 {
		t.Errorf("T is %.2f of what is added at an edge, want most", c.added[1][phone.T])
	}
	if before, after := newChannel().surprise(pairs), c.surprise(pairs); after > before/2 {
		t.Errorf("surprise %.2f before and %.2f after learning; want less than half", before, after)
	}
	for m := 1; m < phone.Count; m++ {
		var sum float64
		for h := 1; h < phone.Count; h++ {
			sum += c.heard[m][h]
		}
		near(fmt.Sprint("all that ", phone.Phone(m), " is heard as"), sum, 1, 1e-9)
	}
}

// Forward and backward sums must agree at every row of the lattice.
func TestForwardMeetsBackward(t *testing.T) {
	c := newChannel()
	s := readings([][][]phone.Phone{{{phone.AE, phone.N, phone.AH}}, {{phone.L, phone.IY}}}, 4)[0]
	heard := []phone.Phone{phone.AE, phone.M, phone.L, phone.IY, phone.T}
	l := c.forward(s, heard)
	c.backward(l, s, heard)
	if got := l.backOpen[0][0]; math.Abs(got/l.total-1) > 1e-9 {
		t.Errorf("backward sum %g, forward sum %g", got, l.total)
	}
	for i := range l.closed {
		var sum float64
		for j := range l.closed[i] {
			sum += l.closed[i][j] * l.backClosed[i][j]
		}
		if math.Abs(sum/l.total-1) > 1e-9 {
			t.Errorf("row %d sums to %g, want %g", i, sum, l.total)
		}
	}
}

func TestReadings(t *testing.T) {
	a, b, c := []phone.Phone{phone.AA}, []phone.Phone{phone.B, phone.AA}, []phone.Phone{phone.K}
	list := readings([][][]phone.Phone{{a, b}, {c, a}}, 3)
	if len(list) != 3 {
		t.Fatalf("%d readings, want the limit of 3", len(list))
	}
	if got := list[2]; !slices.Equal(got.sounds, []phone.Phone{phone.B, phone.AA, phone.K}) ||
		!slices.Equal(got.edge, []bool{true, true, true}) || !slices.Equal(got.slot, []bool{true, false, true, true}) {
		t.Errorf("reading %+v", got)
	}
}

func TestStatesPartTheClear(t *testing.T) {
	clear := simulate(300)
	rng := rand.New(rand.NewPCG(2, 2))
	var all []pair
	for i, x := range clear {
		if i%2 == 0 { // every second utterance is nothing like what was meant
			for j := range x.heard {
				x.heard[j] = phone.Phone(1 + rng.IntN(phone.Count-1))
			}
		}
		all = append(all, x)
	}
	s := learnStates(all, shipped, 6)
	wrong := 0
	for i, u := range utterances(all) {
		if (s.isClear(u) > 0.5) != (i%2 == 1) {
			wrong++
		}
	}
	if wrong > 15 || s.share < 0.4 || s.share > 0.6 {
		t.Errorf("%d of 300 utterances in the wrong state, %.2f clear", wrong, s.share)
	}
	if one, two := learn(all, shipped, 6).surprise(all), s.surprise(all); two >= one {
		t.Errorf("surprise %.3f with two states, %.3f with one; want less", two, one)
	}
}

func TestJunkIsCounted(t *testing.T) {
	c := learn(simulate(400), shipped, 6)
	name := [][][]phone.Phone{{{phone.M, phone.AA, phone.K, phone.IY}}}
	var pairs []pair
	for range 10 {
		pairs = append(pairs, pair{meant: name, weight: 1,
			heard: []phone.Phone{phone.M, phone.AA, phone.K, phone.IY, phone.T, phone.T},
			words: []string{"mackey", "tt"}, ends: []int{4, 6}})
	}
	got := c.junk(pairs).common(8)
	if len(got) != 1 || got[0].text != "tt" || got[0].after > 0.1 || got[0].before < 2 {
		t.Errorf("junk %v; want tt, nearly always after", got)
	}
}

func TestReadNBestAndGather(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "nbest"), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "anna b -1000\nann b -1000\nannan -1200\n"
	if err := os.WriteFile(filepath.Join(dir, "nbest", "u0.hyp"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	dict := source.Dictionary{
		"anna": {{phone.AE, phone.N, phone.AH}, {phone.AA}}, "ann": {{phone.AE, phone.N}},
		"annan": {{phone.AE}}, "b": {{phone.B, phone.IY}},
	}
	pairs, err := gather(dir, []speech.Utterance{{ID: "u0", Text: "anna"}}, dict)
	if err != nil {
		t.Fatal(err)
	}
	if len(pairs) != 3 || len(pairs[0].heard) != 5 || !slices.Equal(pairs[0].ends, []int{3, 5}) {
		t.Fatalf("pairs %+v; want three, the first of five sounds", pairs)
	}
	if a, b, c := pairs[0].weight, pairs[1].weight, pairs[2].weight; a != b || c >= a || math.Abs(a+b+c-1) > 1e-9 {
		t.Errorf("weights %g, %g, %g; want two alike, the third less, one together", a, b, c)
	}
	for _, u := range []speech.Utterance{{ID: "u0", Text: "zoe"}, {ID: "u1", Text: "anna"}} {
		if _, err := gather(dir, []speech.Utterance{u}, dict); err == nil || !strings.Contains(err.Error(), u.ID) {
			t.Errorf("%+v: %v, want an error that names it", u, err)
		}
	}
}

func TestEncodeIsRead(t *testing.T) {
	c := learn(simulate(400), shipped, 6)
	e, err := phone.ReadErrors(encode(c, []junkWord{{"it", 6, 3}}))
	if err != nil {
		t.Fatal(err)
	}
	want := math.Log(c.heard[phone.M][phone.M] / c.heard[phone.M][phone.N])
	if got := float64(e.Sub(phone.M, phone.N)); math.Abs(got-want) > 0.5/unit+1e-6 {
		t.Errorf("Sub(M, N) = %g, want %g", got, want)
	}
	if after, ok := e.Junk("it", false); !ok || after != 3 {
		t.Errorf(`Junk("it") = %g, %v; want 3`, after, ok)
	}
}
