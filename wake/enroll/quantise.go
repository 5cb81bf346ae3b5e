package enroll

import (
	"math"
	"math/rand/v2"
)

// rounds of k-means: later ones change next to nothing.
const rounds = 8

// quantise makes the books of whitened vectors and their codes.
func (ev *Evidence) quantise(white []float32, rng *rand.Rand) {
	dim := ev.white.dim
	n, groups := len(white)/dim, dim/groupSize
	ev.books = make(coded, groups*bookSize*groupSize)
	ev.codes = make([]byte, n*groups)
	points := make([][groupSize]float32, n)
	codes := make([]byte, n)
	for g := range groups {
		for i := range points {
			points[i] = [groupSize]float32(white[i*dim+g*groupSize:])
		}
		book := (*[bookSize][groupSize]float32)(nil)
		book = kmeans(points, codes, rng)
		for c, p := range book {
			copy(ev.books[(g*bookSize+c)*groupSize:], code(p[:]))
		}
		for i, c := range codes {
			ev.codes[i*groups+g] = c
		}
	}
}

// kmeans finds typical points, and writes to codes which is nearest to each. It
// begins with points drawn at random; a typical point that nobody is near to
// moves to a point drawn anew.
func kmeans(points [][groupSize]float32, codes []byte, rng *rand.Rand) *[bookSize][groupSize]float32 {
	var book [bookSize][groupSize]float32
	for c := range book {
		book[c] = points[rng.IntN(len(points))]
	}
	for range rounds {
		var sums [bookSize][groupSize]float64
		var counts [bookSize]int
		for i, p := range points {
			c := nearest(&book, p)
			codes[i] = c
			counts[c]++
			for j, v := range p {
				sums[c][j] += float64(v)
			}
		}
		for c := range book {
			if counts[c] == 0 {
				book[c] = points[rng.IntN(len(points))]
				continue
			}
			for j := range book[c] {
				book[c][j] = float32(sums[c][j] / float64(counts[c]))
			}
		}
	}
	for i, p := range points {
		codes[i] = nearest(&book, p)
	}
	return &book
}

// nearest is the index of the typical point nearest to p, the first of equals.
func nearest(book *[bookSize][groupSize]float32, p [groupSize]float32) byte {
	best, at := float32(math.Inf(1)), 0
	for c := range book {
		b := &book[c]
		d0, d1, d2, d3 := p[0]-b[0], p[1]-b[1], p[2]-b[2], p[3]-b[3]
		if d := float32(d0*d0) + float32(d1*d1) + float32(d2*d2) + float32(d3*d3); d < best {
			best, at = d, c
		}
	}
	return byte(at)
}
