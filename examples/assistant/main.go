// Command assistant is the smallest assistant that embeds the whole chain: it
// hears its wake word in a recording, takes a typed command, and asks before it
// sends. Type "send it to bob jones" or "send it to ann", then the answers:
//
//	go run ./examples/assistant
package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

//go:embed wake.wav
var room []byte // "alexa", spoken by flite's voice slt

var people = []contacts.Contact{{ID: "1", Name: "Ann Lee"}, {ID: "2", Name: "Ann Smith"}, {ID: "3", Name: "Robert Jones"}}

func main() {
	if err := run(context.Background(), bytes.NewReader(room), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "assistant:", err)
		os.Exit(1)
	}
}

// run is the chain: wake word, command, contact, confirmation, action.
func run(ctx context.Context, room, in io.Reader, out io.Writer) error {
	woke, err := wakeUp(room)
	book, bad := contacts.New(people, contacts.Config{})
	if err := errors.Join(err, bad); err != nil {
		return err
	}
	resolve := func(q confirm.Query) confirm.Resolution { return whom(book, q) }
	say := func(_ context.Context, p confirm.Prompt) (span confirm.Span, err error) {
		_, err = fmt.Fprintln(out, "assistant:", p.Text)
		return span, err
	}
	var dialog *confirm.Dialog
	lines := make(chan string)
	go func() {
		for s := bufio.NewScanner(in); s.Scan(); {
			lines <- s.Text()
		}
		close(lines)
	}()
	hear := func(ctx context.Context) (u confirm.Utterance, err error) {
		select {
		case line, ok := <-lines:
			if !ok {
				return u, io.EOF
			}
			u = confirm.Utterance{Start: dialog.Now(), End: dialog.Now(), NBest: []confirm.Hypothesis{{Text: line, Confidence: confirm.Known(1)}}}
			if u.IntentConfidence = confirm.Known(1); strings.HasPrefix(line, "send") {
				u.Intent = "send" // the host's language understanding
			}
			return u, nil
		case <-ctx.Done():
			return u, ctx.Err()
		}
	}
	dialog, err = confirm.NewDialog(confirm.Config{Resolver: confirm.ResolverFunc(resolve)},
		confirm.Host{Speaker: confirm.SpeakerFunc(say), Listener: confirm.ListenerFunc(hear)})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "woken by %q, confidence %.2f: what can I do?\n", woke.Word, woke.Confidence)
	outcome, err := dialog.Run(ctx, confirm.Request{
		Action: "send the recording", Stakes: confirm.Private, Await: "send",
		Evidence: []confirm.Evidence{{Step: "wake", Value: woke.Word, Confidence: confirm.Known(woke.Confidence)}},
	})
	fmt.Fprintln(out, outcome.Decision, outcome.Value)
	return err
}

// wakeUp returns the first time that the room said the wake word.
func wakeUp(room io.Reader) (det wake.Detection, err error) {
	model, err := words.Load("alexa")
	w, bad := wake.NewWAV(room)
	if err := errors.Join(err, bad); err != nil {
		return det, err
	}
	detector, err := wake.New(model, wake.Config{SampleRate: w.SampleRate(), Channels: w.Channels()})
	if err != nil {
		return det, err
	}
	for det, err := range detector.Hear(w) {
		if err != nil || det.Verdict == wake.Accepted {
			return det, err
		}
	}
	return det, errors.New("nobody called me")
}

// whom joins contacts and confirm, which do not know each other.
func whom(book *contacts.Book, q confirm.Query) (r confirm.Resolution) {
	match, err := book.Match([]contacts.Hypothesis{{Text: q.NBest[0].Text}})
	found := []contacts.Candidate{{Contact: match.Contact, Confidence: match.Confidence}}
	if several, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		found = several.Candidates
	} else if err != nil {
		return confirm.Resolution{Why: err.Error()} // nobody
	}
	for _, c := range found {
		r.Candidates = append(r.Candidates, confirm.Candidate{ID: c.Contact.ID, Name: c.Contact.Name, Confidence: confirm.Known(c.Confidence)})
	}
	return r
}
