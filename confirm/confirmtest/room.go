package confirmtest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// A Line is something that somebody says.
type Line struct {
	// After is when it begins: since the room began for Talk, since the end of
	// the prompt for an answer. Negative for an answer that barges in.
	After time.Duration
	Text  string
	// Confidence is the recogniser's. Zero means 0.9; negative means unknown.
	Confidence float64
	// Takes is how long it takes to say. Zero means by its words.
	Takes time.Duration
}

// A Room is a scripted room: a confirm.Speaker that plays prompts into it, a
// confirm.Listener that hears what is said in it, and the clock of both. The
// zero Room is silent. A Room is for one dialog; its fields are not changed
// once it is in use.
type Room struct {
	// Talk is what others say, whatever the device does.
	Talk []Line
	// User answers a prompt. Nil: there is no user.
	User func(p confirm.Prompt) []Line
	// Echo makes the last words of every prompt come back.
	Echo int

	once    sync.Once
	began   time.Time
	mu      sync.Mutex
	pending []confirm.Utterance // what has still to end, by its end
	news    chan struct{}       // closed when pending grows
	prompts []confirm.Prompt
}

// start sets the room going, with the first use of any method.
func (r *Room) start() {
	r.once.Do(func() {
		r.began = time.Now()
		r.news = make(chan struct{})
		for _, l := range r.Talk {
			r.add(l, 0)
		}
	})
}

// Now is the room's clock.
func (r *Room) Now() time.Duration {
	r.start()
	return time.Since(r.began)
}

// Prompts are the prompts that were said so far.
func (r *Room) Prompts() []confirm.Prompt {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.prompts)
}

// Say implements confirm.Speaker: it plays the prompt at 0.36 s a word and has
// the user answer.
func (r *Room) Say(ctx context.Context, p confirm.Prompt) (confirm.Span, error) {
	r.start()
	r.mu.Lock()
	r.prompts = append(r.prompts, p)
	r.mu.Unlock()
	words := strings.Fields(p.Text)
	span := confirm.Span{Start: r.Now()}
	span.End = span.Start + 300*time.Millisecond + time.Duration(len(words))*360*time.Millisecond
	if r.User != nil {
		for _, l := range r.User(p) {
			r.later(l, span.End)
		}
	}
	if n := min(r.Echo, len(words)); n > 0 {
		takes := time.Duration(n) * 360 * time.Millisecond
		r.later(Line{After: 50*time.Millisecond - takes, Text: strings.Join(words[len(words)-n:], " "), Confidence: 0.6, Takes: takes}, span.End)
	}
	select {
	case <-time.After(span.End - r.Now()):
		return span, nil
	case <-ctx.Done():
		return confirm.Span{}, ctx.Err()
	}
}

// Hear implements confirm.Listener: utterances come at the time they end.
func (r *Room) Hear(ctx context.Context) (confirm.Utterance, error) {
	r.start()
	for {
		u, wait, news := r.next()
		if wait == 0 {
			return u, nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-news:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return confirm.Utterance{}, ctx.Err()
		}
	}
}

// next takes the first utterance when it has ended, or says how long until
// then (an hour when there is none).
func (r *Room) next() (u confirm.Utterance, wait time.Duration, news <-chan struct{}) {
	now := r.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.pending) == 0 {
		return u, time.Hour, r.news
	}
	if d := r.pending[0].End - now; d > 0 {
		return u, d, r.news
	}
	u = r.pending[0]
	r.pending = r.pending[1:]
	return u, 0, nil
}

// later adds a line that begins after the given time, and tells Hear.
func (r *Room) later(l Line, from time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.add(l, from)
	close(r.news)
	r.news = make(chan struct{})
}

// add puts a line among what has still to end.
func (r *Room) add(l Line, from time.Duration) {
	if l.Takes == 0 {
		l.Takes = 160*time.Millisecond + time.Duration(len(strings.Fields(l.Text)))*280*time.Millisecond
	}
	c := confirm.Known(l.Confidence)
	if l.Confidence == 0 {
		c = confirm.Known(0.9)
	}
	u := confirm.Utterance{NBest: []confirm.Hypothesis{{Text: l.Text, Confidence: c}}, Start: from + l.After, End: from + l.After + l.Takes}
	i, _ := slices.BinarySearchFunc(r.pending, u, func(a, b confirm.Utterance) int {
		if a.End <= b.End {
			return -1
		}
		return 1
	})
	r.pending = slices.Insert(r.pending, i, u)
}
