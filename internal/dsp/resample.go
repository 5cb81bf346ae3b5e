package dsp

import "math"

// What the resampling filter promises. Frequencies are shares of the Nyquist
// frequency of the lower of the two rates.
const (
	// StopBandDB is by how much a Resampler suppresses, at least, what lies at
	// or above the Nyquist frequency of the lower rate.
	StopBandDB = 70
	designDB   = StopBandDB + 1 // Kaiser's formulas may miss by a fraction of 1 dB
	passBand   = 0.9            // up to here it changes nothing audible; at 0.95 it is 6 dB down

	maxTable = 1 << 17 // coefficients, 512 KB
	blockLen = 1024    // input samples between two moves of the history
)

// A Resampler turns a stream of samples at one rate into one at another by
// windowed-sinc interpolation (Smith and Gossett 1984; window of Kaiser 1974).
// Time is an exact ratio: output n is the band-limited signal at the input
// time n·in/out, whatever the rates and however long the stream, so the
// filter's delay costs waiting (see [Resampler.Needed]) but moves nothing.
// Before its start the stream is silent. Equal rates pass samples untouched.
//
// The output depends on the samples alone, not on how they were cut into
// Append calls. A Resampler belongs to one goroutine.
//
// The filter has one row of taps for each of the up = out/gcd positions that
// an output can have between two inputs. Rates with so many positions that the
// table would pass 512 KB share fewer rows and blend the two nearest; the
// error lies far below StopBandDB.
type Resampler struct {
	up, down int // the ratio out/in in lowest terms
	half     int // taps on either side of an output; 0: equal rates
	rows     int
	table    []float32 // [rows+1][2*half], the last row is the first, one input later

	whole, part int // from one output to the next: whole + part/up inputs

	buf   []float32 // input not yet done with
	start int       // in buf: first tap of the next output
	phase int       // next output lies phase/up after the input start+half-1
}

// NewResampler returns a Resampler from the rate in to the rate out, in Hz,
// both positive.
func NewResampler(in, out int) *Resampler {
	g := gcd(in, out)
	r := &Resampler{up: out / g, down: in / g}
	r.whole, r.part = r.down/r.up, r.down%r.up
	if r.up != r.down {
		r.design()
		r.buf = make([]float32, 0, 2*r.half+blockLen)
	}
	r.Reset()
	return r
}

// design lays out the filter: Kaiser's formulas for the window's shape and
// length (rounded up to what fir takes, which makes the filter a little
// sharper), and each row's sum set to one, so that a constant stays constant.
func (r *Resampler) design() {
	narrow := min(1, float64(r.up)/float64(r.down)) // lower rate / input rate
	width := (1 - passBand) * narrow * math.Pi      // transition, radians per input sample
	taps := int(math.Ceil((designDB-7.95)/(2.285*width)/firLanes)) * firLanes
	r.half = taps / 2
	r.rows = min(r.up, maxTable/taps)
	r.table = make([]float32, (r.rows+1)*taps)

	cutoff := (1 + passBand) / 2 * narrow
	row := make([]float64, taps)
	for p := range r.rows + 1 {
		sum := 0.0
		for k := range row {
			t := float64(p)/float64(r.rows) + float64(r.half-1-k) // output minus tap, in inputs
			row[k] = sinc(cutoff*t) * kaiser(t/float64(r.half))
			sum += row[k]
		}
		for k, v := range row {
			r.table[p*taps+k] = float32(v / sum)
		}
	}
}

// Append resamples src, the next samples of the stream, and appends what has
// become computable to dst. It allocates only where dst lacks capacity;
// [Resampler.Outputs] tells how much is needed.
func (r *Resampler) Append(dst, src []float32) []float32 {
	if r.half == 0 {
		return append(dst, src...)
	}
	for len(src) > 0 {
		if len(r.buf) == cap(r.buf) {
			r.buf = r.buf[:copy(r.buf, r.buf[r.start:])]
			r.start = 0
		}
		n := min(len(src), cap(r.buf)-len(r.buf))
		r.buf = append(r.buf, src[:n]...)
		src = src[n:]
		for r.start+2*r.half <= len(r.buf) {
			dst = append(dst, r.next())
		}
	}
	return dst
}

// next computes one output and moves on to the one after.
func (r *Resampler) next() float32 {
	taps := 2 * r.half
	x := r.buf[r.start : r.start+taps]
	var y float32
	if r.rows == r.up {
		y = fir(r.table[r.phase*taps:][:taps], x)
	} else {
		y = r.blend(x)
	}
	r.start += r.whole
	if r.phase += r.part; r.phase >= r.up {
		r.phase -= r.up
		r.start++
	}
	return y
}

// blend computes one output from the two rows nearest to its position.
func (r *Resampler) blend(x []float32) float32 {
	at := r.phase * r.rows
	row, rest := at/r.up, at%r.up
	y := fir(r.table[row*len(x):][:len(x)], x)
	if rest == 0 {
		return y
	}
	w := float32(rest) / float32(r.up)
	z := fir(r.table[(row+1)*len(x):][:len(x)], x)
	return float32(y*(1-w)) + float32(z*w)
}

// Needed returns how many input samples the first n outputs take: no more and
// no fewer have been heard when output n-1 appears.
func (r *Resampler) Needed(n int64) int64 {
	if n <= 0 {
		return 0
	}
	return (n-1)*int64(r.down)/int64(r.up) + int64(r.half) + 1
}

// Input returns the input position, rounded down, of output n.
func (r *Resampler) Input(n int64) int64 {
	return n * int64(r.down) / int64(r.up)
}

// Outputs returns an upper bound on the samples that one Append of n inputs
// appends.
func (r *Resampler) Outputs(n int) int {
	return int(int64(n)*int64(r.up)/int64(r.down)) + 1
}

// Reset wipes all audio and starts a new stream.
func (r *Resampler) Reset() {
	clear(r.buf[:cap(r.buf)])
	r.start, r.phase = 0, 0
	if r.half > 0 {
		r.buf = r.buf[:r.half-1] // silence before the stream
	}
}

// kaiser is Kaiser's window for designDB at x in [-1, 1].
func kaiser(x float64) float64 {
	const beta = 0.1102 * (designDB - 8.7)
	if x < -1 || x > 1 {
		return 0
	}
	return besselI0(beta*math.Sqrt(1-float64(x*x))) / besselI0(beta)
}

// besselI0 is the modified Bessel function of the first kind, order 0, by its
// power series.
func besselI0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
