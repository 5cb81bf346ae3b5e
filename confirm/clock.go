package confirm

import "time"

// maxSpan bounds every time that a dialog believes: a clock that is a day off
// is broken, and arithmetic on it must not overflow.
const maxSpan = 366 * 24 * time.Hour

// clockSlack is how far in the future an utterance may claim to end: hosts
// round, and recognisers pad.
const clockSlack = 250 * time.Millisecond

// saneTime reports whether t can be a time of a dialog's clock.
func saneTime(t time.Duration) bool { return t > -maxSpan && t < maxSpan }

// sane reports whether s can be a span of a dialog's clock.
func (s Span) sane() bool { return s.End >= s.Start && saneTime(s.Start) && saneTime(s.End) }

// overlap is how much of a lies within b; zero when they do not touch.
func overlap(a, b Span) time.Duration {
	return max(0, min(a.End, b.End)-max(a.Start, b.Start))
}
