package enroll

import (
	"math"

	"github.com/hearsay-go/hearsay/wake"
)

// A whitener turns the vectors of an embedding into ones whose values are
// uncorrelated and vary alike over the sound of the evidence, so that distance
// means rarity: what all speech does counts little. The least directions are
// held down by a floor, for they are noise, and left out beyond dim.
type whitener struct {
	size, dim int
	mean      []float32 // [size]
	rows      []float32 // [dim][size]
}

// apply writes the dim values of a whitened vector.
func (w *whitener) apply(dst, v []float32) {
	for i := range dst[:w.dim] {
		row := w.rows[i*w.size : (i+1)*w.size]
		sum := float32(0)
		for j, m := range w.mean {
			sum += float32(row[j] * (v[j] - m))
		}
		dst[i] = min(max(sum, -maxWhite), maxWhite)
	}
}

// maxWhite bounds whitened values: what lies 16 deviations out is no speech.
const maxWhite = 16

// A track is consecutive whitened vectors, [time][dim], flat: a window of k of
// them is a slice.
type track []float32

// ear makes tracks of audio.
type ear struct {
	whitener
	info   wake.EmbeddingInfo
	stream wake.EmbeddingStream
	hop    int // vectors of the embedding for one of a track
	vector []float32
}

func newEar(e wake.Embedder, w whitener) *ear {
	info := e.Embedding()
	return &ear{whitener: w, info: info, stream: e.NewEmbedding(), hop: hop(info), vector: make([]float32, info.Size)}
}

// spacing is how far apart the vectors of a window lie, about: finer ones cost
// and say little more.
const spacing = 0.080 // s

// hop is how many vectors of an embedding make one step of spacing.
func hop(in wake.EmbeddingInfo) int {
	return max(1, int(math.Round(spacing*float64(in.SampleRate)/float64(in.Step))))
}

// period is the samples from one vector of a track to the next.
func (e *ear) period() int { return e.hop * e.info.Step }

// hear embeds audio from its first sample. Vector i of the track has heard
// heard+i*period() samples.
func (e *ear) hear(x []float32) (t track, heard int) {
	e.stream.Reset()
	heard = -1
	for at := 0; at+e.period() <= len(x); at += e.period() {
		ok := false
		for i := range e.hop {
			from := at + i*e.info.Step
			ok = e.stream.Embed(e.vector, x[from:from+e.info.Step])
		}
		if !ok {
			continue
		}
		if heard < 0 {
			heard = at + e.period()
		}
		t = append(t, make([]float32, e.dim)...)
		e.apply(t[len(t)-e.dim:], e.vector)
	}
	return t, heard
}

// dot is the product of two vectors of one length, in eight sums, the same on
// all machines.
func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s [8]float32
	i := 0
	for ; i+8 <= len(a); i += 8 {
		x, y := (*[8]float32)(a[i:]), (*[8]float32)(b[i:])
		s[0] += float32(x[0] * y[0])
		s[1] += float32(x[1] * y[1])
		s[2] += float32(x[2] * y[2])
		s[3] += float32(x[3] * y[3])
		s[4] += float32(x[4] * y[4])
		s[5] += float32(x[5] * y[5])
		s[6] += float32(x[6] * y[6])
		s[7] += float32(x[7] * y[7])
	}
	for ; i < len(a); i++ {
		s[0] += float32(a[i] * b[i])
	}
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
}

// radius is the length that windows are scaled to: how strongly a window is
// unlike ordinary talk, loud bangs and music above all, is no sign of a word;
// its direction is (length normalisation: Garcia-Romero and Espy-Wilson 2011).
const radius = 11

// gain is the factor that brings a window to its radius.
func gain(window []float32) float32 {
	return radius / float32(math.Sqrt(float64(dot(window, window))+1e-6))
}
