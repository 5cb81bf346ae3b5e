//go:build !amd64 || purego

package gemm

// No vector kernels: they take nothing.

func tileVector(y, x, panel []float32, t *tileSpan, act Activation) bool { return false }
func maxVector(y, x []float32) int                                       { return 0 }
