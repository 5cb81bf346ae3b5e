package microwakeword

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/wake"
)

var update = flag.Bool("update", false, "write testdata anew")

// The example and the users of this package's tests open testdata/tiny.tflite:
// the net of tiny_test.go.
func TestTestdataIsUpToDate(t *testing.T) {
	for name, want := range map[string][]byte{
		"tiny.tflite": newTiny(0).file(),
		"tiny.json":   []byte(tinyManifest + "\n"),
	} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the tests make; run go test -update", path)
		}
	}
}

func TestOpenTakesManifestOrModel(t *testing.T) {
	for _, name := range []string{"tiny.json", "tiny.tflite"} {
		m, err := Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Manifest(); got.Word != "Tiny Word" || got.Cutoff != 0.97 || len(got.Languages) != 1 {
			t.Errorf("%s: manifest %+v", name, got)
		}
		m.Manifest().Languages[0] = "xx"
		if got := m.Manifest().Languages[0]; got != "en" {
			t.Errorf("%s: a caller changed the model's languages to %q", name, got)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	manifest := func(model string) []byte {
		return []byte(strings.Replace(tinyManifest, "tiny.tflite", model, 1))
	}
	write("alone.tflite", newTiny(0).file())
	write("lost.json", manifest("nowhere.tflite"))
	write("up.json", manifest("../alone.tflite"))
	write("root.json", manifest("/alone.tflite"))
	write("dot.json", manifest(".."))
	write("nothing.json", manifest(""))
	write("text.json", manifest("lost.json"))
	write("large.json", manifest("large.tflite"))
	write("large.tflite", make([]byte, maxModel+1))
	write("old.json", bytes.Replace(manifest("alone.tflite"), []byte(`"version": 2`), []byte(`"version": 1`), 1))
	for name, want := range map[string]string{
		"alone.tflite": "alone.json", "absent.json": "absent.json", "lost.json": "nowhere.tflite",
		"up.json": "beside the manifest", "root.json": "beside the manifest", "dot.json": "beside the manifest",
		"nothing.json": "beside the manifest", "text.json": "TFL3", "large.json": "more than", "old.json": "version 1",
	} {
		path := filepath.Join(dir, name)
		m, err := Open(path)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "microwakeword: ") {
			t.Errorf("%s: %v, %v, want an error with %q", name, m, err, want)
		}
	}
	if _, err := Open(filepath.Join(dir, "absent.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("absent.json: %v, want ErrNotExist", err)
	}
}

func TestModelsHaveNoCalibration(t *testing.T) {
	_, err := wake.New(readTiny(t, 0), wake.Config{FalseAcceptsPerHour: 1})
	if !errors.Is(err, wake.ErrCalibration) {
		t.Errorf("false accepts per hour of a model without a calibration: %v, want ErrCalibration", err)
	}
}
