package speech

import (
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/internal/nn/nntest"
)

// vectors are what PyTorch made of made-up sound with the embedded weights;
// train/ writes them beside the weights.
type vectors struct {
	audio []float32   // [-1, 1]
	want  [][]float32 // [step][size]
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	f := nntest.Open(t)
	return vectors{f.Audio(), f.Rows("vectors")}
}

func load(t testing.TB) *Embedder {
	t.Helper()
	e, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// embedAll runs whole steps of x through a new stream.
func embedAll(e *Embedder, x []float32) (vs [][]float32) {
	s, n := e.NewEmbedding(), e.info.Step
	for ; len(x) >= n; x = x[n:] {
		dst := make([]float32, e.info.Size)
		if s.Embed(dst, x[:n]) {
			vs = append(vs, dst)
		}
	}
	return vs
}

// The vectors equal PyTorch's within 1e-4, at every step.
func TestVectorsEqualPyTorch(t *testing.T) {
	v := readVectors(t)
	got := embedAll(load(t), v.audio)
	if len(got) != len(v.want) {
		t.Fatalf("%d vectors, want %d", len(got), len(v.want))
	}
	worst := 0.0
	for u, want := range v.want {
		for i := range want {
			diff := math.Abs(float64(got[u][i] - want[i]))
			if worst = max(worst, diff); !(diff <= 1e-4) {
				t.Fatalf("step %d, value %d: %v, want %v", u, i, got[u][i], want[i])
			}
		}
	}
	t.Logf("largest difference %.2g", worst)
}
