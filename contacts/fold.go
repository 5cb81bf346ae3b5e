package contacts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold reduces text to what can be heard of it: words of the letters a to z
// with apostrophes inside them ("o'brien", "i'm"), one space between words.
// Accents go, letters that have no accent to lose are spelt out (ß, ø, ł, þ),
// Cyrillic and Greek are transliterated, kana and hangul romanised, digits are
// read one by one, and everything else (emoji, brackets, control characters)
// separates words. Text in a script that fold cannot read comes out empty.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap, inner := false, false // a separator is due; an apostrophe is due
	put := func(t string) {
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		} else if inner {
			b.WriteByte('\'')
		}
		gap, inner = false, false
		b.WriteString(t)
	}
	if !ascii(s) {
		s = norm.NFKD.String(romanise(s))
	}
	for i, r := range s {
		switch {
		case 'a' <= r && r <= 'z':
			put(s[i : i+1])
		case 'A' <= r && r <= 'Z':
			put(lower[r-'A' : r-'A'+1])
		case '0' <= r && r <= '9':
			gap = true
			put(digits[r-'0'])
			gap = true
		case r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '`' || r == 'ʻ' || r == '´':
			inner = b.Len() > 0 && !gap
		case r == '&' || r == '+':
			gap = true
			put("and")
			gap = true
		case unicode.Is(unicode.Mn, r) || r == '\u200d' || r == '\u00ad':
			// An accent, a joiner, a soft hyphen: nothing is heard of it.
		default:
			if t, ok := spelt[unicode.ToLower(r)]; ok {
				if t != "" {
					put(t)
				}
				continue
			}
			gap = true
		}
	}
	return b.String()
}

const lower = "abcdefghijklmnopqrstuvwxyz"

var digits = [10]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// spelt gives the Latin spelling of lower-case letters that NFKD leaves alone.
// Cyrillic follows the common passport spellings (ICAO Doc 9303), Greek ELOT
// 743, both without their digraph rules: what matters is the sound.
var spelt = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "th", 'þ': "th", 'ı': "i", 'ħ': "h",
	'ŋ': "ng", 'ə': "e", 'ſ': "s", 'ŧ': "t", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ƴ': "y",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'і': "i", 'є': "ye", 'ґ': "g", 'ђ': "dj", 'ј': "y", 'љ': "ly", 'њ': "ny", 'ћ': "ch", 'џ': "j", 'ѕ': "dz",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l",
	'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "i", 'φ': "f",
	'χ': "ch", 'ψ': "ps", 'ω': "o",
}
