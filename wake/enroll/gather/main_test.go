package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake/enroll"
)

// writeNoise makes a WAV file of a minute of noise at 8 kHz.
func writeNoise(t *testing.T, path string) {
	t.Helper()
	le := binary.LittleEndian
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = le.AppendUint32(b, 8000)
	b = le.AppendUint32(b, 16000)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = le.AppendUint32(b, 2*60*8000)
	rng := rand.New(rand.NewPCG(1, 1))
	for range 60 * 8000 {
		b = le.AppendUint16(b, uint16(int16(2000*rng.NormFloat64())))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
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

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "evidence.bin")
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
	} {
		if err := run(c.args, strings.NewReader(c.in), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
	if err := run([]string{"-h"}, nil, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}
