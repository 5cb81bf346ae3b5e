package dsp

// The kernels of the transform, in plain Go. Each writes a step of Stockham's
// algorithm from one pair of arrays (real, imaginary) into another:
//
//	y[q + s*(4p+j)] = w^(jp) * sum over i of (-i)^(ij) * x[q + s*(p+im)]
//
// for q < s (the stride), p < m and i, j < 4, with w = exp(-2πi/(4m)). They
// define the results: vector kernels do the same operations in the same order.

// radix4 is the step in general: the inner loop runs over q.
func radix4(yr, yi, xr, xi, tw []float32, m, s int) {
	q := m * s
	for p := range m {
		w := (*[6]float32)(tw[6*p:])
		o := s * p
		ar, br, cr, dr := xr[o:][:s], xr[o+q:][:s], xr[o+2*q:][:s], xr[o+3*q:][:s]
		ai, bi, ci, di := xi[o:][:s], xi[o+q:][:s], xi[o+2*q:][:s], xi[o+3*q:][:s]
		o *= 4
		y0r, y1r, y2r, y3r := yr[o:][:s], yr[o+s:][:s], yr[o+2*s:][:s], yr[o+3*s:][:s]
		y0i, y1i, y2i, y3i := yi[o:][:s], yi[o+s:][:s], yi[o+2*s:][:s], yi[o+3*s:][:s]
		for k := range ar {
			pr, pi := ar[k]+cr[k], ai[k]+ci[k]
			mr, mi := ar[k]-cr[k], ai[k]-ci[k]
			ur, ui := br[k]+dr[k], bi[k]+di[k]
			vr, vi := br[k]-dr[k], bi[k]-di[k]
			y0r[k], y0i[k] = pr+ur, pi+ui
			er, ei := mr+vi, mi-vr
			y1r[k], y1i[k] = float32(w[0]*er)-float32(w[1]*ei), float32(w[0]*ei)+float32(w[1]*er)
			er, ei = pr-ur, pi-ui
			y2r[k], y2i[k] = float32(w[2]*er)-float32(w[3]*ei), float32(w[2]*ei)+float32(w[3]*er)
			er, ei = mr-vi, mi+vr
			y3r[k], y3i[k] = float32(w[4]*er)-float32(w[5]*ei), float32(w[4]*ei)+float32(w[5]*er)
		}
	}
}

// radix4First is the step of stride 1, where each p has its own factors.
func radix4First(yr, yi, xr, xi, tw []float32) {
	m := len(xr) / 4
	ar, br, cr, dr := xr[:m], xr[m:][:m], xr[2*m:][:m], xr[3*m:][:m]
	ai, bi, ci, di := xi[:m], xi[m:][:m], xi[2*m:][:m], xi[3*m:][:m]
	for p := range ar {
		w := (*[6]float32)(tw[6*p:])
		or, oi := (*[4]float32)(yr[4*p:]), (*[4]float32)(yi[4*p:])
		pr, pi := ar[p]+cr[p], ai[p]+ci[p]
		mr, mi := ar[p]-cr[p], ai[p]-ci[p]
		ur, ui := br[p]+dr[p], bi[p]+di[p]
		vr, vi := br[p]-dr[p], bi[p]-di[p]
		or[0], oi[0] = pr+ur, pi+ui
		er, ei := mr+vi, mi-vr
		or[1], oi[1] = float32(w[0]*er)-float32(w[1]*ei), float32(w[0]*ei)+float32(w[1]*er)
		er, ei = pr-ur, pi-ui
		or[2], oi[2] = float32(w[2]*er)-float32(w[3]*ei), float32(w[2]*ei)+float32(w[3]*er)
		er, ei = mr-vi, mi+vr
		or[3], oi[3] = float32(w[4]*er)-float32(w[5]*ei), float32(w[4]*ei)+float32(w[5]*er)
	}
}

// radix4Last is the step with m = 1, whose factors are all 1.
func radix4Last(yr, yi, xr, xi []float32) {
	s := len(xr) / 4
	ar, br, cr, dr := xr[:s], xr[s:][:s], xr[2*s:][:s], xr[3*s:][:s]
	ai, bi, ci, di := xi[:s], xi[s:][:s], xi[2*s:][:s], xi[3*s:][:s]
	y0r, y1r, y2r, y3r := yr[:s], yr[s:][:s], yr[2*s:][:s], yr[3*s:][:s]
	y0i, y1i, y2i, y3i := yi[:s], yi[s:][:s], yi[2*s:][:s], yi[3*s:][:s]
	for k := range ar {
		pr, pi := ar[k]+cr[k], ai[k]+ci[k]
		mr, mi := ar[k]-cr[k], ai[k]-ci[k]
		ur, ui := br[k]+dr[k], bi[k]+di[k]
		vr, vi := br[k]-dr[k], bi[k]-di[k]
		y0r[k], y0i[k] = pr+ur, pi+ui
		y1r[k], y1i[k] = mr+vi, mi-vr
		y2r[k], y2i[k] = pr-ur, pi-ui
		y3r[k], y3i[k] = mr-vi, mi+vr
	}
}

// radix2 is the last step where the length is twice a power of four.
func radix2(yr, yi, xr, xi []float32) {
	s := len(xr) / 2
	ar, br, ai, bi := xr[:s], xr[s:][:s], xi[:s], xi[s:][:s]
	y0r, y1r, y0i, y1i := yr[:s], yr[s:][:s], yi[:s], yi[s:][:s]
	for k := range ar {
		y0r[k], y0i[k] = ar[k]+br[k], ai[k]+bi[k]
		y1r[k], y1i[k] = ar[k]-br[k], ai[k]-bi[k]
	}
}

// deinterleave parts the even elements of x from the odd ones.
func deinterleave(even, odd, x []float32) {
	for i := deinterleaveVector(even, odd, x); i < len(even); i++ {
		even[i], odd[i] = x[2*i], x[2*i+1]
	}
}

// power turns the transform z of the packed samples into the power of the real
// signal's bins; see RealFFT.untangle for the algebra. cos and sin begin at
// k = 1.
func power(dst, zr, zi, cos, sin []float32) {
	h := len(zr)
	zi, dst, cos, sin = zi[:h], dst[:h+1], cos[:h/2], sin[:h/2]
	low, high := zr[0]+zi[0], zr[0]-zi[0]
	dst[0], dst[h] = float32(low*low), float32(high*high)
	powerPlain(dst, zr, zi, cos, sin, 1+powerVector(dst, zr, zi, cos, sin))
}

// powerPlain makes the bins from first to h/2, and their mirror images.
func powerPlain(dst, zr, zi, cos, sin []float32, first int) {
	h := len(zr)
	for k := first; k <= h/2; k++ {
		c, s := cos[k-1], sin[k-1]
		ar, ai, br, bi := zr[k], zi[k], zr[h-k], zi[h-k]
		sr, si := ar+br, ai-bi
		or, oi := ai+bi, br-ar
		tr, ti := float32(c*or)-float32(s*oi), float32(c*oi)+float32(s*or)
		xr, xi := sr+tr, si+ti
		dst[k] = 0.25 * (float32(xr*xr) + float32(xi*xi))
		xr, xi = sr-tr, si-ti
		dst[h-k] = 0.25 * (float32(xr*xr) + float32(xi*xi))
	}
}
