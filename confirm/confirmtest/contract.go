package confirmtest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// promptly is how soon a host has to return after its context has ended.
const promptly = time.Second

// TestSpeaker checks the contract of a Speaker: that Say returns when the
// prompt has been played, with a span that can have happened, or soon after
// its context ends; and that one prompt can follow another. now is the clock
// of the spans; nil: spans are only checked against themselves.
func TestSpeaker(t *testing.T, speaker func(t *testing.T) confirm.Speaker, now func() time.Duration) {
	p := confirm.Prompt{ID: 1, Kind: confirm.AskConfirm, Text: "To Bob Smith?", Language: "en", Value: "Bob Smith"}
	t.Run("plays", func(t *testing.T) { plays(t, speaker(t), now, p) })
	t.Run("stops with its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s, done := speaker(t), make(chan struct{})
		go func() { s.Say(ctx, p); close(done) }()
		cancel()
		ends(t, "Say", done)
	})
	t.Run("does not play for an ended context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		s, done := speaker(t), make(chan struct{})
		var err error
		go func() { _, err = s.Say(ctx, p); close(done) }()
		if ends(t, "Say", done); err == nil {
			t.Error("Say with an ended context = nil, want its error")
		}
	})
}

// plays says a prompt twice and checks the spans.
func plays(t *testing.T, s confirm.Speaker, now func() time.Duration, p confirm.Prompt) {
	for id := 1; id <= 2; id++ {
		p.ID = id
		before := clock(now)
		span, err := s.Say(t.Context(), p)
		after := clock(now)
		if err != nil {
			t.Fatalf("Say(%q) number %d = %v", p.Text, id, err)
		}
		if span == (confirm.Span{}) {
			continue // it cannot tell
		}
		if span.End < span.Start {
			t.Errorf("Say(%q) = %v, which ends before it begins", p.Text, span)
		}
		if now != nil && (span.Start < before-promptly || span.End > after+promptly) {
			t.Errorf("Say(%q) = %v, but it was called from %v to %v", p.Text, span, before, after)
		}
	}
}

// An Ear is a Listener under test, with a way to make it hear something. Speak
// returns when the text has been said.
type Ear struct {
	Listener confirm.Listener
	Speak    func(text string)
	Now      func() time.Duration // the clock of the utterances
}

// TestListener checks the contract of a Listener: that Hear returns what was
// said, with a span on its clock; keeps what is said while nobody calls it;
// and returns soon after its context ends, with the context's error.
func TestListener(t *testing.T, ear func(t *testing.T) Ear) {
	t.Run("hears", func(t *testing.T) {
		e := ear(t)
		before := e.Now()
		e.Speak("yes")
		u := hear(t, e)
		if u.End < u.Start || u.Start < before-promptly || u.End > e.Now()+promptly {
			t.Errorf("Hear = %v to %v, but it was said from %v to %v", u.Start, u.End, before, e.Now())
		}
	})
	t.Run("keeps what is said meanwhile", func(t *testing.T) {
		e := ear(t)
		e.Speak("yes")
		e.Speak("no")
		if a, b := hear(t, e), hear(t, e); b.End < a.End {
			t.Errorf("Hear gave an utterance that ended at %v after one that ended at %v", b.End, a.End)
		}
	})
	t.Run("stops with its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		e, done := ear(t), make(chan struct{})
		var err error
		go func() { _, err = e.Listener.Hear(ctx); close(done) }()
		cancel()
		if ends(t, "Hear", done); !errors.Is(err, context.Canceled) {
			t.Errorf("Hear with an ended context = %v, want %v", err, context.Canceled)
		}
	})
}

// hear hears one utterance, or fails.
func hear(t *testing.T, e Ear) confirm.Utterance {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	u, err := e.Listener.Hear(ctx)
	if err != nil {
		t.Fatalf("Hear = %v, want what was said", err)
	}
	return u
}

// ends fails when a call does not return promptly.
func ends(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(promptly):
		t.Fatalf("%s did not return within %v of the end of its context", what, promptly)
	}
}

func clock(now func() time.Duration) time.Duration {
	if now == nil {
		return 0
	}
	return now()
}
