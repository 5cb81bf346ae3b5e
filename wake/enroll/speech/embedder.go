package speech

import (
	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake"
)

// An Embedder is the embedding of a file of weights. It is a [wake.Embedder]:
// immutable, and safe for concurrent use.
type Embedder struct {
	info     wake.EmbeddingInfo
	features *dsp.Features
	net      *nn.Net
	lead     int // frames of nothing that the net hears before the first
}

// Embedding describes the vectors.
func (e *Embedder) Embedding() wake.EmbeddingInfo { return e.info }

// NewEmbedding starts a stream.
func (e *Embedder) NewEmbedding() wake.EmbeddingStream {
	bands := e.features.Bands()
	s := &stream{
		embedder: e,
		features: e.features.NewStream(),
		net:      e.net.NewStream(),
		frames:   make([]float32, 0, bands*e.features.MaxFrames(e.info.Step)),
		nothing:  make([]float32, bands),
	}
	s.begin()
	return s
}

// stream embeds one stream of audio.
type stream struct {
	embedder *Embedder
	features *dsp.FeatureStream
	net      *nn.Stream
	frames   []float32 // new frames of this step, [frame][band]
	nothing  []float32 // a frame of silence
}

// begin lets the net hear its lead. A frame of 25 ms ends later than its hop of
// 10 ms: without two frames more, the eighth frame of a step would be complete
// only in the next one, and each vector 80 ms late.
func (s *stream) begin() {
	for range s.embedder.lead {
		s.net.Push(s.nothing)
	}
}

// Embed hears a step and writes its vector, from the first step on: before the
// stream there was silence.
func (s *stream) Embed(dst, step []float32) bool {
	bands := len(s.nothing)
	s.frames = s.features.Append(s.frames[:0], step)
	done := false
	for f := s.frames; len(f) > 0; f = f[bands:] {
		if y := s.net.Push(f[:bands]); y != nil {
			done = copy(dst, y) == len(y)
		}
	}
	return done
}

// Reset forgets the stream and wipes its audio.
func (s *stream) Reset() {
	s.features.Reset()
	s.net.Reset()
	clear(s.frames[:cap(s.frames)])
	s.begin()
}
