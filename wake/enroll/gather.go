package enroll

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake"
)

// GatherConfig says what evidence is made. The zero value is fit for use.
type GatherConfig struct {
	// Bytes that the file may take, about: at least 100,000. Zero means 340,000.
	Bytes int
	// Dim is how many whitened values stand for a vector, a multiple of 4 up to
	// the size of the embedding. Zero means 48, or what the embedding allows.
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
}

// NewGatherer checks c and starts with nothing heard.
func NewGatherer(e wake.Embedder, c GatherConfig) (*Gatherer, error) {
	in := e.Embedding()
	if err := in.Validate(); err != nil {
		return nil, fmt.Errorf("enroll: %w", err)
	}
	if c.Bytes == 0 {
		c.Bytes = 340_000
	}
	if c.Dim == 0 {
		c.Dim = min(48, in.Size/groupSize*groupSize)
	}
	switch {
	case c.Bytes < 100_000 || c.Bytes > maxEvidence:
		return nil, fmt.Errorf("enroll: Bytes is %d, want 100000 to %d", c.Bytes, maxEvidence)
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
//  2. Recordings are cut into stretches, of which as many as fit are kept, drawn
//     at random.
//  3. K-means over the kept vectors gives each group its typical values
//     (Lloyd 1982), and each vector its codes.
func (g *Gatherer) Evidence() (*Evidence, error) {
	size, total := g.info.Size, 0
	for _, p := range g.pieces {
		total += len(p) / size
	}
	if total < minGathered {
		return nil, fmt.Errorf("enroll: %d vectors heard, evidence needs %d", total, minGathered)
	}
	ev := &Evidence{id: g.info.ID, data: g.config.Data}
	ev.white = whitening(g.pieces, size, g.config.Dim)
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

// draw picks the stretches that fit, in the order heard. Each recording has a
// share of the room that grows with the root of its length: ten minutes of bells
// are not drowned by ten hours of talk, nor the other way round.
func (g *Gatherer) draw(rng *rand.Rand) [][]float32 {
	size, dim := g.info.Size, g.config.Dim
	room := float64(g.config.Bytes-2000-4*(dim*size+dim*bookSize+size)) / float64(dim/groupSize*stretchLen+4)
	roots := 0.0
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

// Audio is a source of samples that tells its format, as a wake.WAV is.
type Audio interface {
	wake.SampleReader
	SampleRate() int
	Channels() int
}

// mono reads audio as one channel at another rate.
type mono struct {
	src      Audio
	channels int
	resample *dsp.Resampler
	raw      []float32 // as read
	held     int       // samples of a frame not complete, at the start of raw
	out      []float32 // resampled, not yet handed out
	ended    bool
}

var errFormat = errors.New("enroll: unusable audio")

func newMono(src Audio, rate int) (*mono, error) {
	in, channels := src.SampleRate(), src.Channels()
	if in < 8000 || in > 192000 || channels < 1 || channels > 64 {
		return nil, fmt.Errorf("%w: %d Hz in %d channels, want 8000 to 192000 in 1 to 64", errFormat, in, channels)
	}
	return &mono{src: src, channels: channels, resample: dsp.NewResampler(in, rate), raw: make([]float32, 1024*channels)}, nil
}

// fill fills dst with the next samples, or fails: at the end with io.EOF, and
// what is left over is lost.
func (m *mono) fill(dst []float32) error {
	for len(m.out) < len(dst) {
		if m.ended {
			return io.EOF
		}
		if err := m.more(); err != nil {
			return err
		}
	}
	copy(dst, m.out)
	m.out = append(m.out[:0], m.out[len(dst):]...)
	return nil
}

// more reads once. At the end the resampler is given silence, for what it holds.
func (m *mono) more() error {
	n, err := m.src.Read(m.raw[m.held:])
	if err == io.EOF {
		m.ended = true
		m.out = m.resample.Append(m.out, make([]float32, 256))
		return nil
	}
	if err != nil {
		return err
	}
	n += m.held
	frames := n / m.channels
	mixed := make([]float32, frames)
	for i := range mixed {
		sum := 0.0
		for _, v := range m.raw[i*m.channels : (i+1)*m.channels] {
			if v-v == 0 { // finite
				sum += float64(max(-1, min(v, 1)))
			}
		}
		mixed[i] = float32(sum / float64(m.channels))
	}
	m.held = copy(m.raw, m.raw[frames*m.channels:n])
	m.out = m.resample.Append(m.out, mixed)
	return nil
}
