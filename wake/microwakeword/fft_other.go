//go:build (!amd64 && !arm64) || purego

package microwakeword

// fftVector is an intFFT for vector instructions, of which there are none here.
type fftVector struct{}

func newFFTVector(*intFFT) *fftVector { return nil }

func (v *fftVector) transform(*[halfFFT + 1]cpx, *[fftSize]int16) {}
