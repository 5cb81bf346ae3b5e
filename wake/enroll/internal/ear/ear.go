// Package ear opens the embeddings that the commands of package enroll work on.
package ear

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll/speech"
	"github.com/hearsay-go/hearsay/wake/openwakeword"
)

// Open opens the library's own embedding, or openWakeWord's in a folder.
func Open(folder string) (wake.Embedder, error) {
	if folder == "" {
		return speech.Load()
	}
	mel, err := os.Open(filepath.Join(folder, "melspectrogram.onnx"))
	if err != nil {
		return nil, err
	}
	defer mel.Close()
	net, err := os.Open(filepath.Join(folder, "embedding_model.onnx"))
	if err != nil {
		return nil, errors.Join(err, mel.Close())
	}
	defer net.Close()
	return openwakeword.ReadEmbedder(mel, net)
}
