package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// evaluate compiles a model and runs it once.
func evaluate(t *testing.T, m *onnx.Model, shape []int, x ...float32) []float32 {
	t.Helper()
	p, err := Compile(m, shape)
	if err != nil {
		t.Fatal(err)
	}
	r := p.NewRun()
	copy(r.Input(), x)
	return r.Do()
}

func equal(t *testing.T, what string, want, got []float32) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateApprox(1e-6, 1e-6)); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
