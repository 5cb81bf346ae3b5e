package confirm

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Yes, that's RIGHT!", "yes thats right"},
		{"en", "don’t — send-it", "dont send it"},
		{"en", "ＯＫ　ｙｅｓ", "ok yes"},                                 // full width
		{"en", "cafe\u0301 naïve Ångström", "cafe naive angstrom"}, // decomposed and composed accents
		{"en", "y\u200be\u200ds", "yes"},                           // invisible characters
		{"en", "yes$no", "yes $ no"},                               // a symbol is a word of its own
		{"en", "a\xffb", "a \ufffd b"},                             // and so is a broken byte
		{"en", "4½", "41 ⁄ 2"},                                     // as NFKC takes it apart
		{"de", "Straße süß", "strasse suss"},
		{"fr", "C'est ça, d’accord", "c est ca d accord"},
		{"ja", "はい、OKです", "は い ok で す"},
		{"ja", "ﾊｲ", "ハ イ"},    // half width
		{"ja", "か\u3099", "が"}, // a voicing mark is no accent
		{"zh", "對嗎？", "对 吗"},
		{"hi", "हाँ ज़रूर", "हां जरूर"},
		{"hi", "\u095b\u0930", "जर"}, // the precomposed letter that NFC excludes
		{"en", " .,;!? \t\n", ""},
	} {
		if got := strings.Join(testReader(t, c.lang).Words(c.text), " "); got != c.want {
			t.Errorf("%s: Words(%q) = %q; want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestBound(t *testing.T) {
	text, cut := bound("short")
	if text != "short" || cut {
		t.Errorf("bound = %q, %v", text, cut)
	}
	long := "first " + strings.Repeat("ü", maxReplyBytes) + " last"
	text, cut = bound(long)
	if !cut || len(text) > maxReplyBytes+16 || !strings.HasPrefix(text, "first ü") || !strings.HasSuffix(text, "ü last") || strings.Contains(text, "\ufffd") {
		t.Errorf("bound of %d bytes = %d bytes %.20q…, %v", len(long), len(text), text, cut)
	}
}

// A reply is parted without gaps, whatever it holds.
func TestSegmentsHaveNoGaps(t *testing.T) {
	l := testReader(t, "en").lang
	for _, text := range []string{"yes", "no i meant alice jones instead", "what is it about the weather in paris", "that's not correct it's wrong"} {
		ws, _ := l.words(text)
		at := 0
		for _, s := range l.parse(ws, make([][]int, len(ws)+1), false) {
			if s.from != at || s.to <= s.from {
				t.Errorf("%q: segment [%d,%d) after %d", text, s.from, s.to, at)
			}
			at = s.to
		}
		if at != len(ws) {
			t.Errorf("%q: parted up to %d of %d words", text, at, len(ws))
		}
	}
}

func TestValueSpans(t *testing.T) {
	en, ja := testReader(t, "en").lang, testReader(t, "ja").lang
	for _, c := range []struct {
		l           *language
		text, value string
		want        [][]int
	}{
		{en, "yes bob smith", "Bob Smith", [][]int{nil, {2, 3}, {3}, nil}},
		{en, "smith", "Dr. Bob Smith", [][]int{{1}, nil}},
		{en, "bob bob", "Bob Bob", [][]int{{1, 2}, {2}, nil}},
		{en, "bobby", "Bob", [][]int{nil, nil}},
		{ja, "田中", "田中一郎", [][]int{{2}, nil, nil}}, // one character alone repeats nothing
	} {
		ws, _ := c.l.words(c.text)
		if diff := cmp.Diff(c.want, c.l.valueSpans(ws, c.l.valueWords(c.value)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("valueSpans(%q, %q) (-want +got):\n%s", c.text, c.value, diff)
		}
	}
}
