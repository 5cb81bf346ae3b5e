package models

import (
	"bytes"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
	"github.com/hearsay-go/hearsay/wake/enroll/speech"
)

// spoken is the word that the smallest example says, at a level.
func spoken(t *testing.T, gain float32) []float32 {
	t.Helper()
	b, err := os.ReadFile("../../assistant/wake.wav")
	if err != nil {
		t.Fatal(err)
	}
	w, err := wake.NewWAV(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	all, buf := []float32(nil), make([]float32, 4096)
	for {
		n, err := w.Read(buf)
		for _, v := range buf[:n] {
			all = append(all, gain*v)
		}
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// evidence is a minute of noise, loud and soft: little, and soon learnt from.
func evidence(t *testing.T, ear wake.Embedder) *enroll.Evidence {
	t.Helper()
	g, err := enroll.NewGatherer(ear, enroll.GatherConfig{Bytes: 100_000, Data: "noise"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 6 {
		x := make([]float32, 160_000)
		for j := range x {
			x[j] = float32(rng.NormFloat64()) * float32(math.Sin(float64(j)/float64(800*(i+1)))) * 0.1 / float32(i+1)
		}
		if err := g.Hear(enroll.Samples(x, 16000)); err != nil {
			t.Fatal(err)
		}
	}
	ev, err := g.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

// learn writes a model of the word under a name of its own.
func learn(t *testing.T, ear wake.Embedder, evidence *enroll.Evidence, name string) string {
	t.Helper()
	l, err := enroll.New(ear, evidence, enroll.Config{Word: name})
	if err != nil {
		t.Fatal(err)
	}
	for i, gain := range []float32{1, 0.7, 0.5} {
		if _, err := l.Add(string(rune('a'+i)), enroll.Samples(spoken(t, gain), 16000)); err != nil {
			t.Fatal(err)
		}
	}
	m, _, err := l.Learn()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name+".hearsay")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.WriteTo(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOwnWord learns a word, opens its file, alone, beside another and in
// agreement with a word of the library.
func TestOwnWord(t *testing.T) {
	ear, err := speech.Load()
	if err != nil {
		t.Fatal(err)
	}
	ev := evidence(t, ear)
	mine, other := learn(t, ear, ev, "hey alexa"), learn(t, ear, ev, "other")
	if _, err := parse(t, "-model", "alexa", "-model", other).Load(); err == nil || !strings.Contains(err.Error(), `different words, "alexa" and "other"`) {
		t.Errorf("models of different words that must agree: %v", err)
	}
	for _, c := range []struct {
		args  []string
		names []string
	}{
		{[]string{"-model", mine}, []string{"hey alexa"}},
		{[]string{"-model", mine, "-model", other}, []string{"hey alexa", "other"}},
		{[]string{"-model", "alexa", "-model", mine, "-gate"}, []string{"alexa"}},
	} {
		m, err := parse(t, c.args...).Load()
		if err != nil {
			t.Fatalf("%q: %v", c.args, err)
		}
		if diff := cmp.Diff(c.names, namesOf(m)); diff != "" {
			t.Errorf("%q: words (-want +got)\n%s", c.args, diff)
		}
		d, err := wake.New(m, wake.Config{})
		if err != nil {
			t.Fatal(err)
		}
		heard := append(append(make([]float32, 32000), spoken(t, 0.8)...), make([]float32, 16000)...)
		if dets := d.Flush(d.Append(nil, heard)); len(dets) == 0 { // a doubt will do: a minute of noise teaches little
			t.Errorf("%q: the word is not heard", c.args)
		}
	}
}

func TestOwnWordRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("nothing of the kind"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct{ file, want string }{
		{filepath.Join(dir, "no.hearsay"), "no.hearsay: no such file"},
		{write("broken.hearsay"), "broken.hearsay: enroll: "},
	} {
		if _, err := Load([]string{c.file}, 0); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", c.file, err, c.want)
		}
	}
	file := write("x.hearsay")
	write("melspectrogram.onnx")
	if _, err := Load([]string{file}, 0); err == nil || !strings.Contains(err.Error(), "embedding_model.onnx: no such file") {
		t.Errorf("half of an embedding beside it: %v", err)
	}
	write("embedding_model.onnx")
	if _, err := Load([]string{file}, 0); err == nil || !strings.Contains(err.Error(), dir+": ") {
		t.Errorf("an embedding that is none beside it: %v", err)
	}
}
