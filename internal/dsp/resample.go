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

	// From this ratio of the rates on the higher one is halved first: there is
	// room enough between what must pass and what must not for a short filter.
	halveFrom = 2.5

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
// What the sharp filter costs grows with the input rate. Much of that is spared
// by halving high rates first, with short filters (Crochiere and Rabiner 1975):
// 48 kHz go to 24 and from there to 16.
//
// The filter has one row of taps for each of the up = out/gcd positions that
// an output can have between two inputs. Rates with so many positions that the
// table would pass 512 KB share fewer rows and blend the two nearest; the
// error lies far below StopBandDB.
type Resampler struct {
	in, out int // the rates in lowest terms
	halvers []halver
	halved  [2][]float32 // what halvers hand on

	half  int // taps on either side of an output; 0: equal rates
	rows  int
	table []float32 // [rows+1][2*half], the last row is the first, one input later
	next  firRun    // in inputs halved

	buf   []float32 // input, halved, not yet done with
	start int       // in buf: first tap of the next output
	lead  int       // input, halved, that lies before time 0
}

// NewResampler returns a Resampler from the rate in to the rate out, in Hz,
// both positive.
func NewResampler(in, out int) *Resampler {
	g := gcd(in, out)
	r := &Resampler{in: in / g, out: out / g}
	if in == out {
		return r
	}
	up := r.out // the ratio up/down of the rates, halved as often as that pays
	for float64(r.in) >= halveFrom*float64(up) {
		pass := float64(up) / float64(r.in) / 2
		r.halvers = append(r.halvers, newHalver(pass, r.lead))
		r.lead = r.halvers[len(r.halvers)-1].lead
		up *= 2
	}
	for i := range r.halvers[:min(len(r.halvers), 2)] {
		r.halved[i] = make([]float32, 0, blockLen/2+2)
	}
	g = gcd(r.in, up)
	r.design(up/g, r.in/g)
	r.buf = make([]float32, 0, 2*r.half+blockLen)
	r.Reset()
	return r
}

// design lays out the filter of rates of the ratio up/down: Kaiser's formulas
// for the window's shape and length, and each row's sum set to one, so that a
// constant stays constant.
func (r *Resampler) design(up, down int) {
	narrow := min(1, float64(up)/float64(down)) // lower rate / input rate
	width := (1 - passBand) * narrow * math.Pi  // transition, radians per input sample
	taps := int(math.Ceil((designDB-7.95)/(2.285*width)/firGroup)) * firGroup
	r.next = firRun{taps: taps, up: up, part: down % up, whole: down / up}
	r.half = taps / 2
	r.rows = min(up, maxTable/taps)
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
	if len(r.halvers) == 0 {
		return r.interpolate(dst, src)
	}
	for len(src) > 0 {
		x := src[:min(len(src), blockLen)]
		src = src[len(x):]
		for i := range r.halvers {
			to := &r.halved[i%2]
			*to = r.halvers[i].append((*to)[:0], x)
			x = *to
		}
		dst = r.interpolate(dst, x)
	}
	return dst
}

// interpolate takes samples of the rate that the filter is for.
func (r *Resampler) interpolate(dst, src []float32) []float32 {
	for len(src) > 0 {
		if len(r.buf) == cap(r.buf) {
			r.buf = r.buf[:copy(r.buf, r.buf[r.start:])]
			r.start = 0
		}
		n := min(len(src), cap(r.buf)-len(r.buf))
		r.buf = append(r.buf, src[:n]...)
		src = src[n:]
		if n = r.next.outputs(len(r.buf) - r.start); n > 0 {
			dst = extend(dst, n)
			r.filter(dst[len(dst)-n:])
		}
	}
	return dst
}

// filter makes outputs and moves on to the one after.
func (r *Resampler) filter(dst []float32) {
	if r.rows == r.next.up {
		r.next.fir(dst, r.table, r.buf[r.start:])
		r.start += r.next.skip(len(dst))
		return
	}
	for i := range dst {
		dst[i] = r.blend(r.buf[r.start:])
		r.start += r.next.skip(1)
	}
}

// blend computes one output from the two rows nearest to its position.
func (r *Resampler) blend(x []float32) float32 {
	at := r.next.phase * r.rows
	row, rest := at/r.next.up, at%r.next.up
	var y [2]float32
	both := firRun{taps: r.next.taps, phase: row, up: r.rows + 1, part: 1}
	if rest == 0 {
		both.fir(y[:1], r.table, x)
		return y[0]
	}
	both.fir(y[:], r.table, x)
	w := float32(rest) / float32(r.next.up)
	return float32(y[0]*(1-w)) + float32(y[1]*w)
}

// Needed returns how many input samples the first n outputs take: no more and
// no fewer have been heard when output n-1 appears.
func (r *Resampler) Needed(n int64) int64 {
	switch {
	case n <= 0:
		return 0
	case r.half == 0:
		return n
	}
	last := (n-1)*int64(r.in)/int64(r.out)>>len(r.halvers) + int64(r.half)
	for i := len(r.halvers) - 1; i >= 0; i-- {
		last = 2*last + int64(r.halvers[i].reach())
	}
	return last + 1
}

// Input returns the input position, rounded down, of output n.
func (r *Resampler) Input(n int64) int64 {
	return n * int64(r.in) / int64(r.out)
}

// Outputs returns an upper bound on the samples that one Append of n inputs
// appends.
func (r *Resampler) Outputs(n int) int {
	times := int64(1) << len(r.halvers)
	halved := (int64(n) + times - 1) / times
	return int(halved*times*int64(r.out)/int64(r.in)) + 1
}

// Reset wipes all audio and starts a new stream.
func (r *Resampler) Reset() {
	for i := range r.halvers {
		r.halvers[i].reset()
	}
	for _, b := range r.halved {
		clear(b[:cap(b)])
	}
	clear(r.buf[:cap(r.buf)])
	r.start, r.next.phase = 0, 0
	if r.half > 0 {
		r.buf = r.buf[:r.half-1-r.lead] // silence before the stream
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
