package words

import (
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/internal/nn"
)

// alone is the model with only one of its nets.
func alone(m *model, i int) *model {
	return &model{info: m.info, features: m.features, nets: m.nets[i : i+1]}
}

// What is shipped is more than one net, and a score is the mean of theirs.
func TestScoresAreTheMeanOfTheNets(t *testing.T) {
	m, audio := loadAll(t), readVectors(t).audio
	if len(m.nets) < 2 {
		t.Fatalf("%d nets, want at least 2", len(m.nets))
	}
	parts := make([][][]float32, len(m.nets))
	for i := range parts {
		parts[i] = scoreAll(alone(m, i), audio)
	}
	differ := false
	for u, got := range scoreAll(m, audio) {
		for w := range got {
			sum := 0.0
			for _, p := range parts {
				sum += float64(p[u][w])
				differ = differ || p[u][w] != parts[0][u][w]
			}
			if want := sum / float64(len(parts)); math.Abs(float64(got[w])-want) > 1e-5 {
				t.Fatalf("step %d, word %d: %v, want the mean %v", u, w, got[w], want)
			}
		}
	}
	if !differ {
		t.Error("all nets say the same: one would do")
	}
}

// Nets that do not keep step score where they meet: of strides 2 and 3, every
// sixth frame.
func TestNetsScoreWhereTheyMeet(t *testing.T) {
	meta := small(t)
	other := append([]nn.LayerSpec(nil), meta.Nets[0]...)
	other[0].Stride = 3
	meta.Nets = append(meta.Nets, other)
	f, err := parse(smallFile(t, meta), calibration)
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.model([]string{"alexa"})
	if err != nil {
		t.Fatal(err)
	}
	s := m.NewScorer().(*scorer)
	frame := make([]float32, m.features.Bands())
	for i := range 24 {
		s.scores[0] = 1 // the nets are all zeros, and so is what they say
		s.push(frame)
		if want := i%6 == 5; (s.scores[0] == 0) != want {
			t.Errorf("frame %d: score %v, spoken %v, want %v", i, s.scores[0], !want, want)
		}
	}
}
