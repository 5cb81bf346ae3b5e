//go:build (!amd64 && !arm64) || purego

package gemm

// No vector kernels: they take nothing.

func tileVector(y, x []float32, panel [][tileCols]float32, t *tileSpan, act Activation) bool {
	return false
}
func maxVector(y, x []float32) int { return 0 }
