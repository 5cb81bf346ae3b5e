package main

import (
	"cmp"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/confirm"
)

func TestEvents(t *testing.T) {
	got := events([]utterance{one(1000, 2000, 0.9, "one"), one(2100, 2140, 0.8, "two")})
	type report struct {
		kind confirm.EventKind
		at   time.Duration
	}
	var list []report
	for _, e := range got {
		list = append(list, report{e.Kind, e.At})
	}
	want := []report{
		{confirm.Talking, ms(1100)}, {confirm.Talking, ms(2200)},
		{confirm.Heard, ms(2450)}, {confirm.Heard, ms(2590)},
	}
	if diff := gocmp.Diff(want, list, gocmp.AllowUnexported(report{})); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if u := got[2].Utterance; u.Start != ms(1000) || u.End != ms(2000) || u.Best() != "one" {
		t.Errorf("heard %+v; want the span and words of the utterance", u)
	}
}

func TestToConfirm(t *testing.T) {
	u := utterance{Start: ms(10), End: ms(20), Confidence: confirm.Known(0.8), NBest: []wording{
		{Text: "right", Confidence: confirm.Known(0.5)},
		{Text: "bright", Confidence: confirm.Known(0.25)},
		{Text: "bride"},
	}}
	got := toConfirm(u)
	want := []confirm.Hypothesis{
		{Text: "right", Confidence: confirm.Known(0.8)},
		{Text: "bright", Confidence: confirm.Known(0.4)},
		{Text: "bride"}, // not stated stays unknown
	}
	if diff := gocmp.Diff(want, got.NBest, gocmp.AllowUnexported(confirm.Confidence{})); diff != "" {
		t.Errorf("n-best (-want +got):\n%s", diff)
	}
	if got.Intent != "" {
		t.Errorf("intent %q in %q; want none", got.Intent, u.best())
	}
	if got := toConfirm(one(0, 900, 0.9, "send a message to tom")); got.Intent != intentSend {
		t.Errorf("intent %q; want %q", got.Intent, intentSend)
	}
}

// play runs a dialog about a contact that the host knows already.
func play(t *testing.T, room ...utterance) (confirm.Outcome, []confirm.Event) {
	t.Helper()
	sure := func(step string) confirm.Evidence {
		return confirm.Evidence{Step: step, Confidence: confirm.Known(0.99), Start: -time.Second}
	}
	p, err := testPlayer()
	if err != nil {
		t.Fatal(err)
	}
	m, err := confirm.NewMachine(confirm.Config{Reader: p.reader}, confirm.Request{
		Action: "send the recording", Value: "Susan Clark", Stakes: confirm.Private,
		Evidence: []confirm.Evidence{sure("wake"), sure("command"), sure("contact")},
	})
	if err != nil {
		t.Fatal(err)
	}
	d := &device{machine: m, queue: events(room)}
	queued := slices.Clone(d.queue)
	return d.run(0), queued
}

func TestDevicePlaysADialog(t *testing.T) {
	quiet, _ := play(t)
	if quiet.Decision != confirm.NotSent {
		t.Errorf("a quiet room: %v; want not sent", quiet.Decision)
	}
	asked := quiet.Record.Entries[slices.IndexFunc(quiet.Record.Entries, func(e confirm.Entry) bool { return e.Prompt != nil })]
	answer := voice(asked.Prompt.Text) + 700*time.Millisecond
	yes := one(int(answer.Milliseconds()), int(answer.Milliseconds())+700, 0.95, "yes please")
	if out, _ := play(t, yes); out.Decision != confirm.Proceed || out.Value != "Susan Clark" {
		t.Errorf("a yes after %q: %v (%v); want proceed to Susan Clark", asked.Prompt.Text, out.Decision, out.Reason)
	}
	no := one(int(answer.Milliseconds()), int(answer.Milliseconds())+500, 0.4, "no")
	if out, _ := play(t, no); out.Decision != confirm.NotSent || out.Reason != confirm.ReasonDenied {
		t.Errorf("a no: %v (%v); want not sent, denied", out.Decision, out.Reason)
	}
}

// Every prompt is reported as played, once, for as long as it takes to say.
func TestDeviceReportsItsPrompts(t *testing.T) {
	out, _ := play(t, one(3000, 3600, 0.9, "the oak"), one(9000, 9700, 0.9, "really"))
	var prompt *confirm.Prompt
	said := 0
	for _, e := range out.Record.Entries {
		if e.Prompt != nil {
			prompt = e.Prompt
		}
		if e.Span == nil || prompt == nil {
			continue
		}
		said++
		if got := e.Span.End - e.Span.Start; got != voice(prompt.Text) {
			t.Errorf("prompt %q took %v; want %v", prompt.Text, got, voice(prompt.Text))
		}
	}
	if said == 0 {
		t.Error("no prompt was reported as played")
	}
}

// The device serves a Machine until it has finished, whatever the room does,
// and events come in order.
func TestDeviceEnds(t *testing.T) {
	var room []utterance
	for i := range 600 {
		room = append(room, one(200*i, 200*i+150, 0.7, "yes no maybe"))
	}
	out, queued := play(t, room...)
	if !slices.IsSortedFunc(queued, func(a, b confirm.Event) int { return cmp.Compare(a.At, b.At) }) {
		t.Error("events out of order")
	}
	if out.Decision != confirm.NotSent {
		t.Errorf("endless chatter: %v; want not sent", out.Decision)
	}
}
