//go:build (amd64 || arm64) && !purego

package microwakeword

// fftVector is an intFFT for vector instructions: eight complex numbers side by
// side. The plain transform starts from sample pairs in reversed order of
// digits, and so its first two passes join neighbours. Here the pairs stay where
// they are: the numbers that the first two passes join are then 64 and 16 apart,
// eight such butterflies lie side by side, and a transposition before the third
// pass does for the last two what the order did. Each number goes through the
// same operations, so the results are the same to the last bit.
type fftVector struct {
	first  [3]factor    // the factors of b, c and d
	second [4][3]factor // [k]
	third  [2][3]factor // [k/8]
	fourth [8][3]factor // [k/8]
	unpack [16]factor   // [(k-1)/8]
}

// newFFTVector returns nil where the machine has no such instructions.
func newFFTVector(f *intFFT) *fftVector {
	if !hasVectorFFT {
		return nil
	}
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
