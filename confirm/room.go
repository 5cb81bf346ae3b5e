package confirm

import (
	"slices"
	"time"
)

// role is what the Machine took an utterance for.
type role uint8

const (
	roleRoom role = iota // talk that was not part of the dialog
	roleTurn             // the command, or an answer to a prompt
	roleEcho             // the device's own voice
)

// said is one utterance in the room's memory.
type said struct {
	id    int // 1, 2, 3, … in the order of hearing
	span  Span
	words []string
	role  role
}

// The room's memory is bounded; a day of talk takes no more.
const (
	roomMemory = 64 // utterances
	maxKept    = 64 // words of one utterance
)

// room remembers what was heard lately: who talked when, and which words the
// talk has held.
type room struct {
	list []said
	held map[string]int // how often a word stands in list
	last int            // id of the newest
	now  time.Duration
	open []time.Duration // starts of talk that has not ended yet
}

// begins remembers that somebody began to talk.
func (r *room) begins(start time.Duration) {
	if slices.Contains(r.open, start) {
		return
	}
	if len(r.open) == roomMemory { // the oldest is the likeliest slip of a host
		r.open = slices.Delete(r.open, 0, 1)
	}
	r.open = append(r.open, start)
}

// ends closes the open talk that an utterance ends: what began at about its
// start. Talk that stays open for openTalk is a host's slip, and forgotten.
func (r *room) ends(span Span) {
	r.open = slices.DeleteFunc(r.open, func(start time.Duration) bool {
		return start >= span.Start-asideGap && start <= span.Start+asideGap || r.now-start > openTalk
	})
}

// openTalk is how long a stretch of talk can last without an utterance.
const openTalk = 30 * time.Second

// add remembers an utterance as talk of the room and returns its id, or 0 for
// one that is already there: hosts deliver twice.
func (r *room) add(span Span, words []string) int {
	words = words[:min(len(words), maxKept)]
	for _, s := range r.list {
		if s.span == span && slices.Equal(s.words, words) {
			return 0
		}
	}
	if len(r.list) == roomMemory {
		r.forget(r.list[0].words)
		r.list = append(r.list[:0], r.list[1:]...)
	}
	r.last++
	r.list = append(r.list, said{id: r.last, span: span, words: slices.Clone(words)})
	if r.held == nil {
		r.held = map[string]int{}
	}
	for _, w := range words {
		r.held[w]++
	}
	return r.last
}

// take marks an utterance as one of the dialog, or as the device's own voice.
func (r *room) take(id int, as role) {
	for i := range r.list {
		if r.list[i].id == id {
			r.list[i].role = as
		}
	}
}

func (r *room) forget(words []string) {
	for _, w := range words {
		if r.held[w]--; r.held[w] <= 0 {
			delete(r.held, w)
		}
	}
}

// others calls yield for every utterance of the room: not for those of the
// dialog, not for the device's own voice, and not for the reply itself.
func (r *room) others(reply int, yield func(said)) {
	for _, s := range r.list {
		if s.role == roleRoom && s.id != reply {
			yield(s)
		}
	}
	for _, start := range r.open {
		yield(said{span: Span{start, max(start, r.now)}})
	}
}

// talk is how long others talked within the span; talkers who talk at once
// count once each.
func (r *room) talk(within Span, reply int) time.Duration {
	var t time.Duration
	r.others(reply, func(s said) { t += overlap(s.span, within) })
	return t
}

// pauseBefore is the pause between whoever talked last and the reply that
// began at start; negative when somebody was still talking; far for nobody.
func (r *room) pauseBefore(start time.Duration, reply int) time.Duration {
	gap := far
	r.others(reply, func(s said) {
		if s.span.Start <= start {
			gap = min(gap, start-s.span.End)
		}
	})
	return gap
}

// pauseAfter is the pause between the reply and whoever talked next; negative
// when somebody began before it ended; far for nobody.
func (r *room) pauseAfter(span Span, reply int) time.Duration {
	gap := far
	r.others(reply, func(s said) {
		if s.span.Start > span.Start {
			gap = min(gap, s.span.Start-span.End)
		}
	})
	return gap
}

// overTurn reports whether an utterance overlaps another one that was a turn of
// the dialog.
func (r *room) overTurn(span Span, id int) bool {
	for _, s := range r.list {
		if s.role == roleTurn && s.id != id && overlap(s.span, span) > overTalk {
			return true
		}
	}
	return false
}

// repeats counts the earlier utterances of the room in the same words.
func (r *room) repeats(reply int, words []string) int {
	n := 0
	r.others(reply, func(s said) {
		if s.id != 0 && s.id < reply && slices.Equal(s.words, words) {
			n++
		}
	})
	return n
}

// far stands for "nobody".
const far = time.Hour
