package confirm

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func at(a, b float64) Span {
	return Span{time.Duration(a * float64(time.Second)), time.Duration(b * float64(time.Second))}
}

func TestRoomPauses(t *testing.T) {
	var r room
	r.now = 20 * time.Second
	r.add(at(0, 2), []string{"so"})
	mine := r.add(at(1, 3), []string{"send", "it"})
	r.take(mine, roleTurn)
	own := r.add(at(3, 4), []string{"to", "bob"})
	r.take(own, roleEcho)
	reply := r.add(at(5, 5.4), []string{"right"})
	r.add(at(6, 8), []string{"and", "then"})

	if got := r.pauseBefore(5*time.Second, reply); got != 3*time.Second {
		t.Errorf("pause before = %v, want 3 s: turns and echoes are not the room", got)
	}
	if got := r.pauseAfter(at(5, 5.4), reply); got != 600*time.Millisecond {
		t.Errorf("pause after = %v, want 0.6 s", got)
	}
	if got := r.talk(at(1, 7), reply); got != 2*time.Second {
		t.Errorf("talk from 1 to 7 = %v, want 2 s", got)
	}
	if !r.overTurn(at(2.5, 4), 0) || r.overTurn(at(3.5, 4), 0) {
		t.Error("only the first of the two lies over a turn")
	}
	r.begins(4 * time.Second)
	if got := r.pauseBefore(5*time.Second, reply); got > 0 {
		t.Errorf("pause before = %v while somebody talks on, want none", got)
	}
	r.ends(at(4.1, 9))
	if got := r.pauseBefore(5*time.Second, reply); got != 3*time.Second {
		t.Errorf("pause before = %v after the talk has ended, want 3 s", got)
	}
	var empty room
	if empty.pauseBefore(0, 0) != far || empty.pauseAfter(Span{}, 0) != far || empty.talk(at(0, 9), 0) != 0 {
		t.Error("an empty room is not silent")
	}
}

func TestRoomForgetsTwinsAndTheOld(t *testing.T) {
	var r room
	if r.add(at(0, 1), []string{"yes"}) == 0 || r.add(at(0, 1), []string{"yes"}) != 0 {
		t.Error("the same utterance twice must be heard once")
	}
	if r.add(at(0, 1), []string{"no"}) == 0 || r.add(at(0.1, 1), []string{"yes"}) == 0 {
		t.Error("another text, or another time, is another utterance")
	}
	for i := range 10 * roomMemory {
		r.add(at(float64(i), float64(i)+0.5), []string{fmt.Sprint("w", i), "and"})
	}
	if len(r.list) != roomMemory || len(r.held) != roomMemory+1 || r.held["and"] != roomMemory {
		t.Errorf("after a day the room holds %d utterances and %d words (%d times and), want %d, %d (%d)", len(r.list), len(r.held), r.held["and"], roomMemory, roomMemory+1, roomMemory)
	}
	long := strings.Fields(strings.Repeat("blah ", 1000))
	r.add(at(9999, 9999.5), long)
	if n := len(r.list[len(r.list)-1].words); n != maxKept {
		t.Errorf("%d words of a long utterance are kept, want %d", n, maxKept)
	}
	for i := range 10 * roomMemory {
		r.begins(time.Duration(i))
	}
	if len(r.open) > roomMemory {
		t.Errorf("%d stretches of talk are open, want at most %d", len(r.open), roomMemory)
	}
	r.now = time.Hour
	if r.ends(at(9, 10)); len(r.open) != 0 {
		t.Errorf("%d stretches of talk are still open after an hour, want none", len(r.open))
	}
}

func TestRepeats(t *testing.T) {
	var r room
	for i := range 3 {
		r.add(at(float64(i), float64(i)+0.3), []string{"right"})
	}
	r.add(at(4, 5), []string{"right", "so"})
	id := r.add(at(9, 9.4), []string{"right"})
	if got := r.repeats(id, []string{"right"}); got != 3 {
		t.Errorf("the talk held it %d times before, want 3", got)
	}
	if got := r.repeats(id, []string{"yes"}); got != 0 {
		t.Errorf("the talk held it %d times before, want 0", got)
	}
}
