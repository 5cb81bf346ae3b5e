package main

import (
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/wake"
)

// Every kind of entry of a dialog's record that decides or says something gets
// into the timeline, and nothing else.
func TestEntryOf(t *testing.T) {
	command := func(c confirm.Confidence) confirm.Entry {
		return confirm.Entry{At: ms(5), Evidence: &confirm.Evidence{Step: "command", Confidence: c}}
	}
	reading := func(m confirm.Meaning) confirm.Entry {
		return confirm.Entry{At: ms(5), Reading: &confirm.Reading{Meaning: m, Name: "ann", Why: "rule: words"}}
	}
	proof := confirm.Consent{
		Parts: []confirm.Part{{Name: "prompt", Weight: -3, Why: "talked through"}, {Name: "wording", Weight: 1.25}, {Name: "length"}},
		Nats:  -1.75, Needed: 3.5, Probability: 0.15, Missing: "somebody talked",
	}
	proven := proof
	proven.Accepted, proven.Missing, proven.Probability = true, "", 0.98
	tests := []struct {
		name      string
		e         confirm.Entry
		asked     confirm.PromptKind
		kind      kind
		head, why string // what they hold; an empty head: no entry
	}{
		{"prompt", confirm.Entry{Prompt: &confirm.Prompt{Text: "To whom?"}}, 0, asked, "“To whom?”", ""},
		{"sure command", command(confirm.Known(0.9)), 0, believed, "send message", "90%"},
		{"doubtful command", command(confirm.Known(0.2)), 0, doubted, "send message", "20%"},
		{"command without confidence", command(confirm.Confidence{}), 0, doubted, "send message", "unknown"},
		{"other evidence", confirm.Entry{Evidence: &confirm.Evidence{Step: "wake"}}, 0, 0, "", ""},
		{"yes", reading(confirm.Yes), confirm.AskConfirm, noted, "reads as a yes", "“so”: words alone are no consent"},
		{"no", reading(confirm.No), confirm.AskConfirm, refused, "a no", "“so”"},
		{"cancel", reading(confirm.Cancel), confirm.AskChallenge, refused, "a stop", "“so”"},
		{"correction", reading(confirm.Correction), confirm.AskConfirm, doubted, "“ann”", "“so”"},
		{"repeat", reading(confirm.Repeat), confirm.AskConfirm, noted, "again", "“so”"},
		{"unclear", reading(confirm.Unclear), confirm.AskConfirm, noted, "no answer", "“so”: rule"},
		{"a reading where a name was asked for", reading(confirm.Unclear), confirm.AskWho, 0, "", ""},
		{"a reading where one of several was", reading(confirm.Yes), confirm.AskWhich, 0, "", ""},
		{"consent", confirm.Entry{Consent: &proven}, 0, believed, "proven: 98%, needed 97%", "wording +1.2"},
		{"no consent", confirm.Entry{Consent: &proof}, 0, refused, "no proof: 15%", "somebody talked; prompt -3.0 (talked through)"},
		{"one contact", confirm.Entry{Note: "contact: one: Ann Lee by “ann lee” (98%)"}, 0, believed, "Ann Lee", "heard “ann lee” (98%)"},
		{"one contact, in the command", confirm.Entry{Note: "contact in the command: one: Ann Lee by “to ann lee” (98%)"}, 0, believed, "Ann Lee", "heard “to ann lee” (98%)"},
		{"several", confirm.Entry{Note: "contact: several: “mary” fits A and B"}, 0, doubted, "more than one", "“mary” fits A and B"},
		{"nobody", confirm.Entry{Note: "contact: nobody: “march”: too far"}, 0, refused, "nobody", "“march”: too far"},
		{"an error", confirm.Entry{Note: "contact: error: broken"}, 0, refused, "no name", "broken"},
		{"another note", confirm.Entry{Note: "heard twice"}, 0, 0, "", ""},
		{"an utterance", confirm.Entry{Utterance: &confirm.Utterance{}}, 0, 0, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := entryOf(tt.e, last{asked: tt.asked, heard: "so"})
			if ok != (tt.head != "") || got.Kind != tt.kind || !strings.Contains(got.Head, tt.head) || !strings.Contains(got.Why, tt.why) {
				t.Errorf("entryOf = %v, %+v; want kind %d, %q, %q", ok, got, tt.kind, tt.head, tt.why)
			}
			if ok && got.At != tt.e.At {
				t.Errorf("entry at %v; want %v", got.At, tt.e.At)
			}
		})
	}
}

// A reason that confirm learns to give must have its sentence here.
func TestEveryReasonHasItsSentence(t *testing.T) {
	for _, r := range []confirm.Reason{
		confirm.ReasonDenied, confirm.ReasonCancelled, confirm.ReasonSilence, confirm.ReasonRoom, confirm.ReasonNobody,
		confirm.ReasonNoProof, confirm.ReasonTurns, confirm.ReasonTimeout, confirm.ReasonClock, confirm.ReasonFailed,
		confirm.ReasonContext, confirm.ReasonConfig,
	} {
		if reasons[r] == "" {
			t.Errorf("no sentence for %q", r)
		}
	}
}

func TestWeights(t *testing.T) {
	parts := []confirm.Part{{Name: "a", Weight: 1}, {Name: "b", Weight: -2, Why: "talk"}, {Name: "c", Weight: 3}, {Name: "d", Weight: 0.01}, {Name: "e", Weight: -0.5}}
	if got, want := weights(parts, 1), "c +3.0; a +1.0"; got != want {
		t.Errorf("for consent: %q; want %q", got, want)
	}
	if got, want := weights(parts, -1), "b -2.0 (talk); e -0.5"; got != want {
		t.Errorf("against: %q; want %q", got, want)
	}
	if got := weights(append(parts, parts...), 1); strings.Count(got, ";") != mostParts-1 {
		t.Errorf("%q: want at most %d reasons", got, mostParts)
	}
}

