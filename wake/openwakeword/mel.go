package openwakeword

import (
	"errors"
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// Samples: 16 kHz, as many as one step of 80 ms has, and how far apart the
// frames of the mel spectrum lie. A frame hears frameLen samples; the 480 before
// a step are those that its first frames begin with.
const (
	sampleRate = 16000
	stepLen    = 1280
	frameHop   = 160
	frameLen   = 512
	overlap    = 480
	firstCount = (stepLen-frameLen)/frameHop + 1 // frames of the first step: 5
)

// A melPlan computes the mel spectrum of the graph that openWakeWord comes
// with:
//
//	P = (C x)² + (S x)²          over 512 samples, C and S windowed cosines and sines
//	D = 10 ln max(M P, 1e-10) / ln 10
//	y = max(D, max over all frames of the call - 80)
//
// C and S being what they are (it looks), C x and S x are a Fourier transform,
// which takes a fiftieth of the time.
type melPlan struct {
	fft    *dsp.RealFFT
	window []float32 // [frameLen]
	bands  []melBand
}

// A melBand is one column of M without its zeros.
type melBand struct {
	low     int // first bin
	weights []float32
}

const bins = frameLen/2 + 1

// newMelPlan finds C, S and M among the constants of a graph.
func newMelPlan(g *onnx.Graph) (*melPlan, error) {
	var basis []*onnx.Tensor
	var matrix *onnx.Tensor
	for _, t := range g.Consts {
		switch {
		case sameShape(t, bins, 1, frameLen):
			basis = append(basis, t)
		case sameShape(t, bins, bands):
			matrix = t
		}
	}
	if len(basis) != 2 || matrix == nil {
		return nil, errors.New("its constants are not a Fourier basis and a mel filterbank")
	}
	fft, err := dsp.NewRealFFT(frameLen)
	if err != nil {
		return nil, err
	}
	p := &melPlan{fft: fft, window: basis[0].Floats[:frameLen]} // the cosine of frequency 0 is 1
	if err := checkBasis(p.window, basis[0].Floats, basis[1].Floats); err != nil {
		return nil, err
	}
	for b := range bands {
		p.bands = append(p.bands, newMelBand(matrix.Floats, b))
	}
	return p, nil
}

func sameShape(t *onnx.Tensor, shape ...int) bool {
	if t.Type != onnx.Float || len(t.Shape) != len(shape) {
		return false
	}
	for i, n := range shape {
		if t.Shape[i] != n {
			return false
		}
	}
	return true
}

// checkBasis compares a basis with what a Fourier transform of a windowed
// signal has: the cosines, and the sines with either sign.
func checkBasis(window, cosines, sines []float32) error {
	const tolerance = 1e-5 // of 1, the top of the window; float32 gives 1e-7
	sign := 1.0
	if sines[frameLen+frameLen/4] < 0 { // frequency 1 at its crest
		sign = -1
	}
	for k := range bins {
		for t := range frameLen {
			sin, cos := math.Sincos(2 * math.Pi * float64(k*t%frameLen) / frameLen)
			w := float64(window[t])
			c, s := float64(cosines[k*frameLen+t]), float64(sines[k*frameLen+t])
			if !(math.Abs(c-w*cos) < tolerance && math.Abs(s-sign*w*sin) < tolerance) {
				return fmt.Errorf("its frequency %d is not that of a Fourier transform at sample %d", k, t)
			}
		}
	}
	return nil
}

func newMelBand(matrix []float32, band int) melBand {
	low, high := bins, 0
	for k := range bins {
		if matrix[k*bands+band] != 0 {
			low, high = min(low, k), k+1
		}
	}
	b := melBand{low: min(low, high)}
	for k := b.low; k < high; k++ {
		b.weights = append(b.weights, matrix[k*bands+band])
	}
	return b
}

// melScratch is what computing a frame takes.
type melScratch struct {
	windowed, fft, power []float32
}

func (p *melPlan) newScratch() melScratch {
	return melScratch{make([]float32, frameLen), make([]float32, p.fft.ScratchLen()), make([]float32, bins)}
}

// spectrum computes so many frames of x, in the range of int16, into dst,
// [frames][bands], as the embedding takes them: a tenth of the decibels, plus 2.
func (p *melPlan) spectrum(dst, x []float32, frames int, s melScratch) {
	top := float32(math.Inf(-1))
	for i := range frames {
		for t, v := range x[i*frameHop:][:frameLen] {
			s.windowed[t] = v * p.window[t]
		}
		p.fft.Power(s.power, s.windowed, s.fft)
		for b := range p.bands {
			v := p.bands[b].decibels(s.power)
			dst[i*bands+b] = v
			top = max(top, v)
		}
	}
	dst = dst[:frames*bands]
	for i, v := range dst {
		dst[i] = max(v, top-80)/10 + 2
	}
}

func (b *melBand) decibels(power []float32) float32 {
	var sum float32
	for k, v := range power[b.low:][:len(b.weights)] {
		sum += float32(v * b.weights[k])
	}
	ln := float32(math.Log(float64(max(sum, 1e-10))))
	return ln * 10 / 2.3025851
}
