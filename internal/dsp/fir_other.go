//go:build (!amd64 && !arm64) || purego

package dsp

// No vector kernels: they do nothing, and say so.

func firVector(_, _, _ []float32, _ *firRun) bool { return false }

func halveVector(_, _, _, _ []float32) int { return 0 }
