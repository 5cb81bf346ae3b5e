package enroll

import "math"

// A sample is one window to learn from.
type sample struct {
	x      []float32 // [time][dim] flat, a part of a track
	gain   float32   // brings it to its radius
	weight float64
	word   bool
}

// A head is what is learnt: a weight for each value of a window, and a bias. The
// score of a window is the log-odds that the word has just ended, as the head
// has them where word and evidence weigh alike.
type head struct {
	w    []float32
	bias float32
}

func (h *head) score(window []float32, gain float32) float32 {
	return float32(gain*dot(h.w, window)) + h.bias
}

// ridge is the strength of the penalty on the weights' squares. With unit windows
// of radius 11, 0.001 was as good as any from 0.0003 to 0.01.
const ridge = 1e-2

// A problem is a logistic regression with a ridge (Cox 1958; Hoerl and Kennard
// 1970), and dearer in some directions: convex, so it has one answer whatever the
// start.
type problem struct {
	samples []sample
	prior   *prior
	dims    int
	w32     []float32 // scratch
	grad32  []float32
}

func newProblem(samples []sample, prior *prior) *problem {
	dims := len(samples[0].x)
	return &problem{samples: samples, prior: prior, dims: dims, w32: make([]float32, dims), grad32: make([]float32, dims)}
}

// value writes the gradient at theta, weights and then bias, and returns the loss.
func (p *problem) value(grad, theta []float64) float64 {
	for i := range p.w32 {
		p.w32[i] = float32(theta[i])
	}
	clear(p.grad32)
	bias := theta[p.dims]
	loss, dbias := 0.0, 0.0
	for i := range p.samples {
		s := &p.samples[i]
		z := float64(s.gain*dot(p.w32, s.x)) + bias
		if s.word {
			z = -z
		}
		l, slope := softplus(z)
		loss += s.weight * l
		d := s.weight * slope
		if d < 1e-10 {
			continue // far on its own side: it pulls at nothing
		}
		if s.word {
			d = -d
		}
		dbias += d
		addScaled(p.grad32, s.x, float32(d)*s.gain)
	}
	for i := range p.dims {
		grad[i] = float64(p.grad32[i])
	}
	grad[p.dims] = dbias
	return loss + p.prior.add(grad, theta)
}

// softplus is ln(1 + exp(z)) and its slope.
func softplus(z float64) (value, slope float64) {
	if z > 0 {
		e := math.Exp(-z)
		return z + math.Log1p(e), 1 / (1 + e)
	}
	e := math.Exp(z)
	return math.Log1p(e), e / (1 + e)
}

// addScaled adds a multiple of x to y.
func addScaled(y, x []float32, a float32) {
	x = x[:len(y)]
	i := 0
	for ; i+4 <= len(y); i += 4 {
		u, v := (*[4]float32)(y[i:]), (*[4]float32)(x[i:])
		u[0] += float32(a * v[0])
		u[1] += float32(a * v[1])
		u[2] += float32(a * v[2])
		u[3] += float32(a * v[3])
	}
	for ; i < len(y); i++ {
		y[i] += float32(a * x[i])
	}
}

// fit solves a problem, from a head near the answer or from nothing.
func fit(samples []sample, prior *prior, from *head, steps int) head {
	p := newProblem(samples, prior)
	theta := make([]float64, p.dims+1)
	if from != nil {
		for i, v := range from.w {
			theta[i] = float64(v)
		}
		theta[p.dims] = float64(from.bias)
	}
	minimise(p.value, theta, steps)
	h := head{w: make([]float32, p.dims), bias: float32(theta[p.dims])}
	for i := range h.w {
		h.w[i] = float32(theta[i])
	}
	return h
}
