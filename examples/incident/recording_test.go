package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// wavFile makes a WAV of 32-bit floats.
func wavFile(rate, channels int, samples ...float32) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a Buffer does not fail
	b.WriteString("RIFF")
	put(uint32(36 + 4*len(samples)))
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put(uint16(3))
	put(uint16(channels))
	put(uint32(rate))
	put(uint32(rate * channels * 4))
	put(uint16(channels * 4))
	put(uint16(32))
	b.WriteString("data")
	put(uint32(4 * len(samples)))
	put(samples)
	return b.Bytes()
}

func TestReadRecording(t *testing.T) {
	nan := float32(math.NaN())
	rec, err := readRecording(bytes.NewReader(wavFile(8000, 2, 0.5, 0.25, -1, 1, nan, 0.5, 7, -0.5)))
	if err != nil {
		t.Fatal(err)
	}
	want := []float32{0.375, 0, 0.25, -0.25} // the mean; NaN and 7 are silence
	if diff := cmp.Diff(want, rec.samples); diff != "" || rec.rate != 8000 {
		t.Errorf("rate %d, samples (-want +got):\n%s", rec.rate, diff)
	}
	if got := rec.length(); got != 500*time.Microsecond {
		t.Errorf("length %v; want 500µs", got)
	}
}

func TestReadRecordingErrors(t *testing.T) {
	whole := wavFile(8000, 1, 0.1, 0.2, 0.3)
	for name, data := range map[string][]byte{
		"empty":     nil,
		"text":      []byte("hello, this is no recording at all, only a line of text"),
		"cut off":   whole[:len(whole)-2],
		"header":    whole[:30],
		"no sample": wavFile(8000, 1),
	} {
		if rec, err := readRecording(bytes.NewReader(data)); !errors.Is(err, errRecording) {
			t.Errorf("%s: %v, %v; want errRecording", name, rec, err)
		}
	}
}

func TestExtremes(t *testing.T) {
	rec := &recording{rate: 4, samples: []float32{0.1, -0.2, 0.3, 0.4, -0.5, -0.6, 0, 0}}
	got := rec.extremes(4, 4*time.Second) // twice as long as the recording
	want := [][2]float32{{0.4, -0.2}, {0, -0.6}, {}, {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("extremes (-want +got):\n%s", diff)
	}
}

func TestRecordingTime(t *testing.T) {
	r := recording{rate: 44100}
	const hours = 59 // more nanoseconds times samples than an int64 holds
	if got, want := r.time(44100*hours*3600+441), hours*time.Hour+10*time.Millisecond; got != want {
		t.Errorf("after %d h: %v, want %v", hours, got, want)
	}
}
