package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// chainEvent is one line in: what happened to the assistant. Times are seconds
// since the wake word; numbers that are zero are left out.
type chainEvent struct {
	Ev         string   `json:"ev"` // hello start hear said timeout
	ID         string   `json:"id"`
	T          float64  `json:"t"`
	Lang       string   `json:"lang"`
	Action     string   `json:"action"`
	Contacts   []string `json:"contacts"`
	WakeConf   float64  `json:"wake_conf"`
	AssumeCmd  bool     `json:"assume_command"`
	AssumeWho  string   `json:"assume_contact"`
	Start      float64  `json:"start"`
	End        float64  `json:"end"`
	Text       string   `json:"text"`
	Conf       float64  `json:"conf"`
	Intent     string   `json:"intent"`
	IntentConf float64  `json:"intent_conf"`
}

// chainAction is one line out: what the assistant does.
type chainAction struct {
	Do      string  `json:"do"` // wait say send abort
	Until   float64 `json:"until,omitempty"`
	Kind    string  `json:"kind,omitempty"`
	Text    string  `json:"text,omitempty"`
	Contact string  `json:"contact,omitempty"`
	Expect  string  `json:"expect,omitempty"`
}

// runConfirmChain plays whole dialogs: one event a line in, one action a line
// out. The first event, hello, brings the contact list.
func runConfirmChain(args []string, in io.Reader, out, errw io.Writer) error {
	fs := flag.NewFlagSet("confirm-chain", flag.ContinueOnError)
	fs.SetOutput(errw)
	seed := fs.Uint64("seed", 1, "draws the words of challenges")
	records := fs.String("records", "", "write the Record of each dialog to this file, one JSON a line")
	if err := fs.Parse(args); err != nil {
		return err
	}
	sink, done, err := recordSink(*records)
	if err != nil {
		return err
	}
	defer done()
	c := &chain{seed: *seed, sink: sink}
	enc, w := encoder(out)
	return eachLine(in, func(line []byte) error {
		var e chainEvent
		if err := json.Unmarshal(line, &e); err != nil {
			return err
		}
		a, err := c.event(e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Ev, err)
		}
		if err := enc.Encode(a); err != nil {
			return err
		}
		return w.Flush()
	})
}

// chain is the assistant: one Machine after another.
type chain struct {
	seed     uint64
	sink     func(id string, o confirm.Outcome) error
	resolver confirm.Resolver
	config   confirm.Config

	id      string
	req     confirm.Request
	machine *confirm.Machine // nil: still collecting what was heard before
	now     time.Duration
	playing int             // number of the prompt that plays, 0 for none
	queued  *confirm.Action // a prompt that waits for the end of another
}

// event answers one line.
func (c *chain) event(e chainEvent) (chainAction, error) {
	c.now = max(c.now, seconds(e.T))
	switch e.Ev {
	case "hello":
		return c.hello(e)
	case "start":
		return c.start(e), nil
	}
	if c.resolver == nil {
		return chainAction{}, fmt.Errorf("no hello before %q", e.Ev)
	}
	if c.machine == nil {
		if e.Ev == "hear" && e.End <= 0 {
			c.req.Context = append(c.req.Context, utterance(e))
			return chainAction{Do: "wait", Until: contextUntil}, nil
		}
		return c.begin(e)
	}
	return c.feed(e)
}

// contextUntil is the moment, just after the wake word, at which the dialog
// begins: everything heard before it has been told by then.
const contextUntil = 0.01

func (c *chain) hello(e chainEvent) (chainAction, error) {
	r, err := newBookResolver(e.Contacts)
	if err != nil {
		return chainAction{}, err
	}
	reader, err := confirm.NewReader("en")
	if err != nil {
		return chainAction{}, err
	}
	c.resolver = r
	c.config = confirm.Config{Reader: reader, Resolver: r}
	return chainAction{Do: "wait"}, nil
}

