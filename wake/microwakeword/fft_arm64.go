//go:build arm64 && !purego

package microwakeword

const hasVectorFFT = true // every 64-bit Arm has NEON

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
