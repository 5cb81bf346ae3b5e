package openwakeword

import (
	"errors"
	"math"
	"math/rand/v2"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A melFilter computes mel spectra. It is immutable.
type melFilter interface {
	newMel() mel
}

// mel computes the frames of x, samples in the range of int16, into dst,
// [frames][bands], in decibels. There are hop frames of the samples of a step
// and the overlap before it, or firstCount of a step alone.
type mel interface {
	decibels(dst, x []float32)
}

// readMel takes the fast way to compute a graph if there is one.
func readMel(m *onnx.Model) (melFilter, error) {
	slow, err := newMelGraph(m)
	if err != nil {
		return nil, err
	}
	fast, err := newMelPlan(m.Graph)
	if err != nil || !agree(fast.newMel(), slow.newMel()) {
		return slow, nil
	}
	return fast, nil
}

// agree compares two on sounds that are loud, soft, pure, short and none at all.
func agree(a, b mel) bool {
	const tolerance = 5e-3 // decibels, of 80
	r := rand.New(rand.NewPCG(3, 4))
	for _, sound := range []func(t int) float64{
		func(int) float64 { return 8000 * r.NormFloat64() },
		func(int) float64 { return float64(r.IntN(3) - 1) },
		func(t int) float64 { return 3000*math.Sin(float64(t)/3) + 3*r.NormFloat64() },
		func(t int) float64 { return float64(t%500/499) * 1000 },
		func(int) float64 { return 0 },
	} {
		var x [overlap + stepLen]float32
		for t := range x {
			x[t] = float32(max(-32768, min(math.Round(sound(t)), 32767)))
		}
		var ya, yb [hop * bands]float32
		a.decibels(ya[:], x[:])
		b.decibels(yb[:], x[:])
		for i, v := range ya {
			if d := v - yb[i]; !(d < tolerance && d > -tolerance) {
				return false
			}
		}
	}
	return true
}

// A melPlan computes the graph that openWakeWord comes with:
//
//	P = (C x)² + (S x)²          over 512 samples, C and S windowed cosines and sines
//	D = 10 ln max(M P, 1e-10) / ln 10
//	y = max(D, max over all frames of the call - 80)
//
// C and S being what they are, C x and S x are a Fourier transform, which takes
// a fiftieth of the time. Only a comparison can show that a graph is this one.
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

// newMelPlan finds C and M among the constants of a graph.
func newMelPlan(g *onnx.Graph) (*melPlan, error) {
	var cosines, matrix *onnx.Tensor
	for _, t := range g.Consts {
		switch {
		case cosines == nil && sameShape(t, bins, 1, frameLen):
			cosines = t
		case sameShape(t, bins, bands):
			matrix = t
		}
	}
	if cosines == nil || matrix == nil {
		return nil, errors.New("no Fourier basis and mel filterbank among the constants")
	}
	fft, err := dsp.NewRealFFT(frameLen)
	if err != nil {
		return nil, err
	}
	p := &melPlan{fft: fft, window: append([]float32(nil), cosines.Floats[:frameLen]...)} // the cosine of frequency 0 is 1
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

func (p *melPlan) newMel() mel {
	return &melFFT{p, make([]float32, frameLen), make([]float32, p.fft.ScratchLen()), make([]float32, bins)}
}

// melFFT is a melPlan with what it takes to compute a frame.
type melFFT struct {
	*melPlan
	windowed, scratch, power []float32
}

func (m *melFFT) decibels(dst, x []float32) {
	top := float32(math.Inf(-1))
	frames := (len(x)-frameLen)/frameHop + 1
	for i := range frames {
		for t, v := range x[i*frameHop:][:frameLen] {
			m.windowed[t] = v * m.window[t]
		}
		m.fft.Power(m.power, m.windowed, m.scratch)
		for b := range m.bands {
			v := m.bands[b].decibels(m.power)
			dst[i*bands+b] = v
			top = max(top, v)
		}
	}
	for i, v := range dst[:frames*bands] {
		dst[i] = max(v, top-80)
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
