package confirm

import (
	"slices"
	"strconv"
	"strings"
)

// Prompt gives the wording of a prompt in the Reader's language. value is
// what is being confirmed ("Bob Smith"), or, for AskWhich, the choices joined
// by Or; expect is what a challenge wants to hear. A kind without a wording in
// the language file gives "".
func (r *Reader) Prompt(kind PromptKind, value, expect string) string {
	if r == nil || r.lang == nil || int(kind) >= len(r.lang.prompts) {
		return ""
	}
	return strings.NewReplacer("{value}", value, "{expect}", expect).Replace(r.lang.prompts[kind])
}

// Or joins choices the way they are spoken: "Ann Lee, Ann Smith or Ann Wu".
func (r *Reader) Or(choices []string) string {
	if len(choices) == 0 {
		return ""
	}
	last := choices[len(choices)-1]
	if len(choices) == 1 || r == nil || r.lang == nil {
		return strings.Join(choices, ", ")
	}
	comma, or := ", ", " "+r.lang.or+" "
	if r.lang.runes {
		comma, or = "、", r.lang.or
	}
	return strings.Join(choices[:len(choices)-1], comma) + or + last
}

// ChallengeWords lists words that are easily said and recognised in the
// Reader's language, none a likely part of an answer, for drawn phrases.
// The slice is the caller's.
func (r *Reader) ChallengeWords() []string {
	if r == nil || r.lang == nil {
		return nil
	}
	return slices.Clone(r.lang.challenge)
}

// Words cuts a text into the normalised words that Read compares: lower case,
// without accents, punctuation or contractions' apostrophes. Of a very long
// text the beginning and the end are taken.
func (r *Reader) Words(text string) []string {
	if r == nil || r.lang == nil {
		return nil
	}
	text, _ = bound(text)
	return r.lang.wordsOf(text)
}

// maxDigits bounds a spoken code.
const maxDigits = 32

// Digits gives the digits of a spoken code: "four seven one" and "forty seven
// one" are "471". Politeness and fillers are allowed around and between; with
// any other word, and for what has no number in it, the answer is "".
func (r *Reader) Digits(text string) string {
	if r == nil || r.lang == nil {
		return ""
	}
	var b strings.Builder
	tens := false // the last word was 20, 30, … and may take a unit
	for _, w := range r.Words(text) {
		n, known := r.lang.digits[w]
		switch {
		case known && tens && n > 0 && n < 10:
			s := b.String()
			b.Reset()
			b.WriteString(s[:len(s)-1] + strconv.Itoa(n))
		case known:
			b.WriteString(strconv.Itoa(n))
		case isDigits(w):
			b.WriteString(w)
		case !r.lang.filler(w):
			return ""
		}
		tens = known && n >= 20 && n%10 == 0
		if b.Len() > maxDigits {
			return ""
		}
	}
	return b.String()
}

// isDigits reports whether a word is written in ASCII digits; NFKC has made
// full-width ones ASCII.
func isDigits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}

// filler reports whether a word means nothing by itself.
func (l *language) filler(w string) bool {
	segs := l.parse([]word{{norm: w}}, make([][]int, 2), false)
	return len(segs) == 1 && filling(segs[0])
}
