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
	mel melFilter
	net interface{ newNet() net }
	id  string
}

// ReadEmbedder reads the files melspectrogram.onnx and embedding_model.onnx.
//
// The ones that openWakeWord comes with are computed in the fast ways that the
// documentation of the package tells of. Other graphs with the same inputs and
// outputs run as they are written, which may take ten times as long.
func ReadEmbedder(mel, embedding io.Reader) (*Embedder, error) {
	return readEmbedder(mel, embedding, "mel spectrum", "embedding")
}

// readEmbedder calls the files by these names in its errors.
func readEmbedder(mel, embedding io.Reader, melName, embeddingName string) (*Embedder, error) {
	sum := sha256.New()
	e := &Embedder{}
	m, err := onnx.Read(io.TeeReader(mel, sum))
	if err == nil {
		e.mel, err = readMel(m)
	}
	if err != nil {
		return nil, fmt.Errorf("openwakeword: %s: %w", melName, err)
	}
	if m, err = onnx.Read(io.TeeReader(embedding, sum)); err == nil {
		err = e.readNet(m)
	}
	if err != nil {
		return nil, fmt.Errorf("openwakeword: %s: %w", embeddingName, err)
	}
	e.id = "openWakeWord " + hex.EncodeToString(sum.Sum(nil))
	return e, nil
}

// readNet takes the fast way to compute a graph if there is one.
func (e *Embedder) readNet(m *onnx.Model) error {
	slow, err := newNetGraph(m)
	if err != nil {
		return err
	}
	e.net = slow
	if list, err := stages(m.Graph); err == nil {
		if fast, err := newChain(list); err == nil {
			e.net = fast
		}
	}
	return nil
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
		samples: make([]float32, overlap+stepLen),
		frames:  make([]float32, hop*bands),
		mel:     e.mel.newMel(),
		net:     e.net.newNet(),
	}
	s.Reset()
	return s
}
