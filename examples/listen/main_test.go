package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/examples/internal/status"
	"github.com/hearsay-go/hearsay/wake"
)

// loud is a model whose score is the mean of a 10 ms step at 16 kHz.
type loud struct{}

func (loud) Info() wake.Info {
	return wake.Info{SampleRate: 16000, Step: 160, Words: []wake.Word{{Name: "loud", Span: 100 * time.Millisecond}}}
}
func (m loud) NewScorer() wake.Scorer { return m }
func (loud) Reset()                   {}
func (loud) Score(dst, step []float32) {
	dst[0] = 0
	for _, v := range step {
		dst[0] += v / 160
	}
}

// pcm16 is raw PCM: at each second a burst of 10 ms at that level.
func pcm16(rate, channels int, levels ...float64) string {
	var b []byte
	for _, v := range levels {
		for i := range rate {
			level := 0.0
			if i >= rate-rate/100 {
				level = v
			}
			for range channels {
				b = binary.LittleEndian.AppendUint16(b, uint16(int16(level*32767)))
			}
		}
	}
	return string(b)
}

// wavOf is a WAV header that claims a length.
func wavOf(rate, channels int, claimed uint32) string {
	le := binary.LittleEndian
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00")
	b = le.AppendUint16(b, uint16(channels))
	b = le.AppendUint32(b, uint32(rate))
	b = le.AppendUint32(b, uint32(2*rate*channels))
	b = le.AppendUint16(b, uint16(2*channels))
	return string(le.AppendUint32(append(b, "\x10\x00data"...), claimed))
}

// unknown is the length that a pipe claims.
const unknown = 0xFFFFFFFF

// heard runs a listener of the loud model over standard input or files.
func heard(raw format, in string, paths ...string) (string, error) {
	var out strings.Builder
	l := &listener{model: loud{}, config: wake.Config{Threshold: 0.6, DoubtThreshold: 0.3}, raw: raw, out: &out, progress: status.New(io.Discard, false)}
	err := l.all(paths, strings.NewReader(in))
	return out.String(), err
}

const twoWords = "0:00:00.90  loud       accepted  0.900\n0:00:02.90  loud       doubtful  0.400\n"

var levels = []float64{0.9, 0.1, 0.4}

func TestStandardInput(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  format
		in   string
		want string
	}{
		{"raw", format{16000, 1}, pcm16(16000, 1, levels...), twoWords},
		{"raw, stereo", format{16000, 2}, pcm16(16000, 2, levels...), twoWords},
		{"WAV, which tells its format", format{8000, 1}, wavOf(16000, 2, unknown) + pcm16(16000, 2, levels...), twoWords},
		{"raw silence", format{16000, 1}, pcm16(16000, 1, 0), ""},
		{"raw, which starts with letters", format{16000, 1}, "abcd" + pcm16(16000, 1, levels...)[4:], twoWords},
	} {
		got, err := heard(c.raw, c.in)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", c.name, err, diff)
		}
	}
}

// TestFiles hears two good files, though one between them is bad and one is
// missing.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a := write("a.wav", wavOf(16000, 1, unknown)+pcm16(16000, 1, levels...))
	bad := write("bad.wav", "RIFF\x00\x00\x00\x00AVI ")
	short := write("short.wav", wavOf(16000, 1, unknown)+pcm16(16000, 1, 0.9)+"\x01")
	got, err := heard(format{16000, 1}, "", a, bad, filepath.Join(dir, "none.wav"), short)
	want := strings.ReplaceAll("A"+twoWords+"S0:00:00.90  loud       accepted  0.900\n", "\n0", "\nA0")
	want = strings.NewReplacer("A", a+"  ", "S", short+"  ").Replace(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, part := range []string{bad + ": wake: not a WAV", "none.wav: no such file", short + ": wake: not a WAV"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v\nwant %q in it", err, part)
		}
	}
}

// TestNoOtherFormatIsHeardAsPCM: a file in another format is refused, not heard
// as the noise that its bytes make; on standard input, where it can be told.
func TestNoOtherFormatIsHeardAsPCM(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talk")
	for _, start := range []string{"RIFX", "riff", "FORM", "fLaC", "OggS", "ID3\x03", "caff", ".snd", "RF64"} {
		in := start + pcm16(16000, 1, levels...)
		if got, err := heard(format{16000, 1}, in); got != "" || !errors.Is(err, wake.ErrWAV) {
			t.Errorf("%q on standard input: %q, %v; want ErrWAV", start, got, err)
		}
	}
	for _, in := range []string{"", "\xFF\xFBmp3 without a tag", pcm16(16000, 1, levels...)} {
		if err := os.WriteFile(path, []byte(in), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := heard(format{16000, 1}, "", path); got != "" || !errors.Is(err, wake.ErrWAV) {
			t.Errorf("file of %d bytes that is no WAV: %q, %v; want ErrWAV", len(in), got, err)
		}
	}
}

// TestNoTextIsHeardAsPCM: a text is refused, as is nothing at all.
func TestNoTextIsHeardAsPCM(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "standard input: nothing in it"},
		{"kitchen.wav\n", "standard input: this is text"},
		{"été " + strings.Repeat("日本語、", 100), "this is text"}, // cut within a character
		{strings.Repeat("{\"a\": 1}\r\n", 1000), "this is text"},
		{"\xEF\xBB\xBFname,score\n", "this is text"},
	} {
		if got, err := heard(format{16000, 1}, c.in); got != "" || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20q: %q, %v; want an error that says %q", c.in, got, err, c.want)
		}
	}
}

