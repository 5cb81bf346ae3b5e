package confirm

import (
	"fmt"
	"time"
)

// A user who asked for something stops talking, listens to the prompt, answers
// and waits. A room that talks to itself does none of the four. Each is
// measured on its own, in the order in which it happens.

// quiet weighs the talk in the seconds before the prompt.
func (s scene) quiet() Part {
	x := s.busy.Seconds() / busyTalk.Seconds()
	return Part{"room", ramp(x, weightQuiet, weightBusy), fmt.Sprintf("%.1f s of talk before the prompt", s.busy.Seconds())}
}

// clear weighs talk through the prompt.
func (s scene) clear() Part {
	if s.talkOver <= overTalk {
		return Part{"prompt", weightClear, "nobody talked through it"}
	}
	return Part{"prompt", weightTalkOver, fmt.Sprintf("talked through for %.1f s", s.talkOver.Seconds())}
}

// pause weighs the silence just before the reply.
func (s scene) pause() Part {
	x := s.before.Seconds() / pauseBefore.Seconds()
	return Part{"before", ramp(x, weightNoPause, weightBefore), gap(s.before)}
}

// silence weighs the silence after the reply: half of isolation is none.
func (s scene) silence(isolation time.Duration) Part {
	x := 2*float64(s.after)/float64(isolation) - 1
	return Part{"after", ramp(x, weightNoAfter, weightAfter), gap(s.after)}
}

// isolated reports whether the reply stands alone, which the higher levels of
// proof ask for whatever the weights say; missing names what is not so.
func (s scene) isolated(isolation time.Duration) (missing string) {
	switch {
	case s.talkOver > overTalk:
		return "somebody talked through the prompt"
	case s.before < pauseBefore/2:
		return "no pause before the reply"
	case s.after < isolation:
		return "no silence after the reply"
	}
	return ""
}

// gap says a pause in words.
func gap(d time.Duration) string {
	switch {
	case d >= far:
		return "nobody talked"
	case d < 0:
		return fmt.Sprintf("talk overlaps by %.2f s", -d.Seconds())
	}
	return fmt.Sprintf("%.2f s of silence", d.Seconds())
}
