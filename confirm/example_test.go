package confirm_test

import (
	"context"
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// A host with a script instead of a microphone: it answers the question, and
// is silent otherwise.
type script struct {
	answer string
	heard  chan confirm.Utterance
}

func (s *script) Say(_ context.Context, p confirm.Prompt) (confirm.Span, error) {
	fmt.Println("device:", p.Text)
	now := clock()
	if p.Kind == confirm.AskConfirm {
		fmt.Println("user:  ", s.answer)
		s.heard <- confirm.Utterance{
			NBest: []confirm.Hypothesis{{Text: s.answer, Confidence: confirm.Known(0.92)}},
			Start: now + 5*time.Millisecond, End: now + 6*time.Millisecond,
		}
	}
	return confirm.Span{Start: now, End: now}, nil
}

func (s *script) Hear(ctx context.Context) (confirm.Utterance, error) {
	select {
	case u := <-s.heard:
		return u, nil
	case <-ctx.Done():
		return confirm.Utterance{}, ctx.Err()
	}
}

var clockBegan = time.Now()

func clock() time.Duration { return time.Since(clockBegan) }

// A yes in a quiet room, after a chain that heard well, goes through; a no
// does not.
func ExampleDialog() {
	for _, answer := range []string{"yes please", "no don't"} {
		host := &script{answer: answer, heard: make(chan confirm.Utterance, 1)}
		d, err := confirm.NewDialog(confirm.Config{
			Isolation: 500 * time.Millisecond, CancelWindow: 500 * time.Millisecond, // short, for an example
		}, confirm.Host{Speaker: host, Listener: host, Now: clock})
		if err != nil {
			fmt.Println(err)
			return
		}
		out, err := d.Run(context.Background(), confirm.Request{
			Action: "send the recording", Value: "Bob Smith", ID: "contact-17", Stakes: confirm.Private,
			Evidence: []confirm.Evidence{
				{Step: "wake", Confidence: confirm.Known(0.96), Start: -5 * time.Second, End: -4 * time.Second},
				{Step: "command", Confidence: confirm.Known(0.93), Start: -3 * time.Second, End: -1 * time.Second},
			},
		})
		fmt.Printf("%v (%v): %q, %v\n", out.Decision, out.Reason, out.ID, err)
	}
	// Output:
	// device: To Bob Smith?
	// user:   yes please
	// device: Sending.
	// proceed (proof): "contact-17", <nil>
	// device: To Bob Smith?
	// user:   no don't
	// device: Not sent.
	// not sent (denied): "", <nil>
}

// The same "right" is consent when it answers the prompt and stands alone, and
// is none in the middle of a conversation.
func ExampleJudge() {
	reader, err := confirm.NewReader("en")
	if err != nil {
		fmt.Println(err)
		return
	}
	sec := func(f float64) time.Duration { return time.Duration(f * float64(time.Second)) }
	say := func(text string, start, end float64) confirm.Utterance {
		return confirm.Utterance{
			NBest: []confirm.Hypothesis{{Text: text, Confidence: confirm.Known(0.9)}},
			Start: sec(start), End: sec(end),
		}
	}
	moment := confirm.Moment{
		Prompt: confirm.Prompt{Kind: confirm.AskConfirm, Text: "To Bob Smith?", Value: "Bob Smith"},
		Played: confirm.Span{Start: sec(10), End: sec(11.4)},
		Reply:  say("that's right", 12.1, 12.9),
	}
	request := confirm.Request{Action: "send the recording", Stakes: confirm.Private}
	for _, around := range [][]confirm.Utterance{
		nil,
		{say("and he put the floor in", 8.0, 11.9), say("in a day", 13.0, 13.6)},
	} {
		moment.Around = around
		reading, consent, err := confirm.Judge(confirm.Config{Reader: reader}, request, moment)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("reads %v, consent %v, missing %q\n", reading.Meaning, consent.Accepted, consent.Missing)
	}
	// Output:
	// reads yes, consent true, missing ""
	// reads yes, consent false, missing "somebody talked through the prompt"
}

// A Machine needs no clock and no devices: events go in, actions come out.
func ExampleMachine() {
	m, err := confirm.NewMachine(confirm.Config{}, confirm.Request{Action: "send the recording", Value: "Bob Smith"})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := m.Step(confirm.Event{Kind: confirm.Begin})
	fmt.Println(a.Kind, a.Prompt.Text)
	a = m.Step(confirm.Event{
		Kind: confirm.Said, At: 1500 * time.Millisecond, Prompt: a.Prompt.ID,
		Span: confirm.Span{Start: 100 * time.Millisecond, End: 1500 * time.Millisecond},
	})
	fmt.Println(a.Kind, "until", a.Until)
	a = m.Step(confirm.Event{Kind: confirm.Heard, At: 3 * time.Second, Utterance: confirm.Utterance{
		NBest: []confirm.Hypothesis{{Text: "no"}}, Start: 2500 * time.Millisecond, End: 3 * time.Second,
	}})
	fmt.Println(a.Kind, a.Prompt.Text)
	// Output:
	// say To Bob Smith?
	// wait until 5.8s
	// say Not sent.
}
