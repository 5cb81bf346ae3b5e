package pack

import (
	"bytes"
	"strings"
	"testing"
)

func TestInflateUndoesDeflate(t *testing.T) {
	for _, text := range []string{"", "a", strings.Repeat("hearsay ", 10000)} {
		packed, err := Deflate([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Inflate(packed)
		if err != nil || !bytes.Equal(got, []byte(text)) {
			t.Errorf("%d bytes came back as %d, %v", len(text), len(got), err)
		}
		if len(text) > 1000 && len(packed) > len(text)/20 {
			t.Errorf("%d bytes pack to %d", len(text), len(packed))
		}
	}
	if _, err := Inflate([]byte("not packed")); err == nil {
		t.Error("inflated what is not packed")
	}
}