func TestRawPCMErrors(t *testing.T) {
	for _, c := range []struct {
		channels int
		in, want string
	}{
		{1, "ab\x00", "1 of its 2 bytes"},
		{2, "abcde\x00", "2 of its 4 bytes"},
		{3, "abcdefghij\x00", "5 of its 6 bytes"},
	} {
		_, err := heard(format{16000, c.channels}, c.in)
		if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d bytes of %d channels: %v, want io.ErrUnexpectedEOF and %q", len(c.in), c.channels, err, c.want)
		}
	}
	if _, err := heard(format{1, 1}, "abc\x00"); err == nil || !strings.Contains(err.Error(), "SampleRate is 1 Hz") {
		t.Errorf("rate of 1 Hz: %v", err)
	}
	pulled := errors.New("microphone pulled out")
	src, err := newStream(iotest.ErrReader(pulled), format{16000, 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := src.Read(make([]float32, 4)); !errors.Is(err, pulled) {
		t.Errorf("broken source: %v, want %v", err, pulled)
	}
}

// TestLive: a word is told when its samples have come, not when a buffer is
// full.
func TestLive(t *testing.T) {
	r, w := io.Pipe()
	told := make(chan string, 1)
	l := &listener{model: loud{}, raw: format{16000, 1}, progress: status.New(io.Discard, false), out: writerFunc(func(b []byte) (int, error) {
		told <- string(b)
		return len(b), nil
	})}
	done := make(chan error, 1)
	go func() { done <- l.all(nil, r) }()
	if _, err := io.WriteString(w, pcm16(16000, 1, 0.9)); err != nil {
		t.Fatal(err)
	}
	if got := <-told; !strings.Contains(got, "accepted") { // the stream is still open
		t.Errorf("told %q", got)
	}
	w.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string
	}{
		{pcm16(16000, 2, 0), "talk: 0:01:30.00, 30 x real time"},
		{wavOf(16000, 2, 16000*4*120), "talk: 0:01:30.00 of 0:02:00.00, 75%, 30 x real time"},
	} {
		src, err := newStream(strings.NewReader(c.in), format{16000, 2})
		if err != nil {
			t.Fatal(err)
		}
		d, err := wake.New(loud{}, wake.Config{})
		if err != nil {
			t.Fatal(err)
		}
		w := &watched{source: src, name: "talk", time: d.Time, samples: 16000 * 2 * 90}
		if got := w.status(3 * time.Second); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	var out, errw strings.Builder
	if err := run([]string{"-progress"}, strings.NewReader(pcm16(16000, 1, 0)), &out, &errw); err != nil || !strings.Contains(errw.String(), "standard input: 0:00:00.") {
		t.Errorf("-progress shows %q, %v", errw.String(), err)
	}
}

// TestCommand runs the whole command on the shipped words: nothing is heard in
// silence.
func TestCommand(t *testing.T) {
	var out, errw strings.Builder
	if err := run([]string{"-word", "alexa"}, strings.NewReader(pcm16(16000, 1, 0, 0)), &out, &errw); err != nil {
		t.Fatal(err)
	}
	if out.String()+errw.String() != "" {
		t.Errorf("silence gives %q, %q; want nothing", out.String(), errw.String())
	}
	if err := run([]string{"-word", " alexa, jarvis"}, strings.NewReader(pcm16(16000, 1, 0)), &out, &errw); err != nil {
		t.Errorf("words with a space between them: %v", err)
	}
	if err := run([]string{"-h"}, nil, &out, &errw); !errors.Is(err, flag.ErrHelp) || !strings.Contains(errw.String(), "at least 0.") {
		t.Errorf("-h: %v, %q; want help with the least rate", err, errw.String())
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-word", "sesame"}, "sesame"},
		{[]string{"-per-hour", "-1"}, "FalseAcceptsPerHour is -1"},
		{[]string{"-threshold", "2"}, "Threshold is 2"},
		{[]string{"-model", "nosuch.tflite"}, "nosuch.json"},
		{[]string{"-model", "alexa", "-model", "alexa", "-per-hour", "1"}, "the model has no rates"},
		{[]string{"-channels", "0"}, "-rate and -channels"},
		{[]string{"-nosuch"}, "not defined"},
	} {
		if err := run(c.args, strings.NewReader(pcm16(16000, 1, 0)), &out, &errw); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0:00:00.00", 3725 * time.Second: "1:02:05.00", time.Minute - time.Microsecond: "0:01:00.00", 10 * time.Millisecond: "0:00:00.01",
	} {
		if got := clock(d); got != want {
			t.Errorf("clock(%d ns) = %s, want %s", d, got, want)
		}
	}
}
