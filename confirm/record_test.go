package confirm

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// eventful is the outcome of a dialog with everything in it: a name asked
// for, a correction, a challenge, an echo.
func eventful(t *testing.T) Outcome {
	t.Helper()
	s := newStage(t, Config{}, Request{Stakes: Private, Evidence: trusted(), Context: []Utterance{
		{NBest: []Hypothesis{{Text: "secretly talking"}}, Start: -9 * time.Second, End: -8 * time.Second},
	}})
	for _, l := range []string{
		"ask who", "say 0.7 ann lee", "ask confirm", "say 0.7 no bob smith", "cut confirm",
		"say 0.1 the zebra was there", "over", "say 0.9 yes", "ask challenge", "say 0.7 {expect}", "ask announce", "wait", "end proceed proof Bob Smith",
	} {
		if err := s.do(l); err != nil {
			t.Fatalf("%q: %v\n%s", l, err, s.m.Outcome().Record.Timeline())
		}
	}
	return s.m.Outcome()
}

func TestRecordJSON(t *testing.T) {
	rec := eventful(t).Record
	b, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	var back Record
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if d := cmp.Diff(rec, back, cmp.AllowUnexported(Confidence{})); d != "" {
		t.Errorf("the record changed on its way through JSON (-want +got):\n%s", d)
	}
	for _, want := range []string{`"version":1`, `"decision":"proceed"`, `"reason":"proof"`, `"stakes":"private"`, `"kind":"challenge"`, `"at_ns":`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s in %s", want, b)
		}
	}
	for _, bad := range []string{`{"decision":"maybe"}`, `{"stakes":"high"}`, `{"proof":1}`, `{"entries":[{"prompt":{"kind":"shout"}}]}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("a record was read from %s", bad)
		}
	}
}

func TestRecordIsOrderedAndComplete(t *testing.T) {
	rec := eventful(t).Record
	count := map[string]int{}
	for i, e := range rec.Entries {
		count[e.What]++
		if i > 0 && e.At < rec.Entries[i-1].At {
			t.Errorf("entry %d at %v comes after one at %v", i, e.At, rec.Entries[i-1].At)
		}
		if e.text() == "" {
			t.Errorf("entry %d (%s) has nothing to say", i, e.What)
		}
	}
	want := map[string]int{WhatEvidence: 3, WhatPrompt: 5, WhatSaid: 5, WhatHeard: 5, WhatReading: 5, WhatProof: 2, WhatEnd: 1}
	delete(count, WhatNote)
	if d := cmp.Diff(want, count); d != "" {
		t.Errorf("entries by kind (-want +got):\n%s\n%s", d, rec.Timeline())
	}
}

// TestRedaction looks for every word that was said or heard.
func TestRedaction(t *testing.T) {
	rec := eventful(t).Record
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("dialog", "record", rec, "outcome", eventful(t))
	b, err := json.Marshal(rec.WithoutWords())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(b), rec.WithoutWords().Timeline(), log.String()} {
		text = strings.ToLower(text)
		for _, w := range []string{"ann", "lee", "bob", "smith", "zebra", "secretly", "was there"} {
			if regexp.MustCompile(`\b` + w + `\b`).MatchString(text) {
				t.Errorf("%q stands in the redacted record:\n%s", w, text)
			}
		}
	}
	if !strings.Contains(rec.Timeline(), "zebra") {
		t.Errorf("the record itself was redacted:\n%s", rec.Timeline())
	}
	once := rec.WithoutWords()
	if d := cmp.Diff(once, once.WithoutWords(), cmp.AllowUnexported(Confidence{})); d != "" {
		t.Errorf("redacting twice differs (-once +twice):\n%s", d)
	}
	for _, want := range []string{`"decision":"proceed"`, `"prompts":5`, `"heard":5`, "proven"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in the log:\n%s", want, log.String())
		}
	}
}

// TestRedactionOfAction has a host that names the user's contact in what it
// does: in a dialog, and where none could begin.
func TestRedactionOfAction(t *testing.T) {
	r := Request{Action: "send Bob's note, by post, to SMITH.", Value: "Bob Smith", Evidence: trusted()}
	c, err := Config{}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	for name, rec := range map[string]Record{
		"begun":  newStage(t, Config{}, r).m.Outcome().Record,
		"failed": newMachine(c, r, nil).refuse(ReasonConfig, ErrConfig).Record,
	} {
		x := rec.WithoutWords()
		if !regexp.MustCompile(`^send w\d+ note, by post, to w\d+$`).MatchString(x.Action) || !regexp.MustCompile(`^w\d+ w\d+$`).MatchString(x.Value) {
			t.Errorf("%s: the action %q of %q", name, x.Action, x.Value)
		}
		han := Record{Action: "发送录音给李明吧", Value: "李明"}.WithoutWords()
		if han.Action != "发送录音给 w1 吧" {
			t.Errorf("the action %q of %q", han.Action, han.Value)
		}
		if rec.Action != r.Action || rec.Value != r.Value {
			t.Errorf("%s: the record itself says %q of %q", name, rec.Action, rec.Value)
		}
	}
}

// TestRecordIsBounded has a room that never stops talking.
func TestRecordIsBounded(t *testing.T) {
	s := newStage(t, Config{Limit: 10 * time.Minute, Turns: 10}, Request{Await: "send"})
	for i := range 3 * maxEntries {
		s.now += time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{NBest: []Hypothesis{{Text: "talk"}}, Start: s.now - time.Duration(i), End: s.now}})
	}
	s.step(Event{Kind: Failed})
	rec := s.m.Outcome().Record
	if n := len(rec.Entries); n > maxEntries+2*s.m.prompts+1 || rec.LeftOut == 0 || rec.Entries[n-1].What != WhatEnd {
		t.Errorf("%d entries, %d left out, the last is %q; want at most %d, some, and the end", n, rec.LeftOut, rec.Entries[n-1].What, maxEntries+1)
	}
}

// TestFullRecordKeepsTheProof has so much talk before a dialog that the Record
// is full when the first question is asked. What was asked, and the consent
// that was taken for proof, must stand in it all the same.
func TestFullRecordKeepsTheProof(t *testing.T) {
	s := newStage(t, Config{Limit: 10 * time.Minute, Command: time.Minute}, Request{Await: "send", Value: "Bob Smith", Stakes: Private, Evidence: trusted()})
	for i := range maxEntries {
		s.now += 10 * time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{NBest: []Hypothesis{{Text: "talk"}}, Start: s.now - time.Duration(i), End: s.now}})
	}
	s.end = s.now + 10*time.Second
	for _, l := range []string{"say 0.1 send a message", "ask confirm", "say 0.7 yes please", "wait", "ask announce", "wait", "end proceed proof Bob Smith"} {
		if err := s.do(l); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
	}
	count := map[string]int{}
	for _, e := range s.m.Outcome().Record.Entries {
		count[e.What]++
	}
	for what, want := range map[string]int{WhatPrompt: 2, WhatSaid: 2, WhatProof: 1, WhatEnd: 1} {
		if count[what] != want {
			t.Errorf("%d entries of %q in the full record, want %d", count[what], what, want)
		}
	}
}

// TestRecordOwnsItsWords has a host use its slice of hypotheses again.
func TestRecordOwnsItsWords(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
	nbest := []Hypothesis{{Text: "the first thing"}}
	s.now = time.Second
	s.step(Event{Kind: Heard, Utterance: Utterance{NBest: nbest, Start: 500 * time.Millisecond, End: time.Second}})
	nbest[0].Text = "another thing"
	if got := s.m.Outcome().Record.Timeline(); !strings.Contains(got, "the first thing") {
		t.Errorf("the record changed with the host's slice:\n%s", got)
	}
}
