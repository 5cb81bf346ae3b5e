package confirm_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/confirm/confirmtest"
)

var english = sync.OnceValue(func() *confirm.Reader {
	r, err := confirm.NewReader("en")
	if err != nil {
		panic(err)
	}
	return r
})

// request is one that was heard well.
func request() confirm.Request {
	return confirm.Request{
		Action: "send the recording", Value: "Bob Smith", ID: "bob", Stakes: confirm.Private,
		Evidence: []confirm.Evidence{
			{Step: "wake", Confidence: confirm.Known(0.95), Start: -5 * time.Second, End: -4 * time.Second},
			{Step: "command", Confidence: confirm.Known(0.92), Start: -2 * time.Second, End: 0},
		},
	}
}

// says is a user who answers the confirmation.
func says(text string) func(confirm.Prompt) []confirmtest.Line {
	return func(p confirm.Prompt) []confirmtest.Line {
		if p.Kind == confirm.AskConfirm || p.Kind == confirm.AskAgain {
			return []confirmtest.Line{{After: 700 * time.Millisecond, Text: text}}
		}
		return nil
	}
}

func dialog(t *testing.T, c confirm.Config, h confirm.Host) *confirm.Dialog {
	t.Helper()
	c.Reader = english()
	d, err := confirm.NewDialog(c, h)
	if err != nil {
		t.Fatalf("NewDialog = %v", err)
	}
	return d
}

// TestHosts runs a dialog on hosts that misbehave, each in its own way.
func TestHosts(t *testing.T) {
	ctxErr := func(ctx context.Context) (confirm.Utterance, error) {
		<-ctx.Done()
		return confirm.Utterance{}, ctx.Err()
	}
	boom := errors.New("unplugged")
	for _, tt := range []struct {
		name string
		user string
		host func(room *confirmtest.Room, h *confirm.Host)
		want confirm.Decision
		err  error
	}{
		{"all well", "yes please", func(*confirmtest.Room, *confirm.Host) {}, confirm.Proceed, nil},
		{"silent room", "", func(*confirmtest.Room, *confirm.Host) {}, confirm.NotSent, confirm.ErrTimeout},
		{"no", "no", func(*confirmtest.Room, *confirm.Host) {}, confirm.NotSent, nil},
		{"listener never hears", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(ctxErr)
		}, confirm.NotSent, confirm.ErrTimeout},
		{"listener fails", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(context.Context) (confirm.Utterance, error) { return confirm.Utterance{}, io.EOF })
		}, confirm.NotSent, io.EOF},
		{"listener panics", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(context.Context) (confirm.Utterance, error) { panic("no microphone") })
		}, confirm.NotSent, confirm.ErrListener},
		{"listener returns at once, always", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(context.Context) (confirm.Utterance, error) { return confirm.Utterance{}, nil })
		}, confirm.NotSent, confirm.ErrListener},
		{"listener hears everything twice", "yes please", func(room *confirmtest.Room, h *confirm.Host) {
			var last *confirm.Utterance
			h.Listener = confirm.ListenerFunc(func(ctx context.Context) (confirm.Utterance, error) {
				if last != nil {
					u := *last
					last = nil
					return u, nil
				}
				u, err := room.Hear(ctx)
				if err == nil {
					last = &u
				}
				return u, err
			})
		}, confirm.Proceed, nil},
		{"listener is late by ten seconds", "yes", func(room *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(ctx context.Context) (confirm.Utterance, error) {
				u, err := room.Hear(ctx)
				select {
				case <-time.After(10 * time.Second):
				case <-ctx.Done():
					return u, ctx.Err()
				}
				return u, err
			})
		}, confirm.NotSent, confirm.ErrTimeout},
		{"listener hears before it is said", "yes", func(room *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(ctx context.Context) (confirm.Utterance, error) {
				u, err := room.Hear(ctx)
				u.Start, u.End = u.Start+time.Minute, u.End+time.Minute
				return u, err
			})
		}, confirm.NotSent, confirm.ErrClock},
		{"listener has no times", "yes", func(room *confirmtest.Room, h *confirm.Host) {
			h.Listener = confirm.ListenerFunc(func(ctx context.Context) (confirm.Utterance, error) {
				u, err := room.Hear(ctx)
				u.Start, u.End = 0, 0
				return u, err
			})
		}, confirm.NotSent, confirm.ErrTimeout},
		{"speaker fails", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Speaker = confirm.SpeakerFunc(func(context.Context, confirm.Prompt) (confirm.Span, error) { return confirm.Span{}, boom })
		}, confirm.NotSent, boom},
		{"speaker panics", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Speaker = confirm.SpeakerFunc(func(context.Context, confirm.Prompt) (confirm.Span, error) { panic("no loudspeaker") })
		}, confirm.NotSent, confirm.ErrSpeaker},
		{"speaker never ends", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Speaker = confirm.SpeakerFunc(func(ctx context.Context, _ confirm.Prompt) (confirm.Span, error) {
				<-ctx.Done()
				return confirm.Span{}, ctx.Err()
			})
		}, confirm.NotSent, confirm.ErrHost},
		{"speaker cannot tell when it finished", "yes please", func(room *confirmtest.Room, h *confirm.Host) {
			h.Speaker = confirm.SpeakerFunc(func(ctx context.Context, p confirm.Prompt) (confirm.Span, error) {
				_, err := room.Say(ctx, p)
				return confirm.Span{}, err
			})
		}, confirm.Proceed, nil},
		{"speaker lies about the past", "yes", func(room *confirmtest.Room, h *confirm.Host) {
			h.Speaker = confirm.SpeakerFunc(func(ctx context.Context, p confirm.Prompt) (confirm.Span, error) {
				s, err := room.Say(ctx, p)
				return confirm.Span{Start: s.Start - time.Minute, End: s.End - time.Minute}, err
			})
		}, confirm.NotSent, confirm.ErrClock},
		{"indicator panics", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Indicator = confirm.IndicatorFunc(func(bool) { panic("no light") })
		}, confirm.NotSent, confirm.ErrHost},
		{"clock stands still in a silent room", "", func(room *confirmtest.Room, h *confirm.Host) {
			h.Now = func() time.Duration { return 0 }
			h.Speaker = confirm.SpeakerFunc(func(ctx context.Context, p confirm.Prompt) (confirm.Span, error) {
				_, err := room.Say(ctx, p)
				return confirm.Span{}, err
			})
		}, confirm.NotSent, confirm.ErrTimeout},
		{"clock panics at once", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Now = func() time.Duration { panic("no clock") }
		}, confirm.NotSent, confirm.ErrHost},
		{"clock panics while a prompt plays", "yes", func(room *confirmtest.Room, h *confirm.Host) {
			h.Now = func() time.Duration {
				if len(room.Prompts()) > 0 {
					panic("no clock any more")
				}
				return room.Now()
			}
		}, confirm.NotSent, confirm.ErrHost},
		{"clock stands still", "yes", func(_ *confirmtest.Room, h *confirm.Host) {
			h.Now = func() time.Duration { return 0 }
		}, confirm.NotSent, confirm.ErrClock},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				room := &confirmtest.Room{}
				if tt.user != "" {
					room.User = says(tt.user)
				}
				h := confirm.Host{Speaker: room, Listener: room, Now: room.Now}
				tt.host(room, &h)
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
				defer cancel()
				out, err := dialog(t, confirm.Config{}, h).Run(ctx, request())
				if out.Decision != tt.want || !errors.Is(err, tt.err) {
					t.Errorf("Run = %v (%s), %v; want %v, %v\n%s", out.Decision, out.Reason, err, tt.want, tt.err, out.Record.Timeline())
				}
				if out.Decision == confirm.NotSent && (out.Value != "" || out.ID != "") {
					t.Errorf("a refusal carries %q, %q", out.Value, out.ID)
				}
				if out.Decision == confirm.Proceed && (out.Value != "Bob Smith" || out.ID != "bob") {
					t.Errorf("Run proceeds with %q, %q; want Bob Smith, bob", out.Value, out.ID)
				}
			})
		})
	}
}

