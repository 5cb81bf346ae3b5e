//go:build amd64 && !purego

package nn

import "github.com/hearsay-go/hearsay/internal/cpu"

// hasAVX2 never changes.
var hasAVX2 = cpu.AVX2()

// lanes returns how many of n elements the vector kernels take: whole
// registers of eight, or none without AVX2.
func lanes(n int) int {
	if !hasAVX2 {
		return 0
	}
	return n &^ 7
}

func addProductVector(y, w, x []float32) int {
	n := lanes(len(y))
	if n > 0 && len(x) > 0 {
		addProductAVX2(&y[0], &w[0], &x[0], len(x), len(y), n)
	}
	return n
}

func addScaledVector(y, w, x []float32) int {
	n := lanes(len(y))
	if n > 0 {
		addScaledAVX2(&y[0], &w[0], &x[0], n)
	}
	return n
}

func addVector(y, a, b []float32) int {
	n := lanes(len(y))
	if n > 0 {
		addAVX2(&y[0], &a[0], &b[0], n)
	}
	return n
}

func rectifyVector(y []float32) int {
	n := lanes(len(y))
	if n > 0 {
		rectifyAVX2(&y[0], n)
	}
	return n
}

// The first n elements of y, n a multiple of eight above 0; w has rows of row
// elements, one for each of the in elements of x, in above 0.
//
//go:noescape
func addProductAVX2(y, w, x *float32, in, row, n int)

//go:noescape
func addScaledAVX2(y, w, x *float32, n int)

//go:noescape
func addAVX2(y, a, b *float32, n int)

//go:noescape
func rectifyAVX2(y *float32, n int)
