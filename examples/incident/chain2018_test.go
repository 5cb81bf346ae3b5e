package main

import (
	"math"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake"
)

func TestSimilarity(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"", "", 1},
		{"a", "", 0},
		{"kitten", "sitting", 1 - 3.0/7},
		{"riley", "really", 1 - 3.0/6},
		{"marsh", "march", 1 - 1.0/5},
		{"zoë", "zoe", 1 - 1.0/3},
		{"susan clark", "susan clark", 1},
	}
	for _, tt := range tests {
		if got := similarity(tt.a, tt.b); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("similarity(%q, %q) = %v; want %v", tt.a, tt.b, got, tt.want)
		}
		if a, b := similarity(tt.a, tt.b), similarity(tt.b, tt.a); a != b {
			t.Errorf("similarity(%q, %q) = %v one way, %v the other", tt.a, tt.b, a, b)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"John Baker", "Mary Cole", "Mary Jones", "Riley Marsh"}
	tests := []struct {
		text, want string
		enough     bool
	}{
		{"riley marsh", "Riley Marsh", true},
		{"send it to john baker please", "John Baker", true}, // any two words in a row
		{"really in march", "Riley Marsh", true},             // talk
		{"marry", "Mary Cole", true},                         // a given name alone; the first of equals
		{"the ship comes in on thursday", "", false},
	}
	for _, tt := range tests {
		got, like := nearest(tt.text, names)
		if (like >= name2018) != tt.enough || tt.enough && got != tt.want {
			t.Errorf("nearest(%q) = %q, %.2f; want %q, enough %v", tt.text, got, like, tt.want, tt.enough)
		}
	}
}

// scripted runs the chain of 2018 after a wake word that ends at 1 s.
func scripted(room ...utterance) *timeline {
	tr := &trace{Word: "alexa", Old: []wakeUp{{Word: "alexa", Confidence: 0.2, Start: ms(400), End: ms(1000), At: ms(1100)}}}
	return replay2018(tr, room, []string{"John Baker", "Riley Marsh"})
}

func TestChain2018(t *testing.T) {
	tests := []struct {
		name string
		room []utterance
		to   string
		last string // the headline or reason of the end
	}{
		{"nothing is said", nil, "", "no answer"},
		{"no command", []utterance{one(1500, 3000, 0.9, "nice weather today")}, "", "no answer"},
		{"the command comes too late", []utterance{one(9500, 11000, 0.9, "send a message to john baker"), one(14000, 14300, 0.9, "yes")}, "", "no answer"},
		{"a name in the command, then a yes", []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "yes")}, "John Baker", "guesses"},
		{"asked for the name", []utterance{one(1500, 3000, 0.9, "send a message"), one(5000, 5800, 0.9, "john baker"), one(8500, 8900, 0.9, "okay")}, "John Baker", "guesses"},
		{"talk is enough", []utterance{one(1500, 3000, 0.9, "they sent a message"), one(4500, 5800, 0.9, "really in march"), one(8000, 9000, 0.9, "well yeah the oak")}, "Riley Marsh", "guesses"},
		{"a no", []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "no stop")}, "", "said no"},
		{"yes beats no", []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "no right")}, "John Baker", "guesses"},
		{"asked twice, then given up", []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "the oak"), one(8500, 8900, 0.9, "the ash")}, "", "in vain"},
		{"the second time counts", []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "the oak"), one(8500, 8900, 0.9, "right")}, "John Baker", "guesses"},
		{"no name is near", []utterance{one(1500, 3000, 0.9, "send a message"), one(5000, 5800, 0.9, "the dishwasher hums"), one(8000, 9000, 0.9, "quite loudly tonight")}, "", "in vain"},
		{"words before the wake word's end are no command", []utterance{one(200, 900, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "yes")}, "", "no answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := scripted(tt.room...)
			end, _ := got.last("end")
			if got.To != tt.to || got.Sent != (tt.to != "") || !strings.Contains(end.Why, tt.last) {
				t.Errorf("sent %v to %q, %q (%s); want %q (%s)\n%+v", got.Sent, got.To, end.Head, end.Why, tt.to, tt.last, got.Entries)
			}
		})
	}
}

func TestChain2018SleepsWithoutWakeWord(t *testing.T) {
	tr := &trace{Word: "alexa", Low: 0.1, Points: []point{{ms(500), 0.04}, {ms(600), 0.09}}}
	got := replay2018(tr, []utterance{one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "yes")}, []string{"John Baker"})
	if e, _ := got.last("wake"); got.Sent || e.Kind != refused || !strings.Contains(e.Why, "9.0%") {
		t.Errorf("without a wake word: sent %v, %+v; want nothing sent and the peak of 9%% named", got.Sent, got.Entries)
	}
}

// A second wake word opens a second dialog, as it did.
func TestChain2018WakesAgain(t *testing.T) {
	w := func(at int) wakeUp {
		return wakeUp{Word: "alexa", Start: ms(at - 600), End: ms(at), At: ms(at + 100)}
	}
	tr := &trace{Word: "alexa", Old: []wakeUp{w(1000), w(2000), w(20000)}}
	room := []utterance{
		one(1500, 3000, 0.9, "send a message to john baker"), one(5500, 5900, 0.9, "no"),
		one(20500, 22000, 0.9, "send a message to john baker"), one(24500, 24900, 0.9, "yes"),
	}
	got := replay2018(tr, room, []string{"John Baker"})
	wakes := 0
	for _, e := range got.Entries {
		if e.Step == "wake" {
			wakes++
		}
	}
	if got.To != "John Baker" || wakes != 2 {
		t.Errorf("sent to %q after %d wake words; want John Baker after 2 (the one within a dialog is none)", got.To, wakes)
	}
}

// The threshold of 2018 is what a rate asks for, where the model knows its
// rates, and a low one where not.
func TestConfig2018(t *testing.T) {
	known := wake.Calibration{Hours: 10, Rates: []wake.RatePoint{{Threshold: 0.02, FalseAccepts: 100}, {Threshold: 0.08, FalseAccepts: 40}, {Threshold: 0.5, FalseAccepts: 3}}}
	if c := config2018(known, 8000); math.Abs(c.Threshold-0.08) > 1e-9 || c.DoubtThreshold >= 0 || c.SampleRate != 8000 {
		t.Errorf("config2018 = %+v; want the threshold 0.08, where 4 an hour were counted", c)
	}
	if c := config2018(wake.Calibration{}, 8000); c.Threshold != wake2018 {
		t.Errorf("config2018 without rates: threshold %v; want %v", c.Threshold, wake2018)
	}
}
