package openwakeword

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

var _ wake.Model = (*Model)(nil)

// A madeHead is a logistic regression, or several, over some embeddings.
type madeHead struct {
	frames, words int
	w             []float32 // [frames*size][words]
}

func newMadeHead(seed uint64, frames, words int) *madeHead {
	rng := rand.New(rand.NewPCG(seed, 12))
	h := &madeHead{frames: frames, words: words}
	for range frames * size * words {
		h.w = append(h.w, float32(rng.NormFloat64())/20)
	}
	return h
}

func (h *madeHead) model() *onnx.Model {
	return ot.Model(13, ot.Value("x", 1, h.frames, size), ot.Value("p", 1, h.words),
		[]*onnx.Tensor{ot.Floats("w", []int{h.frames * size, h.words}, h.w...)},
		ot.Node("Flatten", "flat", []string{"x"}), ot.Node("MatMul", "odds", []string{"flat", "w"}), ot.Node("Sigmoid", "p", []string{"odds"}))
}

// scores computes the scores of a word from all embeddings so far.
func (h *madeHead) scores(embeddings [][]float64, word int) float64 {
	x := slices.Concat(embeddings[len(embeddings)-h.frames:]...)
	sum := 0.0
	for i, v := range x {
		sum += v * float64(h.w[i*h.words+word])
	}
	return 1 / (1 + math.Exp(-sum))
}

// lstmHead has layers that remember, a branch, and a free batch.
func lstmHead() *onnx.Model {
	rng := rand.New(rand.NewPCG(3, 12))
	random := func(name string, shape ...int) *onnx.Tensor {
		n, _ := onnx.Count(shape)
		t := ot.Floats(name, shape, make([]float32, n)...)
		for i := range t.Floats {
			t.Floats[i] = float32(rng.NormFloat64()) / 5
		}
		return t
	}
	verify := &onnx.Graph{Nodes: []*onnx.Node{ot.Node("Mul", "q", []string{"p", "p"})}, Outputs: []onnx.Value{ot.Value("q", 1, 1)}}
	trust := &onnx.Graph{Nodes: []*onnx.Node{ot.Node("Identity", "r", []string{"p"})}, Outputs: []onnx.Value{ot.Value("r", 1, 1)}}
	return ot.Model(14, ot.Value("x", -1, 16, size), ot.Value("y", -1, 1),
		[]*onnx.Tensor{
			random("w", 1, 16, size), random("r", 1, 16, 4), random("dense", 4, 1), ot.Floats("half", nil, 0.5),
			ot.Ints("one", []int{1}, 1), ot.Ints("last", []int{1}, -1), ot.Ints("end", []int{1}, math.MaxInt64), ot.Ints("zero", []int{1}, 0),
		},
		ot.Node("Transpose", "t", []string{"x"}, ot.Is("perm", 1, 0, 2)),
		ot.Node("LSTM", "all", []string{"t", "w", "r"}, ot.I("hidden_size", 4)),
		ot.Node("Squeeze", "steps", []string{"all", "one"}),
		ot.Node("Slice", "newest", []string{"steps", "last", "end", "zero"}),
		ot.Node("Squeeze", "state", []string{"newest", "zero"}),
		ot.Node("MatMul", "odds", []string{"state", "dense"}), ot.Node("Sigmoid", "p", []string{"odds"}),
		ot.Node("GreaterOrEqual", "likely", []string{"p", "half"}),
		ot.Node("If", "y", []string{"likely"}, ot.G("then_branch", verify), ot.G("else_branch", trust)))
}

func TestModelHoldsItsContract(t *testing.T) {
	m, err := New(madeEmbedder(t), Head{"one", file(newMadeHead(1, 16, 1).model())}, Head{"remembers", file(lstmHead())},
		Head{"timer", file(newMadeHead(2, 3, 2).model())})
	if err != nil {
		t.Fatal(err)
	}
	if err := waketest.TestModel(m); err != nil {
		t.Error(err)
	}
}

