package speech

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
)

var _ wake.Embedder = (*Embedder)(nil)

func TestEmbedding(t *testing.T) {
	e := load(t)
	got := e.Embedding()
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
	if got.SampleRate != 16000 || got.Step != 1280 || got.Size != 96 || got.Delay > 10*time.Millisecond {
		t.Errorf("embedding %+v", got)
	}
	if d := cmp.Diff(got, e.Embedding()); d != "" {
		t.Errorf("another answer at the second call (-first +second):\n%s", d)
	}
}

// After Reset a stream is a new one, to the last bit, and holds no audio.
func TestReset(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	want := embedAll(e, audio)
	s := e.NewEmbedding().(*stream)
	dst, step := make([]float32, e.info.Size), e.info.Step
	for i := range 7 {
		s.Embed(dst, audio[i*step:][:step])
	}
	s.Reset()
	if slices.ContainsFunc(s.frames[:cap(s.frames)], func(v float32) bool { return v != 0 }) {
		t.Error("Reset left features behind")
	}
	for i, w := range want {
		s.Embed(dst, audio[i*step:][:step])
		if d := cmp.Diff(w, dst); d != "" {
			t.Fatalf("step %d after Reset (-new +reset):\n%s", i, d)
		}
	}
}

// Streams share nothing but the weights: from several goroutines, each gives
// what it gives alone.
func TestStreamsAreIndependent(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	want := embedAll(e, audio)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if d := cmp.Diff(want, embedAll(e, audio)); d != "" {
				t.Errorf("beside others (-alone +beside):\n%s", d)
			}
		})
	}
	wg.Wait()
}

// A vector hears as far back as Context says and no farther: sound before that
// is forgotten but for the level that PCEN remembers, which equal sound leaves
// equal.
func TestContext(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	step := e.info.Step
	steps := int(e.info.Context*time.Duration(e.info.SampleRate)/time.Second)/step + 1
	if got := steps; got < 6 || got > 13 {
		t.Fatalf("a context of %v", e.info.Context)
	}
	// One stream hears silence between sounds, the other nothing before: in
	// silence PCEN gives exactly 0, so that only what the net recalls differs.
	silence := make([]float32, steps*step)
	s, fresh := e.NewEmbedding(), e.NewEmbedding()
	got, want := make([]float32, e.info.Size), make([]float32, e.info.Size)
	s.Embed(got, audio[:step])
	for i := range steps {
		s.Embed(got, silence[i*step:][:step])
		fresh.Embed(want, silence[i*step:][:step])
		if equal := slices.Equal(got, want); equal != (i == steps-1) && i < steps-2 {
			t.Fatalf("%d steps after the sound: forgotten is %v", i+1, equal)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d steps of silence after the sound it is still heard", steps)
	}
}

// What no microphone gives still gives finite vectors, and so does all after it.
func TestVectorsAreFinite(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	n := e.info.Step
	for name, v := range map[string]float64{
		"NaN": math.NaN(), "infinity": math.Inf(1), "huge": 3e38, "denormal": 5e-324, "full scale": 1, "silence": 0,
	} {
		s, dst, step := e.NewEmbedding(), make([]float32, e.info.Size), make([]float32, n)
		for i := range step {
			step[i] = float32(v)
		}
		for i := range 60 {
			if i%20 < 10 {
				s.Embed(dst, step)
			} else {
				s.Embed(dst, audio[i%20*n:][:n])
			}
			for k, got := range dst {
				if f := float64(got); math.IsNaN(f) || math.IsInf(f, 0) {
					t.Fatalf("%s: step %d, value %d is %v", name, i, k, got)
				}
			}
		}
	}
}

func TestEmbedKeepsAndChangesNoSlice(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	n := e.info.Step
	s, dst := e.NewEmbedding(), make([]float32, e.info.Size+1)
	dst[e.info.Size] = 7
	step := slices.Clone(audio[:n])
	s.Embed(dst[:e.info.Size], step)
	if !slices.Equal(step, audio[:n]) || dst[e.info.Size] != 7 {
		t.Error("Embed wrote where it must not")
	}
	clear(step)
	first := slices.Clone(dst)
	s.Embed(make([]float32, e.info.Size), audio[n:2*n])
	if !slices.Equal(first, dst) {
		t.Error("Embed kept a slice")
	}
}

func TestEmbedAllocatesNothing(t *testing.T) {
	e, audio := load(t), readVectors(t).audio
	s, dst, n, i := e.NewEmbedding(), make([]float32, e.info.Size), e.info.Step, 0
	if got := testing.AllocsPerRun(90, func() {
		s.Embed(dst, audio[i%20*n:][:n])
		i++
	}); got != 0 {
		t.Errorf("Embed allocates %v times", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEmbed(b *testing.B) {
	e, audio := load(b), readVectors(b).audio
	s, dst, n, i := e.NewEmbedding(), make([]float32, e.info.Size), e.info.Step, 0
	b.ReportAllocs()
	for b.Loop() {
		s.Embed(dst, audio[i%20*n:][:n])
		i++
	}
	heard := float64(b.N) * float64(n) / float64(e.info.SampleRate)
	b.ReportMetric(heard/b.Elapsed().Seconds(), "x-realtime")
	b.ReportMetric(b.Elapsed().Seconds()/heard*3600, "cpu-s/h")
}
