package dsp

// firLanes is how many sums a filter's output is made of: four registers of
// eight, so that one addition need not wait for the last. The length of every
// filter is a multiple of firGroup.
const (
	firLanes = 32
	firGroup = 8
)

// A firRun says where the filter of each output lies: rows of taps for up
// positions between two inputs, one after the other; from one output to the
// next the filter moves on by whole inputs and part positions.
type firRun struct {
	taps            int
	phase           int // position of the next output, below up
	up, part, whole int // part is below up
}

// fir puts n outputs of a run into dst, w being the rows and x the inputs from
// the first output's on. It is all that takes time in a [Resampler]. An output
// is the sum of w[i]*x[i]; the sums are taken in one order on every machine:
//
//  1. Lane j sums the products of all i with i mod 32 = j, i rising.
//  2. The four groups of eight lanes are added, (0 + 1) + (2 + 3).
//  3. The upper half of the lanes is added to the lower, until one is left.
func (r firRun) fir(dst, w, x []float32) {
	if len(dst) == 0 {
		return
	}
	w = w[:r.up*r.taps]
	x = x[:r.reach(len(dst))]
	if !firVector(dst, w, x, &r) {
		r.firPlain(dst, w, x)
	}
}

// reach is how many inputs n outputs are made of, n at least 1.
func (r firRun) reach(n int) int { return (n-1)*r.whole + (r.phase+(n-1)*r.part)/r.up + r.taps }

// outputs is how many outputs n inputs make.
func (r firRun) outputs(n int) int {
	if n < r.taps {
		return 0
	}
	// The greatest k with reach(k) at most n.
	return ((n-r.taps+1)*r.up-1-r.phase)/(r.whole*r.up+r.part) + 1
}

// skip moves on by n outputs, and gives by how many inputs.
func (r *firRun) skip(n int) int {
	at := r.phase + n*r.part
	r.phase = at % r.up
	return n*r.whole + at/r.up
}

func (r firRun) firPlain(dst, w, x []float32) {
	at := 0
	for i := range dst {
		dst[i] = firSum(w[r.phase*r.taps:][:r.taps], x[at:][:r.taps])
		at += r.skip(1)
	}
}

func firSum(w, x []float32) float32 {
	a, b, c, d := firGroupSum(w, x, 0), firGroupSum(w, x, 8), firGroupSum(w, x, 16), firGroupSum(w, x, 24)
	for j := range a {
		a[j] = (a[j] + b[j]) + (c[j] + d[j])
	}
	for half := 4; half > 0; half /= 2 {
		for j := range half {
			a[j] += a[j+half]
		}
	}
	return a[0]
}

// firGroupSum makes eight of the lanes, from the one numbered first on, kept in
// registers.
func firGroupSum(w, x []float32, first int) [firGroup]float32 {
	var y0, y1, y2, y3, y4, y5, y6, y7 float32
	for i := first; i+8 <= len(w) && i+8 <= len(x); i += firLanes {
		p, q := (*[8]float32)(w[i:]), (*[8]float32)(x[i:])
		y0 += float32(p[0] * q[0])
		y1 += float32(p[1] * q[1])
		y2 += float32(p[2] * q[2])
		y3 += float32(p[3] * q[3])
		y4 += float32(p[4] * q[4])
		y5 += float32(p[5] * q[5])
		y6 += float32(p[6] * q[6])
		y7 += float32(p[7] * q[7])
	}
	return [firGroup]float32{y0, y1, y2, y3, y4, y5, y6, y7}
}
