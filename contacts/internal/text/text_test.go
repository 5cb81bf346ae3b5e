package text

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestNewReader(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"no mark", "Zoë", "Zoë"},
		{"UTF-8 mark", "\ufeffZoë", "Zoë"},
		{"UTF-16, little end first", "\xff\xfeZ\x00o\x00\xeb\x00", "Zoë"},
		{"UTF-16, big end first", "\xfe\xff\x00Z\x00o\x00\xeb", "Zoë"},
		{"Latin-1 stays", "Zo\xeb", "Zo\xeb"},
		{"shorter than a mark", "\xef\xbb", "\xef\xbb"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		got, err := io.ReadAll(NewReader(iotest.OneByteReader(strings.NewReader(tt.in))))
		if string(got) != tt.want || err != nil {
			t.Errorf("%s: NewReader(%q) reads %q, %v; want %q", tt.name, tt.in, got, err, tt.want)
		}
	}
	broken := errors.New("the disk is gone")
	if _, err := io.ReadAll(NewReader(iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("a broken stream: %v, want its own error", err)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		" \t\r\n":                    "",
		"Ana Keller":                 "Ana Keller",
		" Ana\n\tMaria\x00 Bo\u00a0": "Ana Maria Bo",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}
