package main

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
)

// loud is a model whose score is the mean of a 10 ms step at 16 kHz.
type loud struct{ words []wake.Word }

func (m loud) Info() wake.Info        { return wake.Info{SampleRate: 16000, Step: 160, Words: m.words} }
func (m loud) NewScorer() wake.Scorer { return m }
func (loud) Reset()                   {}
func (loud) Score(dst, step []float32) {
	var sum float32
	for _, v := range step {
		sum += v
	}
	for i := range dst {
		dst[i] = sum / 160 / float32(i+1)
	}
}

// writeWAV writes 16-bit mono audio, 10 ms at each level, and claims more bytes
// than there are.
func writeWAV(t *testing.T, name string, rate, more int, levels ...float64) string {
	t.Helper()
	var data []byte
	for _, v := range levels {
		for range rate / 100 {
			data = binary.LittleEndian.AppendUint16(data, uint16(int16(math.Round(v*32768))))
		}
	}
	le := binary.LittleEndian
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = le.AppendUint32(b, uint32(rate))
	b = le.AppendUint32(b, uint32(2*rate))
	b = append(b, "\x02\x00\x10\x00data"...)
	b = le.AppendUint32(b, uint32(len(data)+more))
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, append(b, data...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWakeScores(t *testing.T) {
	a := writeWAV(t, "a.wav", 16000, 0, 0, 0.25, 0.5, 0.015625)
	b := writeWAV(t, "b.wav", 16000, 0, 0.125)
	short := writeWAV(t, "short.wav", 16000, 100, 0.75)
	one := []wake.Word{{Name: "one"}}
	two := []wake.Word{{Name: "one", Span: 10 * time.Millisecond}, {Name: "two"}}
	for _, c := range []struct {
		name   string
		words  []wake.Word
		floor  float64
		decide bool
		in     string
		want   string
		remark string // on standard error
		err    string
	}{
		{"scores", one, 0.02, false, a + "\n" + b + "\n", "A,0.0200,0.25\nA,0.0300,0.5\nB,0.0100,0.125\n", "2 files, 50ms of audio", ""},
		{"floor 0 is every step", one, 0, false, b + "\r\n\n", "B,0.0100,0.125\n", "1 files", ""},
		{"two words", two, 0.2, false, a, "A,0.0200,0.25,one\nA,0.0300,0.5,one\nA,0.0300,0.25,two\n", "", ""},
		{"decisions", one, 0, true, a, "A,0.0300,0.5,accepted\n", "", ""},
		{"decisions of two", two, 0, true, a, "A,0.0300,0.5,one,accepted\nA,0.0400,0.25,two,doubtful\n", "", ""},
		{"a bad file loses nothing", one, 0.02, false, "nosuch.wav\n" + b + "\n" + os.Args[0] + "\n" + a,
			"B,0.0100,0.125\nA,0.0200,0.25\nA,0.0300,0.5\n", "evaluate: open nosuch.wav: ", "2 of 4 files could not be read whole"},
		{"a short file is heard to its end", one, 0.02, false, short, "SHORT,0.0100,0.75\n", "short.wav: wake: not a WAV", "1 of 1 files"},
		{"nothing to do", one, 0.02, false, "", "", "0 files", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errw strings.Builder
			err := newWakeRun(loud{c.words}, c.floor, c.decide, &out, &errw).files(strings.NewReader(c.in))
			got := strings.NewReplacer(a, "A", b, "B", short, "SHORT").Replace(out.String())
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if !strings.Contains(errw.String(), c.remark) {
				t.Errorf("standard error %q, want %q in it", errw.String(), c.remark)
			}
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error %v, want %q", err, c.err)
			}
		})
	}
}

func TestWakeTimesFollowTheRate(t *testing.T) {
	path := writeWAV(t, "c.wav", 48000, 0, 0, 0, 0.5, 0, 0)
	var out, errw strings.Builder
	if err := newWakeRun(loud{[]wake.Word{{Name: "one"}}}, 0.4, false, &out, &errw).files(strings.NewReader(path)); err != nil {
		t.Fatal(err)
	}
	if want := path + ",0.0331,0.49"; !strings.HasPrefix(out.String(), want) {
		t.Errorf("got %q, want %q: the end of the step and the resampler's wait", out.String(), want)
	}
}

// TestWakeCommand runs the command as a scorer does, on the shipped words.
func TestWakeCommand(t *testing.T) {
	path := writeWAV(t, "d.wav", 16000, 0, make([]float64, 100)...)
	var out, errw strings.Builder
	args := []string{"wake", "-word", "jarvis,alexa", "-floor", "0"}
	if err := run(args, strings.NewReader(path+"\n"+path+"\n"), &out, &errw); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	half := len(lines) / 2
	if len(lines) < 100 || cmp.Diff(lines[:half], lines[half:]) != "" {
		t.Errorf("%d lines, want the same twice for the same file twice", len(lines))
	}
	if got := lines[half-1]; !strings.HasPrefix(got, path+",1.0000,") || !strings.HasSuffix(got, ",alexa") {
		t.Errorf("last line of the file is %q", got)
	}
}

// TestWakeConsensus: models that agree, one as the other's gate, decide what one
// of them does, in time.
func TestWakeConsensus(t *testing.T) {
	decisions := func(args ...string) string {
		var out, errw strings.Builder
		if err := run(append([]string{"wake", "-decide"}, args...), strings.NewReader("../assistant/wake.wav\n"), &out, &errw); err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		return out.String()
	}
	one := decisions("-model", "alexa")
	if !strings.HasSuffix(one, ",accepted\n") {
		t.Fatalf("one model: %q, want an acceptance", one)
	}
	for _, args := range [][]string{{"-consensus", "1"}, {"-consensus", "2"}, {"-gate"}} {
		got := decisions(append(args, "-model", "alexa", "-model", "alexa")...)
		a, b := strings.Split(one, ","), strings.Split(got, ",")
		if len(a) != len(b) || a[1] != b[1] || a[3] != b[3] {
			t.Errorf("%q: %q, want %q but for the confidence", args, got, one)
		}
	}
}

func TestWakeRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-word", "sesame"}, "sesame"},
		{[]string{"-model", "x.tflite"}, "x.json: no such file"},
		{[]string{"-model", "alexa", "-consensus", "2"}, "there are 1"},
		{[]string{"a.wav"}, "paths come on standard input"},
		{[]string{"-nosuch"}, "not defined"},
	} {
		var out, errw strings.Builder
		err := runWake(c.args, strings.NewReader(""), &out, &errw)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
}

// A pipe that breaks ends the run.
func TestWakeWriteFails(t *testing.T) {
	path := writeWAV(t, "e.wav", 16000, 0, 0.5)
	broken := errors.New("pipe broken")
	err := newWakeRun(loud{[]wake.Word{{Name: "one"}}}, 0, false, failing{broken}, new(strings.Builder)).files(strings.NewReader(path))
	if !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
