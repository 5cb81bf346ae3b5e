//go:build amd64 && !purego

package dsp

import (
	"math"

	"github.com/hearsay-go/hearsay/internal/cpu"
)

// hasAVX2 never changes.
var hasAVX2 = cpu.AVX2()

// runVector makes the step, or returns false where it has no kernel for it.
func (s *fftStep) runVector(yr, yi, xr, xi []float32) bool {
	n := len(xr)
	if !hasAVX2 || s.radix != 4 || len(yr) != n || len(yi) != n || len(xi) != n {
		return false
	}
	switch {
	case s.stride == 1 && s.wide != nil:
		radix4FirstAVX2(&yr[0], &yi[0], &xr[0], &xi[0], &s.wide[0], n/4)
	case s.stride == 4 && s.wide != nil:
		radix4SecondAVX2(&yr[0], &yi[0], &xr[0], &xi[0], &s.wide[0], n/4)
	case s.stride%8 == 0 && s.m > 1:
		radix4AVX2(&yr[0], &yi[0], &xr[0], &xi[0], &s.twiddle[0], s.m, s.stride)
	case s.stride%8 == 0:
		radix4LastAVX2(&yr[0], &yi[0], &xr[0], &xi[0], n/4)
	default:
		return false
	}
	return true
}

func deinterleaveVector(even, odd, x []float32) int {
	n := len(even) &^ 7
	if !hasAVX2 || n == 0 || len(odd) < n || len(x) < 2*n {
		return 0
	}
	deinterleaveAVX2(&even[0], &odd[0], &x[0], n)
	return n
}

// powerVector makes the bins from 1 to the number returned, and their mirror
// images.
func powerVector(dst, zr, zi, cos, sin []float32) int {
	h := len(zr)
	if !hasAVX2 || h%16 != 0 || h == 0 {
		return 0
	}
	powerAVX2(&dst[1], &dst[h-8], &zr[1], &zr[h-8], &zi[1], &zi[h-8], &cos[0], &sin[0], h/2)
	return h / 2
}

func multiplyVector(dst, a, b []float32) int {
	n := len(dst) &^ 7
	if !hasAVX2 || n == 0 {
		return 0
	}
	multiplyAVX2(&dst[0], &a[0], &b[0], n)
	return n
}

// pcenTable holds the constants of log2, exp2 and PCEN.apply, in the order of
// the offsets in pcen_amd64.s; the last three are bit patterns of integers.
var pcenTable = [...]float32{
	smallestNormal, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3, 2, 1, log2e, ln2, quiet, 126, -126, 1024.5,
	1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
	math.Float32frombits(halfRoot), math.Float32frombits(mantissa), math.Float32frombits(1024),
}

// applyVector normalises as many bands as fill whole registers.
func (p PCEN) applyVector(frame, level []float32) int {
	n := len(frame) &^ 7
	if !hasAVX2 || n == 0 {
		return 0
	}
	c := [5]float32{1 - p.Smoothing, p.Smoothing, p.Eps, -p.Alpha, 1 / p.Delta}
	pcenAVX2(&frame[0], &level[0], &c, &pcenTable[0], n)
	return n
}

// The step of stride 1; m counts the groups, a multiple of eight.
//
//go:noescape
func radix4FirstAVX2(yr, yi, xr, xi, wide *float32, m int)

// The step of stride 4; n counts the elements of a quarter, a multiple of eight.
//
//go:noescape
func radix4SecondAVX2(yr, yi, xr, xi, wide *float32, n int)

// A step of a stride that is a multiple of eight.
//
//go:noescape
func radix4AVX2(yr, yi, xr, xi, twiddle *float32, m, stride int)

// The step of one group of 4*stride elements, the stride a multiple of eight.
//
//go:noescape
func radix4LastAVX2(yr, yi, xr, xi *float32, stride int)

//go:noescape
func deinterleaveAVX2(even, odd, x *float32, n int)

// n bins from low up and, mirrored, eight by eight from high down.
//
//go:noescape
func powerAVX2(low, high, zrLow, zrHigh, ziLow, ziHigh, cos, sin *float32, n int)

//go:noescape
func multiplyAVX2(dst, a, b *float32, n int)

// c holds 1-s, s, eps, -alpha and 1/delta, table is pcenTable.
//
//go:noescape
func pcenAVX2(frame, level *float32, c *[5]float32, table *float32, n int)
