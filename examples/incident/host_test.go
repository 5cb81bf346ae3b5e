package main

import (
	"math"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

func TestCommand(t *testing.T) {
	nbest := func(p float64, rest string) utterance {
		return utterance{NBest: []wording{
			{Text: "send a message to tom", Confidence: confirm.Known(p)},
			{Text: rest, Confidence: confirm.Known(1 - p)},
		}}
	}
	tests := []struct {
		name string
		u    utterance
		want float64 // of mostSure; negative: no command
	}{
		{"plain", one(0, 9, 1, "send a message"), 1},
		{"with a name", one(0, 9, 1, "send a message to susan clark"), 1},
		{"politely", one(0, 9, 1, "please send a message to tom"), 1},
		{"past tense, as recognisers mishear it", one(0, 9, 1, "sent a message to tom"), 1},
		{"within talk", one(0, 9, 1, "she will send a message when the boards"), 3.0 / 8},
		{"talk behind the name", one(0, 9, 1, "send a message to tom wood and then we can go home"), 7.0 / 12},
		{"half of the wordings", nbest(0.5, "gender message to tom"), 0.5},
		{"in another order", one(0, 9, 1, "a message was sent"), -1},
		{"too far apart", one(0, 9, 1, "send them all the same message"), -1},
		{"no keywords", one(0, 9, 1, "call tom"), -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, ok := command(tt.u)
			p, known := c.Value()
			switch {
			case ok != (tt.want >= 0):
				t.Errorf("command(%q) = %v; want %v", tt.u.best(), ok, tt.want >= 0)
			case ok && (!known || math.Abs(p-mostSure*tt.want) > 1e-9):
				t.Errorf("command(%q): confidence %v; want %.3f", tt.u.best(), c, mostSure*tt.want)
			}
		})
	}
	bare := utterance{NBest: []wording{{Text: "send a message"}}}
	if c, ok := command(bare); !ok || c != (confirm.Confidence{}) {
		t.Errorf("without weights: %v, %v; want a command of unknown confidence", c, ok)
	}
}

func TestVoice(t *testing.T) {
	short, long := voice("To whom?"), voice("Say Riley Marsh walnut to send it.")
	if short < 500*time.Millisecond || long <= short || long > 4*time.Second {
		t.Errorf("voice: %v and %v; want the pace of a speaker", short, long)
	}
	if voice("Zoë") != voice("Zoe") {
		t.Error("voice counts bytes, not letters")
	}
}
