package confirm

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Host is what a Dialog drives: how it speaks, hears, shows and tells time.
type Host struct {
	Speaker  Speaker  // required
	Listener Listener // required

	// Approver is the second channel; nil: there is none.
	Approver Approver

	// Indicator shows that a dialog is on; nil: nothing shows it.
	Indicator Indicator

	// Now is the clock of utterances and prompts. Nil: the time since
	// NewDialog, which Dialog.Now gives to Speakers and Listeners, too.
	Now func() time.Duration
}

// A Dialog leads requests to an Outcome: it drives a Machine with a host's
// Speaker and Listener. It may be used again and again, by one goroutine at a
// time, because a room has one microphone and one loudspeaker.
type Dialog struct {
	cfg     Config
	host    Host
	now     func() time.Duration
	readers map[string]*Reader // by language, where Config.Reader is nil
}

// NewDialog checks a Config and a Host. Where Config.Reader is nil, the Dialog
// makes the Reader of a language with the first request in it, and keeps it.
func NewDialog(c Config, h Host) (*Dialog, error) {
	if h.Speaker == nil || h.Listener == nil {
		return nil, fmt.Errorf("%w: a Host needs a Speaker and a Listener", ErrConfig)
	}
	if _, err := c.withDefaults(); err != nil {
		return nil, err
	}
	c.SecondChannel = h.Approver != nil
	d := &Dialog{cfg: c, host: h, now: h.Now}
	if d.now == nil {
		began := time.Now()
		d.now = func() time.Duration { return time.Since(began) }
	}
	return d, nil
}

// Now is the time on the clock that utterances and prompts use.
func (d *Dialog) Now() time.Duration { return d.now() }

// Run leads one request to its Outcome and returns within Config.Limit, give
// or take leave. The Decision is Proceed only with a nil error. Whatever
// happens, the Outcome has a Reason and a Record that closes with it. Errors say
// what went wrong (ErrTimeout when nobody answered or time was up, ErrSpeaker,
// ErrListener, ErrConfig, ErrLanguage, or the error of ctx); a refusal by the
// user is no error. A Speaker, Listener or Approver that panics is recovered
// and reported, and nothing is sent.
//
// Run starts a goroutine for each of Say, Hear and Approve, ends their context
// and waits for them before it returns. One that ignores its context breaks
// its contract: Run waits for it for a second, then returns an error.
func (d *Dialog) Run(ctx context.Context, r Request) (Outcome, error) {
	m, err := d.machine(r)
	if err != nil {
		return newMachine(d.cfg, r, nil).refuse(ReasonConfig, err), err
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &session{dialog: d, machine: m, ctx: inner, happened: make(chan Event), errs: make(chan error, 4)}
	err = s.show(true)
	if err == nil {
		err = guard(ErrHost, s.lead)
	}
	cancel()
	err = errors.Join(err, s.leave(), s.show(false))
	out := m.Outcome()
	if err == nil {
		err = out.err()
	}
	if err == nil {
		err = ctx.Err()
	}
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return m.refuse(ReasonContext, err), err
	case errors.Is(err, ErrTimeout):
		return m.refuse(ReasonTimeout, err), err
	}
	return m.refuse(ReasonFailed, err), err
}

// machine is NewMachine with a Reader that is made once.
func (d *Dialog) machine(r Request) (*Machine, error) {
	c := d.cfg
	if c.Reader == nil {
		if c.Reader = d.readers[r.language()]; c.Reader == nil {
			lang, err := NewReader(r.language())
			if err != nil {
				return nil, fmt.Errorf("confirm: request language: %w", err)
			}
			if d.readers == nil || len(d.readers) >= maxReaders { // "en-GB" and "en_AU" are kept apart
				d.readers = map[string]*Reader{}
			}
			c.Reader, d.readers[r.language()] = lang, lang
		}
	}
	return NewMachine(c, r)
}

// maxReaders bounds the Readers that a Dialog keeps.
const maxReaders = 32

// leave is how long Run waits for goroutines whose context has ended.
const leave = time.Second

// err is the error that belongs to an outcome.
func (o Outcome) err() error {
	switch o.Reason {
	case ReasonTimeout, ReasonSilence:
		return fmt.Errorf("%w: %s", ErrTimeout, o.Reason)
	case ReasonClock:
		return ErrClock
	case ReasonFailed, ReasonNone:
		return ErrHost
	}
	return nil
}

// session is one Run.
type session struct {
	dialog   *Dialog
	machine  *Machine
	ctx      context.Context
	happened chan Event // from the goroutines to lead
	errs     chan error // of goroutines that failed
	wg       sync.WaitGroup
	hush     context.CancelFunc // stops the prompt that plays
	quiet    chan struct{}      // closed when the last prompt has ended
}

// lead runs the machine to its end.
func (s *session) lead() error {
	s.spawn(s.listen)
	s.spawn(s.listenForVoice)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	// The machine keeps the limit by the host's clock; this keeps it when that
	// clock stands still.
	limit := time.NewTimer(s.machine.cfg.Limit + leave)
	defer limit.Stop()
	e := Event{Kind: Begin}
	for {
		e.At = s.dialog.now()
		a := s.machine.Step(e)
		if a.Kind == Finish {
			return s.failure()
		}
		if a.Kind == Say {
			s.say(a.Prompt)
		}
		timer.Reset(max(0, a.Until-s.dialog.now()))
		select {
		case e = <-s.happened:
		case <-timer.C:
			e = s.waiting()
		case <-limit.C:
			return fmt.Errorf("%w: the limit of the dialog, by a clock other than the host's", ErrTimeout)
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
}

// waiting is the event of a timer: what happened comes first, so that a protest
// told at the very end of the cancel window is not lost to a throw of select.
func (s *session) waiting() Event {
	select {
	case e := <-s.happened:
		return e
	default:
		return Event{Kind: Tick}
	}
}

// failure is the error of a goroutine, if one has reported any.
func (s *session) failure() error {
	select {
	case err := <-s.errs:
		return err
	default:
		return nil
	}
}

// spawn runs f in a goroutine of the session.
func (s *session) spawn(f func()) {
	s.wg.Go(f)
}

// tell hands an event to lead, or drops it when the session is over.
func (s *session) tell(e Event) bool {
	select {
	case s.happened <- e:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// fail reports an error of the host.
func (s *session) fail(err error) {
	select {
	case s.errs <- err:
	default:
	}
	s.tell(Event{Kind: Failed, Err: err})
}

// leave waits for the goroutines.
func (s *session) leave() error {
	done := make(chan struct{})
	go func() { s.wg.Wait(); close(done) }()
	timer := time.NewTimer(leave)
	defer timer.Stop()
	select {
	case <-done:
		return nil
	case <-timer.C:
		return fmt.Errorf("%w: a Say, Hear or Approve ignores its context", ErrHost)
	}
}
