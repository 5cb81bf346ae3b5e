package enroll

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// GatherConfig says what evidence is made. The zero value is fit for use.
type GatherConfig struct {
	// Bytes that the file may take, about: at least 60,000. Zero means 230,000.
	Bytes int
	// Dim is how many whitened values stand for a vector, a multiple of 4 up to
	// the size of the embedding. Zero means 64, or what the embedding allows.
	Dim int
	// Data names the recordings, for a person to judge; at most 4096 bytes.
	Data string
	// Seed of what is drawn at random.
	Seed uint64
}

// A Gatherer makes Evidence: it hears recordings in which no word to be enrolled
// is said, through an embedding, and keeps what fits. It belongs to one
// goroutine and keeps all vectors in memory, 17 MB for an hour of 96 values.
//
// What it should hear is what the device will: talk of many people, read, free
// and in single words, clear and in noise (or noisiness itself would become the
// word), and what is no talk, music, tones, rooms.
type Gatherer struct {
	embedder wake.Embedder
	info     wake.EmbeddingInfo
	config   GatherConfig
	pieces   [][]float32 // [time][size], at the spacing of tracks
	words    map[string][]saying
	order    []string // of words, as they were heard
}

// NewGatherer checks c and starts with nothing heard.
func NewGatherer(e wake.Embedder, c GatherConfig) (*Gatherer, error) {
	in := e.Embedding()
	if err := in.Validate(); err != nil {
		return nil, fmt.Errorf("enroll: %w", err)
	}
	if c.Bytes == 0 {
		c.Bytes = 230_000
	}
	if c.Dim == 0 {
		c.Dim = min(64, in.Size/groupSize*groupSize)
	}
	switch {
	case c.Bytes < 60_000 || c.Bytes > maxEvidence:
		return nil, fmt.Errorf("enroll: Bytes is %d, want 60000 to %d", c.Bytes, maxEvidence)
	case c.Dim < groupSize || c.Dim > min(in.Size, maxDim) || c.Dim%groupSize != 0:
		return nil, fmt.Errorf("enroll: Dim is %d, want a multiple of %d up to %d", c.Dim, groupSize, min(in.Size, maxDim))
	case len(c.Data) > maxText:
		return nil, fmt.Errorf("enroll: Data of %d bytes, want at most %d", len(c.Data), maxText)
	}
	return &Gatherer{embedder: e, info: in, config: c}, nil
}

// Hear hears one recording, channels interleaved, as a stream of its own.
func (g *Gatherer) Hear(r Audio) error {
	m, err := newMono(r, g.info.SampleRate)
	if err != nil {
		return err
	}
	s, hop := g.embedder.NewEmbedding(), hop(g.info)
	step, v := make([]float32, g.info.Step), make([]float32, g.info.Size)
	var piece []float32
	for i := 0; ; i++ {
		err := m.fill(step)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if s.Embed(v, step) && i%hop == hop-1 {
			piece = append(piece, v...)
		}
	}
	if len(piece) > 0 {
		g.pieces = append(g.pieces, piece)
	}
	return nil
}

// stretchLen is how many vectors are kept or left out together: 6 s, so that
// windows cut at the ends are few.
const stretchLen = 75

// Evidence makes evidence of what was heard. The steps:
//
//  1. The covariance of all vectors gives the whitening.
//  2. What words differ by from themselves is told in a product of covariances.
//  3. Recordings are cut into stretches, of which as many as fit are kept, drawn
//     at random.
//  4. K-means over the kept vectors gives each group its typical values
//     (Lloyd 1982), and each vector its codes.
func (g *Gatherer) Evidence() (*Evidence, error) {
	size, total := g.info.Size, 0
	for _, p := range g.pieces {
		total += len(p) / size
	}
	if total < minGathered {
		return nil, fmt.Errorf("enroll: %d vectors heard, evidence needs %d", total, minGathered)
	}
	if g.room() < 1 {
		return nil, fmt.Errorf("enroll: Bytes is %d, too few for evidence of %d values", g.config.Bytes, g.config.Dim)
	}
	ev := &Evidence{id: g.info.ID, data: g.config.Data}
	ev.white = whitening(g.pieces, size, g.config.Dim)
	if words := g.said(); len(words) > 0 {
		ev.variation = variationOf(words, &ev.white)
	}
	rng := rand.New(rand.NewPCG(g.config.Seed, 1))
	kept := g.draw(rng)
	var white []float32
	for _, p := range kept {
		n := len(p) / size
		ev.stretches = append(ev.stretches, n)
		for i := range n {
			white = append(white, make([]float32, ev.white.dim)...)
			ev.white.apply(white[len(white)-ev.white.dim:], p[i*size:(i+1)*size])
		}
	}
	ev.quantise(white, rng)
	period := float64(hop(g.info)*g.info.Step) / float64(g.info.SampleRate)
	ev.seconds = float64(len(white)/ev.white.dim) * period
	return ev, nil
}

// minGathered is the least that evidence is made of: 40 s.
const minGathered = 500

// room is how many stretches fit beside the whitening, the books and the variation.
func (g *Gatherer) room() float64 {
	size, dim := g.info.Size, g.config.Dim
	bytes := g.config.Bytes - 2000 - 4*(dim*size+size) - dim*bookSize
	if len(g.order) > 0 {
		bytes -= 2 * (dim*(dim+1) + variationTimes*(variationTimes+1)) // two triangles of 4 bytes a number
	}
	return float64(bytes) / float64(dim/groupSize*stretchLen+4)
}

// draw picks the stretches that fit, in the order heard. Each recording has a
// share of the room that grows with the root of its length: ten minutes of bells
// are not drowned by ten hours of talk, nor the other way round.
func (g *Gatherer) draw(rng *rand.Rand) [][]float32 {
	size, room, roots := g.info.Size, g.room(), 0.0
	for _, p := range g.pieces {
		roots += math.Sqrt(float64(len(p)))
	}
	var out [][]float32
	for _, p := range g.pieces {
		share := room * math.Sqrt(float64(len(p))) / roots
		out = append(out, drawStretches(p, stretchLen*size, share, rng)...)
	}
	return out
}

// drawStretches cuts a piece into stretches of n values and draws a share of
// them, a number whose fraction is decided by lot.
func drawStretches(piece []float32, n int, share float64, rng *rand.Rand) [][]float32 {
	var all [][]float32
	for len(piece) > 0 {
		m := min(n, len(piece))
		all = append(all, piece[:m])
		piece = piece[m:]
	}
	want := int(share + rng.Float64())
	keep := rng.Perm(len(all))[:min(want, len(all))]
	slices.Sort(keep)
	var out [][]float32
	for _, i := range keep {
		out = append(out, all[i])
	}
	return out
}
