package confirmtest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/confirm/confirmtest"
)

// TestScenes runs a Dialog in every scene: what a host does with its own.
func TestScenes(t *testing.T) {
	reader, err := confirm.NewReader("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range confirmtest.Scenes() {
		t.Run(s.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				room := s.Room()
				d, err := confirm.NewDialog(confirm.Config{Reader: reader}, confirm.Host{Speaker: room, Listener: room, Now: room.Now})
				if err != nil {
					t.Fatal(err)
				}
				out, err := d.Run(t.Context(), s.Request)
				s.Check(t, out, err)
			})
		})
	}
}

// TestScenesCatch2018 runs the chain of 2018, any "right" is a yes, in every
// scene: it must fail some of them, or they test nothing.
func TestScenesCatch2018(t *testing.T) {
	reader, err := confirm.NewReader("en")
	if err != nil {
		t.Fatal(err)
	}
	sent := map[string]bool{}
	for _, s := range confirmtest.Scenes() {
		synctest.Test(t, func(t *testing.T) {
			room := s.Room()
			ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
			defer cancel()
			if _, err := room.Say(ctx, confirm.Prompt{Kind: confirm.AskConfirm, Text: "Bob Smith, right?", Value: "Bob Smith"}); err != nil {
				t.Fatal(err)
			}
			for {
				u, err := room.Hear(ctx)
				if err != nil {
					return
				}
				switch m := reader.Read(u.Best(), confirm.ReadContext{Value: "Bob Smith"}).Meaning; m {
				case confirm.Yes:
					sent[s.Name] = true
					return
				case confirm.No, confirm.Cancel:
					return
				}
			}
		})
	}
	for _, name := range []string{"incident", "incident, one word at the right moment", "yes"} {
		if !sent[name] {
			t.Errorf("the chain of 2018 did not send in %q, so the scene is too easy", name)
		}
	}
}

func TestRoomIsASpeaker(t *testing.T) {
	// Each test of the contract makes a Room in a bubble of its own time.
	synctest.Test(t, func(t *testing.T) {
		room := &confirmtest.Room{Echo: 2}
		ctx, cancel := context.WithCancel(t.Context())
		span, err := room.Say(ctx, confirm.Prompt{Text: "To Bob Smith?"})
		if err != nil || span.End-span.Start != 1380*time.Millisecond || room.Now() != span.End {
			t.Errorf("Say = %v, %v at %v; want 1.38 s, until now", span, err, room.Now())
		}
		u, err := room.Hear(ctx)
		if err != nil || u.Best() != "Bob Smith?" || u.End != span.End+50*time.Millisecond {
			t.Errorf("Hear = %q to %v, %v; want the echo, just after %v", u.Best(), u.End, err, span.End)
		}
		cancel()
		if _, err := room.Say(ctx, confirm.Prompt{Text: "To Bob Smith?"}); !errors.Is(err, context.Canceled) {
			t.Errorf("Say after cancel = %v, want %v", err, context.Canceled)
		}
		if _, err := room.Hear(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Hear after cancel = %v, want %v", err, context.Canceled)
		}
		if n := len(room.Prompts()); n != 2 {
			t.Errorf("%d prompts, want 2", n)
		}
	})
}

// TestContracts runs the contract tests on hosts of the test's own.
func TestContracts(t *testing.T) {
	began := time.Now()
	now := func() time.Duration { return time.Since(began) }
	confirmtest.TestSpeaker(t, func(*testing.T) confirm.Speaker {
		return confirm.SpeakerFunc(func(ctx context.Context, p confirm.Prompt) (confirm.Span, error) {
			start := now()
			select {
			case <-time.After(5 * time.Millisecond):
				return confirm.Span{Start: start, End: now()}, ctx.Err()
			case <-ctx.Done():
				return confirm.Span{}, ctx.Err()
			}
		})
	}, now)
	confirmtest.TestListener(t, func(*testing.T) confirmtest.Ear {
		said := make(chan confirm.Utterance, 8)
		return confirmtest.Ear{
			Now:   now,
			Speak: func(text string) { said <- confirm.Utterance{Start: now(), End: now()} },
			Listener: confirm.ListenerFunc(func(ctx context.Context) (confirm.Utterance, error) {
				select {
				case u := <-said:
					return u, nil
				case <-ctx.Done():
					return confirm.Utterance{}, ctx.Err()
				}
			}),
		}
	})
}

func TestRoomOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		room := &confirmtest.Room{
			Talk: []confirmtest.Line{
				{After: 2 * time.Second, Text: "second", Confidence: -1},
				{After: time.Second, Text: "first", Confidence: 0.4},
				{After: 500 * time.Millisecond, Text: "third, a long one", Takes: 5 * time.Second},
			},
		}
		for i, want := range []struct {
			text string
			conf string
		}{{"first", "0.40"}, {"second", "unknown"}, {"third, a long one", "0.90"}} {
			u, err := room.Hear(t.Context())
			if err != nil || u.Best() != want.text || u.Confidence().String() != want.conf || room.Now() != u.End {
				t.Errorf("utterance %d = %q, confidence %v, ends %v, at %v, %v; want %q, %s, when it ends", i+1, u.Best(), u.Confidence(), u.End, room.Now(), err, want.text, want.conf)
			}
		}
	})
}
