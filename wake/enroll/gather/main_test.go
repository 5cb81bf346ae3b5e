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
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake/enroll"
)

// writeWAV makes a file of 8 kHz.
func writeWAV(t *testing.T, path string, n int, at func(i int) float64) {
	t.Helper()
	le := binary.LittleEndian
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = le.AppendUint32(b, 8000)
	b = le.AppendUint32(b, 16000)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = le.AppendUint32(b, uint32(2*n))
	for i := range n {
		b = le.AppendUint16(b, uint16(int16(at(i))))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeNoise is a minute of noise.
func writeNoise(t *testing.T, path string) {
	rng := rand.New(rand.NewPCG(1, 1))
	writeWAV(t, path, 60*8000, func(int) float64 { return 2000 * rng.NormFloat64() })
}

// writeHiss is a second of noise that never changes: no utterance.
func writeHiss(t *testing.T, path string) {
	rng := rand.New(rand.NewPCG(1, 2))
	writeWAV(t, path, 8000, func(int) float64 { return 500 * rng.NormFloat64() })
}

// writeTone is a buzz of half a second in a quiet room.
func writeTone(t *testing.T, path string, hz float64) {
	rng := rand.New(rand.NewPCG(1, 3))
	writeWAV(t, path, 12000, func(i int) float64 {
		x := 10 * rng.NormFloat64()
		if i >= 4000 && i < 8000 {
			x += 6000 * math.Sin(2*math.Pi*hz*float64(i)/8000)
		}
		return x
	})
}

func TestGather(t *testing.T) {
	dir := t.TempDir()
	sound, file := filepath.Join(dir, "noise.wav"), filepath.Join(dir, "evidence.bin")
	writeNoise(t, sound)
	var out strings.Builder
	if err := run([]string{"-o", file, "-data", "a minute of noise", "-bytes", "150000", "-dim", "32"}, strings.NewReader(sound+"\n"), &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ev, err := enroll.ReadEvidence(f)
	if err != nil || ev.Data() != "a minute of noise" || ev.Duration().Seconds() < 50 || !strings.Contains(out.String(), "0.02 h") {
		t.Errorf("%v of %q, %v; told %q", ev.Duration(), ev.Data(), err, out.String())
	}
}

// TestWords: words teach what they differ by, which the file then holds; one that
// cannot be heard is reported, and left out.
func TestWords(t *testing.T) {
	dir := t.TempDir()
	sound, words, file := filepath.Join(dir, "noise.wav"), filepath.Join(dir, "words.txt"), filepath.Join(dir, "evidence.bin")
	writeNoise(t, sound)
	var list strings.Builder
	for i, word := range []string{"low", "low", "high", "high"} {
		path := filepath.Join(dir, fmt.Sprint("word", i, ".wav"))
		writeTone(t, path, 300+float64(i)*200)
		fmt.Fprintf(&list, "%s\t%s\n", word, path)
	}
	if err := os.WriteFile(words, []byte(list.String()+"hiss\t"+strings.ReplaceAll(sound, "noise", "hiss")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	writeHiss(t, filepath.Join(dir, "hiss.wav"))
	sizes := map[string]int64{}
	for _, from := range []string{"", words} {
		var told strings.Builder
		if err := run([]string{"-o", file, "-words", from, "-bytes", "150000", "-dim", "32"}, strings.NewReader(sound+"\n"), io.Discard, &told); err != nil {
			t.Fatal(err)
		}
		if from != "" && !strings.Contains(told.String(), "left out: "+filepath.Join(dir, "hiss.wav")) {
			t.Errorf("told %q, want what was left out", told.String())
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		sizes[from] = info.Size()
	}
	// Two triangles of 20 and 32 rows, and their name in the head.
	if more := sizes[words] - sizes[""]; more < 4*(210+528) || more > 4*(210+528)+40 {
		t.Errorf("with words the file is %d bytes longer, want %d", more, 4*(210+528))
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	file, text := filepath.Join(dir, "evidence.bin"), filepath.Join(dir, "words.txt")
	if err := os.WriteFile(text, []byte("no tab\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		in   string
		want string
	}{
		{nil, "", "usage"},
		{[]string{"-o", file, "extra"}, "", "usage"},
		{[]string{"-o", file, "-embedding", dir}, "", "melspectrogram.onnx"},
		{[]string{"-o", file, "-bytes", "1"}, "", "Bytes is 1"},
		{[]string{"-o", file}, "", "0 vectors heard"},
		{[]string{"-o", file}, filepath.Join(dir, "none.wav"), "none.wav"},
		{[]string{"-o", file, "-words", filepath.Join(dir, "none.txt")}, "", "none.txt"},
		{[]string{"-o", file, "-words", text}, "", "want a word, a tab and a path"},
	} {
		if err := run(c.args, strings.NewReader(c.in), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
	if err := run([]string{"-h"}, nil, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}
