package dsp

// firLanes is how many sums a filter's output is made of, and what the length
// of every filter is a multiple of: four registers of eight, so that one
// addition need not wait for the last.
const firLanes = 32

// fir returns the output of a filter at one time: the sum of w[i]*x[i]. The
// length of w is a multiple of firLanes, x is at least as long. It is all that
// takes time in a [Resampler]. The sums are taken in one order on every machine:
//
//  1. Lane j sums the products of all i with i mod 32 = j, i rising.
//  2. The four groups of eight lanes are added, (0 + 1) + (2 + 3).
//  3. The upper half of the lanes is added to the lower, until one is left.
func fir(w, x []float32) float32 {
	x = x[:len(w)]
	if y, ok := firVector(w, x); ok {
		return y
	}
	return firPlain(w, x)
}

func firPlain(w, x []float32) float32 {
	a, b, c, d := firGroup(w, x, 0), firGroup(w, x, 8), firGroup(w, x, 16), firGroup(w, x, 24)
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

// firGroup makes eight of the lanes, from the one numbered first on, kept in
// registers.
func firGroup(w, x []float32, first int) [8]float32 {
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
	return [8]float32{y0, y1, y2, y3, y4, y5, y6, y7}
}
