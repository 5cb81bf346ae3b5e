package microwakeword

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

const (
	maxModel = 4 << 20 // bytes of a model file; those in use have 60,000
	// How long a wake phrase typically lasts, and how far its score peaks behind
	// its end: the format does not say. 202 recordings of "alexa" last 0.57 s in
	// the median, and their averaged probability peaks 0.23 s after the end; the
	// phrases of the other models have a word more.
	span  = 800 * time.Millisecond
	delay = 200 * time.Millisecond
)

// Model is one wake word. It is immutable and safe for concurrent use.
type Model struct {
	manifest Manifest
	graph    *graph
	tables   *tables
	features *quantizer
	info     wake.Info
	least    int32   // byte of the output that stands for 0
	unit     float32 // of the score: what the next byte adds
}

// Open reads a model with its manifest. path is that of the manifest (.json),
// which names the model beside it, or that of the model (.tflite) beside a
// manifest of the same name.
func Open(path string) (*Model, error) {
	ext := filepath.Ext(path)
	if !strings.EqualFold(ext, ".tflite") {
		return openManifest(path, func(m Manifest) (string, error) {
			if m.File == "" || m.File != filepath.Base(m.File) || !filepath.IsLocal(m.File) {
				return "", fmt.Errorf("microwakeword: %s: model %q, want a file beside the manifest", path, m.File)
			}
			return filepath.Join(filepath.Dir(path), m.File), nil
		})
	}
	return openManifest(strings.TrimSuffix(path, ext)+".json", func(Manifest) (string, error) { return path, nil })
}

// openManifest reads a manifest and the model that it belongs to.
func openManifest(path string, file func(Manifest) (string, error)) (*Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("microwakeword: manifest: %w", err)
	}
	defer f.Close()
	man, err := readManifest(f)
	if err != nil {
		return nil, fmt.Errorf("microwakeword: manifest %s: %w", path, err)
	}
	name, err := file(man)
	if err != nil {
		return nil, err
	}
	g, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("microwakeword: model: %w", err)
	}
	defer g.Close()
	m, err := newModel(g, man)
	if err != nil {
		return nil, fmt.Errorf("microwakeword: model %s: %w", name, err)
	}
	return m, nil
}

// Read reads a model, the bytes of a .tflite file, and its manifest. It fails
// where either is not sound, or asks for what this package does not do; the
// error names the operator and the tensor.
func Read(model, manifest io.Reader) (*Model, error) {
	man, err := ReadManifest(manifest)
	if err != nil {
		return nil, err
	}
	m, err := newModel(model, man)
	if err != nil {
		return nil, fmt.Errorf("microwakeword: model: %w", err)
	}
	return m, nil
}

// sharedTables are the same for every model.
var sharedTables = sync.OnceValue(newTables)

func newModel(r io.Reader, man Manifest) (*Model, error) {
	b, err := readAll(r, maxModel)
	if err != nil {
		return nil, err
	}
	g, err := load(b)
	if err != nil {
		return nil, err
	}
	m := &Model{manifest: man, graph: g, tables: sharedTables()}
	scale, zero, err := g.input.quant()
	if err != nil {
		return nil, err
	}
	m.features = newQuantizer(scale, zero)
	unit, least, err := g.output.quant()
	if err != nil {
		return nil, err
	}
	// Outputs count in 256ths, and the runtime takes the byte for 255ths: the
	// cutoffs of the manifests are meant so.
	m.least, m.unit = least, float32(unit*256/255)
	m.info = wake.Info{
		SampleRate: sampleRate,
		Step:       int(man.Step * sampleRate / time.Second),
		Words: []wake.Word{{
			Name:  strings.ToLower(man.Word),
			Span:  span,
			Delay: delay,
			Operating: wake.Operating{
				Smoothing: time.Duration(man.Window*g.frames) * man.Step,
				Threshold: man.Cutoff,
			},
		}},
	}
	if err := m.info.Validate(); err != nil {
		return nil, err
	}
	return m, nil
}

// Info describes the model. The word is named in lower case, so that it is the
// same word in models of other makes; its operating point is that of the
// manifest, and it comes without a calibration.
func (m *Model) Info() wake.Info {
	info := m.info
	info.Words = slices.Clone(info.Words)
	return info
}

// Manifest returns what the manifest says.
func (m *Model) Manifest() Manifest {
	out := m.manifest
	out.Languages = slices.Clone(out.Languages)
	return out
}

// NewScorer returns a Scorer that has heard nothing.
func (m *Model) NewScorer() wake.Scorer {
	return &scorer{
		model:    m,
		front:    frontend{tables: m.tables},
		state:    m.graph.newState(),
		features: make([]int8, m.graph.frames*channels),
	}
}
