package microwakeword

import "math"

const (
	fftSize = 512
	halfFFT = fftSize / 2
	q15     = 15 // fraction bits of the numbers in an FFT
)

// A cpx is a complex number in Q15.
type cpx struct{ r, i int16 }

// intFFT is a 512-point real FFT in 16-bit integers, as the models' training
// saw it: a complex FFT of half the size over pairs of samples, in four passes
// of radix 4 (Cooley and Tukey, 1965) that each divide by 4, and a last pass
// that unpacks the real spectrum and divides by 2 twice over. Every rounding is
// that of KISS FFT (Borgerding, 2003) in fixed point, so that the features, and
// with them the probabilities, come out to the last bit. Sums wrap as they do
// there; the divisions leave them the room not to.
type intFFT struct {
	twiddle [halfFFT]cpx
	unpack  [halfFFT / 2]cpx
	order   [halfFFT]uint8 // where sample pair i starts: its base-4 digits reversed
	vector  *fftVector
}

func newIntFFT() *intFFT {
	f := &intFFT{}
	for i := range f.twiddle {
		f.twiddle[i] = onCircle(-2 * math.Pi * float64(i) / halfFFT)
	}
	for i := range f.unpack {
		f.unpack[i] = onCircle(-math.Pi * (float64(i+1)/halfFFT + 0.5))
	}
	for i := range f.order {
		f.order[i] = uint8(i>>6&3 | i>>2&12 | i<<2&48 | i<<6&192)
	}
	f.vector = newFFTVector(f)
	return f
}

// onCircle is the point of the unit circle at an angle.
func onCircle(phase float64) cpx {
	round := func(x float64) int16 { return int16(math.Floor(0.5 + float64(math.MaxInt16*x))) }
	return cpx{round(math.Cos(phase)), round(math.Sin(phase))}
}

// transform writes bins 0 to 256 of the spectrum of in to out.
func (f *intFFT) transform(out *[halfFFT + 1]cpx, in *[fftSize]int16) {
	if f.vector != nil {
		f.vector.transform(out, in)
		return
	}
	f.transformPlain(out, in)
}

func (f *intFFT) transformPlain(out *[halfFFT + 1]cpx, in *[fftSize]int16) {
	var z [halfFFT]cpx
	for i, at := range f.order {
		z[at] = cpx{in[2*i], in[2*i+1]}
	}
	for m, stride := 1, halfFFT/4; m < halfFFT; m, stride = m*4, stride/4 {
		for at := 0; at < halfFFT; at += 4 * m {
			f.butterflies(z[at:at+4*m:at+4*m], m, stride)
		}
	}
	f.real(out, &z)
}

// butterflies joins four transforms of length m into one.
func (f *intFFT) butterflies(z []cpx, m, stride int) {
	z0, z1, z2, z3 := z[:m], z[m:2*m], z[2*m:3*m], z[3*m:4*m]
	for k := range m {
		a := z0[k].div4()
		b := z1[k].div4().mul(f.twiddle[k*stride])
		c := z2[k].div4().mul(f.twiddle[2*k*stride])
		d := z3[k].div4().mul(f.twiddle[3*k*stride])
		even, odd := a.add(c), a.sub(c)
		sum, diff := b.add(d), b.sub(d)
		z0[k], z2[k] = even.add(sum), even.sub(sum)
		z1[k] = cpx{odd.r + diff.i, odd.i - diff.r}
		z3[k] = cpx{odd.r - diff.i, odd.i + diff.r}
	}
}

// real unpacks the transform of sample pairs into that of the samples.
func (f *intFFT) real(out *[halfFFT + 1]cpx, z *[halfFFT]cpx) {
	out[0], out[halfFFT] = ends(z[0])
	for k := 1; k <= halfFFT/2; k++ {
		a := z[k].div2()
		b := cpx{z[halfFFT-k].r, -z[halfFFT-k].i}.div2()
		sum := a.add(b)
		turned := a.sub(b).mul(f.unpack[k-1])
		out[k] = cpx{int16((int32(sum.r) + int32(turned.r)) >> 1), int16((int32(sum.i) + int32(turned.i)) >> 1)}
		out[halfFFT-k] = cpx{int16((int32(sum.r) - int32(turned.r)) >> 1), int16((int32(turned.i) - int32(sum.i)) >> 1)}
	}
}

// ends are the first and the last bin, which are real.
func ends(z cpx) (first, last cpx) {
	z = z.div2()
	return cpx{r: z.r + z.i}, cpx{r: z.r - z.i}
}

func (a cpx) add(b cpx) cpx { return cpx{a.r + b.r, a.i + b.i} }

func (a cpx) sub(b cpx) cpx { return cpx{a.r - b.r, a.i - b.i} }

func (a cpx) mul(b cpx) cpx {
	ar, ai, br, bi := int32(a.r), int32(a.i), int32(b.r), int32(b.i)
	return cpx{round15(ar*br - ai*bi), round15(ar*bi + ai*br)}
}

func (a cpx) div2() cpx { return a.scale(math.MaxInt16 / 2) }

func (a cpx) div4() cpx { return a.scale(math.MaxInt16 / 4) }

func (a cpx) scale(by int32) cpx {
	return cpx{round15(int32(a.r) * by), round15(int32(a.i) * by)}
}

func round15(x int32) int16 { return int16((x + 1<<(q15-1)) >> q15) }