func TestTellEndsTheTimeline(t *testing.T) {
	record := func(d confirm.Decision, r confirm.Reason, asked confirm.PromptKind) confirm.Outcome {
		return confirm.Outcome{Decision: d, Reason: r, Value: "Ann Lee", Record: confirm.Record{Entries: []confirm.Entry{
			{At: ms(1), Evidence: &confirm.Evidence{Step: "command"}}, // of the request: told already
			{At: ms(2), Prompt: &confirm.Prompt{ID: 1, Kind: asked, Text: "?"}},
			{At: ms(9)},
		}}}
	}
	tests := []struct {
		out  confirm.Outcome
		sent bool
		why  string
	}{
		{record(confirm.Proceed, confirm.ReasonProof, confirm.AskConfirm), true, "proof"},
		{record(confirm.NotSent, confirm.ReasonNoProof, confirm.AskConfirm), false, "no proof"},
		{record(confirm.NotSent, confirm.ReasonNoProof, confirm.AskWho), false, "no contact was named"},
		{record(confirm.NotSent, confirm.ReasonDenied, confirm.AskConfirm), false, "no"},
	}
	for _, tt := range tests {
		var got timeline
		tell(&got, tt.out)
		end, _ := got.last("end")
		if got.Sent != tt.sent || got.At != ms(9) || !strings.Contains(end.Why, tt.why) || len(got.Entries) != 2 {
			t.Errorf("%v, %s: %+v; want sent %v, %q, a prompt and the end", tt.out.Decision, tt.out.Reason, got, tt.sent, tt.why)
		}
		if tt.sent && got.To != "Ann Lee" || !tt.sent && got.To != "" {
			t.Errorf("%v: to %q", tt.out.Decision, got.To)
		}
	}
}

// room is a chain over a list of utterances, without audio.
func testChain(t *testing.T, detected []wakeUp, room ...utterance) *chain {
	t.Helper()
	p, err := testPlayer()
	if err != nil {
		t.Fatal(err)
	}
	return &chain{player: p, room: room, trace: &trace{Word: "alexa", Accept: 0.5, Doubt: 0.2, New: detected, Points: []point{{ms(900), 0.3}}}}
}

func TestChainActsOnAcceptedWordsOnly(t *testing.T) {
	at := func(v wake.Verdict) []wakeUp {
		return []wakeUp{{Word: "alexa", Verdict: v, Confidence: 0.9, Start: ms(400), End: ms(1000), At: ms(1100)}}
	}
	talk := []utterance{one(1700, 3400, 0.95, "send a message to susan clark"), one(6500, 7200, 0.99, "yes please")}
	tests := []struct {
		name string
		c    *chain
		to   string
		wake kind
	}{
		{"accepted", testChain(t, at(wake.Accepted), talk...), "Susan Clark", believed},
		{"doubtful", testChain(t, at(wake.Doubtful), talk...), "", doubted},
		{"nothing", testChain(t, nil, talk...), "", refused},
		{"accepted, but silence follows", testChain(t, at(wake.Accepted)), "", believed},
		{"the command came before the wake word", testChain(t, at(wake.Accepted), one(0, 350, 0.95, "send a message to susan clark")), "", believed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.c.replay()
			if err != nil {
				t.Fatal(err)
			}
			w, _ := got.last("wake")
			if got.To != tt.to || w.Kind != tt.wake {
				t.Errorf("to %q, wake word %+v; want %q, kind %d\n%+v", got.To, w, tt.to, tt.wake, got.Entries)
			}
			if _, ok := got.last("end"); !ok {
				t.Error("the timeline has no end")
			}
		})
	}
}

// What was heard before the wake word is context, as far back as the host
// remembers; the wake word's own utterance is not.
func TestRequestContext(t *testing.T) {
	c := testChain(t, nil, one(0, 900, 0.9, "long ago"), one(15000, 15900, 0.9, "just now"), one(20000, 21000, 0.9, "alexa and more"), one(22000, 23000, 0.9, "later"))
	req := c.request(wakeUp{Word: "alexa", Confidence: 0.7, Start: ms(20000), End: ms(20600)})
	if len(req.Context) != 1 || req.Context[0].Best() != "just now" {
		t.Errorf("context %+v; want “just now” alone", req.Context)
	}
	if e := req.Evidence[0]; e.Step != "wake" || e.Confidence != confirm.Known(0.7) || e.End != ms(20600) {
		t.Errorf("evidence %+v; want the wake word with its span", e)
	}
}

// There is nothing to make err deeper where 2018 took no name.
func TestErrorOf(t *testing.T) {
	c := testChain(t, nil, one(1500, 3000, 0.9, "they sent a message"), one(4500, 5800, 0.9, "really in march"), one(8000, 8400, 0.9, "right"))
	c.trace.Old = []wakeUp{{Word: "alexa", Confidence: 0.2, Start: ms(400), End: ms(1000), At: ms(1100)}}
	old := replay2018(c.trace, c.room, c.book.names())
	e, ok := c.errorOf(old)
	if !ok || e.name.Head != "Riley Marsh" || e.command.best() != "they sent a message" || e.heard.best() != "really in march" || e.wake.Confidence != 0.3 {
		t.Errorf("errorOf = %+v, %v; want what 2018 rested on, the wake word at its peak", e, ok)
	}
	if _, ok := c.errorOf(&timeline{}); ok {
		t.Error("errorOf of a timeline without a name; want none")
	}
}
