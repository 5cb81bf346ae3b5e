//go:build amd64 && !purego

package microwakeword

import "github.com/hearsay-go/hearsay/internal/cpu"

// hasAVX2 never changes.
var hasAVX2 = cpu.AVX2()

func addDotsVector(sums []int32, w, x []int8) int {
	n := len(x) &^ 15
	if !hasAVX2 || n == 0 || len(sums) == 0 {
		return 0
	}
	addDotsAVX2(&sums[0], &w[0], &x[0], len(sums), len(x), n)
	return n
}

func addProductsVector(sums []int32, w, x []int8, taps, stride int) int {
	n := len(sums) &^ 7
	if !hasAVX2 || n == 0 || taps == 0 {
		return 0
	}
	addProductsAVX2(&sums[0], &w[0], &x[0], n, len(sums), taps, stride)
	return n
}

func multiplyVector(out, x, w []int16) (loudest int16, done int) {
	n := len(out) &^ 15
	if !hasAVX2 || n == 0 {
		return 0, 0
	}
	return multiplyAVX2(&out[0], &x[0], &w[0], n), n
}

func shiftUpVector(x []int16, by int) int {
	n := len(x) &^ 15
	if !hasAVX2 || n == 0 {
		return 0
	}
	shiftUpAVX2(&x[0], n, by)
	return n
}

// The first n elements, n a multiple of 16 above 0, of each of some rows of w,
// which are row elements apart.
//
//go:noescape
func addDotsAVX2(sums *int32, w, x *int8, rows, row, n int)

// The first n elements, n a multiple of 8 above 0; the taps of w are row elements
// apart, those of x stride.
//
//go:noescape
func addProductsAVX2(sums *int32, w, x *int8, n, row, taps, stride int)

// n is a multiple of 16 above 0.
//
//go:noescape
func multiplyAVX2(out, x, w *int16, n int) int16

// n is a multiple of 16 above 0.
//
//go:noescape
func shiftUpAVX2(x *int16, n, by int)
