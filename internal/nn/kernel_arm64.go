//go:build arm64 && !purego

package nn

// Every arm64 processor has NEON: the kernels take whole groups of eight.

func addProductVector(y, w, x []float32) int {
	n := len(y) &^ 7
	if n > 0 && len(x) > 0 {
		addProductNEON(&y[0], &w[0], &x[0], len(x), len(y), n)
	}
	return n
}

func addScaledVector(y, w, x []float32) int {
	n := len(y) &^ 7
	if n > 0 {
		addScaledNEON(&y[0], &w[0], &x[0], n)
	}
	return n
}

func addVector(y, a, b []float32) int {
	n := len(y) &^ 7
	if n > 0 {
		addNEON(&y[0], &a[0], &b[0], n)
	}
	return n
}

func rectifyVector(y []float32) int {
	n := len(y) &^ 7
	if n > 0 {
		rectifyNEON(&y[0], n)
	}
	return n
}

// The first n elements of y, n a multiple of eight above 0; w has rows of row
// elements, one for each of the in elements of x, in above 0.
//
//go:noescape
func addProductNEON(y, w, x *float32, in, row, n int)

//go:noescape
func addScaledNEON(y, w, x *float32, n int)

//go:noescape
func addNEON(y, a, b *float32, n int)

//go:noescape
func rectifyNEON(y *float32, n int)
