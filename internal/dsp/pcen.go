package dsp

import "fmt"

// PCEN is per-channel energy normalisation (Wang, Getreuer, Hughes, Lyon and
// Saurous 2017): each band is divided by its own recent level, which takes the
// place of a logarithm and makes the features blind to loudness, to the
// colour of a microphone and to steady noise. This is its limit for a root
// that goes to zero (Lostanlen et al. 2019, eq. 6),
//
//	M[t] = (1-s) M[t-1] + s E[t],  M[0] = E[0]
//	y[t] = ln(1 + E[t] / ((eps + M[t])^alpha * delta))
//
// with E the energy of a band in frame t. Silence gives exactly 0.
type PCEN struct {
	Smoothing float32 // s, the weight of the newest frame in the level, in (0, 1]
	Alpha     float32 // how much of the level is taken away, in [0, 1]
	Delta     float32 // the energy relative to the level that counts as little, above 0
	Eps       float32 // the level that counts as silence, above 0
}

func (p PCEN) check() error {
	if !(p.Smoothing > 0 && p.Smoothing <= 1 && p.Alpha >= 0 && p.Alpha <= 1 &&
		p.Delta > 0 && p.Delta < 1e30 && p.Eps >= 1e-30 && p.Eps < 1e30) {
		return fmt.Errorf("dsp: PCEN parameters %+v out of range", p)
	}
	return nil
}

// quiet is the level at which the smoother drops to zero: far below every Eps,
// and above the denormal numbers in which a decay through long silence would
// crawl.
const quiet = 1e-36

// apply replaces the energies in frame by their normalised values and moves
// the levels on. Both have one value a band.
func (p PCEN) apply(frame, level []float32) {
	level = level[:len(frame)]
	p.applyPlain(frame, level, p.applyVector(frame, level))
}

// applyPlain does so for the bands from first on.
func (p PCEN) applyPlain(frame, level []float32, first int) {
	keep, scale := 1-p.Smoothing, 1/p.Delta
	for i := first; i < len(frame); i++ {
		e := frame[i]
		m := float32(keep*level[i]) + float32(p.Smoothing*e)
		if m < quiet {
			m = 0
		}
		level[i] = m
		z := float32(e*exp2(-p.Alpha*log2(p.Eps+m))) * scale
		frame[i] = log2(1+z) * ln2
	}
}
