package enroll

import (
	"fmt"
	"math"
)

// A variation is how a word differs from itself, from mouth to mouth and from room
// to room: the covariance of what windows of one word differ by, as a product of
// one over time and one over whitened values (a matrix normal; Dawid 1981). It is
// learnt once for an embedding, over many words, so that five recordings need not
// show what every throat and every noise does to a word: a head pays for looking
// in directions in which the same word varies (within-class covariance
// normalisation; Hatch, Kajarekar and Stolcke 2006).
//
// The zero variation is that of evidence in which no words were heard.
type variation struct {
	times int
	time  []float64 // [times][times], row-major; the last is the newest vector; 1 on average along the diagonal
	space []float64 // [dim][dim], row-major; a part of the mean square of a vector
}

// variationTimes is how many vectors of each word are looked at: as many as the
// longest window has.
const variationTimes = 20

// strength is how much dearer than a plain ridge a direction is in which all of a
// window's length is variation. Of 0, 100 and 300 the last missed "smart mirror" the
// least, from 5 and from 20 clips, where other sound was held to 0.2 to 1.6 false
// accepts an hour; 100 was within a point of it.
const strength = 300

// A prior is what a variation and a ridge together say of the weights of windows
// of one length before any is seen: a Gaussian, whose negative logarithm is added
// to the loss.
type prior struct {
	window, dim int
	time, space []float64 // [window][window] and [dim][dim]; nil: the ridge alone
	half        []float64 // [window][dim] scratch
}

// prior cuts the variation to a window; vectors before its reach are not held to it.
func (v *variation) prior(window, dim int) *prior {
	p := &prior{window: window, dim: dim}
	if v.times == 0 {
		return p
	}
	p.half = make([]float64, window*dim)
	p.time = make([]float64, window*window)
	for i := range min(window, v.times) {
		for j := range min(window, v.times) {
			p.time[(window-1-i)*window+window-1-j] = v.time[(v.times-1-i)*v.times+v.times-1-j]
		}
	}
	scale := strength * radius * radius / float64(window) // windows are scaled to the radius
	p.space = make([]float64, dim*dim)
	for i, c := range v.space {
		p.space[i] = scale * c
	}
	return p
}

// add adds the gradient at weights w [window][dim] to grad, and returns the value.
func (p *prior) add(grad, w []float64) float64 {
	value := 0.0
	for i, x := range w[:p.window*p.dim] {
		grad[i] += ridge * x
		value += ridge / 2 * x * x
	}
	if p.time == nil {
		return value
	}
	for t := range p.window { // w times the covariance of values
		multiply(p.half[t*p.dim:(t+1)*p.dim], p.space, w[t*p.dim:(t+1)*p.dim])
	}
	for t := range p.window {
		for u := range p.window {
			a := ridge * p.time[t*p.window+u]
			h := p.half[u*p.dim : (u+1)*p.dim]
			for i, x := range h {
				grad[t*p.dim+i] += a * x
				value += a / 2 * x * w[t*p.dim+i]
			}
		}
	}
	return value
}

// multiply writes the product of a symmetric matrix [n][n] and a vector [n].
func multiply(dst, matrix, x []float64) {
	n := len(x)
	for i := range dst {
		dst[i] = inner(matrix[i*n:(i+1)*n], x)
	}
}

// A saying is one recording of a word: its last vectors, [variationTimes][size].
type saying []float32

// variationOf is learnt from words, each said several times. What differs is what
// is left without the mean over the sayings of a word.
func variationOf(words [][]saying, w *whitener) variation {
	const n = variationTimes
	v := variation{times: n, time: make([]float64, n*n), space: make([]float64, w.dim*w.dim)}
	energy, count := 0.0, 0.0
	for _, sayings := range words {
		white := whitened(sayings, w)
		energy, count = energy+centre(white), count+float64(n*len(white))
		for _, d := range white {
			v.collect(d, w.dim, 1/float64(len(white)-1))
		}
	}
	trace := 0.0
	for i := range n {
		trace += v.time[i*n+i]
	}
	for i := range v.time {
		v.time[i] *= n / trace
	}
	mean := energy / count
	for i := range v.space {
		v.space[i] /= mean * n * float64(len(words))
	}
	return v
}

