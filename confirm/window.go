package confirm

import (
	"fmt"
	"time"
)

// answers reports whether a reply that began at start lies inside the answer
// window of a prompt: from a little before its end (people barge in on the
// last word) to window after it.
func answers(prompt Span, start, window time.Duration) bool {
	return start >= prompt.End-bargeTail && start <= prompt.End+window
}

// window weighs when the reply began. Answers to a machine begin 0.2 to 1.5 s
// after its prompt; a later one is likelier to be said to somebody else.
func (s scene) window() Part {
	lag := s.reply.Start - s.prompt.End
	w := weightWindow
	switch {
	case lag < 0:
		w = weightBargeIn
	case lag > lateAfter:
		w += float64(weightLate * (lag - lateAfter).Seconds())
	}
	return Part{"window", w, fmt.Sprintf("%+.2f s after the prompt", lag.Seconds())}
}
