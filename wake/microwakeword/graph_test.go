package microwakeword

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// randomRows draws rows of features.
func randomRows(r *rand.Rand, n int) [][]int8 {
	out := make([][]int8, n)
	for t := range out {
		out[t] = make([]int8, channels)
		for c := range out[t] {
			out[t][c] = int8(r.IntN(256) - 128)
		}
	}
	return out
}

// inferAll runs a graph over rows of features.
func inferAll(g *graph, s *state, rows [][]int8) []int {
	var out []int
	for len(rows) >= g.frames {
		var x []int8
		for _, row := range rows[:g.frames] {
			x = append(x, row...)
		}
		out = append(out, int(g.infer(s, x)))
		rows = rows[g.frames:]
	}
	return out
}

func TestGraphEqualsTheDefinitions(t *testing.T) {
	for seed := range uint64(20) {
		net := newTiny(seed)
		g, err := load(net.file())
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(rand.New(rand.NewPCG(seed, 2)), 60)
		s := g.newState()
		want := net.direct(rows)
		if d := cmp.Diff(want, inferAll(g, s, rows)); d != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, d)
		}
		g.reset(s)
		if d := cmp.Diff(want, inferAll(g, s, rows)); d != "" {
			t.Errorf("seed %d after reset (-want +got):\n%s", seed, d)
		}
	}
}
