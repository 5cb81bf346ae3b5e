package confirm

import (
	"context"
	"time"
)

// A Speaker says prompts. Say blocks until the prompt has been played (or has
// failed, or ctx ends) and returns its span on the clock that the Listener's
// utterances use. A Speaker that cannot tell when playing ended returns the
// zero Span: the Dialog then takes the times of the call and of the return.
// One goroutine calls Say, one prompt at a time.
type Speaker interface {
	Say(ctx context.Context, p Prompt) (Span, error)
}

// A Listener returns the next utterance, as n-best hypotheses with its span on
// the clock that the Speaker's prompts use. Hear blocks until one has ended,
// also while a prompt plays, and returns ctx.Err() when ctx ends sooner. One
// goroutine calls Hear. An utterance that ends while nobody calls Hear must be
// kept for the next call.
type Listener interface {
	Hear(ctx context.Context) (Utterance, error)
}

// A VoiceListener is a Listener that also knows when speech begins, from voice
// activity detection. A Dialog finds this ability by itself and uses it: a
// protest that has begun in the cancel window is waited for, and talk that goes
// on is known before its words are. Voice blocks until speech begins and
// returns when it began; each stretch of speech should be told by Hear once it
// has ended, beginning at the same time. One goroutine calls Voice, another
// one Hear.
type VoiceListener interface {
	Listener
	Voice(ctx context.Context) (time.Duration, error)
}

// An Approver is the second channel: a phone, a key, a second device. Approve
// shows the prompt there, blocks until the user has answered, and returns
// ctx.Err() when ctx ends sooner. Only true with a nil error approves.
type Approver interface {
	Approve(ctx context.Context, p Prompt) (bool, error)
}

// An Indicator shows, by light or tone, that the device is in a dialog that
// may end in an action. Show(true) is called before the first prompt and
// Show(false) when the dialog is over, on every path. It must not block.
type Indicator interface {
	Show(on bool)
}

// SpeakerFunc makes a function a Speaker.
type SpeakerFunc func(ctx context.Context, p Prompt) (Span, error)

// Say calls f.
func (f SpeakerFunc) Say(ctx context.Context, p Prompt) (Span, error) { return f(ctx, p) }

// ListenerFunc makes a function a Listener.
type ListenerFunc func(ctx context.Context) (Utterance, error)

// Hear calls f.
func (f ListenerFunc) Hear(ctx context.Context) (Utterance, error) { return f(ctx) }

// ApproverFunc makes a function an Approver.
type ApproverFunc func(ctx context.Context, p Prompt) (bool, error)

// Approve calls f.
func (f ApproverFunc) Approve(ctx context.Context, p Prompt) (bool, error) { return f(ctx, p) }

// IndicatorFunc makes a function an Indicator.
type IndicatorFunc func(on bool)

// Show calls f.
func (f IndicatorFunc) Show(on bool) { f(on) }
