//go:build arm64 && !purego

package dsp

// firVector returns the output, or false where it has no kernel. Every arm64
// processor has NEON.
func firVector(w, x []float32) (float32, bool) {
	if len(w) == 0 {
		return 0, false
	}
	return firNEON(&w[0], &x[0], len(w)), true
}

// n elements, a multiple of firLanes above 0.
//
//go:noescape
func firNEON(w, x *float32, n int) float32