// whitened are sayings in the coordinates of tracks.
func whitened(sayings []saying, w *whitener) [][]float32 {
	var out [][]float32
	for _, s := range sayings {
		x := make([]float32, variationTimes*w.dim)
		for t := range variationTimes {
			w.apply(x[t*w.dim:(t+1)*w.dim], s[t*w.size:(t+1)*w.size])
		}
		out = append(out, x)
	}
	return out
}

// centre takes the mean of all off each, and returns the sum of squares before.
func centre(all [][]float32) (energy float64) {
	mean := make([]float64, len(all[0]))
	for _, x := range all {
		for i, v := range x {
			mean[i] += float64(v) / float64(len(all))
			energy += float64(v) * float64(v)
		}
	}
	for _, x := range all {
		for i := range x {
			x[i] -= float32(mean[i])
		}
	}
	return energy
}

// collect adds the products of a difference [times][dim] with itself.
func (v *variation) collect(d []float32, dim int, weight float64) {
	for t := range v.times {
		row := d[t*dim : (t+1)*dim]
		for u := range v.times {
			v.time[t*v.times+u] += weight * float64(dot(row, d[u*dim:(u+1)*dim]))
		}
		for i, a := range row {
			into, scaled := v.space[i*dim:(i+1)*dim], weight*float64(a)
			for j, b := range row {
				into[j] += scaled * float64(b)
			}
		}
	}
}

// A file holds the lower triangles of both matrices' factors (Cholesky 1910):
// whatever numbers stand there, their squares are covariances.

// bytes are the two factors, times first.
func (v *variation) bytes(dim int) []byte {
	if v.times == 0 {
		return nil
	}
	return append(floatBytes(factor(v.time, v.times)), floatBytes(factor(v.space, dim))...)
}

// maxFactor bounds the values of factors, so that no hostile file overflows.
const maxFactor = 1e3

// variation reads what bytes wrote.
func (b *body) variation(times, dim int) (v variation, err error) {
	if times == 0 {
		return v, nil
	}
	v.times = times
	if v.time, err = b.square(times); err != nil {
		return v, fmt.Errorf("variation over time: %w", err)
	}
	if v.space, err = b.square(dim); err != nil {
		return v, fmt.Errorf("variation of values: %w", err)
	}
	return v, nil
}

// square reads a factor and returns its matrix [n][n].
func (b *body) square(n int) ([]float64, error) {
	l, err := b.floats(n * (n + 1) / 2)
	if err != nil {
		return nil, err
	}
	for i, x := range l {
		if x > maxFactor || x < -maxFactor {
			return nil, malformed("number %d is %v", i, x)
		}
	}
	out := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			sum := 0.0
			for k := range j + 1 {
				sum += float64(l[i*(i+1)/2+k]) * float64(l[j*(j+1)/2+k])
			}
			out[i*n+j], out[j*n+i] = sum, sum
		}
	}
	return out, nil
}

// factor is the lower triangle L, row by row, whose product with its transpose is
// a matrix [n][n], or next to it where that is not quite positive.
func factor(matrix []float64, n int) []float32 {
	l := make([]float64, 0, n*(n+1)/2)
	for i := range n {
		for j := range i + 1 {
			sum := matrix[i*n+j] - inner(l[i*(i+1)/2:i*(i+1)/2+j], l[j*(j+1)/2:])
			if i == j {
				l = append(l, math.Sqrt(max(sum, 1e-12)))
			} else {
				l = append(l, sum/l[j*(j+1)/2+j])
			}
		}
	}
	out := make([]float32, len(l))
	for i, x := range l {
		out[i] = float32(x)
	}
	return out
}
