//go:build arm64 && !purego

package gemm

// Every arm64 processor has NEON.

func tileVector(y, x []float32, panel [][tileCols]float32, t *tileSpan, act Activation) bool {
	tileNEON(&y[0], &x[0], &panel[0][0], t, act.Slope, act.Floor)
	return true
}

func maxVector(y, x []float32) int {
	n := len(y) &^ 7
	if n > 0 {
		maxNEON(&y[0], &x[0], n)
	}
	return n
}

// Four rows of 24 results, as tilePlain makes them.
//
//go:noescape
func tileNEON(y, x, panel *float32, t *tileSpan, slope, floor float32)

// y[i] = max(y[i], x[i]) for the first n, a multiple of eight above 0.
//
//go:noescape
func maxNEON(y, x *float32, n int)
