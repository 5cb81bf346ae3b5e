package confirm

import (
	"testing"
	"testing/synctest"
)

// TestWhatHappenedComesFirst has a protest wait to be told when the timer of
// the cancel window goes off: the tick must not come before it.
func TestWhatHappenedComesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &session{ctx: t.Context(), happened: make(chan Event)}
		if e := s.waiting(); e.Kind != Tick {
			t.Errorf("with nothing told, the timer means %v, want tick", e.Kind)
		}
		go s.tell(Event{Kind: Heard})
		synctest.Wait()
		if e := s.waiting(); e.Kind != Heard {
			t.Errorf("with an utterance told, the timer means %v, want heard", e.Kind)
		}
	})
}
