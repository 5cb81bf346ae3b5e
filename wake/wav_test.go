package wake

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wavFile is a file of float samples that claims a length of its own.
func wavFile(rate, channels int, claimed uint32, x []float32) string {
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x03\x00")
	le := binary.LittleEndian
	b = le.AppendUint16(b, uint16(channels))
	b = le.AppendUint32(b, uint32(rate))
	b = le.AppendUint32(b, uint32(rate*channels*4))
	b = le.AppendUint16(b, uint16(channels*4))
	b = le.AppendUint16(b, 32)
	b = le.AppendUint32(append(b, "data"...), claimed)
	for _, v := range x {
		b = le.AppendUint32(b, math.Float32bits(v))
	}
	return string(b)
}

func openWAV(t *testing.T, file string) *WAV {
	t.Helper()
	w, err := NewWAV(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// collect runs Hear to its end.
func collect(d *Detector, r SampleReader) (dets []Detection, err error) {
	for det, e := range d.Hear(r) {
		if e != nil {
			err = e
			continue
		}
		dets = append(dets, det)
	}
	return dets, err
}

func TestHear(t *testing.T) {
	x := noise(5, 48_000*2)
	m := newHash(16000, 320)
	d := mustNew(t, m, Config{SampleRate: 48000, Channels: 2})
	want := d.Flush(d.Append(nil, x))
	if len(want) == 0 {
		t.Fatal("nothing to compare")
	}
	for _, claimed := range []uint32{uint32(4 * len(x)), 0xFFFFFFFF} {
		w := openWAV(t, wavFile(48000, 2, claimed, x))
		if w.SampleRate() != 48000 || w.Channels() != 2 {
			t.Fatalf("%d Hz, %d channels", w.SampleRate(), w.Channels())
		}
		if n := w.Frames(); claimed != 0xFFFFFFFF && n != 48000 || claimed == 0xFFFFFFFF && n != -1 {
			t.Errorf("Frames() = %d of %#x bytes", n, claimed)
		}
		got, err := collect(d, w) // d was used: Hear starts anew
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-Append +Hear)\n%s", err, diff)
		}
	}
}

// A file cut short is heard to its end before the error is told.
func TestHearLosesNothing(t *testing.T) {
	x := steps(16000, concat(repeat(0, 20), []float64{0.9})...)
	d := mustNew(t, newLevel(16000, "a"), Config{})
	dets, err := collect(d, openWAV(t, wavFile(16000, 1, 1<<20, x)+"\x01"))
	if len(dets) != 1 || !errors.Is(err, ErrWAV) || !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "wake: ") {
		t.Errorf("%v, %v; want one detection, then ErrWAV", dets, err)
	}
}

// idle gives nothing, and no reason.
type idle struct{}

func (idle) Read([]float32) (int, error) { return 0, nil }

func TestHearEndsWithAnIdleSource(t *testing.T) {
	if _, err := collect(mustNew(t, newLevel(16000, "a"), Config{}), idle{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("Hear = %v, want io.ErrNoProgress", err)
	}
}

// liar says that it gave more than there is room for, or less than nothing.
type liar int

func (n liar) Read([]float32) (int, error) { return int(n), nil }

func TestHearEndsWithALyingSource(t *testing.T) {
	for _, n := range []liar{-1, 1 << 20} {
		_, err := collect(mustNew(t, newLevel(16000, "a"), Config{}), n)
		if err == nil || !strings.Contains(err.Error(), "samples read into room for") {
			t.Errorf("a Read that returns %d: %v, want an error that says so", n, err)
		}
	}
}

func TestHearBreak(t *testing.T) {
	x := steps(16000, repeat(0.9, 1000)...)
	d := mustNew(t, newLevel(16000, "a"), Config{})
	w := openWAV(t, wavFile(16000, 1, uint32(4*len(x)), x))
	n := 0
	for range d.Hear(w) {
		n++
		break
	}
	if rest, err := w.Read(make([]float32, 1)); n != 1 || rest != 1 || err != nil {
		t.Errorf("%d detections, then Read = %d, %v; want the rest of the stream unread", n, rest, err)
	}
}

func TestHearChecksTheFormat(t *testing.T) {
	w := openWAV(t, wavFile(44100, 2, 0, nil))
	_, err := collect(mustNew(t, newLevel(16000, "a"), Config{}), w)
	if err == nil || !strings.Contains(err.Error(), "source of 44100 Hz, Config.SampleRate is 16000, and of 2 channels, Config.Channels is 1") {
		t.Errorf("Hear = %v, want the formats told", err)
	}
}

func TestNewWAVRefuses(t *testing.T) {
	for _, file := range []string{"", "fLaC", "RIFF\x00\x00\x00\x00WAVE"} {
		if _, err := NewWAV(strings.NewReader(file)); !errors.Is(err, ErrWAV) {
			t.Errorf("NewWAV(%q) = %v, want ErrWAV", file, err)
		}
	}
}
