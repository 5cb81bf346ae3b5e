package contacts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// romanise spells kana and hangul in Latin letters and leaves everything else
// as it is. Text that also holds a letter nobody here can read, as names that
// mix kana with Han do, comes back unchanged: fold then drops all of it, and
// half a name is not taken for the whole.
func romanise(s string) string {
	if !strings.ContainsFunc(s, isSyllabic) {
		return s
	}
	whole := []rune(norm.NFKC.String(s)) // half-width kana, loose marks, jamo
	for _, r := range whole {
		if !readable(r) {
			return s
		}
	}
	var b strings.Builder
	for i := 0; i < len(whole); {
		n := 1
		switch r := whole[i]; {
		case isKana(r):
			for i+n < len(whole) && isKana(whole[i+n]) {
				n++
			}
			within := i+n < len(whole) && isHangul(whole[i+n])
			if n == 1 && strings.ContainsRune(faces, r) && !within {
				b.WriteByte(' ')
			} else {
				kana(&b, whole[i:i+n])
			}
		case isHangul(r):
			for i+n < len(whole) && isHangul(whole[i+n]) {
				n++
			}
			hangul(&b, whole[i:i+n])
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// faces are kana that people put behind a name, alone, for their looks: they
// are read in words only.
const faces = "ツッヅシ"

func isSyllabic(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// readable says whether nothing of a name is lost with r: it is no letter, or
// one that can be spelt.
func readable(r rune) bool {
	if isKana(r) || isHangul(r) || r < 0x80 {
		return true
	}
	switch r {
	case 'ʼ', 'ʻ': // letters by their class, read as apostrophes
		return true
	}
	if !unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) {
		return true
	}
	base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	base = unicode.ToLower(base)
	_, ok := spelt[base]
	return ok || 'a' <= base && base <= 'z'
}

// Kana.

const (
	sokuon   = 'っ' // doubles the consonant behind it
	syllabic = 'ん' // n on its own
	longMark = 'ー' // lengthens the vowel before it
	repeat   = 'ゝ' // the kana before it once more
	repeatV  = 'ゞ' // the same, voiced
)

// isKana says whether r, composed, is one that kana reads.
func isKana(r rune) bool {
	return 'ぁ' <= r && r <= 'ゖ' || 'ァ' <= r && r <= 'ヺ' || r == longMark || r == repeat || r == repeatV || r == 'ヽ' || r == 'ヾ'
}

// morae gives the plain kana from ぁ on in the modified Hepburn system; small
// ones are like large ones where they stand alone.
var morae = [...]string{
	"a", "a", "i", "i", "u", "u", "e", "e", "o", "o",
	"ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
	"sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
	"ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do",
	"na", "ni", "nu", "ne", "no",
	"ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
	"ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo",
	"ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ke",
	"va", "vi", "ve", "vo", // ヷ to ヺ
}

// kana writes a run of kana in the modified Hepburn system, without macrons:
// long vowels are written once, but ii, as passports do. Steps for each kana:
//
//  1. make it hiragana, and a mark of repetition what it repeats;
//  2. small ya, yu, yo and small vowels take the vowel of the mora before them
//     ("ki" "ya": kya; "shi" "ya": sha; "fu" "a": fa);
//  3. a vowel that only lengthens the one before it is left out (ou, oo, uu,
//     aa, ee), but an う before え, which begins a word of its own (いのうえ);
//  4. a sokuon doubles the consonant that follows, ch as tch;
//  5. ん is n, with an apostrophe before a vowel or y.
func kana(b *strings.Builder, run []rune) {
	plain := hiragana(run)
	last, double := "", false // the mora before, not yet written; a sokuon
	flush := func(next string) {
		if b.WriteString(last); last == "n" && next != "" && strings.ContainsAny(next[:1], "aiueoy") {
			b.WriteByte('\'')
		}
		last = ""
	}
	for i, r := range plain {
		if r == sokuon || r == longMark {
			double = double || r == sokuon
			continue
		}
		m := morae[r-'ぁ']
		if j := joined(last, r); j != "" && !double {
			last = j
			continue
		}
		if !double && lengthens(last, m, r) && !(r == 'う' && i+1 < len(plain) && plain[i+1] == 'え') {
			continue
		}
		flush(m)
		last = m
		if double {
			last, double = doubled(m), false
		}
	}
	flush("")
}

// hiragana gives a run as plain hiragana, repetitions written out.
func hiragana(run []rune) []rune {
	out := make([]rune, 0, len(run))
	for _, r := range run {
		if 'ァ' <= r && r <= 'ヺ' || r == 'ヽ' || r == 'ヾ' {
			r -= 'ァ' - 'ぁ'
		}
		switch n := len(out); {
		case r != repeat && r != repeatV:
			out = append(out, r)
		case n == 0: // nothing to repeat
		case r == repeat:
			out = append(out, out[n-1])
		default:
			voiced := []rune(norm.NFC.String(string(out[n-1]) + "\u3099"))
			out = append(out, voiced[0])
		}
	}
	return out
}

// joined gives the mora that small kana r makes of the one before it, or "".
func joined(last string, r rune) string {
	if last == "" || last == "n" {
		return ""
	}
	stem := last[:len(last)-1]
	switch r {
	case 'ゃ', 'ゅ', 'ょ':
		if stem == "" {
			return ""
		}
		m := morae[r-'ぁ']
		if strings.HasSuffix(stem, "sh") || strings.HasSuffix(stem, "ch") || strings.HasSuffix(stem, "j") || strings.HasSuffix(stem, "y") {
			m = m[1:]
		}
		return stem + m
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゎ':
		switch {
		case last == "u":
			stem = "w"
		case last == "i":
			stem = "y"
		case stem == "k" && last == "ku", stem == "g" && last == "gu":
			stem += "w"
		}
		if stem == "" {
			return ""
		}
		m := morae[r-'ぁ']
		return stem + m[len(m)-1:]
	}
	return ""
}

// lengthens says whether the kana r, said m, only lengthens the mora before.
func lengthens(last, m string, r rune) bool {
	if last == "" || len(m) != 1 || r == syllabic || r == 'を' || r == 'ゐ' || r == 'ゑ' {
		return false
	}
	v := last[len(last)-1:]
	return v == m && v != "i" || v == "o" && m == "u"
}

// doubled doubles the consonant at the beginning of a mora.
func doubled(m string) string {
	switch {
	case strings.ContainsAny(m[:1], "aiueon"):
		return m
	case strings.HasPrefix(m, "ch"):
		return "t" + m
	}
	return m[:1] + m
}

// Hangul.

// A hangul syllable is 0xAC00 + (lead·21 + vowel)·28 + tail (Unicode, 3.12).
const (
	firstSyllable = 0xAC00
	lastSyllable  = 0xD7A3
	vowelCount    = 21
	tailCount     = 28
	silentLead    = 11
)

// The letters in the Revised Romanization of Korean (2000).
var (
	leads  = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
	vowels = [vowelCount]string{
		"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
	}
	tails = [tailCount]string{
		"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
	}
	// linked are the tails before a vowel, which takes them over.
	linked = [tailCount]string{
		"", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", "",
	}
)

func isHangul(r rune) bool { return firstSyllable <= r && r <= lastSyllable }

// hangul writes a run of syllables letter by letter. A tail before a vowel goes
// over to it, and l with r is ll; other sound changes are left out, as the
// system does in given names.
func hangul(b *strings.Builder, run []rune) {
	tail := 0
	for i, r := range run {
		k := int(r) - firstSyllable
		lead := leads[k/tailCount/vowelCount]
		if i > 0 {
			switch silent := k/tailCount/vowelCount == silentLead; {
			case silent:
				b.WriteString(linked[tail])
			default:
				b.WriteString(tails[tail])
			}
			if tails[tail] == "l" && lead == "r" {
				lead = "l"
			}
		}
		b.WriteString(lead)
		b.WriteString(vowels[k/tailCount%vowelCount])
		tail = k % tailCount
	}
	b.WriteString(tails[tail])
}
