package confirm

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/hearsay-go/hearsay/internal/prop"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// pieces are words and half sentences of each meaning, from which the
// properties build replies that no table holds.
var pieces = map[string][]string{
	"en": {"yes", "yeah", "right", "that's right", "send it", "go ahead", "no", "not", "don't", "cancel", "what", "maybe",
		"but", "wait", "i mean", "bob", "smith", "alice", "um", "so", "please", "to", "is", "sure", "the", "later", "i said", "sorry", "uh huh"},
	"de": {"ja", "genau", "stimmt", "nicht", "nein", "abbrechen", "bitte", "aber", "warte", "bob", "peter", "äh", "und", "senden", "das ist richtig", "vielleicht"},
	"ja": {"はい", "そうです", "送って", "ない", "いいえ", "違う", "キャンセル", "でも", "待って", "お願いします", "田中", "鈴木", "えっと", "かも", "です"},
}

// denials end a reply so that nobody could take it for a yes.
var denials = map[string][]string{
	"en": {"no", "nope", "don't", "don't send it", "stop", "cancel", "never mind", "that's wrong"},
	"de": {"nein", "stopp", "nicht senden", "vergiss es", "auf keinen Fall"},
	"ja": {"いいえ", "やめて", "送らないで", "キャンセル", "違います"},
}

// drawReply draws a language and a reply made of its pieces.
func drawReply(t *rapid.T) (lang, text string) {
	lang = rapid.SampledFrom([]string{"en", "de", "ja"}).Draw(t, "lang")
	words := rapid.SliceOfN(rapid.SampledFrom(pieces[lang]), 0, 7).Draw(t, "words")
	return lang, strings.Join(words, " ")
}

var drawnKinds = []PromptKind{AskConfirm, AskWho, AskWhich, AskAgain, AskChallenge, Announce}

func drawContext(t *rapid.T) ReadContext {
	return ReadContext{
		Value: rapid.SampledFrom([]string{"", "Bob Smith", "田中", "No", "Right Said Fred"}).Draw(t, "value"),
		Kind:  rapid.SampledFrom(drawnKinds).Draw(t, "kind"),
	}
}

// testReaders loads the languages that the properties use.
func testReaders(t *testing.T) map[string]*Reader {
	rs := map[string]*Reader{}
	for lang := range pieces {
		rs[lang] = testReader(t, lang)
	}
	return rs
}

// Whatever was said before it, a clear denial at the end is never a yes.
func TestFinalDenialIsNeverYes(t *testing.T) {
	rs := testReaders(t)
	prop.Check(t, func(t *rapid.T) {
		lang, text := drawReply(t)
		text += " " + rapid.SampledFrom(denials[lang]).Draw(t, "denial")
		if got := rs[lang].Read(text, drawContext(t)); got.Meaning == Yes {
			t.Fatalf("Read(%q) = yes (%s)", text, got.Why)
		}
	})
}

// Without an explicit repair a denial anywhere keeps a reply from being a yes.
func TestUnrepairedDenialIsNeverYes(t *testing.T) {
	rs := testReaders(t)
	repairs := []string{"wait", "i mean", "sorry", "warte", "待って"}
	prop.Check(t, func(t *rapid.T) {
		lang, text := drawReply(t)
		for _, r := range repairs {
			if strings.Contains(text, r) {
				t.Skip("repaired")
			}
		}
		text = rapid.SampledFrom(denials[lang]).Draw(t, "denial") + " " + text
		if got := rs[lang].Read(text, ReadContext{}); got.Meaning == Yes {
			t.Fatalf("Read(%q) = yes (%s)", text, got.Why)
		}
	})
}

// A word that nobody knows keeps any reply from being a yes.
func TestUnknownWordIsNeverYes(t *testing.T) {
	rs := testReaders(t)
	prop.Check(t, func(t *rapid.T) {
		lang, text := drawReply(t)
		unknown := rapid.StringMatching(`q[xz]{2,6}`).Draw(t, "unknown")
		if rapid.Bool().Draw(t, "first") {
			text = unknown + " " + text
		} else {
			text += " " + unknown
		}
		if got := rs[lang].Read(text, drawContext(t)); got.Meaning == Yes {
			t.Fatalf("Read(%q) = yes (%s)", text, got.Why)
		}
	})
}

// disguise changes how a text is written and not what it says.
func disguise(t *rapid.T, text string) string {
	switch rapid.IntRange(0, 5).Draw(t, "disguise") {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return norm.NFD.String(text)
	case 2:
		return strings.ReplaceAll(text, " ", ",  \t") + "."
	case 3:
		return "\u200b" + strings.ReplaceAll(text, "'", "’") + "…!"
	case 4:
		return strings.Map(wide, text)
	}
	return " " + text + "\n"
}

// wide makes ASCII letters full-width, as some input methods do.
func wide(r rune) rune {
	if r < unicode.MaxASCII && unicode.IsLetter(r) {
		return r - 'a' + 'ａ'
	}
	return r
}

// Case, composition, width, punctuation and spacing change nothing.
func TestWritingChangesNothing(t *testing.T) {
	rs := testReaders(t)
	prop.Check(t, func(t *rapid.T) {
		lang, text := drawReply(t)
		ctx := drawContext(t)
		other := disguise(t, text)
		want, got := rs[lang].Read(text, ctx), rs[lang].Read(other, ctx)
		if got.Meaning != want.Meaning || got.Score != want.Score {
			t.Fatalf("Read(%q) = %v %v (%s); Read(%q) = %v %v (%s)", text, want.Meaning, want.Score, want.Why, other, got.Meaning, got.Score, got.Why)
		}
	})
}

// A filler before a reply changes neither a yes nor a denial.
func TestFillersChangeNothing(t *testing.T) {
	rs := testReaders(t)
	fillers := map[string]string{"en": "um", "de": "ähm", "ja": "えっと"}
	prop.Check(t, func(t *rapid.T) {
		lang, text := drawReply(t)
		ctx := ReadContext{Value: "Bob Smith"}
		want := rs[lang].Read(text, ctx)
		got := rs[lang].Read(fillers[lang]+" "+text, ctx)
		if (want.Meaning == Yes || want.Meaning == No || want.Meaning == Cancel) && got.Meaning != want.Meaning {
			t.Fatalf("Read(%q) = %v (%s); with a filler %v (%s)", text, want.Meaning, want.Why, got.Meaning, got.Why)
		}
	})
}

// No reply of more words than consent ever has is a yes.
func TestLongIsNeverYes(t *testing.T) {
	rs := testReaders(t)
	prop.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "de", "ja"}).Draw(t, "lang")
		n := rapid.IntRange(maxYesWords+1, 3*maxYesWords).Draw(t, "n")
		text := strings.Repeat(pieces[lang][0]+" ", n)
		if got := rs[lang].Read(text, ReadContext{}); got.Meaning == Yes {
			t.Fatalf("%d words are a yes", n)
		}
	})
}

// Reading is a pure function, also from many goroutines at once.
func TestReadIsPureAndConcurrent(t *testing.T) {
	r := testReader(t, "en")
	texts := []string{"yes send it to bob smith", "no i meant alice", "what", "never mind", "i don't know"}
	want := map[string]string{}
	for _, text := range texts {
		want[text] = fmt.Sprint(r.Read(text, ReadContext{Value: "Bob Smith"}))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for _, text := range texts {
					if got := fmt.Sprint(r.Read(text, ReadContext{Value: "Bob Smith"})); got != want[text] {
						t.Errorf("Read(%q) = %s; want %s", text, got, want[text])
					}
				}
			}
		})
	}
	wg.Wait()
}
