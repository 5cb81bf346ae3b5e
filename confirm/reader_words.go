package confirm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is one normalised word of a reply, with the stretch of the (NFKC)
// text that it came from.
type word struct {
	norm     string
	from, to int // bytes
}

// maxReplyBytes bounds what is read of a reply. Of a longer one the beginning
// and the end are read, and it is never a Yes.
const maxReplyBytes = 4096

// bound cuts the middle out of an overlong text, at rune boundaries.
func bound(text string) (string, bool) {
	if len(text) <= maxReplyBytes {
		return text, false
	}
	head, tail := maxReplyBytes/2, len(text)-maxReplyBytes/2
	for head > 0 && !utf8.RuneStart(text[head]) && head > maxReplyBytes/2-utf8.UTFMax {
		head--
	}
	for tail < len(text) && !utf8.RuneStart(text[tail]) && tail < len(text)-maxReplyBytes/2+utf8.UTFMax {
		tail++
	}
	return text[:head] + " … " + text[tail:], true
}

// apostrophes are made one before NFKC, which would turn some into spaces.
var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "´", "'", "`", "'", "＇", "'")

// words cuts a text into normalised words: NFKC, lower case, Latin letters
// without accents, the language's folds; punctuation and invisible characters
// dropped. What is no letter, digit or punctuation (a symbol, a broken byte)
// is a word of its own, which no template knows. source is the text that the
// words index.
func (l *language) words(text string) (ws []word, source string) {
	text = norm.NFKC.String(apostrophes.Replace(strings.ToValidUTF8(text, "\ufffd")))
	start := -1 // of the word in hand
	flush := func(end int) {
		if start >= 0 {
			ws = l.appendWord(ws, text, start, end)
		}
		start = -1
	}
	for i, r := range text {
		switch l.kind(r) {
		case inWord:
			if start < 0 {
				start = i
			}
		case alone:
			flush(i)
			ws = l.appendWord(ws, text, i, i+utf8.RuneLen(r))
		case between:
			flush(i)
		}
	}
	flush(len(text))
	return ws, text
}

// wordsOf gives the normalised forms alone.
func (l *language) wordsOf(text string) []string {
	ws, _ := l.words(text)
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.norm
	}
	return out
}

// appendWord normalises one word. A fold may empty it or, rarely, part it.
func (l *language) appendWord(ws []word, text string, from, to int) []word {
	n := foldLatin(strings.ToLower(text[from:to]))
	if !l.split {
		n = strings.ReplaceAll(n, "'", "")
	}
	if l.folds != nil {
		n = l.folds.Replace(n)
	}
	if n == "" {
		return ws
	}
	return append(ws, word{n, from, to})
}

// foldLatin drops the accents of Latin letters. Marks of other scripts are
// letters of their own right: a Devanagari vowel sign, a kana voicing mark.
func foldLatin(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			continue
		case unicode.Is(unicode.Mn, r) && latin:
			continue
		case !unicode.Is(unicode.Mn, r):
			latin = unicode.Is(unicode.Latin, r)
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

type runeKind uint8

const (
	between runeKind = iota // punctuation, space, control
	inWord                  // letter, mark, digit
	alone                   // a word by itself
)

// kind says how a rune stands in a text.
func (l *language) kind(r rune) runeKind {
	switch {
	case r < utf8.RuneSelf:
		return l.asciiKind(r)
	case l.runes && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'):
		return alone
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r), unicode.Is(unicode.Cf, r):
		return inWord
	case unicode.IsPunct(r), unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Zs, r):
		return between
	}
	return alone
}

func (l *language) asciiKind(r rune) runeKind {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '\'' && !l.split:
		return inWord
	case strings.ContainsRune("$+<=>^|~", r):
		return alone
	}
	return between
}
