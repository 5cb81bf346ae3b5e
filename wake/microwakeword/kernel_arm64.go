//go:build arm64 && !purego

package microwakeword

// Every 64-bit Arm has NEON.

func addDotsVector(sums []int32, w, x []int8) int {
	n := len(x) &^ 15
	if n > 0 && len(sums) > 0 {
		addDotsNEON(&sums[0], &w[0], &x[0], len(sums), len(x), n)
	}
	return n
}

func addProductsVector(sums []int32, w, x []int8, taps, stride int) int {
	n := len(sums) &^ 7
	if n > 0 && taps > 0 {
		addProductsNEON(&sums[0], &w[0], &x[0], n, len(sums), taps, stride)
	}
	return n
}

func multiplyVector(out, x, w []int16) (loudest int16, done int) {
	n := len(out) &^ 7
	if n == 0 {
		return 0, 0
	}
	return multiplyNEON(&out[0], &x[0], &w[0], n), n
}

func shiftUpVector(x []int16, by int) int {
	n := len(x) &^ 7
	if n > 0 {
		shiftUpNEON(&x[0], n, by)
	}
	return n
}

// The first n elements, n a multiple of 16 above 0, of each of some rows of w,
// which are row elements apart.
//
//go:noescape
func addDotsNEON(sums *int32, w, x *int8, rows, row, n int)

// The first n elements, n a multiple of 8 above 0; the taps of w are row elements
// apart, those of x stride.
//
//go:noescape
func addProductsNEON(sums *int32, w, x *int8, n, row, taps, stride int)

// n is a multiple of 8 above 0.
//
//go:noescape
func multiplyNEON(out, x, w *int16, n int) int16

// n is a multiple of 8 above 0.
//
//go:noescape
func shiftUpNEON(x *int16, n, by int)
