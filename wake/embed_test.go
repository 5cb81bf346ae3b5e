package wake

import (
	"strings"
	"testing"
	"time"
)

func soundEmbedding() EmbeddingInfo {
	return EmbeddingInfo{
		ID: "tiny sha256:0123abcd", SampleRate: 16000, Step: 1280, Size: 96,
		Context: 775 * time.Millisecond, Delay: 20 * time.Millisecond,
	}
}

func TestEmbeddingInfoValidate(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*EmbeddingInfo)
		want   string // part of the error; empty: valid
	}{
		{"sound", func(*EmbeddingInfo) {}, ""},
		{"no context and no delay", func(in *EmbeddingInfo) { in.Context, in.Delay = 0, 0 }, ""},
		{"all at their largest", func(in *EmbeddingInfo) {
			*in = EmbeddingInfo{strings.Repeat("é", 128), 192000, 1 << 20, 4096, 10 * time.Second, 10 * time.Second}
		}, ""},
		{"all at their least", func(in *EmbeddingInfo) { *in = EmbeddingInfo{"x", 8000, 1, 1, 0, 0} }, ""},
		{"zero", func(in *EmbeddingInfo) { *in = EmbeddingInfo{} }, "ID of 0 bytes"},
		{"long ID", func(in *EmbeddingInfo) { in.ID = strings.Repeat("x", 257) }, "ID of 257 bytes, want 1 to 256"},
		{"ID of two lines", func(in *EmbeddingInfo) { in.ID = "a\nb" }, "not printable"},
		{"ID of broken UTF-8", func(in *EmbeddingInfo) { in.ID = "a\xff" }, "not printable"},
		{"no rate", func(in *EmbeddingInfo) { in.SampleRate = 0 }, "sample rate 0 Hz, want 8000 to 192000"},
		{"high rate", func(in *EmbeddingInfo) { in.SampleRate = 192001 }, "sample rate"},
		{"no step", func(in *EmbeddingInfo) { in.Step = 0 }, "step of 0 samples, want 1 to 160000"},
		{"step of 10 s and a sample", func(in *EmbeddingInfo) { in.Step = 160001 }, "want 1 to 160000"},
		{"step beyond a million samples", func(in *EmbeddingInfo) { in.SampleRate, in.Step = 192000, 1<<20+1 }, "want 1 to 1048576"},
		{"empty vectors", func(in *EmbeddingInfo) { in.Size = 0 }, "vectors of 0 values, want 1 to 4096"},
		{"long vectors", func(in *EmbeddingInfo) { in.Size = 4097 }, "vectors of 4097"},
		{"negative context", func(in *EmbeddingInfo) { in.Context = -1 }, "context"},
		{"long context", func(in *EmbeddingInfo) { in.Context = 10*time.Second + 1 }, "context"},
		{"negative delay", func(in *EmbeddingInfo) { in.Delay = -time.Second }, "delay"},
		{"long delay", func(in *EmbeddingInfo) { in.Delay = time.Minute }, "delay"},
	} {
		in := soundEmbedding()
		c.change(&in)
		err := in.Validate()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v, want nil", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "wake: embedding: ")):
			t.Errorf("%s: %v, want an error of wake: embedding that says %q", c.name, err, c.want)
		}
	}
}
