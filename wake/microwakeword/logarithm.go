package microwakeword

import (
	"math"
	"math/bits"
)

const (
	logBits     = 16
	logSegments = 7     // log2 of how many pieces of an octave the table tells apart
	logShift    = 6     // fraction bits of a feature
	logOfTwo    = 45426 // ln 2, in 1<<-logBits
)

// A logCurve is the natural logarithm of integers: the position of the highest
// bit, the bits below it taken as they are, and a correction from a table.
type logCurve [1<<logSegments + 1]int32

func newLogCurve() *logCurve {
	l := new(logCurve)
	for i := range l { // the logarithm of a mantissa 1+x, less x
		x := float64(i) / (1 << logSegments)
		l[i] = int32(math.Round((math.Log2(1+x) - x) * (1 << logBits)))
	}
	return l
}

// of is the logarithm of x, in units of 1<<-logShift; of 0 and 1 it is 0.
func (l *logCurve) of(x uint32) uint16 {
	if x <= 1 {
		return 0
	}
	const half = 1 << (logBits - 1)
	whole := bits.Len32(x) - 1
	frac := x - 1<<whole
	if whole < logBits {
		frac <<= logBits - whole
	} else {
		frac >>= whole - logBits
	}
	seg := frac >> (logBits - logSegments)
	within := int32(frac - seg<<(logBits-logSegments))
	// The runtime shifts by logBits here: of the correction's slope within a
	// piece all but a 128th is lost.
	frac += uint32(l[seg] + (l[seg+1]-l[seg])*within>>logBits)
	log2 := uint64(whole)<<logBits + uint64(frac)
	loge := (logOfTwo*log2 + half) >> logBits
	return uint16((loge<<logShift + half) >> logBits)
}
