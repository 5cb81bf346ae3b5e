package models

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
	"github.com/hearsay-go/hearsay/wake/enroll/speech"
	"github.com/hearsay-go/hearsay/wake/openwakeword"
)

// openOwn opens a word that package enroll has learnt, over the embedding that
// comes with the library or over that of openWakeWord, whose two files then lie
// beside it.
func openOwn(file string) (*enroll.Model, error) {
	ears, err := embedders(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := enroll.ReadModel(f, ears...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// openOwnWords opens one or more words, which share their embedding.
func openOwnWords(files []string) (wake.Model, error) {
	var list []*enroll.Model
	for _, file := range files {
		m, err := openOwn(file)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return enroll.Join(list...)
}

// embedders are the embeddings at hand: the library's, and the one in a folder.
func embedders(dir string) ([]wake.Embedder, error) {
	own, err := speech.Load()
	if err != nil {
		return nil, err
	}
	mel, err := os.Open(filepath.Join(dir, "melspectrogram.onnx"))
	if errors.Is(err, fs.ErrNotExist) {
		return []wake.Embedder{own}, nil
	}
	if err != nil {
		return nil, err
	}
	defer mel.Close()
	embedding, err := os.Open(filepath.Join(dir, "embedding_model.onnx"))
	if err != nil {
		return nil, err
	}
	defer embedding.Close()
	theirs, err := openwakeword.ReadEmbedder(mel, embedding)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return []wake.Embedder{own, theirs}, nil
}
