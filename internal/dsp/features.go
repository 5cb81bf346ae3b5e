package dsp

import (
	"errors"
	"fmt"
)

// FeatureConfig describes the front end: overlapping frames, Hann window,
// power spectrum, mel bands, PCEN.
type FeatureConfig struct {
	SampleRate int     // Hz
	Frame      int     // samples in a frame
	Hop        int     // samples from one frame to the next, at most Frame
	FFT        int     // length of the transform, a power of two, at least Frame; the rest is zeros
	Scale      float64 // what a sample is multiplied by; 32768 gives the range of int16
	Bands      int
	LowHz      float64
	HighHz     float64
	PCEN       PCEN
}

// Features is the plan of a front end, made of immutable tables. It may be
// shared; every stream of audio has a [FeatureStream] of its own.
type Features struct {
	frame, hop int
	window     []float32
	fft        *RealFFT
	mel        *Mel
	pcen       PCEN
}

// NewFeatures checks c and makes its tables.
func NewFeatures(c FeatureConfig) (*Features, error) {
	if c.Frame < 1 || c.Hop < 1 || c.Hop > c.Frame || c.Frame > c.FFT {
		return nil, fmt.Errorf("dsp: frame %d, hop %d, FFT %d: want 1 <= hop <= frame <= FFT", c.Frame, c.Hop, c.FFT)
	}
	if !(c.Scale > 0 && c.Scale <= 1<<20) {
		return nil, fmt.Errorf("dsp: sample scale %v, want above 0 and at most 2^20", c.Scale)
	}
	fft, errFFT := NewRealFFT(c.FFT)
	if errFFT != nil {
		return nil, errFFT
	}
	mel, errMel := NewMel(c.Bands, c.FFT, c.SampleRate, c.LowHz, c.HighHz)
	if err := errors.Join(errMel, c.PCEN.check()); err != nil {
		return nil, err
	}
	return &Features{frame: c.Frame, hop: c.Hop, window: Hann(c.Frame, c.Scale), fft: fft, mel: mel, pcen: c.PCEN}, nil
}

// Bands is the number of values in a frame of features.
func (f *Features) Bands() int { return f.mel.Bands() }

// MaxFrames is the largest number of frames that n more samples can complete.
func (f *Features) MaxFrames(n int) int { return (n + f.hop - 1) / f.hop }

// NewStream starts a stream.
func (f *Features) NewStream() *FeatureStream {
	n := f.fft.Len()
	return &FeatureStream{
		plan:    f,
		recent:  make([]float32, 0, f.frame),
		padded:  make([]float32, n),
		scratch: make([]float32, f.fft.ScratchLen()),
		power:   make([]float32, f.fft.Bins()),
		level:   make([]float32, f.Bands()),
	}
}

// FeatureStream turns pushed samples into frames of features: frame t covers
// samples t*Hop to t*Hop+Frame of the stream and is ready as soon as the last
// of them is there; nothing is padded. It belongs to one goroutine.
type FeatureStream struct {
	plan    *Features
	recent  []float32 // samples of the next frame heard so far
	padded  []float32 // windowed frame; zeros beyond Frame
	scratch []float32
	power   []float32
	level   []float32 // PCEN's smoothed energy, one a band
	begun   bool      // level holds something
}

// Reset forgets the stream, and wipes the audio that it held.
func (s *FeatureStream) Reset() {
	clear(s.recent[:cap(s.recent)])
	clear(s.padded)
	clear(s.scratch)
	clear(s.power)
	clear(s.level)
	s.recent, s.begun = s.recent[:0], false
}

// Append takes samples, any number of them, and appends to dst the Bands
// values of each frame they complete. Where dst has room it allocates nothing.
// A sample that is not a number counts as 0, one beyond ±16 as ±16, so that no
// input can poison what follows it.
func (s *FeatureStream) Append(dst, samples []float32) []float32 {
	for len(samples) > 0 {
		n := min(s.plan.frame-len(s.recent), len(samples))
		s.recent = appendFinite(s.recent, samples[:n])
		samples = samples[n:]
		if len(s.recent) == s.plan.frame {
			dst = s.appendFrame(dst)
			s.recent = s.recent[:copy(s.recent, s.recent[s.plan.hop:])]
		}
	}
	return dst
}

// loudest is the largest sample let through, 24 dB above full scale: room for
// every overshoot of a resampler, and none for infinity.
const loudest = 16

func appendFinite(dst, src []float32) []float32 {
	n := len(dst)
	dst = dst[:n+len(src)]
	for i, v := range src {
		if !(v >= -loudest && v <= loudest) {
			v = limit(v)
		}
		dst[n+i] = v
	}
	return dst
}

func limit(v float32) float32 {
	switch {
	case v > loudest:
		return loudest
	case v < -loudest:
		return -loudest
	}
	return 0
}

// appendFrame computes the frame that is complete in s.recent.
func (s *FeatureStream) appendFrame(dst []float32) []float32 {
	f := s.plan
	multiply(s.padded[:len(f.window)], s.recent, f.window)
	f.fft.Power(s.power, s.padded, s.scratch)
	n := len(dst)
	for range f.Bands() {
		dst = append(dst, 0)
	}
	frame := dst[n:]
	f.mel.Apply(frame, s.power)
	if !s.begun {
		copy(s.level, frame)
		s.begun = true
	}
	f.pcen.apply(frame, s.level)
	return dst
}
