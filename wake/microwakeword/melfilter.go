package microwakeword

import "math"

const (
	lowestHz  = 125
	highestHz = 7_500
	firstBin  = 5 // the bin nearest above lowestHz and half a bin
)

// A melFilter adds the energies of FFT bins up to those of overlapping triangles
// on the mel scale.
type melFilter struct {
	bands [channels + 1]band
	last  int // the bin above the highest that counts
}

// A band lies between the centres of two neighbouring triangles: the first falls
// there and the second rises. The first band only rises, the last only falls.
type band struct {
	from int     // bin
	fall []int64 // weight of each bin for the triangle that falls, in 1<<-weightBits
	rise []int64 // and for the one that rises
}

// newMelFilter computes the weights, in single precision with the centres rounded
// once (a fused multiply-add), as the front end of the reference has them: a
// weight is off by one otherwise.
func newMelFilter() *melFilter {
	const hzPerBin = float32(sampleRate) / fftSize
	m := &melFilter{}
	low := mel(lowestHz)
	spacing := (mel(highestHz) - low) / (channels + 1)
	below, bin := low, firstBin
	for c := range m.bands {
		centre := float32(float64(low) + float64(spacing)*float64(c+1))
		b := band{from: bin}
		for ; mel(float32(bin)*hzPerBin) <= centre; bin++ {
			w := (centre - mel(float32(bin)*hzPerBin)) / (centre - below)
			b.fall = append(b.fall, weight(w))
			b.rise = append(b.rise, weight(1-w))
		}
		m.bands[c] = b
		below = centre
	}
	m.last = bin
	return m
}

// mel is the scale of O'Shaughnessy (1987), in single precision.
func mel(hz float32) float32 {
	return float32(1127 * float32(math.Log1p(float64(hz/700))))
}

func weight(w float32) int64 { return int64(math.Floor(float64(float32(w*(1<<weightBits)) + 0.5))) }

// apply writes the root of each triangle's energy, shifted down by what the
// samples had been shifted up.
func (m *melFilter) apply(out *[channels]uint32, spectrum *[fftSize/2 + 1]cpx, shift int) {
	var fall, rise int64
	for c := range m.bands {
		b := &m.bands[c]
		fall, rise = rise, 0
		bins := spectrum[b.from:][:len(b.fall)]
		for j, w := range b.fall {
			e := energy(bins[j])
			fall += w * e
			rise += b.rise[j] * e
		}
		if c > 0 {
			out[c-1] = root64(uint64(fall)) >> shift
		}
	}
}

// energy is the squared magnitude. It is kept in 32 bits, signed, as in the
// runtime.
func energy(c cpx) int64 {
	r, i := int32(c.r), int32(c.i)
	return int64(r*r + i*i)
}

// root64 is the square root, rounded to nearest. One that fills 16 bits is not
// rounded up beyond them where the square fills 32: the runtime computes it in
// as many.
func root64(x uint64) uint32 {
	limit := uint64(math.MaxUint32)
	if x>>32 == 0 {
		limit = math.MaxUint16
	}
	r := min(uint64(math.Sqrt(float64(x))), limit)
	for r*r > x {
		r--
	}
	for r < limit && (r+1)*(r+1) <= x {
		r++
	}
	if x-r*r > r && r < limit {
		r++
	}
	return uint32(r)
}
