package microwakeword

import (
	"math"
	"math/bits"
)

// The front end of microWakeWord v2: that of TensorFlow Lite for
// microcontrollers (microfrontend), with a window of 30 ms and 40 channels. All
// of it is integer arithmetic, since the models were trained on what it rounds
// to. The steps:
//
//  1. Multiply by a window, and shift up as far as the loudest sample allows.
//  2. FFT in 16 bits; energy of each bin.
//  3. Triangular mel filters; square root; shift back down.
//  4. Subtract a running estimate of stationary noise.
//  5. Per-channel gain by that estimate (Wang et al. 2017, PCEN in fixed point).
//  6. Logarithm.
const (
	sampleRate = 16_000
	windowSize = 480
	channels   = 40

	windowBits = 12
	weightBits = 12 // of the mel filters
	smoothBits = 10 // fraction bits of the noise estimate beside the signal's
	shareBits  = 14 // of the constants of noise estimation
	correction = 3  // log2 of the FFT's size, less half of weightBits
)

// Noise estimates follow the signal by these shares of the difference each
// frame, in turn for even and odd channels; at least leastShare of the signal is
// left.
const (
	evenShare  = 409 // 0.025 of 1<<shareBits
	oddShare   = 983 // 0.06
	leastShare = 819 // 0.05
)

// tables are what all streams of all models share.
type tables struct {
	window [windowSize]int16
	mel    *melFilter
	gain   *gainCurve
	log    *logCurve
	fft    *intFFT
}

func newTables() *tables {
	t := &tables{mel: newMelFilter(), gain: newGainCurve(), log: newLogCurve(), fft: newIntFFT()}
	// A raised cosine, in single precision as in Ahrendt's port of the front end
	// (2024): in double precision one of its values is another.
	const arg = float32(2*math.Pi) / windowSize
	for i := range t.window {
		c := float32(math.Cos(float64(float32(arg * (float32(i) + 0.5)))))
		w := 0.5 - float32(0.5*c)
		t.window[i] = int16(float32(w*(1<<windowBits)) + 0.5)
	}
	return t
}

// frontend is one stream's state.
type frontend struct {
	*tables
	noise    [channels]uint32 // estimates, in units of 1<<-smoothBits
	scaled   [fftSize]int16   // windowed samples; 0 behind the window
	spectrum [fftSize/2 + 1]cpx
	signal   [channels]uint32
}

func (f *frontend) reset() {
	f.noise = [channels]uint32{}
	f.scaled = [fftSize]int16{}
	f.spectrum = [fftSize/2 + 1]cpx{}
	f.signal = [channels]uint32{}
}

// frame computes the features of one window of samples: 40 values, mostly 0 to
// 670.
func (f *frontend) frame(out *[channels]uint16, samples *[windowSize]int16) {
	shift := f.apply(samples)
	f.fft.transform(&f.spectrum, &f.scaled)
	f.mel.apply(&f.signal, &f.spectrum, shift)
	for c, s := range f.signal {
		s = f.denoise(c, s)
		s = f.gain.apply(s, f.noise[c])
		out[c] = f.log.of(s << correction)
	}
}

// apply multiplies by the window and shifts up as far as the loudest value
// allows, since the FFT loses bits; it returns by how much.
func (f *frontend) apply(samples *[windowSize]int16) (shift int) {
	scaled := f.scaled[:windowSize]
	loudest := multiply(scaled, samples[:], f.window[:])
	shift = 15 - bits.Len16(uint16(loudest))
	shiftUp(scaled, shift)
	return shift
}

// denoise subtracts the running estimate of stationary noise.
func (f *frontend) denoise(c int, s uint32) uint32 {
	share := uint64(evenShare)
	if c&1 == 1 {
		share = oddShare
	}
	up := s << smoothBits
	estimate := uint32((uint64(up)*share + uint64(f.noise[c])*(1<<shareBits-share)) >> shareBits)
	f.noise[c] = estimate
	least := uint32(uint64(s) * leastShare >> shareBits)
	return max((up-min(estimate, up))>>smoothBits, least)
}
