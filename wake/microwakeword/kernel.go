package microwakeword

// The kernels: what takes the time, but for the FFT. The plain versions here
// define the results; vector versions for some machines do the same to the same
// integers, only side by side, and so agree in every bit. They take as many
// elements as fill their registers and return how many, the plain ones the rest.

// addDots adds inner products: sums[o] += w[o][i] * x[i] over i. w has a row of
// len(w)/len(sums) elements for each of the sums, x as many.
func addDots(sums []int32, w, x []int8) {
	n := len(w) / len(sums)
	x = x[:n]
	done := addDotsVector(sums, w, x)
	if done == n {
		return
	}
	for o := range sums {
		sums[o] += dot(w[o*n+done:(o+1)*n], x[done:])
	}
}

// dot is the inner product of vectors of equal length.
func dot(w, x []int8) int32 {
	x = x[:len(w)]
	var a, b, c, d int32
	for len(w) >= 4 && len(x) >= 4 {
		a += int32(w[0]) * int32(x[0])
		b += int32(w[1]) * int32(x[1])
		c += int32(w[2]) * int32(x[2])
		d += int32(w[3]) * int32(x[3])
		w, x = w[4:], x[4:]
	}
	for i, v := range w {
		a += int32(v) * int32(x[i])
	}
	return a + b + c + d
}

// addProducts adds products element by element, once for each tap:
// sums[c] += w[t][c] * x[t*stride+c] over t.
func addProducts(sums []int32, w, x []int8, taps, stride int) {
	n := len(sums)
	done := addProductsVector(sums, w, x[:(taps-1)*stride+n], taps, stride)
	if done == n {
		return
	}
	for t := range taps {
		wt, xt := w[t*n:][:n], x[t*stride:][:n]
		for c := done; c < n; c++ {
			sums[c] += int32(wt[c]) * int32(xt[c])
		}
	}
}

// multiply writes products with a window, out[i] = x[i] * w[i] >> windowBits, and
// returns the greatest magnitude. As in the runtime that of -32768 is lost.
func multiply(out, x, w []int16) int16 {
	x, w = x[:len(out)], w[:len(out)]
	loudest, done := multiplyVector(out, x, w)
	for i := done; i < len(out); i++ {
		v := int16(int32(x[i]) * int32(w[i]) >> windowBits)
		out[i] = v
		loudest = max(loudest, v, -v)
	}
	return loudest
}

// shiftUp multiplies by a power of two.
func shiftUp(x []int16, by int) {
	for i := shiftUpVector(x, by); i < len(x); i++ {
		x[i] <<= by
	}
}
