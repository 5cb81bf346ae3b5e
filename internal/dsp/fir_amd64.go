//go:build amd64 && !purego

package dsp

// firVector makes all outputs, or returns false where it has no kernel.
func firVector(dst, w, x []float32, r *firRun) bool {
	if !hasAVX2 {
		return false
	}
	firAVX2(&dst[0], &w[0], &x[0], len(dst), r)
	return true
}

// halveVector makes some outputs, and says how many.
func halveVector(dst, even, odd, taps []float32) int {
	n := len(dst) &^ 7
	if !hasAVX2 || n == 0 {
		return 0
	}
	halveAVX2(&dst[0], &even[0], &odd[0], &taps[0], len(taps), n)
	return n
}

// n outputs, at least 1, of at least firGroup taps.
//
//go:noescape
func firAVX2(dst, w, x *float32, n int, r *firRun)

// n outputs, a multiple of eight above 0, with k taps, at least 1.
//
//go:noescape
func halveAVX2(dst, even, odd, taps *float32, k, n int)
