package wake

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits on what an Embedder may state.
const (
	maxEmbeddingSize = 4096             // values of a vector
	maxEmbeddingStep = 1 << 20          // samples: what holds a step stays under 4 MB
	maxEmbeddingID   = 256              // bytes
	maxEmbeddingTime = 10 * time.Second // of context and of delay
)

// An Embedder turns audio into vectors that say how it sounds: stretches of
// speech that sound alike give vectors that lie close. It is the ear under a
// Model learnt from a few recordings (package enroll), and under any number of
// them at once. The idea, that a net trained on much speech lets a word be
// learnt from little, is that of Lin et al. 2020, "Training keyword spotters
// with limited and synthesized speech data".
//
// An Embedder is immutable and safe for concurrent use; what one stream has
// heard lives in its EmbeddingStreams.
type Embedder interface {
	// Embedding describes the vectors. It is the same at each call.
	Embedding() EmbeddingInfo
	// NewEmbedding returns a stream that has heard nothing.
	NewEmbedding() EmbeddingStream
}

// An EmbeddingStream embeds one stream of audio, step by step. It belongs to
// one goroutine, never allocates once made, and is deterministic: the same steps
// since NewEmbedding or Reset give the same vectors, bit for bit.
type EmbeddingStream interface {
	// Embed hears the next step, exactly Embedding().Step mono samples, each
	// finite and in [-1, 1], and writes the Embedding().Size values of a vector
	// to dst, each finite. While too little was heard for a vector it returns
	// false and leaves dst as it was; once true it stays true until Reset. Embed
	// keeps neither slice and does not change step. A slice of another length is
	// a caller's slip and may panic.
	Embed(dst, step []float32) bool
	// Reset forgets all audio: the stream is as NewEmbedding returned it.
	Reset()
}

// EmbeddingInfo describes the vectors of an Embedder.
type EmbeddingInfo struct {
	// ID names the vectors for ever: a name and the SHA-256 of all weights that
	// make them, 1 to 256 bytes of printable UTF-8. What was learnt over one
	// embedding means nothing over another, so whoever keeps such learning keeps
	// the ID beside it and refuses any other.
	ID string
	// SampleRate in Hz of the mono audio that is embedded, 8,000 to 192,000.
	SampleRate int
	// Step is how many samples one Embed hears: at most 10 s, and 1,048,576.
	Step int
	// Size is how many values a vector has, 1 to 4,096.
	Size int
	// Context is how much audio one vector hears, 0 to 10 s; a filter that never
	// quite forgets counts with what matters of it.
	Context time.Duration
	// Delay is how far behind the newest sample the latest sound lies that a
	// vector can speak of, 0 to 10 s.
	Delay time.Duration
}

// Validate reports the first field out of the range that it promises.
func (in EmbeddingInfo) Validate() error {
	if err := checkEmbeddingID(in.ID); err != nil {
		return fmt.Errorf("wake: embedding: %w", err)
	}
	if in.SampleRate < minSampleRate || in.SampleRate > maxSampleRate {
		return fmt.Errorf("wake: embedding: sample rate %d Hz, want %d to %d", in.SampleRate, minSampleRate, maxSampleRate)
	}
	if limit := min(samples(maxStep, in.SampleRate), maxEmbeddingStep); in.Step < 1 || int64(in.Step) > limit {
		return fmt.Errorf("wake: embedding: step of %d samples, want 1 to %d", in.Step, limit)
	}
	if in.Size < 1 || in.Size > maxEmbeddingSize {
		return fmt.Errorf("wake: embedding: vectors of %d values, want 1 to %d", in.Size, maxEmbeddingSize)
	}
	if err := checkSpan("context", in.Context, maxEmbeddingTime); err != nil {
		return fmt.Errorf("wake: embedding: %w", err)
	}
	if err := checkSpan("delay", in.Delay, maxEmbeddingTime); err != nil {
		return fmt.Errorf("wake: embedding: %w", err)
	}
	return nil
}

func checkEmbeddingID(id string) error {
	if len(id) < 1 || len(id) > maxEmbeddingID {
		return fmt.Errorf("ID of %d bytes, want 1 to %d", len(id), maxEmbeddingID)
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if !utf8.ValidString(id) || strings.ContainsFunc(id, unprintable) {
		return fmt.Errorf("ID %q is not printable UTF-8", id)
	}
	return nil
}
