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
	"github.com/hearsay-go/hearsay/wake/enroll/internal/ear"
)

// tune is notes of 150 ms at 16 kHz, between pauses, with a hiss.
func tune(notes string, rng *rand.Rand) []float32 {
	x := make([]float32, 8000)
	for _, n := range notes {
		hz := 200 * math.Pow(2, float64(n-'0')/3) * (0.98 + 0.04*rng.Float64())
		for i := range 2400 {
			edge := math.Sin(math.Pi * float64(i) / 2400)
			x = append(x, float32(0.2*edge*(math.Sin(2*math.Pi*hz*float64(i)/16000)+0.5*math.Sin(4*math.Pi*hz*float64(i)/16000))))
		}
	}
	x = append(x, make([]float32, 8000)...)
	for i := range x {
		x[i] += float32(0.001 * rng.NormFloat64())
	}
	return x
}

// song is notes at random.
func song(n int, rng *rand.Rand) []float32 {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + rng.IntN(10))
	}
	return tune(string(b), rng)
}

// write makes a WAV file and returns its path.
func write(t *testing.T, dir, name string, x []float32) string {
	t.Helper()
	le := binary.LittleEndian
	b := []byte("RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	b = le.AppendUint32(b, 16000)
	b = le.AppendUint32(b, 32000)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = le.AppendUint32(b, uint32(2*len(x)))
	for _, v := range x {
		b = le.AppendUint16(b, uint16(int16(32767*v)))
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func list(t *testing.T, dir, name string, paths ...string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(strings.Join(paths, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestMeasure learns a tune from three recordings and finds it in the others, by
// both methods.
func TestMeasure(t *testing.T) {
	dir, rng := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	e, err := ear.Open("")
	if err != nil {
		t.Fatal(err)
	}
	g, err := enroll.NewGatherer(e, enroll.GatherConfig{Bytes: 150_000, Dim: 32, Data: "songs"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := g.Hear(enroll.Samples(song(300, rng), 16000)); err != nil {
			t.Fatal(err)
		}
	}
	ev, err := g.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "evidence.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ev.WriteTo(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var clips []string
	for i := range 7 {
		clips = append(clips, write(t, dir, fmt.Sprintf("clip%d.wav", i), tune("09182736", rng)))
	}
	read := write(t, dir, "read.wav", song(200, rng))
	args := []string{
		"-clips", list(t, dir, "clips.txt", clips...), "-babble", list(t, dir, "babble.txt", read), "-other", list(t, dir, "other.txt", read),
		"-fold", f.Name() + ":" + list(t, dir, "read.txt", read) + ":" + list(t, dir, "apart.txt", read), "-sizes", "3", "-draws", "1",
	}
	for _, more := range [][]string{nil, {"-dtw"}} {
		var out strings.Builder
		if err := run(append(args, more...), &out, io.Discard); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		var size int
		var clean float64
		if _, err := fmt.Sscan(lines[len(lines)-1], &size, &clean); err != nil || size != 3 || clean > 0 {
			t.Errorf("%v: %v, want no misses from 3 clips\n%s", more, err, out.String())
		}
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	text := list(t, dir, "text.wav", "no sound")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-sizes", "few"}, "-sizes"},
		{[]string{"-embedding", dir}, "melspectrogram.onnx"},
		{[]string{"-clips", filepath.Join(dir, "none")}, "none"},
		{[]string{"-clips", list(t, dir, "clips", text)}, "text.wav: wake: not a WAV"},
		{[]string{"-clips", list(t, dir, "empty")}, ""},
	} {
		if err := run(c.args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error that says %q", c.args, err, c.want)
		}
	}
	if err := run([]string{"-h"}, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}

// TestWarp: a template matches best where it ends, also when it is said slower.
func TestWarp(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	template := mfcc(tune("0918", rng)[8000:17600])
	for _, notes := range []string{"5550918555", "55500991188555"} {
		stream := mfcc(tune(notes, rng))
		scores := warp(stream, template)
		at := 0
		for i, s := range scores {
			if s > scores[at] {
				at = i
			}
		}
		end := (8000 + 2400*(strings.LastIndex(notes, "8")+1)) / cepHop
		if at < end-18 || at > end+12 {
			t.Errorf("%s: best at frame %d, want about %d", notes, at, end)
		}
	}
}

func TestPeaksOf(t *testing.T) {
	got := peaksOf([]float64{1, 5, 5, 2, 0, 0, 3, 4, 1}, 2)
	if want := []float64{5, 4}; !slices.Equal(got, want) {
		t.Errorf("peaks %v, want %v", got, want)
	}
}

func TestMissed(t *testing.T) {
	if got := missed([]float64{1, 2, 3, 4}, 2); got != 50 {
		t.Errorf("missed %v %%, want 50: what equals the threshold of a false accept is missed", got)
	}
}
