package microwakeword

import (
	"math"
	"math/bits"
)

const (
	gainBits   = 21
	gainOffset = 80
	gainPower  = 0.95
	snrBits    = 12 // fraction bits of the ratio of signal to noise
	shrunkBits = 6  // and of what it is shrunk to
)

// A gainCurve divides a signal by a power of its noise: per-channel energy
// normalisation (Wang et al. 2017), with the gain looked up. In each octave of
// the noise the gain is a parabola through the start, the middle and the end.
type gainCurve struct {
	low     [3]int32     // the gain for noise 0, 1 and 2
	octaves [33][3]int32 // [bits of the noise]: coefficients of the parabola, constant first
}

func newGainCurve() *gainCurve {
	g := &gainCurve{low: [3]int32{gainAt(0), gainAt(1), gainAt(2)}}
	for octave := 2; octave <= 32; octave++ {
		x0 := uint32(1) << (octave - 1)
		x2 := 2 * x0
		if octave == 32 {
			x2 = math.MaxUint32
		}
		y0, y1, y2 := gainAt(x0), gainAt(x0+x0/2), gainAt(x2)
		a1 := 4*(y1-y0) - (y2 - y0)
		g.octaves[octave] = [3]int32{y0, int32(int16(a1)), int32(int16(y2 - y0 - a1))}
	}
	return g
}

// gainAt is the gain for a noise estimate, in units of 1<<-gainBits.
func gainAt(noise uint32) int32 {
	x := float32(noise) / (1 << (smoothBits - correction))
	g := (1 << gainBits) * float32(math.Pow(float64(x+gainOffset), -float64(float32(gainPower))))
	if g > math.MaxInt16 {
		return math.MaxInt16
	}
	return int32(g + 0.5)
}

// apply is the normalised signal.
func (g *gainCurve) apply(signal, noise uint32) uint32 {
	snr := uint32(uint64(signal) * uint64(g.of(noise)) >> (gainBits - correction - snrBits))
	return shrink(snr)
}

// of evaluates the parabola of the octave that the noise lies in.
func (g *gainCurve) of(noise uint32) uint32 {
	if noise <= 2 {
		return uint32(g.low[noise])
	}
	octave := bits.Len32(noise)
	var frac int32 // where in the octave, in 1<<-10
	if octave < 11 {
		frac = int32(noise<<(11-octave)) & 0x3FF
	} else {
		frac = int32(noise>>(octave-11)) & 0x3FF
	}
	p := &g.octaves[octave]
	y := p[2]*frac>>5 + p[1]<<5
	y = (y*frac + 1<<14) >> 15
	return uint32(int16(y + p[0]))
}

// shrink maps the ratio of signal to noise: a parabola up to 2, a line beyond.
func shrink(snr uint32) uint32 {
	if snr < 2<<snrBits {
		return snr * snr >> (2 + 2*snrBits - shrunkBits)
	}
	return snr>>(snrBits-shrunkBits) - 1<<shrunkBits
}
