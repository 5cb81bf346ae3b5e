//go:build !amd64 || purego

package dsp

// No vector kernels: they do nothing, and say so.

func (s *fftStep) runVector(yr, yi, xr, xi []float32) bool { return false }
func deinterleaveVector(even, odd, x []float32) int        { return 0 }
func powerVector(dst, zr, zi, cos, sin []float32) int      { return 0 }
func multiplyVector(dst, a, b []float32) int               { return 0 }
func (p PCEN) applyVector(frame, level []float32) int      { return 0 }
