package speech

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
)

//go:embed weights.safetensors
var weights []byte

// Load returns the embedding. It is immutable and may be shared by any number
// of goroutines and of models learnt over it. Loading takes a few milliseconds.
func Load() (*Embedder, error) {
	e, err := parse(weights)
	if err != nil {
		return nil, fmt.Errorf("speech: embedded weights: %w", err)
	}
	return e, nil
}

// id names an embedding by its weights.
func id(weights []byte) string {
	return fmt.Sprintf("hearsay-speech sha256:%x", sha256.Sum256(weights))
}
