package enroll

import (
	"fmt"
	"io"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// Evidence is what an embedding makes of sound that is not the word: talk and
// noise from many rooms, in a few hundred kilobytes. A word is learnt against it
// and counted on it. It also knows how words differ from themselves, from mouth to
// mouth. It holds no audio, and belongs to one embedding. Evidence is immutable and
// may be shared.
//
// Vectors are whitened, cut into groups of four values, and each group is
// written as the number of the nearest of 256 typical ones (product
// quantisation; Jégou, Douze and Schmid 2011): 16 bytes for 80 ms.
type Evidence struct {
	id        string // of the embedding
	data      string
	seconds   float64 // of audio that the tracks stand for
	white     whitener
	variation variation
	books     coded  // [group][256][groupSize]
	codes     []byte // [vector][group]
	stretches []int  // how many consecutive vectors, in the order of codes
}

const (
	groupSize = 4
	bookSize  = 256
)

// Limits of an evidence file.
const (
	maxDim       = 512
	maxStretches = 1 << 20
	maxText      = 1 << 12
)

// Embedding is the ID of the embedding that the evidence belongs to.
func (ev *Evidence) Embedding() string { return ev.id }

// Data says which recordings were heard, for a person to judge.
func (ev *Evidence) Data() string { return ev.data }

// Duration is how much audio the evidence holds: what rates of false accepts are
// counted in.
func (ev *Evidence) Duration() time.Duration {
	return time.Duration(ev.seconds * float64(time.Second))
}

// check holds the evidence to an embedding.
func (ev *Evidence) check(in wake.EmbeddingInfo) error {
	if err := in.Validate(); err != nil {
		return fmt.Errorf("enroll: %w", err)
	}
	if ev.id != in.ID {
		return fmt.Errorf("%w: evidence of %q, the embedder is %q", ErrEmbedding, ev.id, in.ID)
	}
	if ev.white.size != in.Size {
		return fmt.Errorf("%w: evidence of vectors of %d values, the embedder gives %d", ErrEmbedding, ev.white.size, in.Size)
	}
	vectors := 0
	for _, n := range ev.stretches {
		vectors += n
	}
	// Rates of false accepts are counted per hour: more hours than there are
	// vectors would make every threshold look safe.
	if heard := float64(vectors*hop(in)*in.Step) / float64(in.SampleRate); !(ev.seconds <= 1.1*heard) {
		return fmt.Errorf("%w: evidence that claims %.0f s in vectors of %.0f s", ErrFormat, ev.seconds, heard)
	}
	return nil
}

// tracks unpacks all stretches.
func (ev *Evidence) tracks() []track {
	dim := ev.white.dim
	all, books := make([]float32, len(ev.codes)*groupSize), ev.books.decode()
	groups := dim / groupSize
	for i, c := range ev.codes {
		word := books[(i%groups*bookSize+int(c))*groupSize:]
		copy(all[i*groupSize:(i+1)*groupSize], word)
	}
	out := make([]track, 0, len(ev.stretches))
	for _, n := range ev.stretches {
		out = append(out, track(all[:n*dim]))
		all = all[n*dim:]
	}
	return out
}

// evidenceHead is the JSON of an evidence file.
type evidenceHead struct {
	Embedding string  `json:"embedding"`
	Data      string  `json:"data"`
	Seconds   float64 `json:"seconds"`
	Size      int     `json:"size"`
	Dim       int     `json:"dim"`
	Stretches []int   `json:"stretches"`           // vectors in each
	Variation int     `json:"variation,omitempty"` // over how many vectors it is told; 0: it is not
}

// WriteTo writes the evidence as ReadEvidence reads it.
func (ev *Evidence) WriteTo(w io.Writer) (int64, error) {
	head := evidenceHead{ev.id, ev.data, ev.seconds, ev.white.size, ev.white.dim, ev.stretches, ev.variation.times}
	c := &counter{w: w}
	err := writeContainer(c, magicEvidence, head,
		floatBytes(ev.white.mean), floatBytes(ev.white.rows), ev.variation.bytes(ev.white.dim), ev.books.bytes(), ev.codes)
	return c.n, err
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// ReadEvidence reads evidence, to the end of r. What it reads need not be
// trusted; errors about it wrap [ErrFormat].
func ReadEvidence(r io.Reader) (*Evidence, error) {
	var head evidenceHead
	b, err := readContainer(r, maxEvidence, &head, magicEvidence, magicEvidence1)
	if err != nil {
		return nil, err
	}
	n, err := head.check()
	if err != nil {
		return nil, err
	}
	ev := &Evidence{id: head.Embedding, data: head.Data, seconds: head.Seconds, stretches: head.Stretches}
	ev.white = whitener{size: head.Size, dim: head.Dim}
	if ev.white.mean, err = b.floats(head.Size); err != nil {
		return nil, err
	}
	if ev.white.rows, err = b.floats(head.Dim * head.Size); err != nil {
		return nil, err
	}
	if ev.variation, err = b.variation(head.Variation, head.Dim); err != nil {
		return nil, err
	}
	books, err := b.bytes(head.Dim * bookSize)
	if err != nil {
		return nil, err
	}
	ev.books = codedOf(books)
	if ev.codes, err = b.bytes(n * head.Dim / groupSize); err != nil {
		return nil, err
	}
	return ev, b.end()
}

// check holds the head to its bounds and returns how many vectors it tells of.
func (h *evidenceHead) check() (vectors int, err error) {
	switch {
	case h.Embedding == "" || len(h.Embedding) > maxText || len(h.Data) > maxText:
		return 0, malformed("embedding and data of %d and %d bytes", len(h.Embedding), len(h.Data))
	case !(h.Seconds > 0 && h.Seconds < 1e9):
		return 0, malformed("%v seconds", h.Seconds)
	case h.Size < 1 || h.Size > 4096 || h.Dim < groupSize || h.Dim > maxDim || h.Dim%groupSize != 0:
		return 0, malformed("vectors of %d values whitened to %d", h.Size, h.Dim)
	case h.Variation < 0 || h.Variation > maxWindow:
		return 0, malformed("variation over %d vectors", h.Variation)
	case len(h.Stretches) < 1 || len(h.Stretches) > maxStretches:
		return 0, malformed("%d stretches", len(h.Stretches))
	}
	for i, n := range h.Stretches {
		if n < 1 || n > maxEvidence {
			return 0, malformed("stretch %d of %d vectors", i, n)
		}
		if vectors += n; vectors > maxEvidence/(h.Dim/groupSize) { // so that no product overflows
			return 0, malformed("more vectors than bytes")
		}
	}
	return vectors, nil
}
