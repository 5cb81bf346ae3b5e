package dsp

import (
	"fmt"
	"math"
)

// Mel is a bank of triangular filters whose corners are equally spaced on the
// mel scale of O'Shaughnessy (1987) as HTK has it, mel(f) = 2595 log10(1+f/700):
// roughly how the ear spaces pitch. Each triangle rises from its left
// neighbour's centre to 1 at its own and falls to its right neighbour's; it is
// evaluated at the frequencies of the bins and not normalised by its width.
//
// A Mel is immutable and may be shared. It stores only the weights above zero:
// about two a bin.
type Mel struct {
	bins  int
	bands []melBand
}

// melBand is the part of one filter that is not zero.
type melBand struct {
	first  int // bin of weight[0]
	weight []float32
}

// NewMel plans bands filters between lowHz and highHz for the power spectrum
// of an FFT over fft samples at rate Hz. It refuses a range outside
// [0, rate/2] and so many bands that one of them would hold no bin.
func NewMel(bands, fft, rate int, lowHz, highHz float64) (*Mel, error) {
	if bands < 1 || bands > fft || rate <= 0 || !(lowHz >= 0 && lowHz < highHz && highHz <= float64(rate)/2) {
		return nil, fmt.Errorf("dsp: %d mel bands from %v to %v Hz at %d Hz make no filterbank", bands, lowHz, highHz, rate)
	}
	m := &Mel{bins: fft/2 + 1}
	low, high := hzToMel(lowHz), hzToMel(highHz)
	corner := func(i int) float64 {
		return melToHz(low + (high-low)*float64(i)/float64(bands+1))
	}
	for b := range bands {
		band := newMelBand(m.bins, float64(rate)/float64(fft), corner(b), corner(b+1), corner(b+2))
		if len(band.weight) == 0 {
			return nil, fmt.Errorf("dsp: mel band %d of %d, %.0f to %.0f Hz, lies between two bins", b, bands, corner(b), corner(b+2))
		}
		m.bands = append(m.bands, band)
	}
	return m, nil
}

func newMelBand(bins int, binHz, left, centre, right float64) (b melBand) {
	for k := range bins {
		f := float64(k) * binHz
		w := min((f-left)/(centre-left), (right-f)/(right-centre))
		if w <= 0 {
			continue
		}
		if len(b.weight) == 0 {
			b.first = k
		}
		b.weight = append(b.weight, float32(w))
	}
	return b
}

func hzToMel(f float64) float64 { return 2595 * math.Log10(1+f/700) }
func melToHz(m float64) float64 { return 700 * (math.Pow(10, m/2595) - 1) }

// Bands is the number of filters.
func (m *Mel) Bands() int { return len(m.bands) }

// Apply writes the energy in each band into dst, of length Bands, from a power
// spectrum of fft/2 + 1 bins.
func (m *Mel) Apply(dst, power []float32) {
	power = power[:m.bins]
	dst = dst[:len(m.bands)]
	for i := range m.bands {
		b := &m.bands[i]
		dst[i] = dot(b.weight, power[b.first:])
	}
}

// dot sums w[i]*x[i] in four interleaved parts, so that one addition need not
// wait for the last.
func dot(w, x []float32) float32 {
	x = x[:len(w)]
	var s0, s1, s2, s3 float32
	for len(w) >= 4 && len(x) >= 4 {
		s0 += float32(w[0] * x[0])
		s1 += float32(w[1] * x[1])
		s2 += float32(w[2] * x[2])
		s3 += float32(w[3] * x[3])
		w, x = w[4:], x[4:]
	}
	for i, v := range w {
		s0 += float32(v * x[i])
	}
	return (s0 + s1) + (s2 + s3)
}
