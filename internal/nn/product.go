package nn

// AddProduct adds the product of a vector and a matrix to y:
// y[o] += x[i] * w[i][o], i rising. w is row-major, [len(x)][len(y)]; no slice
// overlaps another. It is the kernel under every layer here, for those who
// compute layers of their own, and it panics where w is too short.
func AddProduct(y, w, x []float32) { addProduct(y, w, x) }
