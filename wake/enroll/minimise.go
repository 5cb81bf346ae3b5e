package enroll

import (
	"math"
	"slices"
)

// memory is how many steps the method below remembers.
const memory = 8

// minimise moves x towards the least value of a smooth convex function by the
// limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal
// 1980; two-loop recursion as in Nocedal and Wright, Numerical Optimization,
// algorithm 7.4), with a step that is halved until the value falls enough
// (Armijo 1966). value writes the gradient to its first argument.
func minimise(value func(grad, x []float64) float64, x []float64, steps int) {
	n := len(x)
	grad, next, nextGrad := make([]float64, n), make([]float64, n), make([]float64, n)
	var history []curvature
	f := value(grad, x)
	for range steps {
		dir := descent(grad, history)
		slope := inner(dir, grad)
		if !(slope < -1e-12) {
			return
		}
		t := 1.0
		if len(history) == 0 {
			t = 1 / math.Sqrt(-slope)
		}
		var g float64
		for range 30 {
			for i := range x {
				next[i] = x[i] + t*dir[i]
			}
			if g = value(nextGrad, next); g <= f+1e-4*t*slope {
				break
			}
			t /= 2
		}
		if !(g < f) {
			return
		}
		history = remember(history, x, next, grad, nextGrad)
		done := f-g < 1e-7*math.Abs(f)
		copy(x, next)
		copy(grad, nextGrad)
		if f = g; done {
			return
		}
	}
}

// A curvature is one step and how the gradient changed along it.
type curvature struct {
	s, y []float64
	rho  float64
}

// remember appends a step, if it curves upwards, and forgets the oldest.
func remember(h []curvature, x, next, grad, nextGrad []float64) []curvature {
	c := curvature{s: make([]float64, len(x)), y: make([]float64, len(x))}
	for i := range x {
		c.s[i], c.y[i] = next[i]-x[i], nextGrad[i]-grad[i]
	}
	sy := inner(c.s, c.y)
	if sy <= 1e-14 {
		return h
	}
	c.rho = 1 / sy
	if len(h) == memory {
		h = slices.Delete(h, 0, 1)
	}
	return append(h, c)
}

// descent is the direction in which to go, from the gradient and the history.
func descent(grad []float64, h []curvature) []float64 {
	q := slices.Clone(grad)
	alpha := make([]float64, len(h))
	for i := len(h) - 1; i >= 0; i-- {
		alpha[i] = h[i].rho * inner(h[i].s, q)
		axpy(q, -alpha[i], h[i].y)
	}
	if n := len(h); n > 0 {
		scale := 1 / (h[n-1].rho * inner(h[n-1].y, h[n-1].y))
		for i := range q {
			q[i] *= scale
		}
	}
	for i := range h {
		beta := h[i].rho * inner(h[i].y, q)
		axpy(q, alpha[i]-beta, h[i].s)
	}
	for i := range q {
		q[i] = -q[i]
	}
	return q
}

func inner(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// axpy adds a multiple of x to y.
func axpy(y []float64, a float64, x []float64) {
	for i, v := range x {
		y[i] += a * v
	}
}
