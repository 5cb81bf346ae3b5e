package speech

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"

	"github.com/hearsay-go/hearsay/wake/enroll"
)

//go:embed weights.safetensors
var weights []byte

//go:embed evidence.bin
var evidence []byte

// Load returns the embedding. It is immutable and may be shared by any number
// of goroutines and of models learnt over it. Loading takes about 10 ms.
func Load() (*Embedder, error) {
	e, err := parse(weights)
	if err != nil {
		return nil, fmt.Errorf("speech: embedded weights: %w", err)
	}
	return e, nil
}

// Evidence returns what the embedding made of a third of an hour of sound in which no
// wake word is said: read speech clear, spoilt and disguised, commands, single
// words, noise, kitchens and music; and how other words differ from mouth to mouth.
// Words are learnt against it. It is immutable and may be shared.
func Evidence() (*enroll.Evidence, error) {
	ev, err := enroll.ReadEvidence(bytes.NewReader(evidence))
	if err != nil {
		return nil, fmt.Errorf("speech: embedded evidence: %w", err)
	}
	return ev, nil
}

// id names an embedding by its weights.
func id(weights []byte) string {
	return fmt.Sprintf("hearsay-speech sha256:%x", sha256.Sum256(weights))
}
