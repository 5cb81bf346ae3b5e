package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// converse runs the assistant and types one line after each line it prints,
// half a second later. It returns what was printed.
func converse(t *testing.T, typed ...string) (printed []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		screen, out := io.Pipe()
		done := make(chan error)
		go func() {
			err := run(t.Context(), bytes.NewReader(room), in, out)
			out.Close()
			done <- err
		}()
		for s := bufio.NewScanner(screen); s.Scan(); {
			printed = append(printed, s.Text())
			if len(typed) == 0 {
				continue
			}
			go func(line string) {
				time.Sleep(500 * time.Millisecond) // of the test's own clock
				io.WriteString(keys, line+"\n")
			}(typed[0])
			typed = typed[1:]
		}
		err = <-done
		in.Close()
		keys.Close()
		synctest.Wait()
	})
	return printed, err
}

// last is the last line printed.
func last(printed []string) string {
	if len(printed) == 0 {
		return ""
	}
	return printed[len(printed)-1]
}

func TestConversations(t *testing.T) {
	tests := []struct {
		name  string
		typed []string
		last  string
	}{
		{"one name, agreed", []string{"send it to robert jones", "yes"}, "proceed Robert Jones because it was proof"},
		{"which Ann", []string{"send it to ann", "ann smith", "yes please"}, "proceed Ann Smith because it was proof"},
		{"refused", []string{"send it to robert jones", "no"}, "not sent because it was denied"},
		{"stopped while it is announced", []string{"send it to robert jones", "yes", "stop"}, "not sent because it was cancelled"},
		{"nobody of that name", []string{"send it to quentin tarantino", "quentin tarantino"}, "not sent because it was silence"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			printed, err := converse(t, tt.typed...)
			if last(printed) != tt.last {
				t.Errorf("typed %q\nprinted %q, error %v\nwant the last line %q", tt.typed, printed, err, tt.last)
			}
		})
	}
}

// Nobody answers: nothing is sent, and the silence is an error.
func TestSilence(t *testing.T) {
	printed, err := converse(t, "send it to robert jones")
	if err == nil || last(printed) != "not sent because it was silence" {
		t.Errorf("printed %q, error %v; want not sent, and an error", printed, err)
	}
}

// Input that comes in one go and ends is as good as typed; after its end is
// silence.
func TestPiped(t *testing.T) {
	for _, c := range []struct{ in, last string }{
		{"send it to robert jones\nyes\n", "proceed Robert Jones because it was proof"},
		{"send it to ann\nann smith\nno", "not sent because it was denied"},
		{"send it to ann\n", "not sent because it was silence"},
		{"", "not sent because it was silence"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var out strings.Builder
			err := run(t.Context(), bytes.NewReader(room), strings.NewReader(c.in), &out)
			printed := strings.Split(strings.TrimSpace(out.String()), "\n")
			if last(printed) != c.last || (err != nil) != strings.HasSuffix(c.last, "silence") || err != nil && strings.Contains(err.Error(), "EOF") {
				t.Errorf("given %q\nprinted %q, error %v\nwant the last line %q", c.in, printed, err, c.last)
			}
		})
	}
}

// A room that does not say the wake word wakes nobody.
func TestQuietRoom(t *testing.T) {
	quiet := bytes.Clone(room)
	clear(quiet[len(quiet)/8:]) // full scale of one sign: no speech
	err := run(context.Background(), bytes.NewReader(quiet), strings.NewReader(""), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "nobody called me") {
		t.Errorf("run = %v, want nobody called me", err)
	}
}

// The example promises to be small.
func TestSize(t *testing.T) {
	b, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b, []byte("\n")); n >= 120 {
		t.Errorf("main.go has %d lines, want fewer than 120", n)
	}
}
