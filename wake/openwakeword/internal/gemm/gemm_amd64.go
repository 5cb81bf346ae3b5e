//go:build amd64 && !purego

package gemm

import "github.com/hearsay-go/hearsay/internal/cpu"

// hasAVX2 never changes.
var hasAVX2 = cpu.AVX2()

func tileVector(y, x []float32, panel [][tileCols]float32, t *tileSpan, act Activation) bool {
	if !hasAVX2 {
		return false
	}
	tileAVX2(&y[0], &x[0], &panel[0][0], t, act.Slope, act.Floor)
	return true
}

func maxVector(y, x []float32) int {
	n := len(y) &^ 7
	if !hasAVX2 || n == 0 {
		return 0
	}
	maxAVX2(&y[0], &x[0], n)
	return n
}

// Four rows of 24 results, as tilePlain makes them.
//
//go:noescape
func tileAVX2(y, x, panel *float32, t *tileSpan, slope, floor float32)

// y[i] = max(y[i], x[i]) for the first n, a multiple of eight above 0.
//
//go:noescape
func maxAVX2(y, x *float32, n int)
