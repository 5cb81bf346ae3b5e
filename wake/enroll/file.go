package enroll

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// modelHead is the JSON of a model file.
type modelHead struct {
	Embedding   string           `json:"embedding"`
	Size        int              `json:"size"`
	Dim         int              `json:"dim"`
	Window      int              `json:"window"`
	Word        string           `json:"word"`
	Span        time.Duration    `json:"span_ns"`
	Delay       time.Duration    `json:"delay_ns"`
	Calibration wake.Calibration `json:"calibration"`
	Operating   wake.Operating   `json:"operating"`
	Takes       []takeHead       `json:"takes"`
	Against     []againstHead    `json:"against"`
}

type takeHead struct {
	Name   string `json:"name"`
	Copies []int  `json:"copies"` // vectors of each
}

type againstHead struct {
	Kind    kind `json:"kind"`
	Vectors int  `json:"vectors"`
}

// WriteTo writes the model as ReadModel reads it: 50 to 150 KB.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	h := modelHead{
		Embedding: m.embedder.Embedding().ID, Size: m.white.size, Dim: m.white.dim, Window: m.window,
		Word: m.word.Name, Span: m.word.Span, Delay: m.word.Delay,
		Calibration: m.word.Calibration, Operating: m.word.Operating,
	}
	body := [][]byte{
		floatBytes(m.white.mean), floatBytes(m.white.rows), floatBytes(m.head.w), floatBytes([]float32{m.head.bias}),
	}
	for _, t := range m.kept.takes {
		th := takeHead{Name: t.name}
		for _, c := range t.copies {
			th.Copies = append(th.Copies, len(c)/m.white.dim)
			body = append(body, c.bytes())
		}
		h.Takes = append(h.Takes, th)
	}
	for _, a := range m.kept.against {
		h.Against = append(h.Against, againstHead{a.kind, len(a.track) / m.white.dim})
		body = append(body, a.track.bytes())
	}
	c := &counter{w: w}
	err := writeContainer(c, magicModel, h, body...)
	return c.n, err
}

// ReadModel reads a model, to the end of r, over the one of the embedders that it
// was learnt over. What it reads need not be trusted: errors about it wrap
// [ErrFormat]; where none of the embedders is the right one it fails with
// [ErrEmbedding], and names the one that is.
func ReadModel(r io.Reader, embedders ...wake.Embedder) (*Model, error) {
	var h modelHead
	b, err := readContainer(r, maxModel, &h, magicModel)
	if err != nil {
		return nil, err
	}
	m := &Model{window: h.Window, white: whitener{size: h.Size, dim: h.Dim}}
	for _, e := range embedders {
		if e.Embedding().ID == h.Embedding {
			m.embedder = e
		}
	}
	if m.embedder == nil {
		return nil, fmt.Errorf("%w: %q was learnt over %q", ErrEmbedding, h.Word, h.Embedding)
	}
	if err := h.check(m.embedder.Embedding()); err != nil {
		return nil, err
	}
	m.word = wake.Word{Name: h.Word, Span: h.Span, Delay: h.Delay, Calibration: h.Calibration, Operating: h.Operating}
	if err := m.Info().Validate(); err != nil {
		return nil, malformed("%w", err)
	}
	if err := m.readNumbers(&b); err != nil {
		return nil, err
	}
	if err := m.readMaterial(&b, h); err != nil {
		return nil, err
	}
	return m, b.end()
}

// check holds a head to its bounds.
func (h *modelHead) check(in wake.EmbeddingInfo) error {
	if err := in.Validate(); err != nil {
		return fmt.Errorf("enroll: %w", err)
	}
	switch {
	case h.Size != in.Size:
		return malformed("vectors of %d values, the embedding's have %d", h.Size, in.Size)
	case h.Dim < 1 || h.Dim > maxDim:
		return malformed("whitened to %d values", h.Dim)
	case h.Window < 1 || h.Window > maxWindow:
		return malformed("a window of %d vectors", h.Window)
	case len(h.Takes) > MaxRecordings:
		return malformed("%d recordings", len(h.Takes))
	}
	return nil
}

// maxWindow is far more than any window that is learnt.
const maxWindow = 256

func (m *Model) readNumbers(b *body) (err error) {
	if m.white.mean, err = b.floats(m.white.size); err != nil {
		return err
	}
	if m.white.rows, err = b.floats(m.white.dim * m.white.size); err != nil {
		return err
	}
	if m.head.w, err = b.floats(m.white.dim * m.window); err != nil {
		return err
	}
	bias, err := b.floats(1)
	if err != nil {
		return err
	}
	m.head.bias = bias[0]
	return nil
}

func (m *Model) readMaterial(b *body, h modelHead) error {
	for _, th := range h.Takes {
		t := take{name: th.Name}
		if len(th.Copies) > len(settings) {
			return malformed("recording %q has %d copies", th.Name, len(th.Copies))
		}
		for _, n := range th.Copies {
			c, err := m.readTrack(b, n)
			if err != nil {
				return err
			}
			t.copies = append(t.copies, c)
		}
		if !t.heard(m.window, m.white.dim) {
			return malformed("recording %q holds no window", th.Name)
		}
		m.kept.takes = append(m.kept.takes, t)
	}
	for _, ah := range h.Against {
		if ah.Kind >= kinds {
			return malformed("sound of kind %d", ah.Kind)
		}
		c, err := m.readTrack(b, ah.Vectors)
		if err != nil {
			return err
		}
		m.kept.against = append(m.kept.against, against{ah.Kind, c})
	}
	return nil
}

var errNegative = errors.New("a negative number of vectors")

func (m *Model) readTrack(b *body, vectors int) (coded, error) {
	if vectors < 0 {
		return nil, malformed("%w", errNegative)
	}
	if vectors > maxModel/m.white.dim { // so that no product overflows
		return nil, malformed("%d vectors are more than a file holds", vectors)
	}
	raw, err := b.bytes(vectors * m.white.dim)
	if err != nil {
		return nil, err
	}
	return codedOf(raw), nil
}

// codedOf is what bytes wrote.
func codedOf(raw []byte) coded {
	c := make(coded, len(raw))
	for i, v := range raw {
		c[i] = max(-127, int8(v))
	}
	return c
}

// bytes are the values as they are written.
func (c coded) bytes() []byte {
	b := make([]byte, len(c))
	for i, v := range c {
		b[i] = byte(v)
	}
	return b
}