// start opens a request: the wake word was accepted, and perhaps more is taken
// as already accepted, with no confidence stated.
func (c *chain) start(e chainEvent) chainAction {
	c.id, c.machine, c.now, c.playing, c.queued = e.ID, nil, seconds(e.T), 0, nil
	c.req = confirm.Request{
		Action: e.Action, Language: e.Lang, Stakes: confirm.Private,
		Evidence: []confirm.Evidence{{Step: "wake", Confidence: stated(e.WakeConf), Start: -wakeSpan}},
	}
	switch {
	case e.AssumeWho != "":
		c.req.Value = e.AssumeWho
		c.req.Evidence = append(c.req.Evidence, confirm.Evidence{Step: "contact", Value: e.AssumeWho})
	case !e.AssumeCmd:
		c.req.Await = "send_message"
	}
	if e.AssumeCmd {
		c.req.Evidence = append(c.req.Evidence, confirm.Evidence{Step: "command"})
	}
	return chainAction{Do: "wait", Until: contextUntil}
}

// wakeSpan is how long the wake word is taken to have lasted.
const wakeSpan = 600 * time.Millisecond

// begin makes the Machine of the request and tells it the present event.
func (c *chain) begin(e chainEvent) (chainAction, error) {
	h := fnv.New64a()
	io.WriteString(h, c.id)
	config := c.config
	config.Seed = c.seed ^ h.Sum64()
	m, err := confirm.NewMachine(config, c.req)
	if err != nil {
		return chainAction{}, err
	}
	c.machine = m
	a := m.Step(confirm.Event{Kind: confirm.Begin, At: c.now})
	if e.Ev == "hear" && a.Kind == confirm.Wait {
		return c.feed(e)
	}
	return c.act(a)
}

// feed tells the Machine one event.
func (c *chain) feed(e chainEvent) (chainAction, error) {
	ev := confirm.Event{At: c.now}
	switch e.Ev {
	case "hear":
		ev.Kind, ev.Utterance = confirm.Heard, utterance(e)
		ev.At = max(ev.At, ev.Utterance.End)
	case "said":
		ev.Kind, ev.Prompt, ev.Span = confirm.Said, c.playing, confirm.Span{Start: seconds(e.Start), End: seconds(e.End)}
		c.playing = 0
		if c.queued != nil {
			a := *c.queued
			c.queued = nil
			return c.act(a)
		}
	case "timeout":
		ev.Kind = confirm.Tick
	default:
		return chainAction{}, fmt.Errorf("unknown event %q", e.Ev)
	}
	return c.act(c.machine.Step(ev))
}

// act turns the Machine's action into a line. The other side drops a prompt
// that is said while another plays, so such a prompt is kept for its end.
func (c *chain) act(a confirm.Action) (chainAction, error) {
	until := math.Ceil(max(a.Until, c.now+10*time.Millisecond).Seconds()*100) / 100
	switch a.Kind {
	case confirm.Finish:
		return c.finish()
	case confirm.Wait:
		return chainAction{Do: "wait", Until: until}, nil
	}
	if c.playing != 0 {
		c.queued = &a
		return chainAction{Do: "wait", Until: until}, nil
	}
	c.playing = a.Prompt.ID
	return chainAction{Do: "say", Until: until, Kind: chainKind(a.Prompt.Kind), Text: a.Prompt.Text, Contact: a.Prompt.Value, Expect: a.Prompt.Expect}, nil
}

func (c *chain) finish() (chainAction, error) {
	o := c.machine.Outcome()
	if err := c.sink(c.id, o); err != nil {
		return chainAction{}, err
	}
	if o.Decision == confirm.Proceed {
		return chainAction{Do: "send", Contact: o.Value}, nil
	}
	return chainAction{Do: "abort"}, nil
}

// chainKind names a prompt in the contract's words.
func chainKind(k confirm.PromptKind) string {
	switch k {
	case confirm.AskWho, confirm.AskWhich:
		return "ask_who"
	case confirm.AskConfirm:
		return "confirm"
	case confirm.AskAgain:
		return "reprompt"
	case confirm.AskChallenge:
		return "challenge"
	}
	return "notice"
}

func utterance(e chainEvent) confirm.Utterance {
	return confirm.Utterance{
		NBest: []confirm.Hypothesis{{Text: e.Text, Confidence: stated(e.Conf)}},
		Start: seconds(e.Start), End: seconds(e.End),
		Intent: e.Intent, IntentConfidence: stated(e.IntentConf),
	}
}
