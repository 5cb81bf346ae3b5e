package openwakeword

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// write puts models into a folder.
func write(t testing.TB, folder string, models map[string]*onnx.Model) {
	t.Helper()
	for name, m := range models {
		if err := os.WriteFile(filepath.Join(folder, name), ot.Encode(m), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpen(t *testing.T) {
	folder, other := t.TempDir(), t.TempDir()
	write(t, folder, map[string]*onnx.Model{
		melFile: newMadeMel().model(), embeddingFile: newMadeNet(1).model(), "hey_ann_v0.1.onnx": newMadeHead(1, 2, 1).model(),
	})
	write(t, other, map[string]*onnx.Model{"bob.onnx": newMadeHead(2, 2, 1).model(), "bad.onnx": newMadeMel().model()})
	m, err := Open(filepath.Join(folder, "hey_ann_v0.1.onnx"), filepath.Join(other, "bob.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	if words := m.Info().Words; len(words) != 2 || words[0].Name != "hey ann" || words[1].Name != "bob" {
		t.Errorf("words %+v", words)
	}
	for _, c := range []struct {
		heads []string
		want  string
	}{
		{nil, "no heads"},
		{[]string{filepath.Join(other, "bob.onnx")}, "mel spectrum: open"},
		{[]string{filepath.Join(folder, "carol.onnx")}, "carol.onnx"},
		{[]string{filepath.Join(folder, "hey_ann_v0.1.onnx"), filepath.Join(other, "bad.onnx")}, "bad.onnx: input"},
	} {
		if _, err := Open(c.heads...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Open(%v) = %v, want an error with %q", c.heads, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(other, "bob.onnx")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open = %v, want fs.ErrNotExist", err)
	}
}

func TestWordOf(t *testing.T) {
	for path, want := range map[string]string{
		"alexa_v0.1.onnx":             "alexa",
		"models/hey_jarvis_v0.1.onnx": "hey jarvis",
		"computer_v2.onnx":            "computer",
		"Computer-V2.1.3.onnx":        "Computer",
		"glados.onnx":                 "glados",
		"vivian.onnx":                 "vivian",
		"tv_v1_final.onnx":            "tv v1 final",
		"hey__ann.onnx":               "hey ann",
		"v1.onnx":                     "v1",
		"_v1.onnx":                    "v1",
		"hey.ann.onnx":                "hey.ann",
	} {
		if got := wordOf(path); got != want {
			t.Errorf("wordOf(%q) = %q, want %q", path, got, want)
		}
	}
}

func ExampleOpen() {
	folder, err := os.MkdirTemp("", "models")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	download(folder) // melspectrogram.onnx, embedding_model.onnx and hey_ann_v0.1.onnx

	model, err := Open(filepath.Join(folder, "hey_ann_v0.1.onnx"))
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := wake.New(model, wake.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, chunk := range [][]float32{hiss(3, 40, -70), hiss(4, 10, -20), hiss(5, 40, -70)} {
		for _, det := range d.Append(nil, chunk) {
			fmt.Println(det.Word, det.Verdict)
		}
	}
	_, err = Open("alexa_v0.1.onnx")
	fmt.Println(err)
	// Output:
	// hey ann accepted
	// openwakeword: mel spectrum: open melspectrogram.onnx: no such file or directory
}

// download makes up models: the word is a hiss.
func download(folder string) {
	mel, net := newMadeMel().model(), newMadeNet(1).model()
	e, err := ReadEmbedder(file(mel), file(net))
	if err != nil {
		return
	}
	head := learnt(e, hiss(1, 20, -70), hiss(2, 20, -20))
	for name, m := range map[string]*onnx.Model{melFile: mel, embeddingFile: net, "hey_ann_v0.1.onnx": head} {
		if err := os.WriteFile(filepath.Join(folder, name), ot.Encode(m), 0o600); err != nil {
			return
		}
	}
}

func ExampleReadEmbedder() {
	e, err := ReadEmbedder(file(newMadeMel().model()), file(newMadeNet(1).model()))
	if err != nil {
		fmt.Println(err)
		return
	}
	info := e.Embedding()
	fmt.Println(info.Size, "values every", info.Step, "samples, over", info.Context)

	s := e.NewEmbedding()
	vector := make([]float32, info.Size)
	audio := sound(1, 12)
	count := 0
	for ; len(audio) >= info.Step; audio = audio[info.Step:] {
		if s.Embed(vector, audio[:info.Step]) {
			count++
		}
	}
	fmt.Println(count, "vectors in 12 steps")
	// Output:
	// 96 values every 1280 samples, over 782ms
	// 3 vectors in 12 steps
}
