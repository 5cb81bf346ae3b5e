package dsp

import "math"

// Hann returns the periodic Hann window of n samples, 0.5 - 0.5*cos(2πi/n):
// the period of a spectrum, not the symmetric variant for filter design. The
// values are computed in float64, multiplied by gain and then rounded.
func Hann(n int, gain float64) []float32 {
	w := make([]float32, n)
	for i := range w {
		w[i] = float32(gain * (0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(n))))
	}
	return w
}

// multiply writes products element by element: dst[i] = a[i] * b[i].
func multiply(dst, a, b []float32) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := multiplyVector(dst, a, b); i < len(dst); i++ {
		dst[i] = a[i] * b[i]
	}
}
