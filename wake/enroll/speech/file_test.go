package speech

import (
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/internal/nn/nntest"
)

// The checksum beside the weights is theirs, and names the embedding.
func TestChecksum(t *testing.T) {
	digest := nntest.Checksum(t, weights)
	if got := load(t).Embedding().ID; !strings.HasSuffix(got, digest) {
		t.Errorf("ID is %q, want one with %s", got, digest)
	}
}

// The stored vectors are of these weights and no others.
func TestVectorsAreOfTheseWeights(t *testing.T) {
	if got := nntest.Open(t).Meta("weights"); !strings.HasSuffix(load(t).Embedding().ID, got) || got == "" {
		t.Errorf("vectors of weights %q, the embedding is %q", got, load(t).Embedding().ID)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name         string
		old, changed string // in the header, quotes as they are escaped there
		want         string
	}{
		{"no metadata", `"hearsay"`, `"other"`, "metadata: unexpected end"},
		{"another format", `\"format\":1`, `\"format\":2`, "format 2, want 1"},
		{"no step", `\"step\":1280`, `\"step\":0`, "step of 0"},
		{"a step beside the hop", `\"step\":1280`, `\"step\":1281`, "no multiple of the hop of 160"},
		{"a step of two vectors", `\"step\":1280`, `\"step\":2560`, "takes 8 at a time, want 16"},
		{"a vector late", `\"lead\":2`, `\"lead\":0`, "0 frames before and 6 frames"},
		{"a lead of less than nothing", `\"lead\":2`, `\"lead\":-6`, "-6 frames before"},
		{"a memory of minutes", `\"context_ms\":`, `\"context_ms\":99`, "context"},
		{"a root in PCEN", `\"r\":0`, `\"r\":0.5`, "root of 0.5"},
		{"frame of nothing", `\"frame\":400`, `\"frame\":0`, "frame 0"},
		{"other bands", `\"bands\":40`, `\"bands\":30`, "40 inputs over 30 bands"},
		{"an unknown layer", `\"op\":\"banded\"`, `\"op\":\"gru\"`, `unknown layer "gru"`},
		{"an absurd rate", `\"sample_rate\":16000`, `\"sample_rate\":1600000`, "lies between two bins"},
	} {
		if _, err := parse(nntest.Edit(t, weights, c.old, c.changed)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if _, err := parse(weights[:len(weights)-2]); err == nil {
		t.Error("cut weights are read")
	}
}

// small describes a net of 328 weights, one vector of 8 values in 20 ms, with
// the embedded net's front end.
func small(t testing.TB) metadata {
	t.Helper()
	f, err := nn.ParseTensors(weights)
	if err != nil {
		t.Fatal(err)
	}
	var m metadata
	if err := json.Unmarshal([]byte(f.Meta("hearsay")), &m); err != nil {
		t.Fatal(err)
	}
	m.Step, m.Lead = 800, 2
	m.Layers = []nn.LayerSpec{{Op: "conv", Name: "in", In: 40, Out: 8, Taps: 1, Stride: 5, Dilation: 1}}
	return m
}

// smallFile is a file with that description and weights that are all 0.
func smallFile(t testing.TB, m metadata) []byte {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Skip(err) // a number that JSON does not have
	}
	type entry struct {
		DType   string `json:"dtype"`
		Shape   []int  `json:"shape"`
		Offsets [2]int `json:"data_offsets"`
	}
	header, err := json.Marshal(map[string]any{
		"__metadata__": map[string]string{"hearsay": string(text)},
		"in.w":         entry{"F16", []int{8, 40, 1}, [2]int{0, 640}},
		"in.b":         entry{"F16", []int{8}, [2]int{640, 656}},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), make([]byte, 656)...)
}

// A net of other steps works too: a vector ends each step, from the first on.
func TestSmallFile(t *testing.T) {
	e, err := parse(smallFile(t, small(t)))
	if err != nil {
		t.Fatal(err)
	}
	if got := embedAll(e, make([]float32, 4*800)); len(got) != 4 || len(got[0]) != 8 {
		t.Errorf("vectors of 4 steps: %v, want 4 of 8 values", got)
	}
}

// Whatever numbers the description in a weights file holds, reading it and
// hearing a little with it neither panics nor runs away, and each step gives a
// vector. (Bytes that are no weights file are the business of the fuzz target in
// internal/nn.)
func FuzzParse(f *testing.F) {
	m := small(f)
	e := m.FrontEnd
	f.Add(m.SampleRate, m.Step, m.Lead, e.Frame, e.Hop, e.FFT, e.Bands, e.Scale, e.LowHz, e.HighHz,
		e.PCEN.S, e.PCEN.Alpha, e.PCEN.Delta, e.PCEN.Eps, 1, 5, 1)
	f.Fuzz(func(t *testing.T, rate, step, lead, frame, hop, fft, bands int, scale, low, high float64,
		s, alpha, delta, eps float32, taps, stride, dilation int) {
		m := m
		m.SampleRate, m.Step, m.Lead = rate, step, lead
		e := &m.FrontEnd
		e.Frame, e.Hop, e.FFT, e.Bands, e.Scale, e.LowHz, e.HighHz = frame, hop, fft, bands, scale, low, high
		e.PCEN.S, e.PCEN.Alpha, e.PCEN.Delta, e.PCEN.Eps = s, alpha, delta, eps
		l := m.Layers[0]
		l.Taps, l.Stride, l.Dilation = taps, stride, dilation
		m.Layers = []nn.LayerSpec{l}
		ear, err := parse(smallFile(t, m))
		if err != nil {
			return
		}
		for i, v := range embedAll(ear, make([]float32, 4*step)) {
			for _, x := range v {
				if x != 0 {
					t.Fatalf("vector %d of a net of zeros: %v", i, v)
				}
			}
		}
		if n := len(embedAll(ear, make([]float32, 4*step))); n != 4 {
			t.Fatalf("%d vectors of 4 steps", n)
		}
	})
}
