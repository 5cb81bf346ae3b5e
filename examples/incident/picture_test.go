package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"github.com/hearsay-go/hearsay/internal/svg/svgtest"
	"pgregory.net/rapid"
)

// Cards stay in order, apart, inside, and where nothing is in their way, at
// their place.
func TestSpread(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		step := rapid.Float64Range(10, 80).Draw(t, "step")
		lo, hi := 100.0, 100+80*12.0
		var wanted []float64
		x := 0.0
		for range n {
			x += rapid.Float64Range(0, 150).Draw(t, "x")
			wanted = append(wanted, x)
		}
		got := spread(wanted, step, lo, hi)
		if len(got) != n {
			t.Fatalf("spread of %d gives %d", n, len(got))
		}
		for i := range got {
			if got[i] < lo-1e-6 || got[i] > hi+1e-6 || i > 0 && got[i]-got[i-1] < step-1e-6 {
				t.Fatalf("spread(%v, %v) = %v", wanted, step, got)
			}
		}
	})
	free := []float64{150, 300, 500}
	if diff := cmp.Diff(free, spread(free, 100, 100, 900)); diff != "" {
		t.Errorf("spread moves what is free (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]float64{250, 350}, spread([]float64{300, 300}, 100, 0, 900)); diff != "" {
		t.Errorf("two at one place part evenly (-want +got):\n%s", diff)
	}
}

func TestArrangeLeavesOutTheMiddle(t *testing.T) {
	var entries []entry
	for i := range 40 {
		entries = append(entries, entry{At: ms(1000 * i), Step: "name", Head: "nobody", Kind: refused})
	}
	cards, width, left := arrange(entries, 0, 1000, func(e entry) float64 { return 25 * e.At.Seconds() })
	if left != 40-len(cards) || left == 0 || width < cardMin {
		t.Fatalf("%d cards of width %v, %d left out of 40", len(cards), width, left)
	}
	if cards[0].At != 0 || cards[len(cards)-1].At != ms(39000) {
		t.Errorf("cards from %v to %v; want the first and the last kept", cards[0].At, cards[len(cards)-1].At)
	}
}

// Whatever a user's file holds, the picture stays well-formed.
func TestPictureEscapes(t *testing.T) {
	r := &replay{
		Title: `<"&'>`, Story: "a < b && c", Length: 2 * time.Second, Span: 3 * time.Second,
		Heard: &heard{
			Recogniser: "<&>",
			Said:       []said{{Start: ms(0), End: ms(500), Voice: "<v>", Text: "]]>"}},
			Utterances: []utterance{one(0, 900, 0.5, "<text> & more")},
		},
		Wake: &trace{Word: "<w>", Accept: 0.5, Doubt: 0.05, Points: []point{{ms(100), math.SmallestNonzeroFloat64}, {ms(200), 1}}},
		Old:  &timeline{Name: "<old>"}, New: &timeline{Name: "&new"},
		rec: &recording{rate: 100, samples: make([]float32, 200)},
	}
	r.Old.add(entry{At: ms(100), End: ms(900), Kind: asked, Step: "says", Head: "“<&>”"})
	r.Old.send(ms(1000), "<A & B>", "]]>")
	texts := svgtest.Texts(t, drawPicture(r))
	for _, want := range []string{`<"&'>`, "a < b && c", "]]>", "SENT to <A & B>"} {
		if !strings.Contains(texts, want) {
			t.Errorf("no %q in the picture's texts", want)
		}
	}
}

// An empty replay can still be drawn: no utterances, no scores, no decisions.
func TestPictureOfNothing(t *testing.T) {
	r := &replay{
		Length: ms(10), Span: time.Second, Heard: &heard{}, Wake: &trace{Word: "alexa", Accept: 0.5, Doubt: 0.1},
		Old: &timeline{}, New: &timeline{}, rec: &recording{rate: 8000, samples: make([]float32, 80)},
	}
	svgtest.Texts(t, drawPicture(r))
}

func TestNiceStep(t *testing.T) {
	for span, want := range map[time.Duration]time.Duration{
		5 * time.Second: time.Second, 22 * time.Second: 2 * time.Second, time.Minute: 5 * time.Second, time.Hour: 5 * time.Minute,
	} {
		if got := niceStep(span); got != want {
			t.Errorf("niceStep(%v) = %v; want %v", span, got, want)
		}
	}
	for span := time.Second; span < 48*time.Hour; span += 997 * time.Second {
		if n := span / niceStep(span); n > 17 {
			t.Errorf("niceStep(%v) gives %d marks", span, n)
		}
	}
}
