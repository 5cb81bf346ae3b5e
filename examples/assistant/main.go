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
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/examples/internal/resolve"
	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

//go:embed wake.wav
var room []byte // "alexa", spoken by flite's voice slt

var people = []contacts.Contact{{ID: "1", Name: "Ann Lee"}, {ID: "2", Name: "Ann Smith"}, {ID: "3", Name: "Robert Jones"}}

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: assistant\nIt takes no arguments: type a command and the answers, such as\n  send it to ann\n  ann smith\n  yes")
	}
	if flag.Parse(); flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
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
	k := &keyboard{lines: make(chan string), out: out}
	go func() {
		for s := bufio.NewScanner(in); s.Scan(); {
			k.lines <- s.Text()
		}
	}()
	k.dialog, err = confirm.NewDialog(confirm.Config{Resolver: resolve.With(book)}, confirm.Host{Speaker: k, Listener: k})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "woken by %q, confidence %.2f: what can I do?\n", woke.Word, woke.Confidence)
	outcome, err := k.dialog.Run(ctx, confirm.Request{
		Action: "send the recording", Stakes: confirm.Private, Await: "send",
		Evidence: []confirm.Evidence{{Step: "wake", Value: woke.Word, Confidence: confirm.Known(woke.Confidence)}},
	})
	fmt.Fprintln(out, strings.TrimSpace(fmt.Sprintln(outcome.Decision, outcome.Value)), "because it was", outcome.Reason)
	return err
}

// A keyboard stands for the recogniser, a screen for the loudspeaker.
type keyboard struct {
	dialog *confirm.Dialog // whose clock tells when a line was typed
	lines  chan string
	out    io.Writer
}

// Say implements confirm.Speaker.
func (k *keyboard) Say(_ context.Context, p confirm.Prompt) (span confirm.Span, err error) {
	_, err = fmt.Fprintln(k.out, "assistant:", p.Text)
	return span, err
}

// Hear implements confirm.Listener. After the last line there is silence.
func (k *keyboard) Hear(ctx context.Context) (u confirm.Utterance, err error) {
	select {
	case <-ctx.Done():
		return u, ctx.Err()
	case line := <-k.lines:
		time.Sleep(200 * time.Millisecond) // it takes a while to say: piped in, answers follow questions
		u = confirm.Utterance{Start: k.dialog.Now(), End: k.dialog.Now(), NBest: []confirm.Hypothesis{{Text: line, Confidence: confirm.Known(1)}}}
		if strings.HasPrefix(line, "send") { // the host's language understanding
			u.Intent, u.IntentConfidence = "send", confirm.Known(1)
		}
		return u, nil
	}
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
