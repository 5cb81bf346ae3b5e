package words

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func loadAll(t testing.TB) *model {
	t.Helper()
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return m.(*model)
}

// After Reset a scorer is a new one, to the last bit, and holds no audio.
func TestScorerReset(t *testing.T) {
	m := loadAll(t)
	audio := readVectors(t).audio
	want := scoreAll(m, audio)
	s := m.NewScorer().(*scorer)
	dst := make([]float32, len(m.info.Words))
	for i := range 17 {
		s.Score(dst, audio[i*320:][:320])
	}
	s.Reset()
	for _, v := range s.frames[:cap(s.frames)] {
		if v != 0 {
			t.Fatal("Reset left features behind")
		}
	}
	for i, w := range want {
		s.Score(dst, audio[i*320:][:320])
		if d := cmp.Diff(w, dst); d != "" {
			t.Fatalf("step %d after Reset (-new +reset):\n%s", i, d)
		}
	}
}

// Before a frame is complete there is a score all the same, and it is low.
func TestFirstScores(t *testing.T) {
	m := loadAll(t)
	dst := []float32{1, 1, 1}
	m.NewScorer().Score(dst, make([]float32, m.info.Step))
	if d := cmp.Diff([]float32{noScore, noScore, noScore}, dst); d != "" {
		t.Errorf("first step (-want +got):\n%s", d)
	}
}

// What no microphone gives still gives finite scores, and so does all after it.
func TestScoresAreFinite(t *testing.T) {
	m := loadAll(t)
	audio := readVectors(t).audio
	for name, v := range map[string]float64{
		"NaN": math.NaN(), "infinity": math.Inf(1), "huge": 3e38, "denormal": 5e-324, "full scale": 1, "silence": 0,
	} {
		s := m.NewScorer()
		dst, step := make([]float32, len(m.info.Words)), make([]float32, m.info.Step)
		for i := range step {
			step[i] = float32(v)
		}
		for i := range 200 {
			if i%50 < 25 {
				s.Score(dst, step)
			} else {
				s.Score(dst, audio[i%50*320:][:320])
			}
			for w, got := range dst {
				if f := float64(got); math.IsNaN(f) || math.IsInf(f, 0) {
					t.Fatalf("%s: step %d scores %v for %s", name, i, got, m.info.Words[w].Name)
				}
			}
		}
	}
}

// Info hands out a copy: a caller's slip does not change the model.
func TestInfoIsACopy(t *testing.T) {
	m := loadAll(t)
	m.Info().Words[0].Name = "changed"
	if got := m.Info().Words[0].Name; got != Names()[0] {
		t.Errorf("name became %q", got)
	}
}

func TestScoreAllocatesNothing(t *testing.T) {
	m := loadAll(t)
	s, dst, audio := m.NewScorer(), make([]float32, len(m.info.Words)), readVectors(t).audio
	i := 0
	if n := testing.AllocsPerRun(90, func() {
		s.Score(dst, audio[i%20*320:][:320])
		i++
	}); n != 0 {
		t.Errorf("Score allocates %v times", n)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("alexa"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	for _, bench := range []struct {
		name  string
		words []string
	}{{"one word", []string{"alexa"}}, {"all words", nil}} {
		b.Run(bench.name, func(b *testing.B) {
			loaded, err := Load(bench.words...)
			if err != nil {
				b.Fatal(err)
			}
			info := loaded.Info()
			s, dst, audio := loaded.NewScorer(), make([]float32, len(info.Words)), readVectors(b).audio
			steps := len(audio) / info.Step
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s.Score(dst, audio[i*info.Step:][:info.Step])
				i = (i + 1) % steps
			}
			heard := float64(b.N) * float64(info.Step) / float64(info.SampleRate)
			b.ReportMetric(heard/b.Elapsed().Seconds(), "x-realtime")
			b.ReportMetric(b.Elapsed().Seconds()/heard*3600, "cpu-s/h")
		})
	}
}