// TestContextEnds ends the context at every tenth of a second of a dialog that
// would have sent.
func TestContextEnds(t *testing.T) {
	for ms := 0; ms < 6000; ms += 100 {
		synctest.Test(t, func(t *testing.T) {
			room := &confirmtest.Room{User: says("yes please")}
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(ms)*time.Millisecond)
			defer cancel()
			d := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: room, Now: room.Now})
			out, err := d.Run(ctx, request())
			if (out.Decision == confirm.Proceed) != (err == nil) {
				t.Errorf("context of %d ms: Run = %v, %v", ms, out.Decision, err)
			}
			if err != nil && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("context of %d ms: Run = %v, want %v", ms, err, context.DeadlineExceeded)
			}
		})
	}
}

// TestIndicator checks that the light is on from before the first prompt to
// the end, on every path.
func TestIndicator(t *testing.T) {
	for _, answer := range []string{"yes please", "no", "what"} {
		synctest.Test(t, func(t *testing.T) {
			var shows []bool
			room := &confirmtest.Room{User: says(answer)}
			h := confirm.Host{Speaker: room, Listener: room, Now: room.Now}
			h.Indicator = confirm.IndicatorFunc(func(on bool) {
				if on && len(room.Prompts()) > 0 {
					t.Errorf("answer %q: the light came on after the first prompt", answer)
				}
				shows = append(shows, on)
			})
			dialog(t, confirm.Config{}, h).Run(t.Context(), request())
			if len(shows) != 2 || !shows[0] || shows[1] {
				t.Errorf("answer %q: Show was called with %v, want on, off", answer, shows)
			}
		})
	}
}

