package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"slices"
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
	fs.Usage = func() { fmt.Fprint(errw, confirmChainUsage); fs.PrintDefaults() }
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
	playing int                 // number of the prompt that plays, 0 for none
	late    []confirm.Utterance // told before their end, which is still to come
	queued  *confirm.Action     // a prompt that waits for the end of another
}

// event answers one line.
func (c *chain) event(e chainEvent) (chainAction, error) {
	c.now = max(c.now, seconds(e.T))
	switch e.Ev {
	case "hello":
		return c.hello(e)
	case "start":
		return c.start(e), nil
	case "hear", "said", "timeout":
	default:
		return chainAction{}, errors.New("unknown event")
	}
	if c.resolver == nil {
		return chainAction{}, errors.New("no hello before it")
	}
	if c.machine == nil {
		if e.Ev == "hear" && e.T <= 0 {
			c.before(utterance(e))
			return chainAction{Do: "wait", Until: contextUntil}, nil
		}
		return c.begin(e)
	}
	return c.feed(e)
}

// before takes what was told before the dialog begins.
func (c *chain) before(u confirm.Utterance) {
	c.req.Context = append(c.req.Context, u)
	if u.End > c.now {
		c.late = append(c.late, u)
	}
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
	*c = chain{seed: c.seed, sink: c.sink, resolver: c.resolver, config: c.config, id: e.ID, now: seconds(e.T)}
	c.req = confirm.Request{
		Action: e.Action, Language: e.Lang, Stakes: confirm.Private,
		Evidence: []confirm.Evidence{{Step: "wake", Confidence: stated(e.WakeConf), Start: -wakeSpan}},
	}
	switch {
	case e.AssumeWho != "":
		c.req.Value, c.req.ID = e.AssumeWho, e.AssumeWho
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
	if a.Kind == confirm.Wait {
		return c.feed(e)
	}
	return c.act(a)
}

// feed tells the Machine one event, and before it the utterances that have
// ended meanwhile.
func (c *chain) feed(e chainEvent) (chainAction, error) {
	var do confirm.Action
	step := func(ev confirm.Event) {
		a := c.machine.Step(ev)
		if a.Kind == confirm.Wait && do.Kind == confirm.Say {
			do.Until = a.Until // the prompt is still to be said
			return
		}
		do = a
	}
	for len(c.late) > 0 && c.late[0].End <= c.now {
		step(confirm.Event{Kind: confirm.Heard, At: c.now, Utterance: c.late[0]})
		c.late = c.late[1:]
	}
	ev := confirm.Event{At: c.now}
	switch e.Ev {
	case "hear":
		ev.Kind, ev.Utterance = confirm.Heard, utterance(e)
		if ev.Utterance.End > c.now {
			// Told before it has ended: so far it is talk without words.
			ev.Kind, ev.Span = confirm.Talking, confirm.Span{Start: ev.Utterance.Start}
			c.postpone(ev.Utterance)
		}
	case "said":
		ev.Kind, ev.Prompt, ev.Span = confirm.Said, c.playing, confirm.Span{Start: seconds(e.Start), End: seconds(e.End)}
		c.playing = 0
		if c.queued != nil {
			do, c.queued = *c.queued, nil
			return c.act(do)
		}
	case "timeout":
		ev.Kind = confirm.Tick
	}
	step(ev)
	return c.act(do)
}

// postpone keeps an utterance for the time at which it ends.
func (c *chain) postpone(u confirm.Utterance) {
	c.late = append(c.late, u)
	slices.SortStableFunc(c.late, func(a, b confirm.Utterance) int { return cmp.Compare(a.End, b.End) })
}

// act turns the Machine's action into a line. The other side drops a prompt
// that is said while another plays, so such a prompt is kept for its end.
func (c *chain) act(a confirm.Action) (chainAction, error) {
	if a.Kind == confirm.Finish {
		return c.finish()
	}
	until := a.Until
	if len(c.late) > 0 {
		until = min(until, c.late[0].End)
	}
	line := chainAction{Do: "wait", Until: math.Ceil(max(until, c.now+10*time.Millisecond).Seconds()*100) / 100}
	if a.Kind == confirm.Wait {
		return line, nil
	}
	if c.playing != 0 {
		c.queued = &a
		return line, nil
	}
	c.playing = a.Prompt.ID
	line.Do, line.Kind, line.Text = "say", chainKind(a.Prompt.Kind), a.Prompt.Text
	line.Contact, line.Expect = a.Prompt.Value, a.Prompt.Expect
	return line, nil
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
