package openwakeword

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// An Embedder turns speech into 96 values every 80 ms: the part of openWakeWord
// that all its words share. It satisfies [wake.Embedder], is immutable and may
// be shared.
type Embedder struct {
	mel   *melPlan
	chain *chain
	start []float32 // what a chainState begins with
	id    string
}

// ReadEmbedder reads the files melspectrogram.onnx and embedding_model.onnx.
func ReadEmbedder(mel, embedding io.Reader) (*Embedder, error) {
	sum := sha256.New()
	melModel, err := onnx.Read(io.TeeReader(mel, sum))
	if err != nil {
		return nil, fmt.Errorf("openwakeword: mel spectrum: %w", err)
	}
	embModel, err := onnx.Read(io.TeeReader(embedding, sum))
	if err != nil {
		return nil, fmt.Errorf("openwakeword: embedding: %w", err)
	}
	e := &Embedder{id: "openWakeWord " + hex.EncodeToString(sum.Sum(nil))}
	if e.mel, err = newMelPlan(melModel.Graph); err != nil {
		return nil, fmt.Errorf("openwakeword: mel spectrum: %w", err)
	}
	list, err := stages(embModel.Graph)
	if err != nil {
		return nil, fmt.Errorf("openwakeword: embedding: %w", err)
	}
	if e.chain, err = newChain(list); err != nil {
		return nil, fmt.Errorf("openwakeword: embedding: %w", err)
	}
	e.start = e.chain.newState(nil).start
	return e, nil
}

// Embedding describes the vectors.
func (e *Embedder) Embedding() wake.EmbeddingInfo {
	return wake.EmbeddingInfo{
		ID:         e.id,
		SampleRate: sampleRate,
		Step:       stepLen,
		Size:       size,
		Context:    ((window-1)*frameHop + frameLen) * time.Second / sampleRate,
		Delay:      (stepLen - (firstCount-1)*frameHop - frameLen) * time.Second / sampleRate,
	}
}

// NewEmbedding starts a stream. Its first vector comes with the tenth step,
// when there are as many frames as one hears.
func (e *Embedder) NewEmbedding() wake.EmbeddingStream { return e.newStream() }

func (e *Embedder) newStream() *stream {
	s := &stream{
		embedder: e,
		samples:  make([]float32, overlap+stepLen),
		frames:   make([]float32, hop*bands),
		net:      e.chain.newState(e.start),
		scratch:  e.mel.newScratch(),
	}
	s.Reset()
	return s
}
