package enroll

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

// TestModelFile: a model read back describes itself alike, scores alike to the
// last bit, and writes the same file.
func TestModelFile(t *testing.T) {
	m := sesame()
	data := fileOf(t, m)
	if len(data) > 200_000 {
		t.Errorf("a file of %d bytes, want less than 200,000", len(data))
	}
	got, err := ReadModel(bytes.NewReader(data), newToy("another"), newToy("toy"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.Info(), got.Info()); diff != "" {
		t.Errorf("info (-want +got)\n%s", diff)
	}
	a, b := m.NewScorer(), got.NewScorer()
	x := slices.Concat(recording(newVoice(5), testWord), newVoice(6).talk(3))
	for i := 0; i+1280 <= len(x); i += 1280 {
		var sa, sb [1]float32
		a.Score(sa[:], x[i:i+1280])
		b.Score(sb[:], x[i:i+1280])
		if sa != sb {
			t.Fatalf("step %d: score %v, read back %v", i/1280, sa, sb)
		}
	}
	if !bytes.Equal(data, fileOf(t, got)) {
		t.Error("read and written, the file is another")
	}
	if err := waketest.TestModel(got); err != nil {
		t.Error(err)
	}
}

func TestModelOfAnotherEmbedding(t *testing.T) {
	data := fileOf(t, sesame())
	for _, e := range []*toyEmbedder{newToy("another"), newToy("toy2")} {
		if _, err := ReadModel(bytes.NewReader(data), e); !errors.Is(err, ErrEmbedding) || !strings.Contains(err.Error(), `"toy"`) {
			t.Errorf("over %q: %v, want ErrEmbedding that names the right one", e.id, err)
		}
	}
	if _, err := ReadModel(bytes.NewReader(data)); !errors.Is(err, ErrEmbedding) {
		t.Errorf("over none: %v, want ErrEmbedding", err)
	}
}

// resum makes the checksum of spoilt data right again.
func resum(data []byte) []byte {
	data = slices.Clone(data)
	n := len(data) - sha256.Size
	sum := sha256.Sum256(data[:n])
	return append(data[:n], sum[:]...)
}

// withHead replaces text in the JSON head, of any length.
func withHead(t *testing.T, data []byte, old, with string) []byte {
	t.Helper()
	n := binary.LittleEndian.Uint32(data[8:])
	head := string(data[12 : 12+n])
	if !strings.Contains(head, old) {
		t.Fatalf("no %q in %s", old, head)
	}
	head = strings.Replace(head, old, with, 1)
	out := binary.LittleEndian.AppendUint32(slices.Clone(data[:8]), uint32(len(head)))
	return resum(slices.Concat(out, []byte(head), data[12+n:]))
}

func TestModelFileErrors(t *testing.T) {
	data := fileOf(t, sesame())
	long := slices.Clone(data)
	binary.LittleEndian.PutUint32(long[8:], 1<<31)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "0 bytes are too few"},
		{"evidence", append([]byte(magicEvidence), data[8:]...), "starts with"},
		{"cut short", data[:len(data)-1], "checksum"},
		{"a bit flipped", append(slices.Clone(data[:5000]), append([]byte{data[5000] ^ 1}, data[5001:]...)...), "checksum"},
		{"head beyond the end", resum(long), "a head of 2147483648 bytes"},
		{"no JSON", withHead(t, data, "{", "?"), "head:"},
		{"unknown field", withHead(t, data, `"size"`, `"seize"`), "seize"},
		{"another size", withHead(t, data, `"size":40`, `"size":41`), "vectors of 41"},
		{"no dims", withHead(t, data, `"dim":24`, `"dim":0`), "whitened to 0"},
		{"no window", withHead(t, data, `"window":`, `"window":-1`), "window of -1"},
		{"too much", withHead(t, data, `"copies":[`, `"copies":[1,`), "copies"},
		{"so many vectors that 32 bits overflow", withHead(t, data, `"vectors":`, `"vectors":178956971`), "more than a file holds"},
		{"vectors below zero", withHead(t, data, `"vectors":`, `"vectors":-`), "negative"},
		{"kind", withHead(t, data, `"kind":0`, `"kind":77`), "kind 77"},
		{"no word", withHead(t, data, `"word":"simelokaf"`, `"word":""`), "no name"},
		{"bytes left", resum(slices.Insert(slices.Clone(data), len(data)-32, 7)), "1 bytes too many"},
		{"bytes missing", resum(slices.Delete(slices.Clone(data), len(data)-33, len(data)-32)), "wanted"},
	} {
		if _, err := ReadModel(bytes.NewReader(c.data), newToy("toy")); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want ErrFormat that says %q", c.name, err, c.want)
		}
	}
	broken := errors.New("disk gone")
	if _, err := ReadModel(iotest.ErrReader(broken)); !errors.Is(err, broken) || errors.Is(err, ErrFormat) {
		t.Errorf("%v, want %v", err, broken)
	}
	nan := slices.Clone(data)
	n := 12 + binary.LittleEndian.Uint32(data[8:])
	copy(nan[n:], "\xff\xff\xff\xff")
	if _, err := ReadModel(bytes.NewReader(resum(nan)), newToy("toy")); !errors.Is(err, ErrFormat) {
		t.Errorf("a weight that is not a number: %v, want ErrFormat", err)
	}
}

