package words

import (
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/internal/nn/nntest"
)

// The checksum beside the weights is theirs.
func TestChecksum(t *testing.T) { nntest.Checksum(t, weights) }

func TestWeightsStaySmall(t *testing.T) {
	if len(weights) > 600<<10 {
		t.Errorf("weights take %d bytes, want at most 600 KB", len(weights))
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name         string
		old, changed string // in the header, quotes as they are escaped there
		want         string
	}{
		{"no metadata", `"hearsay"`, `"other"`, "metadata: unexpected end"},
		{"another format", `\"format\":2`, `\"format\":1`, "format 1, want 2"},
		{"no step", `\"step\":320`, `\"step\":0`, "step of 0"},
		{"endless step", `\"step\":320`, `\"step\":320000`, "step of 320000"},
		{"a root in PCEN", `\"r\":0`, `\"r\":0.5`, "root of 0.5"},
		{"PCEN out of range", `\"delta\":`, `\"delta\":-`, "PCEN parameters"},
		{"frame of nothing", `\"frame\":400`, `\"frame\":0`, "frame 0"},
		{"other bands", `\"bands\":40`, `\"bands\":30`, "between 30 bands"},
		{"no nets", `\"nets\":`, `\"layers\":`, "0 nets, want 1 to 8"},
		{"nets without layers", `\"nets\":[`, `\"nets\":[[],`, "net 0: "},
		{"an unknown layer", `\"op\":\"block\"`, `\"op\":\"gru\"`, `unknown layer "gru"`},
		{"a word too many", `\"words\":[`, `\"words\":[{\"name\":\"x\"},`, "and 4 words"},
		{"another word", `\"name\":\"alexa\"`, `\"name\":\"alexis\"`, `is "alexa", the net's is "alexis"`},
		{"an absurd rate", `\"sample_rate\":16000`, `\"sample_rate\":1600000`, "lies between two bins"},
	} {
		if _, err := parse(nntest.Edit(t, weights, c.old, c.changed), calibration); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestCalibrationRefuses(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"not JSON":          {"{", "calibration: "},
		"another format":    {`{"format":2}`, "format 2"},
		"too few words":     {`{"format":1,"words":[{"name":"alexa"}]}`, "of 1 words"},
		"other words":       {`{"format":1,"words":[{"name":"a"},{"name":"b"},{"name":"c"}]}`, `"a"`},
		"a threshold above": {strings.Replace(string(calibration), `"threshold"`, `"threshold": 1.5, "x"`, 1), "threshold 1.5"},
	} {
		if _, err := parse(weights, []byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

// small describes a net of 355 weights with the embedded net's front end.
func small(t testing.TB) metadata {
	t.Helper()
	m := embedded(t).meta
	m.Nets = [][]nn.LayerSpec{{
		{Op: "conv", Name: "in", In: 40, Out: 8, Taps: 1, Stride: 2, Dilation: 1, ReLU: true},
		{Op: "conv", Name: "head", In: 8, Out: 3, Taps: 1, Stride: 1, Dilation: 1},
	}}
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
		"head.w":       entry{"F16", []int{3, 8, 1}, [2]int{656, 704}},
		"head.b":       entry{"F16", []int{3}, [2]int{704, 710}},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), make([]byte, 710)...)
}

func TestSmallFileParses(t *testing.T) {
	if _, err := parse(smallFile(t, small(t)), calibration); err != nil {
		t.Error(err)
	}
}

// Whatever numbers the description in a weights file holds, reading it and
// hearing a little with it neither panics nor runs away. (Bytes that are no
// weights file are the business of the fuzz target in internal/nn.)
func FuzzParse(f *testing.F) {
	m := small(f)
	e := m.FrontEnd
	f.Add(m.SampleRate, m.Step, e.Frame, e.Hop, e.FFT, e.Bands, e.Scale, e.LowHz, e.HighHz,
		e.PCEN.S, e.PCEN.Alpha, e.PCEN.Delta, e.PCEN.Eps, 1, 2, 1)
	f.Fuzz(func(t *testing.T, rate, step, frame, hop, fft, bands int, scale, low, high float64,
		s, alpha, delta, eps float32, taps, stride, dilation int) {
		m := m
		m.SampleRate, m.Step = rate, step
		m.FrontEnd = dsp.FeatureSpec{Frame: frame, Hop: hop, FFT: fft, Scale: scale, Bands: bands, LowHz: low, HighHz: high}
		p := &m.FrontEnd.PCEN
		p.S, p.Alpha, p.Delta, p.Eps = s, alpha, delta, eps
		l, head := m.Nets[0][0], m.Nets[0][1]
		l.Taps, l.Stride, l.Dilation = taps, stride, dilation
		m.Nets = [][]nn.LayerSpec{{l, head}, m.Nets[0]} // two nets, which may not keep step
		file, err := parse(smallFile(t, m), calibration)
		if err != nil {
			return
		}
		hear(t, file)
	})
}

// hear scores four steps of silence with the first word of a file.
func hear(t *testing.T, f *modelFile) {
	t.Helper()
	m, err := f.model([]string{f.words[0].Name})
	if err != nil {
		t.Fatal(err)
	}
	dst, s := make([]float32, 1), m.NewScorer()
	for range 4 {
		if s.Score(dst, make([]float32, m.info.Step)); dst[0] != 0 && dst[0] != noScore {
			t.Fatalf("a net of zeros scores %v", dst[0])
		}
	}
}
