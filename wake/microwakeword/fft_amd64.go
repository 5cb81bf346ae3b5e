//go:build amd64 && !purego

package microwakeword

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

// fftVector is an intFFT for AVX2: eight complex numbers side by side. The plain
// transform starts from sample pairs in reversed order of digits, and so its
// first two passes join neighbours. Here the pairs stay where they are: the
// numbers that the first two passes join are then 64 and 16 apart, eight such
// butterflies lie side by side, and a transposition before the third pass does
// for the last two what the order did. Each number goes through the same
// operations, so the results are the same to the last bit.
type fftVector struct {
	second [4][3]factor // [k]: the factors of b, c and d
	third  [2][3]factor // [k/8]
	fourth [8][3]factor // [k/8]
	unpack [16]factor   // [(k-1)/8]
}

// newFFTVector returns nil where the machine has no such instructions.
func newFFTVector(f *intFFT) *fftVector {
	if !hasAVX2 {
		return nil
	}
	v := &fftVector{}
	for leg := range 3 {
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
