package hearsay_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

// The whole chain: a wake word in a recording, a name that two people share, a
// name that is clear, and a dialog with a user who says no. It stands in the
// README, too; TestREADME keeps the two the same.
func Example() {
	// Samples in, detections out.
	model, err := words.Load("alexa")
	check(err)
	recording, err := os.Open("examples/assistant/wake.wav")
	check(err)
	defer recording.Close()
	wav, err := wake.NewWAV(recording)
	check(err)
	detector, err := wake.New(model, wake.Config{SampleRate: wav.SampleRate(), Channels: wav.Channels()})
	check(err)
	var woke wake.Detection
	for woke, err = range detector.Hear(wav) {
		check(err)
		fmt.Println(woke.Word, woke.Verdict)
	}
	if woke.Verdict != wake.Accepted {
		return // nobody called: a doubtful detection wakes nobody
	}

	// What a recogniser heard in, one contact out, or a refusal.
	book, err := contacts.New([]contacts.Contact{
		{ID: "1", Name: "Ann Lee"}, {ID: "2", Name: "Ann Smith"}, {ID: "3", Name: "Robert Jones"},
	}, contacts.Config{})
	check(err)
	_, err = book.Match([]contacts.Hypothesis{{Text: "send it to ann"}})
	if which, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		fmt.Println("which one:", which.Candidates[0].Contact.Name, "or", which.Candidates[1].Contact.Name)
	}
	match, err := book.Match([]contacts.Hypothesis{{Text: "robert jones", Confidence: 0.6}, {Text: "robber jones", Confidence: 0.3}})
	check(err)
	fmt.Println("one contact:", match.Contact.Name)

	// A question in, an outcome out. The host brings a Speaker and a Listener.
	dialog, err := confirm.NewDialog(confirm.Config{}, confirm.Host{Speaker: home, Listener: home, Now: home.Now})
	check(err)
	outcome, err := dialog.Run(context.Background(), confirm.Request{
		Action: "send the recording", Value: match.Contact.Name, Stakes: confirm.Private,
		Evidence: []confirm.Evidence{
			{Step: "wake", Value: woke.Word, Confidence: confirm.Known(woke.Confidence)},
			{Step: "contact", Value: match.Contact.Name, Confidence: confirm.Known(match.Confidence)},
		},
	})
	check(err)
	fmt.Println(outcome.Decision, "because it was", outcome.Reason)
	// Output:
	// alexa accepted
	// which one: Ann Lee or Ann Smith
	// one contact: Robert Jones
	// device: To Robert Jones?
	// user: no
	// device: Not sent.
	// not sent because it was denied
}

// home is a Speaker that prints and a Listener with a user who says no, once.
var home = &house{began: time.Now(), asked: make(chan bool, 10)}

type house struct {
	began time.Time
	asked chan bool
}

// Now is the clock of prompts and replies.
func (h *house) Now() time.Duration { return time.Since(h.began) }

func (h *house) Say(_ context.Context, p confirm.Prompt) (confirm.Span, error) {
	fmt.Println("device:", p.Text)
	h.asked <- p.WantsAnswer()
	return confirm.Span{}, nil
}

func (h *house) Hear(ctx context.Context) (confirm.Utterance, error) {
	for {
		select {
		case wants := <-h.asked:
			if wants {
				fmt.Println("user: no")
				return confirm.Utterance{Start: h.Now(), End: h.Now(), NBest: []confirm.Hypothesis{{Text: "no"}}}, nil
			}
		case <-ctx.Done():
			return confirm.Utterance{}, ctx.Err()
		}
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
