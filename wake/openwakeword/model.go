package openwakeword

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/graph"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A Head is the part of openWakeWord that knows one word, or several: a small
// net over the last embeddings, 16 in most.
type Head struct {
	// Name is the word. A head with several outputs, such as the one of
	// openWakeWord that hears for how long a timer is to run, gives words called
	// "Name 0", "Name 1", …
	Name string
	// Graph is the .onnx file.
	Graph io.Reader
}

// A Model hears the words of some heads over one Embedder. It satisfies
// [wake.Model].
type Model struct {
	embedder *Embedder
	heads    []head
	info     wake.Info
	frames   int       // embeddings that the heads look back on, the most of any
	start    []float32 // so many, [frames][size]: what was heard before a stream
}

// head is a Head made ready.
type head struct {
	program *graph.Program
	frames  int // embeddings it hears
	words   int // scores it gives
}

// Limits of a head, the first openWakeWord's own.
const (
	maxFrames = 120
	maxWords  = 256
	maxHeads  = 256
)

// New makes a Model of heads, at least one, with different names. Their files
// are read to the end.
func New(e *Embedder, heads ...Head) (*Model, error) {
	if e == nil && len(heads) > 0 {
		return nil, errors.New("openwakeword: no embedder")
	}
	m := newModel(e)
	for _, h := range heads {
		if err := m.add(h.Name, h.Graph); err != nil {
			return nil, fmt.Errorf("openwakeword: head %q: %w", h.Name, err)
		}
	}
	return m.ready()
}

func newModel(e *Embedder) *Model {
	return &Model{embedder: e, info: wake.Info{SampleRate: sampleRate, Step: stepLen}}
}

// add adds a head to a model that is being made.
func (m *Model) add(name string, graph io.Reader) error {
	if len(m.heads) == maxHeads {
		return fmt.Errorf("more than %d heads", maxHeads)
	}
	h, err := readHead(graph)
	if err != nil {
		return err
	}
	m.heads = append(m.heads, h)
	m.frames = max(m.frames, h.frames)
	for i := range h.words {
		word := name
		if h.words > 1 {
			word = fmt.Sprint(name, " ", i)
		}
		m.info.Words = append(m.info.Words, newWord(word))
	}
	return nil
}

// ready checks a model to which all heads were added.
func (m *Model) ready() (*Model, error) {
	if len(m.heads) == 0 {
		return nil, errors.New("openwakeword: no heads")
	}
	if err := m.info.Validate(); err != nil {
		return nil, fmt.Errorf("openwakeword: %w", err)
	}
	m.start = m.embedder.noise(m.frames)
	return m, nil
}

// newWord describes a word as openWakeWord's documentation has it: scores are
// taken for probabilities, 0.5 accepts, nothing is smoothed. Where a word lies is
// what alexa_v0.1 showed on 101 recordings of it by many people: half of them
// lasted 0.62 s or more, and half of the scores peaked 0.16 s or more after it.
func newWord(name string) wake.Word {
	return wake.Word{
		Name:      name,
		Span:      640 * time.Millisecond,
		Delay:     160 * time.Millisecond,
		Operating: wake.Operating{Threshold: 0.5, Refractory: time.Second},
	}
}

func readHead(r io.Reader) (head, error) {
	m, err := onnx.Read(r)
	if err != nil {
		return head{}, err
	}
	shape, err := headInput(m.Graph)
	if err != nil {
		return head{}, err
	}
	p, err := graph.Compile(m, shape)
	if err != nil {
		return head{}, err
	}
	words, _ := onnx.Count(p.OutputShape())
	if words < 1 || words > maxWords {
		return head{}, fmt.Errorf("output of shape %v, want 1 to %d scores", p.OutputShape(), maxWords)
	}
	count, _ := onnx.Count(shape)
	return head{program: p, frames: count / size, words: words}, nil
}

// headInput works out the shape of a head's input, of which the file may leave
// open the batch and how many embeddings there are.
func headInput(g *onnx.Graph) ([]int, error) {
	ins := graph.Inputs(g)
	if len(ins) != 1 {
		return nil, fmt.Errorf("%d inputs, want 1", len(ins))
	}
	want := []int{1, 16, size}
	got := ins[0].Shape
	if !ins[0].Known {
		got = []int{-1, -1, -1}
	}
	if len(got) == 2 && got[1] > 0 && got[1]%size == 0 { // flat
		want = []int{1, got[1]}
	}
	if len(got) != len(want) {
		return nil, fmt.Errorf("input %q has shape %v, want [1 16 %d]", ins[0].Name, got, size)
	}
	shape := slices.Clone(got)
	for i, d := range shape {
		if d < 0 {
			shape[i] = want[i]
		}
	}
	if shape[0] != 1 || shape[len(shape)-1]%size != 0 || len(shape) == 3 && shape[2] != size {
		return nil, fmt.Errorf("input %q has shape %v, want [1 16 %d]", ins[0].Name, got, size)
	}
	if count, err := onnx.Count(shape); err != nil || count/size > maxFrames {
		return nil, fmt.Errorf("input %q has shape %v, want at most %d embeddings", ins[0].Name, got, maxFrames)
	}
	return shape, nil
}

// Info describes the model.
func (m *Model) Info() wake.Info {
	info := m.info
	info.Words = slices.Clone(info.Words)
	return info
}
