package confirm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// maxHeard bounds the utterances of one dialog: a Listener that returns
// without waiting must not spin for ever.
const maxHeard = 2000

// guard calls f and turns a panic into an error.
func guard(as error, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: panic: %v", as, p)
		}
	}()
	return f()
}

// listen hears until the session is over.
func (s *session) listen() {
	for range maxHeard {
		var u Utterance
		err := guard(ErrListener, func() (err error) {
			u, err = s.dialog.host.Listener.Hear(s.ctx)
			return err
		})
		if s.ctx.Err() != nil {
			return
		}
		if err != nil {
			s.fail(hostError(ErrListener, err))
			return
		}
		if !s.tell(Event{Kind: Heard, Utterance: u}) {
			return
		}
	}
	s.fail(fmt.Errorf("%w: more than %d utterances in one dialog", ErrListener, maxHeard))
}

// listenForVoice tells when speech begins, if the Listener knows.
func (s *session) listenForVoice() {
	v, ok := s.dialog.host.Listener.(VoiceListener)
	for range maxHeard {
		if !ok {
			return
		}
		var start time.Duration
		err := guard(ErrListener, func() (err error) {
			start, err = v.Voice(s.ctx)
			return err
		})
		switch {
		case s.ctx.Err() != nil:
			return
		case err != nil:
			s.fail(hostError(ErrListener, err))
			return
		case !s.tell(Event{Kind: Talking, Span: Span{Start: start, End: start}}):
			return
		}
	}
	s.fail(fmt.Errorf("%w: speech began more than %d times in one dialog", ErrListener, maxHeard))
}

// say plays a prompt, after stopping the one before it.
func (s *session) say(p Prompt) {
	if s.hush != nil {
		s.hush()
	}
	before := s.quiet
	ctx, cancel := context.WithCancel(s.ctx)
	s.hush, s.quiet = cancel, make(chan struct{})
	quiet := s.quiet
	s.spawn(func() {
		defer close(quiet)
		defer cancel()
		if before != nil {
			<-before
		}
		s.play(ctx, p)
	})
	if p.Kind == AskTap {
		s.spawn(func() { s.approve(p) })
	}
}

// play is the goroutine of one prompt.
func (s *session) play(ctx context.Context, p Prompt) {
	if ctx.Err() != nil {
		return
	}
	var span, told Span
	err := guard(ErrSpeaker, func() (err error) {
		span.Start = s.dialog.now()
		told, err = s.dialog.host.Speaker.Say(ctx, p)
		span.End = s.dialog.now()
		return err
	})
	switch {
	case ctx.Err() != nil: // stopped for another prompt, or all is over
	case err != nil:
		s.fail(hostError(ErrSpeaker, err))
	case told != Span{}:
		s.tell(Event{Kind: Said, Prompt: p.ID, Span: told})
	default:
		s.tell(Event{Kind: Said, Prompt: p.ID, Span: span})
	}
}

// approve is the goroutine of the second channel. Whatever fails there
// refuses.
func (s *session) approve(p Prompt) {
	ok := false
	err := guard(ErrApprover, func() (err error) {
		ok, err = s.dialog.host.Approver.Approve(s.ctx, p)
		return err
	})
	switch {
	case s.ctx.Err() != nil:
	case err != nil:
		s.fail(hostError(ErrApprover, err))
	case ok:
		s.tell(Event{Kind: Approved, Prompt: p.ID})
	default:
		s.tell(Event{Kind: Refused, Prompt: p.ID})
	}
}

// show switches the indicator.
func (s *session) show(on bool) error {
	if s.dialog.host.Indicator == nil {
		return nil
	}
	return guard(ErrHost, func() error {
		s.dialog.host.Indicator.Show(on)
		return nil
	})
}

// hostError marks an error of the host with the part that failed.
func hostError(as, err error) error {
	if errors.Is(err, as) {
		return err
	}
	return fmt.Errorf("%w: %w", as, err)
}
