//go:build (!amd64 && !arm64) || purego

package dsp

// firVector has no kernel here.
func firVector(w, x []float32) (float32, bool) { return 0, false }
