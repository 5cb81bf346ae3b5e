package dsp

import "math"

// A halver halves the rate of a stream with a half-band filter (Mintzer 1982):
// one whose cutoff is a quarter of the rate and so has every other tap 0, but
// for the one in the middle. Its output m lies exactly at input 2m:
//
//	y[m] = x[2m]/2 + sum over k of taps[k] * (x[2m-1-2k] + x[2m+1+2k])
//
// so it needs the even inputs and the odd ones apart.
type halver struct {
	taps      []float32
	even, odd []float32 // inputs not yet done with: from those of the next output on, and from the first tap's
	half      bool      // an even input has come without its odd one
	lead      int       // outputs before time 0: where the filter sees the stream begin
	before    int       // inputs before time 0
}

// newHalver returns a halver for a stream whose first inputs lie before time 0,
// an even number of them. The filter stops, by designDB, what would alias onto
// frequencies below pass, a share of the input rate below 1/4.
func newHalver(pass float64, before int) halver {
	width := (0.5 - 2*pass) * 2 * math.Pi // transition, radians per sample
	span := (designDB - 7.95) / (2.285 * width)
	k := int(math.Ceil((span+2)/4)) + 1 // Kaiser's formulas are for longer ones
	h := halver{taps: make([]float32, k), before: before}
	sum, row := 0.0, make([]float64, len(h.taps))
	for k := range row {
		t := float64(2*k + 1)
		row[k] = sinc(t/2) / 2 * kaiser(t/float64(2*len(row)))
		sum += row[k]
	}
	for k, v := range row {
		h.taps[k] = float32(v / sum / 4) // all and the middle one make 1
	}
	h.lead = (before + h.reach() + 2) / 4 * 2 // the first of those that are not silent, or the one before
	size := 2*len(h.taps) + h.lead + blockLen/2 + 1
	h.even, h.odd = make([]float32, 0, size), make([]float32, 0, size)
	h.reset()
	return h
}

// reach is how many inputs lie behind that of an output before it can be made.
func (h *halver) reach() int { return 2*len(h.taps) - 1 }

// append halves the rate of src, at most blockLen inputs, and appends what has
// become computable to dst.
func (h *halver) append(dst, src []float32) []float32 {
	if h.half && len(src) > 0 {
		h.odd, src, h.half = append(h.odd, src[0]), src[1:], false
	}
	pairs, e, o := len(src)/2, len(h.even), len(h.odd)
	h.even, h.odd = h.even[:e+pairs], h.odd[:o+pairs]
	deinterleave(h.even[e:], h.odd[o:], src[:2*pairs])
	if len(src) > 2*pairs {
		h.even, h.half = append(h.even, src[2*pairs]), true
	}
	n := len(h.odd) - h.reach()
	if n <= 0 {
		return dst
	}
	dst = extend(dst, n)
	halve(dst[len(dst)-n:], h.even, h.odd, h.taps)
	h.even = h.even[:copy(h.even, h.even[n:])]
	h.odd = h.odd[:copy(h.odd, h.odd[n:])]
	return dst
}

// reset wipes all audio and starts a new stream.
func (h *halver) reset() {
	clear(h.even[:cap(h.even)])
	clear(h.odd[:cap(h.odd)])
	silent := h.lead - h.before/2
	h.even, h.odd, h.half = h.even[:silent], h.odd[:silent+len(h.taps)], false
}

// halve makes as many outputs as dst holds. Each is the sum of what the even
// input gives and of the taps, in their order.
func halve(dst, even, odd, taps []float32) {
	even, odd = even[:len(dst)], odd[:len(dst)+2*len(taps)-1]
	n := len(taps)
	for i := halveVector(dst, even, odd, taps); i < len(dst); i++ {
		y := even[i] / 2
		for k, w := range taps {
			y += float32(w * (odd[i+n-1-k] + odd[i+n+k]))
		}
		dst[i] = y
	}
}

// extend makes room for n more elements.
func extend(s []float32, n int) []float32 {
	if len(s)+n <= cap(s) {
		return s[:len(s)+n]
	}
	return append(s, make([]float32, n)...)
}
