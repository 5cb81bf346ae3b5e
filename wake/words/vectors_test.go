package words

import (
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/internal/nn/nntest"
)

// vectors are what PyTorch made of a synthesised recording with the embedded
// weights; train/ writes them beside the weights.
type vectors struct {
	audio    []float32   // [-1, 1]
	features []float32   // [][bands], every tenth frame
	logits   [][]float32 // [step][word]
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	f := nntest.Open(t)
	return vectors{f.Audio(), f.Flat("features"), f.Rows("logits")}
}

func embedded(t testing.TB) *modelFile {
	t.Helper()
	f, err := parse(weights, calibration)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The front end equals PyTorch's (a Fourier transform, a matrix product, a
// power, a logarithm) within 1e-4.
func TestFeaturesEqualPyTorch(t *testing.T) {
	v, f := readVectors(t), embedded(t)
	bands := f.features.Bands()
	got := f.features.NewStream().Append(nil, v.audio)
	if n := (len(got)/bands + 9) / 10 * bands; n != len(v.features) {
		t.Fatalf("%d values in every tenth frame, want %d", n, len(v.features))
	}
	worst := 0.0
	for i, want := range v.features {
		g := got[i/bands*10*bands+i%bands]
		diff := math.Abs(float64(g - want))
		if worst = max(worst, diff); diff > 1e-4 {
			t.Fatalf("frame %d, band %d: %v, want %v", i/bands*10, i%bands, g, want)
		}
	}
	t.Logf("largest difference %.2g", worst)
}

// The scores equal PyTorch's logits within 1e-4, at every step.
func TestScoresEqualPyTorch(t *testing.T) {
	v, f := readVectors(t), embedded(t)
	all := make([]string, len(f.words))
	for i, w := range f.words {
		all[i] = w.Name // in the order of the logits
	}
	m, err := f.model(all)
	if err != nil {
		t.Fatal(err)
	}
	got := scoreAll(m, v.audio)
	got = got[len(got)-len(v.logits):] // the first steps have no score yet
	worst := 0.0
	for u, want := range v.logits {
		for w := range want {
			diff := math.Abs(float64(got[u][w] - want[w]))
			if worst = max(worst, diff); diff > 1e-4 {
				t.Fatalf("step %d, %s: %v, want %v", u, all[w], got[u][w], want[w])
			}
		}
	}
	t.Logf("largest difference %.2g", worst)
}

// scoreAll runs whole steps of x through a new scorer.
func scoreAll(m *model, x []float32) (scores [][]float32) {
	s := m.NewScorer()
	for n := m.info.Step; len(x) >= n; x = x[n:] {
		dst := make([]float32, len(m.info.Words))
		s.Score(dst, x[:n])
		scores = append(scores, dst)
	}
	return scores
}
