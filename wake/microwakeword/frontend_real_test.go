package microwakeword

import (
	"math"
	"testing"
)

// The front end in real numbers, from the papers: what the integers approximate.

// A realFrontend is one stream's state.
type realFrontend struct {
	noise    [channels]float64
	cos, sin [fftSize]float64
}

func newRealFrontend() *realFrontend {
	f := &realFrontend{}
	for i := range f.cos {
		f.sin[i], f.cos[i] = math.Sincos(2 * math.Pi * float64(i) / fftSize)
	}
	return f
}

// energies is the energy of each channel in one window: triangles on the mel
// scale over the power spectrum, in the unit of the integers.
func (f *realFrontend) energies(samples []int16) (out [channels]float64) {
	var x [windowSize]float64
	for i, v := range samples[:windowSize] {
		x[i] = float64(v) * (0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/windowSize))
	}
	mel := func(hz float64) float64 { return 1127 * math.Log1p(hz/700) }
	low := mel(lowestHz)
	spacing := (mel(highestHz) - low) / (channels + 1)
	for k := firstBin; k < fftSize/2; k++ {
		at := (mel(float64(k)*sampleRate/fftSize) - low) / spacing // 1 is the first triangle's centre
		if at >= channels+1 {
			break
		}
		var re, im float64
		for i, v := range x {
			re, im = re+v*f.cos[i*k%fftSize], im+v*f.sin[i*k%fftSize]
		}
		power := (re*re + im*im) / (fftSize * fftSize)
		below, rise := int(at), at-math.Floor(at)
		if below >= 1 {
			out[below-1] += (1 - rise) * power
		}
		if below < channels {
			out[below] += rise * power
		}
	}
	return out
}

// frame is the features of one window.
func (f *realFrontend) frame(samples []int16) (out [channels]float64) {
	for c, e := range f.energies(samples) {
		signal := math.Sqrt(e * (1 << weightBits))
		share := []float64{0.025, 0.06}[c&1]
		f.noise[c] += share * (signal - f.noise[c])
		reduced := max(signal-f.noise[c], 0.05*signal)
		ratio := (1 << correction) * reduced * math.Pow((1<<correction)*f.noise[c]+gainOffset, -gainPower)
		shrunk := ratio - 1
		if ratio < 2 {
			shrunk = ratio * ratio / 4
		}
		if x := shrunk * (1 << (shrunkBits + correction)); x > 1 {
			out[c] = (1 << logShift) * math.Log(x)
		}
	}
	return out
}

func TestFeaturesFollowTheRealNumbers(t *testing.T) {
	samples := noisy()
	got := frames(&frontend{tables: newTables()}, samples)
	f := newRealFrontend()
	compared, off := 0, 0.0
	for i, g := range got {
		want := f.frame(samples[160*i:])
		for c, v := range g {
			// What is below a shrunk value of 4 the integers cannot tell well: one
			// unit there is a quarter of it.
			if want[c] < 220 || i < 10 {
				continue
			}
			d := math.Abs(float64(v) - want[c])
			if compared, off = compared+1, off+d; d > 20 {
				t.Errorf("window %d, channel %d: %d, in real numbers %.1f", i, c, v, want[c])
			}
		}
	}
	if mean := off / float64(compared); compared < 1000 || mean > 4 {
		t.Errorf("%d features are off by %.2f in the mean, want 1000 or more and at most 4", compared, mean)
	} else {
		t.Logf("%d features are off by %.2f in the mean", compared, mean)
	}
}
