package dsp

import (
	"fmt"
	"math"
	"math/bits"
)

// RealFFT is a plan for the discrete Fourier transform of n real samples,
// X[k] = sum over t of x[t]*exp(-2πikt/n), with n a power of two.
//
// The n real samples are read as n/2 complex ones, z[t] = x[2t] + i*x[2t+1];
// their transform takes one pass of Stockham's self-sorting algorithm (Cochran
// et al. 1967) in steps of radix 4, with one step of radix 2 where n/2 is not a
// power of four; and the two interleaved halves are then told apart by the
// symmetry of a real signal's spectrum. Real and imaginary parts live in
// separate arrays, so that neighbours can be computed side by side.
//
// A RealFFT is immutable and may be shared; scratch space is the caller's.
type RealFFT struct {
	n        int
	steps    []fftStep
	cos, sin []float32 // of exp(-2πik/n) for k in 1..n/4
}

// fftStep is one pass over the whole array: m groups of stride elements, each
// made from 4 (or 2) groups that lie m*stride apart.
type fftStep struct {
	radix, m, stride int
	twiddle          []float32 // [m][6] for radix 4: w, w², w³ as (re, im); [m][2] for radix 2
	wide             []float32 // [m*stride/8][6][8]: the same, one value for each of eight neighbours
}

// NewRealFFT plans the transform of n samples, n a power of two from 16 to 65536.
func NewRealFFT(n int) (*RealFFT, error) {
	if n < 16 || n > 1<<16 || bits.OnesCount(uint(n)) != 1 {
		return nil, fmt.Errorf("dsp: FFT of %d samples, want a power of two from 16 to 65536", n)
	}
	f := &RealFFT{n: n}
	stride := 1
	for left := n / 2; left > 1; {
		radix := 4
		if left == 2 {
			radix = 2
		}
		f.steps = append(f.steps, newFFTStep(left, radix, stride))
		left /= radix
		stride *= radix
	}
	for k := 1; k <= n/4; k++ {
		w := appendUnit(nil, float64(k)/float64(n))
		f.cos, f.sin = append(f.cos, w[0]), append(f.sin, w[1])
	}
	return f, nil
}

// newFFTStep plans the step that splits transforms of length n by radix.
func newFFTStep(n, radix, stride int) fftStep {
	s := fftStep{radix: radix, m: n / radix, stride: stride}
	for p := range s.m {
		for k := 1; k < radix; k++ {
			s.twiddle = appendUnit(s.twiddle, float64(k*p)/float64(n))
		}
	}
	if radix == 4 && stride < 8 && s.m*stride%8 == 0 {
		s.wide = widen(s.twiddle, stride)
	}
	return s
}

// widen lays out factors for eight neighbours at once, where a group of stride
// elements that share theirs is shorter than that.
func widen(twiddle []float32, stride int) (wide []float32) {
	count := len(twiddle) / 6 * stride
	for at := 0; at < count; at += 8 {
		for j := range 6 {
			for i := at; i < at+8; i++ {
				wide = append(wide, twiddle[i/stride*6+j])
			}
		}
	}
	return wide
}

// appendUnit appends the real and imaginary part of exp(-2πi*turns).
func appendUnit(dst []float32, turns float64) []float32 {
	sin, cos := math.Sincos(-2 * math.Pi * turns)
	return append(dst, float32(cos), float32(sin))
}

// Len is the number of real samples transformed, n.
func (f *RealFFT) Len() int { return f.n }

// Bins is the number of different frequencies, n/2 + 1.
func (f *RealFFT) Bins() int { return f.n/2 + 1 }

// ScratchLen is the length of scratch space that Transform and Power need.
func (f *RealFFT) ScratchLen() int { return 2 * f.n }

// Transform writes the real and imaginary parts of bins 0 to n/2 of the
// spectrum of x into re and im, both of length Bins. x has length Len, scratch
// at least ScratchLen; none may overlap. It allocates nothing, and panics where
// a slice is too short.
func (f *RealFFT) Transform(re, im, x, scratch []float32) {
	zr, zi := f.half(x, scratch)
	h := f.n / 2
	re, im = re[:h+1], im[:h+1]
	re[0], im[0] = zr[0]+zi[0], 0
	re[h], im[h] = zr[0]-zi[0], 0
	for k := 1; k <= h/2; k++ {
		sr, si, tr, ti := f.untangle(zr, zi, k)
		re[k], im[k] = (sr+tr)/2, (si+ti)/2
		re[h-k], im[h-k] = (sr-tr)/2, (ti-si)/2
	}
}

// Power writes |X[k]|² for bins 0 to n/2 into dst, of length Bins. Arguments
// are otherwise those of Transform.
func (f *RealFFT) Power(dst, x, scratch []float32) {
	zr, zi := f.half(x, scratch)
	power(dst[:f.n/2+1], zr, zi, f.cos, f.sin)
}

// untangle returns, doubled, the spectrum s of the even samples and t of the
// odd samples already turned by exp(-2πik/n): X[k] = (s+t)/2 and
// X[n/2-k] = conj(s-t)/2.
func (f *RealFFT) untangle(zr, zi []float32, k int) (sr, si, tr, ti float32) {
	h := len(zr)
	c, s := f.cos[k-1], f.sin[k-1]
	sr, si = zr[k]+zr[h-k], zi[k]-zi[h-k]
	or, oi := zi[k]+zi[h-k], zr[h-k]-zr[k]
	return sr, si, float32(c*or) - float32(s*oi), float32(c*oi) + float32(s*or)
}

// half transforms the n/2 complex numbers packed in x; the result lies in scratch.
func (f *RealFFT) half(x, scratch []float32) (zr, zi []float32) {
	h := f.n / 2
	ar, ai := scratch[0:h:h], scratch[h:2*h:2*h]
	br, bi := scratch[2*h:3*h:3*h], scratch[3*h:4*h:4*h]
	deinterleave(ar, ai, x[:f.n])
	for i := range f.steps {
		f.steps[i].run(br, bi, ar, ai)
		ar, ai, br, bi = br, bi, ar, ai
	}
	return ar, ai
}

// run makes the step from x to y.
func (s *fftStep) run(yr, yi, xr, xi []float32) {
	if !s.runVector(yr, yi, xr, xi) {
		s.runPlain(yr, yi, xr, xi)
	}
}

func (s *fftStep) runPlain(yr, yi, xr, xi []float32) {
	switch {
	case s.radix == 2:
		radix2(yr, yi, xr, xi)
	case s.stride == 1:
		radix4First(yr, yi, xr, xi, s.twiddle)
	case s.m == 1:
		radix4Last(yr, yi, xr, xi)
	default:
		radix4(yr, yi, xr, xi, s.twiddle, s.m, s.stride)
	}
}
