//go:build amd64 && !purego

package microwakeword

// hasVectorFFT never changes.
var hasVectorFFT = hasAVX2

// A factor is eight twiddle factors as the multiplication wants them: against
// eight complex numbers r, i it adds up pairs of products, r*re - i*im for the
// real part and r*im + i*re for the imaginary.
type factor struct {
	real [8]cpx // re, -im
	imag [8]cpx // im, re
}

func newFactor(w func(lane int) cpx) (f factor) {
	for lane := range 8 {
		c := w(lane)
		f.real[lane] = cpx{c.r, -c.i}
		f.imag[lane] = cpx{c.i, c.r}
	}
	return f
}

func (v *fftVector) transform(out *[halfFFT + 1]cpx, in *[fftSize]int16) {
	var z, scratch [halfFFT]cpx
	fftPassesAVX2(&z, &scratch, in, &v.second[0][0], &v.third[0][0], &v.fourth[0][0])
	fftRealAVX2(out, &z, &v.unpack[0])
	out[0], out[halfFFT] = ends(z[0])
}

// fftPassesAVX2 writes the complex transform of 256 pairs of samples to z.
//
//go:noescape
func fftPassesAVX2(z, scratch *[halfFFT]cpx, in *[fftSize]int16, second, third, fourth *factor)

// fftRealAVX2 writes bins 1 to 255 of the spectrum.
//
//go:noescape
func fftRealAVX2(out *[halfFFT + 1]cpx, z *[halfFFT]cpx, unpack *factor)
