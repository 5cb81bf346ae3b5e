package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake/enroll"
)

const rate = 16000

// say is a made-up word: buzzes of two resonances, one for each vowel, in a voice
// of its own, between pauses.
func say(word string, seed uint64) []float32 {
	rng := rand.New(rand.NewPCG(seed, 1))
	pitch, size := 100+80*rng.Float64(), 0.95+0.1*rng.Float64()
	vowels := map[rune][2]float64{'a': {800, 1300}, 'i': {300, 2300}, 'u': {320, 800}, 'e': {500, 1900}, 'o': {480, 950}}
	x := make([]float32, rate*3/4)
	phase := 0.0
	var s1, s2 [2]float64
	for _, p := range word {
		n := int(float64(rate) * (0.12 + 0.02*rng.Float64()))
		for i := range n {
			in := 0.02 * rng.NormFloat64()
			if phase += pitch / rate; phase >= 1 {
				phase--
				in++
			}
			v := resonate(&s1, in, vowels[p][0]*size) + resonate(&s2, in, vowels[p][1]*size)/2
			x = append(x, float32(0.02*v*math.Sin(math.Pi*float64(i)/float64(n))))
		}
	}
	x = append(x, make([]float32, rate)...)
	for i := range x {
		x[i] += float32(0.0005 * rng.NormFloat64())
	}
	return x
}

func resonate(s *[2]float64, in, hz float64) float64 {
	const r = 0.97
	y := in + 2*r*math.Cos(2*math.Pi*hz/rate)*s[0] - r*r*s[1]
	s[0], s[1] = y, s[0]
	return y
}

// pcm16 is raw PCM of samples.
func pcm16(x []float32) []byte {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(32767*max(-1, min(v, 1)))))
	}
	return b
}

// write makes a WAV file of samples.
func write(t *testing.T, dir, name string, x []float32) string {
	t.Helper()
	le := binary.LittleEndian
	data := pcm16(x)
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = le.AppendUint32(b, rate)
	b = le.AppendUint32(b, 2*rate)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = append(le.AppendUint32(b, uint32(len(data))), data...)
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const word = "aiueoai"

// TestFiles learns from files, tries the model, and makes it better.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	var takes []string
	for i := range 4 {
		takes = append(takes, write(t, dir, fmt.Sprintf("take%d.wav", i), say(word, uint64(i))))
	}
	takes = append(takes, write(t, dir, "empty.wav", make([]float32, rate)))
	path := filepath.Join(dir, "own.hearsay")
	try := write(t, dir, "try.wav", slices.Concat(make([]float32, rate), say(word, 9)))
	var out strings.Builder
	if err := run(append([]string{"-word", "ayoo", "-o", path, "-try", try}, takes...), nil, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"take0.wav: good: 0.", "empty.wav: left out", `"ayoo" from 4 recordings`, "try.wav: ", "accepted"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	better := filepath.Join(dir, "better.hearsay")
	wrong := write(t, dir, "wrong.wav", say("oieaui", 3))
	out.Reset()
	if err := run([]string{"-from", path, "-o", better, "-wrong", wrong, takes[0]}, nil, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"ayoo" from 5 recordings`) {
		t.Errorf("the better model: %s", out.String())
	}
}

// TestLive says the word on standard input until it is learnt, and then once more.
func TestLive(t *testing.T) {
	var x []float32
	for i := range 5 {
		x = append(x, say(word, uint64(i))...)
	}
	path := filepath.Join(t.TempDir(), "own.hearsay")
	var out strings.Builder
	err := run([]string{"-word", "ayoo", "-o", path, "-takes", "4"}, strings.NewReader(string(pcm16(x))), &out, io.Discard)
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	for _, want := range []string{"4 times in all", "take 1: good", "take 4: good", "Try it.", "standard input: ", "ayoo  accepted"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// TestCutter: clicks are no utterance, and each utterance comes once.
func TestCutter(t *testing.T) {
	x := slices.Concat(say(word, 1), say(word, 2))
	x[3000] = 0.9
	c := newCutter(&samples{x})
	for i := range 2 {
		u, err := c.next()
		if err != nil || len(u) < rate || len(u) > 4*rate {
			t.Fatalf("utterance %d of %d samples, %v", i, len(u), err)
		}
	}
	if _, err := c.next(); err != io.EOF {
		t.Errorf("after the last: %v, want EOF", err)
	}
}

type samples struct{ x []float32 }

func (*samples) SampleRate() int { return rate }
func (*samples) Channels() int   { return 1 }
func (s *samples) Read(dst []float32) (int, error) {
	if len(s.x) == 0 {
		return 0, io.EOF
	}
	n := copy(dst[:min(len(dst), 77)], s.x)
	s.x = s.x[n:]
	return n, nil
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "own.hearsay")
	text := filepath.Join(dir, "text.wav")
	if err := os.WriteFile(text, []byte("not a sound at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		in   string
		want string
	}{
		{[]string{"-word", "x"}, "", "-o:"},
		{[]string{"-o", path}, "", "-word:"},
		{[]string{"-word", "x", "-o", path, "-takes", "0"}, "", "-takes"},
		{[]string{"-word", "x", "-o", path, "-embedding", dir}, "", "both or neither"},
		{[]string{"-word", "x", "-o", path, "-embedding", dir, "-evidence", text}, "", "melspectrogram.onnx"},
		{[]string{"-word", "x", "-o", path, filepath.Join(dir, "none.wav")}, "", "none.wav"},
		{[]string{"-word", "x", "-o", path, text}, "", "text.wav: wake: not a WAV"},
		{[]string{"-word", "x", "-o", path}, "", "standard input"},
		{[]string{"-word", "x", "-o", path}, string(pcm16(say(word, 1))), "after 1 of 5"},
		{[]string{"-o", path, "-from", text}, "", "malformed"},
		{[]string{"-nosuch"}, "", "not defined"},
	} {
		err := run(c.args, strings.NewReader(c.in), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
	if err := run([]string{"-h"}, nil, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
	if err := run([]string{"-o", path, "-from", text}, nil, io.Discard, io.Discard); !errors.Is(err, enroll.ErrFormat) {
		t.Errorf("a text as model: %v, want ErrFormat", err)
	}
}
