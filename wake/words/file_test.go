package words

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// The checksum beside the weights is theirs.
func TestChecksum(t *testing.T) {
	want, err := os.ReadFile("weights.safetensors.sha256")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(weights)
	if got := hex.EncodeToString(sum[:]) + "  weights.safetensors\n"; got != string(want) {
		t.Errorf("weights.safetensors.sha256 says %q, want %q", want, got)
	}
}

func TestWeightsStaySmall(t *testing.T) {
	if len(weights) > 600<<10 {
		t.Errorf("weights take %d bytes, want at most 600 KB", len(weights))
	}
}

// edit replaces text in the header of the embedded weights, which must be
// there, and keeps its length field right.
func edit(t *testing.T, old, changed string) []byte {
	t.Helper()
	n := 8 + binary.LittleEndian.Uint64(weights)
	header, data := weights[8:n], weights[n:]
	if !bytes.Contains(header, []byte(old)) {
		t.Fatalf("no %s in the header", old)
	}
	header = bytes.Replace(header, []byte(old), []byte(changed), 1)
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), data...)
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name         string
		old, changed string // in the header, quotes as they are escaped there
		want         string
	}{
		{"no metadata", `"hearsay"`, `"other"`, "metadata: unexpected end"},
		{"another format", `\"format\":1`, `\"format\":2`, "format 2, want 1"},
		{"no step", `\"step\":320`, `\"step\":0`, "step of 0"},
		{"endless step", `\"step\":320`, `\"step\":320000`, "step of 320000"},
		{"a root in PCEN", `\"r\":0`, `\"r\":0.5`, "root of 0.5"},
		{"PCEN out of range", `\"delta\":`, `\"delta\":-`, "PCEN parameters"},
		{"frame of nothing", `\"frame\":400`, `\"frame\":0`, "frame 0"},
		{"other bands", `\"bands\":40`, `\"bands\":30`, "between 30 bands"},
		{"an unknown layer", `\"op\":\"block\"`, `\"op\":\"gru\"`, `unknown layer "gru"`},
		{"a word too many", `\"words\":[`, `\"words\":[{\"name\":\"x\"},`, "and 4 words"},
		{"another word", `\"name\":\"alexa\"`, `\"name\":\"alexis\"`, `is "alexa", the net's is "alexis"`},
		{"an absurd rate", `\"sample_rate\":16000`, `\"sample_rate\":1600000`, "lies between two bins"},
	} {
		if _, err := parse(edit(t, c.old, c.changed), calibration); err == nil || !strings.Contains(err.Error(), c.want) {
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

// Whatever the weights file says, reading it and hearing a little with it
// neither panics nor runs away.
func FuzzParse(f *testing.F) {
	f.Add(weights)
	f.Add(weights[:len(weights)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := parse(data, calibration)
		if err != nil {
			return
		}
		m, err := file.model([]string{file.words[0].Name})
		if err != nil {
			return
		}
		dst := make([]float32, 1)
		s := m.NewScorer()
		for range 4 {
			s.Score(dst, make([]float32, m.info.Step))
		}
	})
}
