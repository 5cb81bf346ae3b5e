package confirm

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzRead: any bytes are read without a panic; a Yes is short, valid text
// every word of which the language file knows.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"yes", "no i meant alice", "", "\xff\xfe", "yes\xffno", "はい", "जी हाँ", "是的", "e\u0301", "\u200d\u200d", "yes\x00no", "a\u0301\u0301\u0301", "ﷺ", "𝒴𝒆𝓼"} {
		for i, value := range []string{"", "Bob Smith", "\xff", "no"} {
			f.Add(s, value, uint8(i))
		}
	}
	var rs []*Reader
	for _, lang := range Languages() {
		rs = append(rs, testReader(f, lang))
	}
	f.Fuzz(func(t *testing.T, text, value string, kind uint8) {
		for _, r := range rs {
			got := r.Read(text, ReadContext{Value: value, Kind: PromptKind(kind)})
			if got.Score < 0 || got.Score > 1 || got.Meaning > Correction || !utf8.ValidString(got.Name+got.Why) {
				t.Fatalf("%s: Read(%q) = %+v", r.Language(), text, got)
			}
			if got.Meaning == Yes && (len(text) > maxReplyBytes || !utf8.ValidString(text)) {
				t.Fatalf("%s: Read(%q) = yes", r.Language(), text)
			}
			if got.Meaning == Correction && strings.TrimSpace(got.Name) == "" {
				t.Fatalf("%s: Read(%q) corrects to nobody (%s)", r.Language(), text, got.Why)
			}
			r.Words(text)
			r.Digits(text)
		}
	})
}

// Length costs nothing: what is read of a reply is bounded.
func TestHugeReply(t *testing.T) {
	r := testReader(t, "en")
	for name, text := range map[string]string{
		"yes":    strings.Repeat("yes ", 10<<20/4),
		"letter": strings.Repeat("y", 10<<20),
		"broken": strings.Repeat("\xff", 10<<20),
		"marks":  "e" + strings.Repeat("\u0301", 5<<20),
	} {
		begin := time.Now()
		got := r.Read(text, ReadContext{Value: text})
		if took := time.Since(begin); got.Meaning == Yes || took > 5*time.Second { // some 50 ms, but for a busy machine and the race detector
			t.Errorf("%s: %v after %v", name, got.Meaning, took)
		}
	}
	long := strings.Repeat("and then we went home ", 1<<18) + "stop"
	if got := r.Read(long, ReadContext{}); got.Meaning != Cancel {
		t.Errorf("a stop at the end of 5 MB of talk = %v (%s)", got.Meaning, got.Why)
	}
}

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct{ lang, text string }{
		{"en", "yes"}, {"en", "no i meant to send it to alice jones please"},
		{"en", "okay so we went down to the store and she said that it was all right with her"},
		{"ja", "はい田中さんに送ってください"}, {"hi", "हाँ अमित शर्मा को भेज दीजिए"},
	} {
		r := testReader(b, c.lang)
		b.Run(c.lang+"/"+strings.ReplaceAll(c.text[:min(len(c.text), 18)], " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(c.text, ReadContext{Value: "Bob Smith"})
			}
		})
	}
}

func BenchmarkNewReader(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewReader("en"); err != nil {
			b.Fatal(err)
		}
	}
}
