package status

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b strings.Builder
		l := New(&b, true)
		l.Clear() // nothing to clear yet
		l.Showf("%d %%", 1)
		l.Showf("%d %%", 2) // too soon
		time.Sleep(every)   // of the test's own clock
		l.Showf("%d %%", 3)
		l.Clear()
		l.Clear()
		if got, want := b.String(), "\r\x1b[K1 %\r\x1b[K3 %\r\x1b[K"; got != want {
			t.Errorf("wrote %q, want %q", got, want)
		}
	})
}

func TestNoTerminal(t *testing.T) {
	var b strings.Builder
	l := New(&b, false)
	l.Showf("x")
	l.Clear()
	if b.Len() > 0 {
		t.Errorf("wrote %q to what is no terminal", b.String())
	}
}
