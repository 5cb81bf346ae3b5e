package nn

import "math"

// The kernels: everything that takes time. These plain versions define the
// results; vector versions for some machines do the same operations on the
// same numbers in the same order, side by side instead of one after the other,
// and so agree to the last bit.

// addProduct adds the product of a vector and a matrix to y:
// y[o] += x[i] * w[i][o], i rising. w is row-major, [len(x)][len(y)].
func addProduct(y, w, x []float32) {
	n := len(y)
	if w = w[:n*len(x)]; len(w) == 0 {
		return
	}
	done := addProductVector(y, w, x)
	for ; done+8 <= n; done += 8 {
		addProduct8((*[8]float32)(y[done:]), w[done:], x, n)
	}
	for o := done; o < n; o++ {
		sum := y[o]
		for i, v := range x {
			sum += float32(v * w[i*n+o])
		}
		y[o] = sum
	}
}

// addProduct8 makes eight of the sums, kept in registers; the rows of w are n apart.
func addProduct8(y *[8]float32, w, x []float32, n int) {
	y0, y1, y2, y3, y4, y5, y6, y7 := y[0], y[1], y[2], y[3], y[4], y[5], y[6], y[7]
	for i, v := range x {
		r := (*[8]float32)(w[i*n:])
		y0 += float32(v * r[0])
		y1 += float32(v * r[1])
		y2 += float32(v * r[2])
		y3 += float32(v * r[3])
		y4 += float32(v * r[4])
		y5 += float32(v * r[5])
		y6 += float32(v * r[6])
		y7 += float32(v * r[7])
	}
	*y = [8]float32{y0, y1, y2, y3, y4, y5, y6, y7}
}

// addScaled adds a product element by element: y[c] += w[c] * x[c].
func addScaled(y, w, x []float32) {
	w, x = w[:len(y)], x[:len(y)]
	for c := addScaledVector(y, w, x); c < len(y); c++ {
		y[c] += float32(w[c] * x[c])
	}
}

// rectify replaces what is below zero by zero (and -0 by 0), through the sign
// bit: half of the values are negative, without any order that a branch
// predictor could learn.
func rectify(y []float32) {
	for c, v := range y {
		b := math.Float32bits(v)
		y[c] = math.Float32frombits(b &^ uint32(int32(b)>>31))
	}
}
