package enroll

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// Same hears one recording of a word that others say too, each in a recording of
// its own and best by several people: any words but those to be enrolled. They
// teach how one word differs from itself, and are no evidence. The recording is
// heard as it is and once more in noise or a room; its end is found as by
// [Learner.Add], whose errors it shares. Words said twice or more are used, from a
// few hundred on they are of use.
func (g *Gatherer) Same(word string, r Audio) error {
	x, err := readAll(r, g.info.SampleRate, maxRecording)
	if err != nil {
		return fmt.Errorf("enroll: %s: %w", word, err)
	}
	s, err := endpoint(x, g.info.SampleRate)
	if err == nil && s.Others > 0 {
		err = ErrSeveral
	}
	if err != nil {
		return fmt.Errorf("enroll: %s: %w", word, err)
	}
	if g.words == nil {
		g.words = map[string][]saying{}
	}
	rng := rand.New(rand.NewPCG(g.config.Seed, uint64(len(g.order))+100))
	m := &mixer{rate: g.info.SampleRate, utterances: [][]float32{x[s.Start:s.End]}, rng: rng, speeds: map[int]*dsp.Resampler{}}
	for _, in := range []setting{settings[0], settings[1+rng.IntN(len(settings)-1)]} {
		if v := g.saying(m.copy(x, s, in, lead(g.info, variationTimes, 0))); v != nil {
			g.words[word] = append(g.words[word], v)
		}
	}
	g.order = append(g.order, word)
	return nil
}

// saying is the last vectors of a copy, up to where half of the windows that are
// the word's have ended; nil where there are too few.
func (g *Gatherer) saying(c copied) saying {
	e := newEar(g.embedder, unwhitened(g.info.Size))
	t, heard := e.hear(c.x)
	at := c.end + int((e.info.Delay+reach/2).Seconds()*float64(g.info.SampleRate))
	n := (at-heard)/e.period() + 1
	if n < variationTimes || n*e.dim > len(t) {
		return nil
	}
	return saying(t[(n-variationTimes)*e.dim : n*e.dim])
}

// unwhitened leaves vectors as they are.
func unwhitened(size int) whitener {
	w := whitener{size: size, dim: size, mean: make([]float32, size), rows: make([]float32, size*size)}
	for i := range size {
		w.rows[i*size+i] = 1
	}
	return w
}

// said are the words that several recordings say, in the order in which they were
// first heard.
func (g *Gatherer) said() [][]saying {
	var out [][]saying
	done := map[string]bool{}
	for _, word := range g.order {
		if !done[word] && len(g.words[word]) >= 4 {
			out = append(out, slices.Clone(g.words[word]))
		}
		done[word] = true
	}
	return out
}