// A model over graphs that run as written, all of a window at each step.
func TestSlowModelHoldsItsContract(t *testing.T) {
	if testing.Short() {
		t.Skip("slow graphs")
	}
	mel := newMadeMel()
	mel.depth = 60
	e, err := ReadEmbedder(file(mel.model()), file(newMadeNet(1).model()))
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(e, Head{"one", file(newMadeHead(1, 4, 1).model())})
	if err != nil {
		t.Fatal(err)
	}
	s := m.NewScorer()
	var p [1]float32
	x := sound(1, 1)
	if n := testing.AllocsPerRun(5, func() { s.Score(p[:], x) }); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

// Scores are those of the pipeline as it is described: the noise before the
// stream, five silent steps, each head over its own number of embeddings.
func TestScoresAreThoseOfThePipeline(t *testing.T) {
	mel, net := newMadeMel(), newMadeNet(1)
	heads := []*madeHead{newMadeHead(1, 16, 1), newMadeHead(2, 20, 3)}
	m, err := New(madeEmbedder(t), Head{"one", file(heads[0].model())}, Head{"three", file(heads[1].model())})
	if err != nil {
		t.Fatal(err)
	}
	past := noiseBefore(mel, net)
	x := sound(8, 12)
	s := m.NewScorer()
	got := make([]float32, 4)
	for i, e := range direct(mel, net, x) {
		past = append(past, e)
		s.Score(got, x[i*stepLen:][:stepLen])
		want := []float64{0, 0, 0, 0}
		if i >= 5 {
			want = []float64{heads[0].scores(past, 0), heads[1].scores(past, 0), heads[1].scores(past, 1), heads[1].scores(past, 2)}
		}
		for j, w := range want {
			if !(math.Abs(float64(got[j])-w) < 1e-4) {
				t.Errorf("step %d, word %d: %v, want %v", i, j, got[j], w)
			}
		}
	}
}

// noiseBefore computes the last 21 embeddings of 4 s of noise, in one go.
func noiseBefore(mel *madeMel, net madeNet) (embeddings [][]float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, 4*sampleRate)
	for i := range x {
		x[i] = float64(rng.IntN(2000) - 1000)
	}
	const spared = 20 * hop // frames of the first windows, which no head here hears
	frames := mel.decibels(x[spared*frameHop:])
	for i, v := range frames {
		frames[i] = v/10 + 2
	}
	for ; len(frames) >= window*bands; frames = frames[hop*bands:] {
		embeddings = append(embeddings, net.embed(frames[:window*bands]))
	}
	return embeddings
}

func TestInfo(t *testing.T) {
	m, err := New(madeEmbedder(t), Head{"hey ann", file(newMadeHead(1, 16, 1).model())}, Head{"timer", file(newMadeHead(2, 3, 2).model())})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, w := range m.Info().Words {
		names = append(names, w.Name)
		if w.Operating.Threshold != 0.5 || w.Calibration.Confidence(0.25) != 0.25 {
			t.Errorf("%+v: want a threshold of 0.5, and scores for confidences", w)
		}
	}
	if d := cmp.Diff([]string{"hey ann", "timer 0", "timer 1"}, names); d != "" {
		t.Errorf("words (-want +got):\n%s", d)
	}
	m.Info().Words[0].Name = "changed"
	if got := m.Info().Words[0].Name; got != "hey ann" {
		t.Errorf("a caller renamed the word to %q", got)
	}
}

// A head may leave its shape to the reader, or be flat.
func TestHeadInputs(t *testing.T) {
	sum := func(in onnx.Value) io.Reader {
		return file(ot.Model(13, in, ot.Value("y"), nil, ot.Node("ReduceSum", "y", []string{in.Name})))
	}
	for _, c := range []struct {
		in     onnx.Value
		frames int
		err    string
	}{
		{ot.Value("x", 1, 16, size), 16, ""},
		{ot.Value("x", -1, 28, size), 28, ""},
		{ot.Value("x", -1, -1, -1), 16, ""},
		{ot.Value("x"), 16, ""},
		{ot.Value("x", 1, 4*size), 4, ""},
		{ot.Value("x", 1, 120, size), 120, ""},
		{ot.Value("x", 1, 121, size), 0, "at most 120 embeddings"},
		{ot.Value("x", 2, 16, size), 0, "want [1 16 96]"},
		{ot.Value("x", 1, 16, 40), 0, "want [1 16 96]"},
		{ot.Value("x", 1, 16, size, 1), 0, "want [1 16 96]"},
		{ot.Value("x", 1, 100), 0, "want [1 16 96]"},
	} {
		h, err := readHead(sum(c.in))
		if c.err == "" && (err != nil || h.frames != c.frames || h.words != 1) {
			t.Errorf("%v: %d embeddings, %d words, %v; want %d and 1", c.in.Shape, h.frames, h.words, err, c.frames)
		}
		if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%v: %v, want an error with %q", c.in.Shape, err, c.err)
		}
	}
}

