package openwakeword

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

var _ wake.Embedder = (*Embedder)(nil)

func file(m *onnx.Model) io.Reader { return bytes.NewReader(ot.Encode(m)) }

// madeEmbedder reads the made-up models, once for all tests.
func madeEmbedder(t testing.TB) *Embedder {
	t.Helper()
	e, err := onceMade()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var onceMade = sync.OnceValues(func() (*Embedder, error) {
	return ReadEmbedder(file(newMadeMel().model()), file(newMadeNet(1).model()))
})

// sound makes steps of something between a tone and noise, some of it soft, in
// the values that int16 has.
func sound(seed uint64, steps int) (x []float32) {
	rng := rand.New(rand.NewPCG(seed, 11))
	for i := range steps * stepLen {
		s := float64(i) / sampleRate
		v := 6000*math.Sin(2*math.Pi*300*s*(1+0.2*math.Sin(s)))*math.Abs(math.Sin(3*s)) + 30*rng.NormFloat64()
		x = append(x, float32(math.Round(v))/32768)
	}
	return x
}

// direct is the streaming pipeline by its description: each step's spectrum over
// the step and the 480 samples before it, the last 76 frames (ones before the
// stream) to the net.
func direct(mel *madeMel, net madeNet, x []float32) (embeddings [][]float64) {
	frames := make([]float64, window*bands)
	for i := range frames {
		frames[i] = 1
	}
	for at := 0; at+stepLen <= len(x); at += stepLen {
		var clip []float64
		for _, v := range x[max(0, at-overlap) : at+stepLen] {
			clip = append(clip, float64(v)*32768)
		}
		for _, v := range mel.decibels(clip) {
			frames = append(frames, v/10+2)
		}
		frames = frames[len(frames)-window*bands:]
		embeddings = append(embeddings, net.embed(frames))
	}
	return embeddings
}

// The stream gives what the description gives, from its first step on.
func TestStreamIsThePipeline(t *testing.T) {
	mel, net := newMadeMel(), newMadeNet(1)
	x := sound(1, 13)
	s := madeEmbedder(t).newStream()
	for i, want := range direct(mel, net, x) {
		got := s.push(x[i*stepLen:][:stepLen])
		for j, w := range want {
			if d := math.Abs(float64(got[j]) - w); !(d < 1e-4*(1+math.Abs(w))) {
				t.Fatalf("step %d, value %d: %v, want %v", i, j, got[j], w)
			}
		}
	}
}

// The fast ways were taken, and they give what the graphs give as written.
func TestFastWaysAreTaken(t *testing.T) {
	e := madeEmbedder(t)
	if _, ok := e.mel.(*melPlan); !ok {
		t.Errorf("mel spectrum by a %T", e.mel)
	}
	if _, ok := e.net.(*chain); !ok {
		t.Errorf("embedding by a %T", e.net)
	}
	slow := &Embedder{}
	var err error
	if slow.mel, err = newMelGraph(newMadeMel().model()); err != nil {
		t.Fatal(err)
	}
	if slow.net, err = newNetGraph(newMadeNet(1).model()); err != nil {
		t.Fatal(err)
	}
	compareStreams(t, slow.newStream(), e.newStream(), sound(2, 30))
}

func compareStreams(t *testing.T, want, got *stream, x []float32) {
	t.Helper()
	for i := 0; (i+1)*stepLen <= len(x); i++ {
		step := x[i*stepLen:][:stepLen]
		if d := cmp.Diff(want.push(step), got.push(step), cmpopts.EquateApprox(1e-4, 1e-4)); d != "" {
			t.Fatalf("step %d (-want +got):\n%s", i, d)
		}
	}
}

// Graphs that are not the known ones run as they are written.
func TestOtherGraphs(t *testing.T) {
	t.Run("another range of decibels", func(t *testing.T) {
		mel, net := newMadeMel(), newMadeNet(1)
		mel.depth = 30
		e, err := ReadEmbedder(file(mel.model()), file(net.model()))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := e.mel.(*melGraph); !ok {
			t.Fatalf("mel spectrum by a %T", e.mel)
		}
		x := sound(3, 3)
		s := e.newStream()
		for i, want := range direct(mel, net, x) {
			if got := s.push(x[i*stepLen:][:stepLen]); math.Abs(float64(got[0])-want[0]) > 1e-4*(1+math.Abs(want[0])) {
				t.Fatalf("step %d: %v, want %v", i, got[0], want[0])
			}
		}
	})
	t.Run("a net with a detour", func(t *testing.T) {
		net := newMadeNet(1)
		m := net.model()
		last := m.Graph.Nodes[len(m.Graph.Nodes)-1]
		last.Outputs[0] = "before"
		m.Graph.Nodes = append(m.Graph.Nodes, ot.Node("Add", m.Graph.Outputs[0].Name, []string{"before", "before"}))
		e, err := ReadEmbedder(file(newMadeMel().model()), file(m))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := e.net.(*netGraph); !ok {
			t.Fatalf("embedding by a %T", e.net)
		}
		x, s := sound(3, 2), e.newStream()
		for i, want := range direct(newMadeMel(), net, x) {
			if got := s.push(x[i*stepLen:][:stepLen]); math.Abs(float64(got[0])-2*want[0]) > 1e-4*(1+math.Abs(want[0])) {
				t.Fatalf("step %d: %v, want %v", i, got[0], 2*want[0])
			}
		}
	})
}

func TestEmbedding(t *testing.T) {
	e := madeEmbedder(t)
	info := e.Embedding()
	if err := info.Validate(); err != nil {
		t.Error(err)
	}
	if info.SampleRate != 16000 || info.Step != 1280 || info.Size != 96 {
		t.Errorf("%+v", info)
	}
	same, err := ReadEmbedder(file(newMadeMel().model()), file(newMadeNet(1).model()))
	if err != nil {
		t.Fatal(err)
	}
	if again := same.Embedding(); again != info {
		t.Errorf("the same files give %+v and %+v", info, again)
	}
	other, err := ReadEmbedder(file(newMadeMel().model()), file(newMadeNet(2).model()))
	if err != nil {
		t.Fatal(err)
	}
	if other.Embedding().ID == info.ID {
		t.Errorf("other weights have the same ID %s", info.ID)
	}
}

// The first vector comes with the tenth step, which completes 76 frames; until
// then nothing is written.
func TestEmbedWarmsUp(t *testing.T) {
	e := madeEmbedder(t)
	s, x := e.NewEmbedding(), sound(4, 12)
	for range 2 {
		for i := range 12 {
			dst := []float32{7, size - 1: 7}
			ok := s.Embed(dst, x[i*stepLen:][:stepLen])
			if ok != (i >= 9) || !ok && (dst[0] != 7 || dst[size-1] != 7) || ok && dst[0] == 7 {
				t.Errorf("step %d: %v, %v…", i, ok, dst[:2])
			}
		}
		s.Reset()
	}
}

// Streams give the same again after Reset, and beside other streams.
func TestStreamsAreIndependent(t *testing.T) {
	e := madeEmbedder(t)
	x, y := sound(5, 12), sound(6, 12)
	want := embedAll(e.NewEmbedding(), x)
	a, b := e.NewEmbedding(), e.NewEmbedding()
	embedAll(b, y)
	embedAll(a, y)
	a.Reset()
	if d := cmp.Diff(want, embedAll(a, x)); d != "" {
		t.Errorf("after Reset (-want +got):\n%s", d)
	}
}

func embedAll(s wake.EmbeddingStream, x []float32) (out []float32) {
	var v [size]float32
	for ; len(x) >= stepLen; x = x[stepLen:] {
		if s.Embed(v[:], x[:stepLen]) {
			out = append(out, v[:]...)
		}
	}
	return out
}

func TestEmbedAllocatesNothing(t *testing.T) {
	s, x := madeEmbedder(t).NewEmbedding(), sound(7, 1)
	var v [size]float32
	if n := testing.AllocsPerRun(20, func() { s.Embed(v[:], x) }); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func TestReadEmbedderErrors(t *testing.T) {
	mel, net := newMadeMel().model(), newMadeNet(1).model()
	short := ot.Model(13, ot.Value("x", -1, 75, bands, 1), ot.Value("y"), nil, ot.Node("Identity", "y", []string{"x"}))
	strange := ot.Model(13, ot.Value("x", -1, window, bands, 1), ot.Value("y"), nil, ot.Node("Fourier", "y", []string{"x"}))
	broken := errors.New("cable pulled")
	for _, c := range []struct {
		why      string
		mel, net io.Reader
		want     string
	}{
		{"an empty file", strings.NewReader(""), file(net), "mel spectrum: bad ONNX file"},
		{"another empty file", file(mel), strings.NewReader(""), "embedding: bad ONNX file"},
		{"a broken file", file(mel), iotest.ErrReader(broken), "embedding: cable pulled"},
		{"files in the wrong order", file(net), file(mel), "mel spectrum: "},
		{"an embedding of another size", file(mel), file(short), "want 96 values"},
		{"an operator that is not known", file(mel), file(strange), `Fourier node that makes "y": the operator is not supported`},
	} {
		if _, err := ReadEmbedder(c.mel, c.net); err == nil || !strings.Contains(err.Error(), "openwakeword: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: ReadEmbedder = %v, want an error with %q", c.why, err, c.want)
		}
	}
}

// FuzzChain looks for nets that make streaming them panic.
func FuzzChain(f *testing.F) {
	small := madeNet{
		{taps: [2]int{4, 32}, strides: [2]int{4, 1}, in: 1}, {taps: [2]int{19, 1}, strides: [2]int{2, 1}, in: 1},
		{taps: [2]int{1, 1}, strides: [2]int{1, 1}, in: 1, out: size, w: make([]float32, size), bias: make([]float32, size), slope: 0.2},
	}
	f.Add(ot.Encode(small.model()))
	f.Fuzz(func(t *testing.T, net []byte) {
		m, err := onnx.Parse(net)
		if err != nil || len(net) > 1<<14 {
			return
		}
		list, err := stages(m.Graph)
		if err != nil {
			return
		}
		c, err := newChain(list)
		if err != nil || c.size > 1<<14 {
			return
		}
		c.newNet().push(make([]float32, hop*bands))
	})
}
