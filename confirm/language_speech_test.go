package confirm

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPrompt(t *testing.T) {
	r := testReader(t, "en")
	for kind, want := range map[PromptKind]string{
		AskConfirm: "To Bob Smith?", AskWho: "To whom?", AskChallenge: "Say zebra first.", NotSentNotice: "Not sent.", PromptKind(99): "",
	} {
		if got := r.Prompt(kind, "Bob Smith", "zebra"); got != want {
			t.Errorf("Prompt(%v) = %q; want %q", kind, got, want)
		}
	}
	if got := r.Prompt(AskConfirm, "{expect}", "zebra"); got != "To {expect}?" {
		t.Errorf("a value with braces was filled in again: %q", got)
	}
}

func TestOr(t *testing.T) {
	for _, c := range []struct {
		lang, want string
		choices    []string
	}{
		{"en", "", nil},
		{"en", "Ann Lee", []string{"Ann Lee"}},
		{"en", "Ann Lee or Ann Wu", []string{"Ann Lee", "Ann Wu"}},
		{"de", "Ann, Bob oder Cem", []string{"Ann", "Bob", "Cem"}},
		{"zh", "李明、王芳还是张伟", []string{"李明", "王芳", "张伟"}},
	} {
		if got := testReader(t, c.lang).Or(c.choices); got != c.want {
			t.Errorf("%s: Or(%q) = %q; want %q", c.lang, c.choices, got, c.want)
		}
	}
	if got := (*Reader)(nil).Or([]string{"a", "b"}); got != "a, b" {
		t.Errorf("nil Reader: Or = %q", got)
	}
}

func TestDigits(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "four seven one", "471"},
		{"en", "um four, seven... one please", "471"},
		{"en", "forty seven one", "471"},
		{"en", "forty one", "41"},
		{"en", "forty zero", "400"}, // a zero is no unit of forty
		{"en", "forty twelve", "4012"},
		{"en", "oh oh seven", "007"},
		{"en", "471", "471"},
		{"en", "４７１", "471"},
		{"en", "4 seven 1", "471"},
		{"en", "four seven banana", ""},
		{"en", "yes four seven one", ""},
		{"en", "", ""},
		{"en", "um", ""},
		{"en", strings.Repeat("nine ", 100), ""}, // longer than any code
		{"de", "vier sieben eins", "471"},
		{"es", "cuatro siete uno", "471"},
		{"fr", "quatre sept un", "471"},
		{"it", "quattro sette uno", "471"},
		{"pt", "quatro sete um", "471"},
		{"ja", "四七一", "471"},
		{"zh", "四七幺", "471"},
		{"hi", "चार सात एक", "471"},
	} {
		if got := testReader(t, c.lang).Digits(c.text); got != c.want {
			t.Errorf("%s: Digits(%.40q) = %q; want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestLanguages has every file of the folder, and nothing else, listed.
func TestLanguages(t *testing.T) {
	files, err := filepath.Glob("lang/*.txt")
	if err != nil || len(files) < 9 {
		t.Fatalf("lang holds %d files, %v", len(files), err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".txt")
	}
	if got := Languages(); !slices.Equal(got, files) {
		t.Errorf("Languages = %q; want %q", got, files)
	}
}
