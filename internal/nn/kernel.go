package nn

import "math"

// The kernels: everything that takes time. The plain versions here define the
// results; vector versions for some machines do the same operations on the
// same numbers in the same order, only side by side, and so agree to the last
// bit. They take as many elements as fill their registers (the vector function
// returns how many), the plain ones the rest.

// addProduct adds the product of a vector and a matrix to y:
// y[o] += x[i] * w[i][o], i rising. w is row-major, [len(x)][len(y)].
func addProduct(y, w, x []float32) {
	n := len(y)
	if w = w[:n*len(x)]; len(w) == 0 {
		return
	}
	addProductPlain(y, w, x, addProductVector(y, w, x))
}

// addProductPlain makes the sums from the one numbered done on.
func addProductPlain(y, w, x []float32, done int) {
	n := len(y)
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
	addScaledPlain(y, w, x, addScaledVector(y, w, x))
}

func addScaledPlain(y, w, x []float32, done int) {
	for c := done; c < len(y) && c < len(w) && c < len(x); c++ {
		y[c] += float32(w[c] * x[c])
	}
}

// add writes a sum element by element: y[c] = a[c] + b[c].
func add(y, a, b []float32) {
	a, b = a[:len(y)], b[:len(y)]
	addPlain(y, a, b, addVector(y, a, b))
}

func addPlain(y, a, b []float32, done int) {
	for c := done; c < len(y) && c < len(a) && c < len(b); c++ {
		y[c] = a[c] + b[c]
	}
}

// rectify replaces what has a negative sign by 0.
func rectify(y []float32) { rectifyPlain(y, rectifyVector(y)) }

// rectifyPlain looks at the sign bit alone: half of the values are negative,
// in no order that a branch predictor could learn.
func rectifyPlain(y []float32, done int) {
	for c := done; c < len(y); c++ {
		b := math.Float32bits(y[c])
		y[c] = math.Float32frombits(b &^ uint32(int32(b)>>31))
	}
}
