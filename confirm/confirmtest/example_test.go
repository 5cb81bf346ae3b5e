package confirmtest_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/confirm/confirmtest"
)

// The Speaker of a host, held to its contract. Its spans are on a clock of its
// own here; a host passes the clock that its Dialog uses.
func ExampleTestSpeaker() {
	_ = func(t *testing.T) { // func TestMySpeaker
		began := time.Now()
		now := func() time.Duration { return time.Since(began) }
		say := func(context.Context, confirm.Prompt) (confirm.Span, error) {
			start := now() // play the prompt here
			return confirm.Span{Start: start, End: now()}, nil
		}
		confirmtest.TestSpeaker(t, func(*testing.T) confirm.Speaker { return confirm.SpeakerFunc(say) }, now)
	}
}

// A whole assistant, tried in every scene.
func ExampleScenes() {
	_ = func(t *testing.T) { // func TestMyAssistant
		for _, s := range confirmtest.Scenes() {
			t.Run(s.Name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					room := s.Room()
					host := confirm.Host{Speaker: room, Listener: room, Now: room.Now}
					d, err := confirm.NewDialog(confirm.Config{}, host)
					if err != nil {
						t.Fatal(err)
					}
					out, err := d.Run(t.Context(), s.Request)
					s.Check(t, out, err)
				})
			})
		}
	}
}
