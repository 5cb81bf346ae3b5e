//go:build amd64 && !purego

package dsp

// firVector returns the output, or false where it has no kernel.
func firVector(w, x []float32) (float32, bool) {
	if !hasAVX2 || len(w) == 0 {
		return 0, false
	}
	return firAVX2(&w[0], &x[0], len(w)), true
}

// n elements, a multiple of firLanes above 0.
//
//go:noescape
func firAVX2(w, x *float32, n int) float32
