//go:build arm64 && !purego

package microwakeword

// A factor is eight twiddle factors, their parts apart.
type factor struct {
	real, imag [8]int16
}

func newFactor(w func(lane int) cpx) (f factor) {
	for lane := range 8 {
		c := w(lane)
		f.real[lane], f.imag[lane] = c.r, c.i
	}
	return f
}

// fftVector is an intFFT for NEON: eight complex numbers side by side. The plain
// transform starts from sample pairs in reversed order of digits, and so its
// first two passes join neighbours. Here the pairs stay where they are: the
// numbers that the first two passes join are then 64 and 16 apart, eight such
// butterflies lie side by side, and a transposition before the third pass does
// for the last two what the order did. Each number goes through the same
// operations, so the results are the same to the last bit.
type fftVector struct {
	first  [3]factor    // the factors of b, c and d
	second [4][3]factor // [k]
	third  [2][3]factor // [k/8]
	fourth [8][3]factor // [k/8]
	unpack [16]factor   // [(k-1)/8]
}

func newFFTVector(f *intFFT) *fftVector {
	v := &fftVector{}
	for leg := range 3 {
		v.first[leg] = newFactor(func(int) cpx { return f.twiddle[0] })
		for k := range v.second {
			v.second[k][leg] = newFactor(func(int) cpx { return f.twiddle[(leg+1)*k*16] })
		}
		for k := range v.third {
			v.third[k][leg] = newFactor(func(lane int) cpx { return f.twiddle[(leg+1)*(8*k+lane)*4] })
		}
		for k := range v.fourth {
			v.fourth[k][leg] = newFactor(func(lane int) cpx { return f.twiddle[(leg+1)*(8*k+lane)] })
		}
	}
	for k := range v.unpack {
		v.unpack[k] = newFactor(func(lane int) cpx { return f.unpack[8*k+lane] })
	}
	return v
}

func (v *fftVector) transform(out *[halfFFT + 1]cpx, in *[fftSize]int16) {
	var z, y [halfFFT]cpx
	for at := 0; at < 64; at += 8 { // pairs that are 64 apart
		joinNEON(&z[at].r, &in[2*at], 64, 64, &v.first)
	}
	for k := range 4 { // rows of 64 to rows of 16
		for at := 0; at < 16; at += 8 {
			joinNEON(&y[16*k+at].r, &z[64*k+at].r, 16, 64, &v.second[k])
		}
	}
	for k := range 16 {
		for r := range 16 {
			z[16*r+k] = y[16*k+r]
		}
	}
	for q := range 4 { // rows of 16 to rows of 64
		for k := range 2 {
			joinNEON(&y[64*q+8*k].r, &z[16*q+8*k].r, 64, 16, &v.third[k])
		}
	}
	for k := range 8 {
		joinNEON(&z[8*k].r, &y[8*k].r, 64, 64, &v.fourth[k])
	}
	for k := range 16 {
		unpackNEON(&out[1+8*k], &out[248-8*k], &z[1+8*k], &z[248-8*k], &v.unpack[k])
	}
	out[0], out[halfFFT] = ends(z[0])
}

// joinNEON does eight butterflies side by side: a, b, c, d start at src, from
// numbers apart, the results at dst, to numbers apart.
//
//go:noescape
func joinNEON(dst, src *int16, from, to int, w *[3]factor)

// unpackNEON writes eight bins from low on and the eight that mirror them from
// high on, out of the numbers at the same places of the complex transform.
//
//go:noescape
func unpackNEON(low, high, zLow, zHigh *cpx, w *factor)
