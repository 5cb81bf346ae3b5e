package enroll

import "math"

// whitening finds the dim directions in which vectors vary most, each divided by
// its deviation; the floor is a twentieth of the largest variance.
func whitening(pieces [][]float32, size, dim int) whitener {
	mean, cov := moments(pieces, size)
	values, vectors := eigen(cov, size)
	w := whitener{size: size, dim: dim, mean: make([]float32, size), rows: make([]float32, dim*size)}
	for i, m := range mean {
		w.mean[i] = float32(m)
	}
	floor := values[0]/20 + 1e-12
	for i := range dim {
		scale := 1 / math.Sqrt(max(values[i], 0)+floor)
		for j := range size {
			w.rows[i*size+j] = float32(scale * vectors[i*size+j])
		}
	}
	return w
}

// moments are the mean [size] and covariance [size][size] of vectors.
func moments(pieces [][]float32, size int) (mean, cov []float64) {
	mean, cov = make([]float64, size), make([]float64, size*size)
	d := make([]float64, size)
	n := 0.0
	for _, p := range pieces {
		for ; len(p) > 0; p = p[size:] {
			n++
			for j, v := range p[:size] {
				mean[j] += float64(v)
			}
		}
	}
	for j := range mean {
		mean[j] /= n
	}
	for _, p := range pieces {
		for ; len(p) > 0; p = p[size:] {
			for j := range d {
				d[j] = float64(p[j]) - mean[j]
			}
			for j, a := range d {
				row := cov[j*size : (j+1)*size]
				for k := 0; k <= j; k++ {
					row[k] += float64(a * d[k])
				}
			}
		}
	}
	for j := range size {
		for k := 0; k <= j; k++ {
			cov[j*size+k] /= n
			cov[k*size+j] = cov[j*size+k]
		}
	}
	return mean, cov
}
