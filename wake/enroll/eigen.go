package enroll

import (
	"cmp"
	"math"
	"slices"
)

// eigen returns the eigenvalues of a symmetric matrix [n][n], largest first, and
// their vectors as rows [n][n], by Jacobi's rotations (1846): slow beside newer
// methods, but exact, short, and n is a hundred or so. Each vector's largest
// value is positive, so that equal matrices give equal vectors.
func eigen(matrix []float64, n int) (values, vectors []float64) {
	a, v := slices.Clone(matrix), make([]float64, n*n)
	for i := range n {
		v[i*n+i] = 1
	}
	for range 60 { // sweeps; about ten are needed
		if !sweep(a, v, n) {
			break
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(a[j*n+j], a[i*n+i]) })
	for _, i := range order {
		values = append(values, a[i*n+i])
		vectors = append(vectors, facing(v[i*n:(i+1)*n])...)
	}
	return values, vectors
}

// facing turns a vector so that its value of largest size is positive.
func facing(v []float64) []float64 {
	most := 0.0
	for _, x := range v {
		if math.Abs(x) > math.Abs(most) {
			most = x
		}
	}
	if most < 0 {
		for i := range v {
			v[i] = -v[i]
		}
	}
	return v
}

// sweep rotates each pair of axes once, so that nothing is left between the two.
// It reports whether there was anything.
func sweep(a, v []float64, n int) bool {
	turned := false
	for p := range n {
		for q := p + 1; q < n; q++ {
			off := a[p*n+q]
			if math.Abs(off) <= 1e-14*math.Sqrt(math.Abs(a[p*n+p]*a[q*n+q])) {
				continue
			}
			turned = true
			theta := (a[q*n+q] - a[p*n+p]) / (2 * off)
			t := math.Copysign(1, theta) / (math.Abs(theta) + math.Hypot(theta, 1))
			c := 1 / math.Hypot(t, 1)
			rotate(a, v, n, p, q, c, t*c)
		}
	}
	return turned
}

// rotate turns axes p and q of a, and rows p and q of v, by the angle with this
// cosine and sine.
func rotate(a, v []float64, n, p, q int, c, s float64) {
	for k := range n {
		x, y := a[k*n+p], a[k*n+q]
		a[k*n+p], a[k*n+q] = c*x-s*y, s*x+c*y
	}
	for k := range n {
		x, y := a[p*n+k], a[q*n+k]
		a[p*n+k], a[q*n+k] = c*x-s*y, s*x+c*y
		x, y = v[p*n+k], v[q*n+k]
		v[p*n+k], v[q*n+k] = c*x-s*y, s*x+c*y
	}
}