func TestEvidenceFile(t *testing.T) {
	ev := evidence()
	var b bytes.Buffer
	if n, err := ev.WriteTo(&b); err != nil || n != int64(b.Len()) || n > 110_000 {
		t.Fatalf("WriteTo = %d, %v; wrote %d bytes, want about 100,000 at most", n, err, b.Len())
	}
	data := b.Bytes()
	got, err := ReadEvidence(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got.Embedding() != "toy" || got.Data() != "made-up talk" || got.Duration() != ev.Duration() || ev.Duration() < time.Minute {
		t.Errorf("read back %q, %q, %v; want %v", got.Embedding(), got.Data(), got.Duration(), ev.Duration())
	}
	if a, b := ev.tracks(), got.tracks(); !cmp.Equal(a, b) {
		t.Error("its tracks differ")
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no embedding", withHead(t, data, `"embedding":"toy"`, `"embedding":""`), "embedding"},
		{"no time", withHead(t, data, `"seconds":`, `"seconds":-`), "seconds"},
		{"odd dims", withHead(t, data, `"dim":24`, `"dim":23`), "whitened to 23"},
		{"stretch", withHead(t, data, `"stretches":[`, `"stretches":[0,`), "stretch 0"},
		{"too many", withHead(t, data, `"stretches":[`, `"stretches":[33000000,33000000,`), "vectors"},
		{"so many that 32 bits overflow", withHead(t, withHead(t, data, `"dim":24`, `"dim":512`), `"stretches":[`, `"stretches":[4194304,4194304,`), "vectors"},
		{"more", withHead(t, data, `"stretches":[`, `"stretches":[1,`), "wanted"},
	} {
		if _, err := ReadEvidence(bytes.NewReader(c.data)); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want ErrFormat that says %q", c.name, err, c.want)
		}
	}
}

// TestWhitening: over what was heard, the evidence's values are uncorrelated and
// none varies by more than 1.
func TestWhitening(t *testing.T) {
	var all []float32
	for _, tr := range evidence().tracks() {
		all = append(all, tr...)
	}
	_, cov := moments([][]float32{all}, 24)
	for i := range 24 {
		if v := cov[i*24+i]; v > 1.1 || v < 0.02 {
			t.Errorf("value %d varies by %v", i, v)
		}
		for j := range i {
			if c := cov[i*24+j]; c > 0.15 || c < -0.15 {
				t.Errorf("values %d and %d go together by %v", i, j, c)
			}
		}
	}
}

func TestGatherErrors(t *testing.T) {
	for _, c := range []struct {
		config GatherConfig
		want   string
	}{
		{GatherConfig{Bytes: 59_999}, "Bytes is 59999"},
		{GatherConfig{Dim: 6}, "Dim is 6"},
		{GatherConfig{Dim: 44}, "Dim is 44, want a multiple of 4 up to 40"},
		{GatherConfig{Data: strings.Repeat("x", 5000)}, "Data of 5000"},
	} {
		if _, err := NewGatherer(newToy("toy"), c.config); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want an error that says %q", c.config, err, c.want)
		}
	}
	g, err := NewGatherer(newToy("toy"), GatherConfig{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Evidence(); err == nil || !strings.Contains(err.Error(), "0 vectors heard") {
		t.Errorf("evidence of nothing: %v", err)
	}
}

func FuzzReadModel(f *testing.F) {
	toy := newToy("toy")
	small := &Model{embedder: toy, white: whitener{size: 40, dim: 4, mean: make([]float32, 40), rows: make([]float32, 160)}, window: 2}
	small.word, small.head.w = wake.Word{Name: "x"}, make([]float32, 8)
	small.kept = material{[]take{{"take", []coded{make(coded, 12)}}}, []against{{jumbled, make(coded, 8)}}}
	data := fileOf(f, small)
	f.Add(data[:len(data)-sha256.Size])
	f.Add([]byte(magicModel + "\x02\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sum := sha256.Sum256(data) // so that more than the checksum is reached
		m, err := ReadModel(bytes.NewReader(append(data, sum[:]...)), toy)
		if err != nil {
			return
		}
		if err := m.Info().Validate(); err != nil {
			t.Fatal(err)
		}
		s := m.NewScorer()
		var dst [1]float32
		step := make([]float32, 1280)
		for i := range 4 {
			step[i] = 0.5
			if s.Score(dst[:], step); dst[0]-dst[0] != 0 {
				t.Fatalf("score %v", dst[0])
			}
		}
	})
}

func FuzzReadEvidence(f *testing.F) {
	small := &Evidence{id: "x", seconds: 1, white: whitener{size: 4, dim: 4, mean: make([]float32, 4), rows: make([]float32, 16)},
		books: make(coded, bookSize*groupSize), codes: make([]byte, 5), stretches: []int{2, 3}}
	var b bytes.Buffer
	if _, err := small.WriteTo(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes()[:b.Len()-sha256.Size])
	f.Add([]byte(magicEvidence + "\x02\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sum := sha256.Sum256(data)
		ev, err := ReadEvidence(bytes.NewReader(append(data, sum[:]...)))
		if err != nil {
			return
		}
		n := 0
		for _, tr := range ev.tracks() {
			n += len(tr)
		}
		if n != len(ev.codes)*groupSize {
			t.Fatalf("%d values of %d codes", n, len(ev.codes))
		}
	})
}

func BenchmarkReadModel(b *testing.B) {
	data, toy := fileOf(b, sesame()), newToy("toy")
	for b.Loop() {
		if _, err := ReadModel(bytes.NewReader(data), toy); err != nil {
			b.Fatal(err)
		}
	}
}
