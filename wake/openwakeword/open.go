package openwakeword

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The files that all heads share, as openWakeWord names them.
const (
	melFile       = "melspectrogram.onnx"
	embeddingFile = "embedding_model.onnx"
)

// Open reads heads from .onnx files, and beside the first of them the files
// melspectrogram.onnx and embedding_model.onnx. Words are called as the files
// are, without the version: hey_jarvis_v0.1.onnx gives "hey jarvis".
func Open(heads ...string) (*Model, error) {
	if len(heads) == 0 {
		return New(nil) // which says so
	}
	e, err := openEmbedder(filepath.Dir(heads[0]))
	if err != nil {
		return nil, err
	}
	m := newModel(e)
	for _, path := range heads {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("openwakeword: head: %w", err)
		}
		err = m.add(wordOf(path), f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("openwakeword: head %s: %w", path, err)
		}
	}
	return m.ready()
}

// openEmbedder reads melspectrogram.onnx and embedding_model.onnx in a folder.
func openEmbedder(folder string) (*Embedder, error) {
	mel, err := os.Open(filepath.Join(folder, melFile))
	if err != nil {
		return nil, fmt.Errorf("openwakeword: mel spectrum: %w", err)
	}
	defer mel.Close()
	embedding, err := os.Open(filepath.Join(folder, embeddingFile))
	if err != nil {
		return nil, fmt.Errorf("openwakeword: embedding: %w", err)
	}
	defer embedding.Close()
	return readEmbedder(mel, embedding, mel.Name(), embedding.Name())
}

// version is what the names of models end in: _v0.1, -v2, _V3.
var version = regexp.MustCompile(`(?i)[-_ ]v\d+(\.\d+)*$`)

// wordOf makes a word of the name of a head's file.
func wordOf(path string) string {
	file := filepath.Base(path)
	name := strings.TrimSuffix(file, filepath.Ext(file))
	if short := version.ReplaceAllString(name, ""); short != "" {
		name = short
	}
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' }), " ")
}