func TestSecondChannel(t *testing.T) {
	for _, tt := range []struct {
		name    string
		approve confirm.ApproverFunc
		want    confirm.Decision
		err     error
	}{
		{"approves", func(context.Context, confirm.Prompt) (bool, error) { return true, nil }, confirm.Proceed, nil},
		{"refuses", func(context.Context, confirm.Prompt) (bool, error) { return false, nil }, confirm.NotSent, nil},
		{"fails", func(context.Context, confirm.Prompt) (bool, error) { return true, io.EOF }, confirm.NotSent, confirm.ErrApprover},
		{"panics", func(context.Context, confirm.Prompt) (bool, error) { panic("no phone") }, confirm.NotSent, confirm.ErrApprover},
		{"never answers", func(ctx context.Context, _ confirm.Prompt) (bool, error) { <-ctx.Done(); return true, ctx.Err() }, confirm.NotSent, confirm.ErrTimeout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				room := &confirmtest.Room{User: says("yes please")}
				r := request()
				r.Stakes = confirm.Critical
				d := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: room, Approver: tt.approve, Now: room.Now})
				out, err := d.Run(t.Context(), r)
				if out.Decision != tt.want || !errors.Is(err, tt.err) {
					t.Errorf("Run = %v (%s), %v; want %v, %v\n%s", out.Decision, out.Reason, err, tt.want, tt.err, out.Record.Timeline())
				}
			})
		})
	}
}

// voiceRoom is a Room that tells of some speech when it begins.
type voiceRoom struct {
	*confirmtest.Room
	began chan time.Duration
}

func (v voiceRoom) Voice(ctx context.Context) (time.Duration, error) {
	select {
	case d := <-v.began:
		return d, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// TestVoice has a protest that begins in the cancel window and ends long after
// it. A host that knows when speech begins is not too late; for one that does
// not, the window is over.
func TestVoice(t *testing.T) {
	for _, knows := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			v := voiceRoom{began: make(chan time.Duration, 1)}
			v.Room = &confirmtest.Room{User: func(p confirm.Prompt) []confirmtest.Line {
				if p.Kind != confirm.Announce {
					return says("yes please")(p)
				}
				if knows {
					at := v.Now() + 960*time.Millisecond // the announcement takes 0.66 s
					time.AfterFunc(time.Second, func() { v.began <- at })
				}
				return []confirmtest.Line{{After: 300 * time.Millisecond, Text: "no no no do not send that", Takes: 2500 * time.Millisecond}}
			}}
			out, err := dialog(t, confirm.Config{}, confirm.Host{Speaker: v, Listener: v, Now: v.Now}).Run(t.Context(), request())
			want := confirm.Proceed
			if knows {
				want = confirm.NotSent
			}
			if out.Decision != want || err != nil {
				t.Errorf("host knows when speech begins: %v: Run = %v (%s), %v; want %v\n%s", knows, out.Decision, out.Reason, err, want, out.Record.Timeline())
			}
		})
	}
}

func TestVoiceFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		room := &confirmtest.Room{User: says("yes please")}
		d := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: brokenVoice{room}, Now: room.Now})
		if out, err := d.Run(t.Context(), request()); out.Decision != confirm.NotSent || !errors.Is(err, confirm.ErrListener) {
			t.Errorf("Run = %v, %v; want not sent, %v", out.Decision, err, confirm.ErrListener)
		}
	})
}

type brokenVoice struct{ *confirmtest.Room }

func (brokenVoice) Voice(context.Context) (time.Duration, error) { panic("no energy") }

// TestDeaf has a Listener that ignores its context: Run must return all the
// same, with an error.
func TestDeaf(t *testing.T) {
	release := make(chan struct{})
	before := runtime.NumGoroutine()
	room := &confirmtest.Room{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	deaf := confirm.ListenerFunc(func(context.Context) (confirm.Utterance, error) { <-release; return confirm.Utterance{}, io.EOF })
	out, err := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: deaf}).Run(ctx, request())
	if out.Decision != confirm.NotSent || err == nil {
		t.Errorf("Run = %v, %v; want not sent and an error", out.Decision, err)
	}
	close(release)
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestNewDialogRefuses(t *testing.T) {
	room := &confirmtest.Room{}
	for name, tt := range map[string]struct {
		c confirm.Config
		h confirm.Host
	}{
		"no speaker":  {h: confirm.Host{Listener: room}},
		"no listener": {h: confirm.Host{Speaker: room}},
		"bad window":  {c: confirm.Config{Window: -1}, h: confirm.Host{Speaker: room, Listener: room}},
	} {
		if d, err := confirm.NewDialog(tt.c, tt.h); d != nil || !errors.Is(err, confirm.ErrConfig) {
			t.Errorf("%s: NewDialog = %v, %v; want %v", name, d, err, confirm.ErrConfig)
		}
	}
	d := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: room})
	if out, err := d.Run(t.Context(), confirm.Request{}); out.Decision != confirm.NotSent || !errors.Is(err, confirm.ErrConfig) || !strings.Contains(err.Error(), "Action") {
		t.Errorf("Run of an empty request = %v, %v; want not sent, %v", out.Decision, err, confirm.ErrConfig)
	}
}