func TestNewErrors(t *testing.T) {
	e := madeEmbedder(t)
	good := func() io.Reader { return file(newMadeHead(1, 2, 1).model()) }
	unknown := file(ot.Model(13, ot.Value("x", 1, 16, size), ot.Value("y"), nil, &onnx.Node{Op: "Loop", Name: "around", Inputs: []string{"x"}, Outputs: []string{"y"}}))
	wide := file(ot.Model(13, ot.Value("x", 1, 16, size), ot.Value("y"), nil, ot.Node("Identity", "y", []string{"x"})))
	broken := errors.New("cable pulled")
	for _, c := range []struct {
		why   string
		e     *Embedder
		heads []Head
		want  string
	}{
		{"no embedder", nil, []Head{{"a", good()}}, "no embedder"},
		{"no head", e, nil, "no heads"},
		{"no name", e, []Head{{"", good()}}, "has no name"},
		{"one name twice", e, []Head{{"a", good()}, {"a", good()}}, `"a" twice`},
		{"an operator that is not known", e, []Head{{"a", unknown}}, `head "a": Loop node "around": the operator is not supported`},
		{"very many scores", e, []Head{{"a", wide}}, "want 1 to 256 scores"},
		{"text", e, []Head{{"a", strings.NewReader("model")}}, `head "a": bad ONNX file`},
		{"a broken file", e, []Head{{"a", iotest.ErrReader(broken)}}, `head "a": cable pulled`},
	} {
		if _, err := New(c.e, c.heads...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: New = %v, want an error with %q", c.why, err, c.want)
		}
	}
}

// What a head comes to that is no finite number is told as one.
func TestScoresAreFinite(t *testing.T) {
	log := file(ot.Model(13, ot.Value("x", 1, 1, size), ot.Value("y"), nil,
		ot.Node("ReduceL1", "sum", []string{"x"}, ot.I("keepdims", 0)), ot.Node("Neg", "minus", []string{"sum"}), ot.Node("Log", "y", []string{"minus"})))
	m, err := New(madeEmbedder(t), Head{"a", log})
	if err != nil {
		t.Fatal(err)
	}
	s, x := m.NewScorer(), sound(1, 1)
	for i := range 7 {
		got := []float32{7}
		if s.Score(got, x); got[0] != 0 {
			t.Errorf("step %d: score %v, want 0 for what is not a number", i, got[0])
		}
	}
	for _, c := range []struct{ in, want float32 }{{float32(math.Inf(1)), math.MaxFloat32}, {float32(math.Inf(-1)), -math.MaxFloat32}, {0.25, 0.25}} {
		if got := finite(c.in); got != c.want {
			t.Errorf("finite(%v) = %v, want %v", c.in, got, c.want)
		}
	}
}

// hiss makes steps of noise of some level in dBFS.
func hiss(seed uint64, steps int, level float64) (x []float32) {
	rng := rand.New(rand.NewPCG(seed, 13))
	for range steps * stepLen {
		x = append(x, float32(math.Round(rng.NormFloat64()*math.Pow(10, level/20)*32768))/32768)
	}
	return x
}

// learnt makes a head of one embedding that tells two sounds apart by which is
// nearer in the mean.
func learnt(e *Embedder, no, yes []float32) *onnx.Model {
	mean := func(x []float32) []float64 {
		m, v := make([]float64, size), embedAll(e.NewEmbedding(), x)
		for i, y := range v {
			m[i%size] += float64(y) / float64(len(v)/size)
		}
		return m
	}
	a, b := mean(no), mean(yes)
	var gap, middle float64
	for i := range a {
		gap += (b[i] - a[i]) * (b[i] - a[i])
		middle += (b[i] - a[i]) * (a[i] + b[i]) / 2
	}
	var w []float32
	for i := range a {
		w = append(w, float32(8*(b[i]-a[i])/gap))
	}
	return ot.Model(13, ot.Value("x", 1, 1, size), ot.Value("p", 1, 1),
		[]*onnx.Tensor{ot.Floats("w", []int{size, 1}, w...), ot.Floats("b", []int{1}, float32(-8*middle/gap))},
		ot.Node("Flatten", "flat", []string{"x"}), ot.Node("Gemm", "odds", []string{"flat", "w", "b"}), ot.Node("Sigmoid", "p", []string{"odds"}))
}

// A Detector hears the word of a head that was learnt from two sounds.
func TestDetector(t *testing.T) {
	e := madeEmbedder(t)
	m, err := New(e, Head{"loud", file(learnt(e, hiss(1, 20, -70), hiss(2, 20, -20)))})
	if err != nil {
		t.Fatal(err)
	}
	d, err := wake.New(m, wake.Config{})
	if err != nil {
		t.Fatal(err)
	}
	x := slices.Concat(hiss(3, 40, -70), hiss(4, 10, -20), hiss(5, 40, -70))
	dets := d.Flush(d.Append(nil, x))
	if len(dets) != 1 || dets[0].Word != "loud" || dets[0].Verdict != wake.Accepted {
		t.Fatalf("heard %+v, want loud, once", dets)
	}
	if at := d.Time(dets[0].At); at < 3200*time.Millisecond || at > 4800*time.Millisecond {
		t.Errorf("heard at %v, want it from 3.2 s to soon after 4 s", at)
	}
}
