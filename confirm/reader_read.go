package confirm

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Reader turns the words of a reply into a Reading, in one language. It is
// immutable and safe for concurrent use. Making one compiles the language's
// grammar, which takes about a tenth of a second: make it once and keep it.
type Reader struct{ lang *language }

// NewReader gives the Reader of a language, named by its BCP 47 tag ("en",
// "de-AT"). An unknown language is an error that matches ErrLanguage: nothing
// is ever read as Yes in a language that nobody wrote down.
func NewReader(language string) (*Reader, error) {
	file, data, err := languageData(language)
	if err != nil {
		return nil, err
	}
	return ParseReader(file, data)
}

// ParseReader gives the Reader of a language file, whose format is described
// in lang/README.md; file names it in errors.
func ParseReader(file string, data []byte) (*Reader, error) {
	l, err := parseLanguage(file, data)
	if err != nil {
		return nil, err
	}
	return &Reader{lang: l}, nil
}

// Language gives the tag of the Reader's language file.
func (r *Reader) Language() string {
	if r == nil || r.lang == nil {
		return ""
	}
	return r.lang.tag
}

// Read gives the meaning of one reply. Any text is allowed; time and memory
// are bounded whatever its length; what is not understood is Unclear, and so
// is everything to a nil or zero Reader. It works in four steps:
//
//  1. The text is cut into normalised words.
//  2. The words are parted into segments, each covered by a template of the
//     language file or by the value under confirmation; what nothing covers is
//     opaque. A negation and what it negates are one template ("that's not
//     right"), so that its scope is settled here.
//  3. Rules weigh the sequence of segments, the cautious ones first: protest,
//     denial, correction, request to repeat, reservation. A denial counts even
//     beside words that nobody understood, and what stands last wins over what
//     stood before it.
//  4. Only if no rule found anything against it, and only if every single word
//     is accounted for, is the reply a Yes.
func (r *Reader) Read(text string, ctx ReadContext) Reading {
	if r == nil || r.lang == nil {
		return Reading{Why: "no language"}
	}
	text, cut := bound(text)
	value, _ := bound(ctx.Value)
	p := parsed{lang: r.lang, kind: ctx.Kind}
	p.words, p.source = r.lang.words(text)
	if len(p.words) == 0 {
		return Reading{Why: "no words"}
	}
	values := r.lang.valueSpans(p.words, r.lang.valueWords(value))
	p.value = longest(values)
	p.segs = r.lang.parse(p.words, values, ctx.Kind == Announce)
	p.question = strings.HasSuffix(strings.TrimSpace(text), "?") || strings.HasSuffix(strings.TrimSpace(text), "？")
	p.long = cut || !utf8.ValidString(text) || len(p.words) > p.lang.yesWords()
	rd := p.read()
	rd.Why = fmt.Sprintf("%s: %s", rd.Why, p.explain())
	return rd
}

// maxYesWords is the longest reply that can be a Yes, in words; maxYesRunes in
// languages whose words are characters. Consent is short: the longest of the
// development wordings has ten words.
const (
	maxYesWords = 16
	maxYesRunes = 28
)

func (l *language) yesWords() int {
	if l.runes {
		return maxYesRunes
	}
	return maxYesWords
}

// maxValueWords bounds how much of a value is compared.
const maxValueWords = 32

// valueWords gives the words of the value under confirmation.
func (l *language) valueWords(value string) []string {
	ws := l.wordsOf(value)
	return ws[:min(len(ws), maxValueWords)]
}

// explain writes the segments for a Record: "yes(that's right) filler(um)".
func (p *parsed) explain() string {
	var b strings.Builder
	for i, s := range p.segs {
		if i > 0 {
			b.WriteByte(' ')
		}
		if i == 12 {
			b.WriteString("…")
			break
		}
		b.WriteString(actNames[s.act])
		b.WriteByte('(')
		b.WriteString(p.text(s.from, min(s.to, s.from+8)))
		b.WriteByte(')')
	}
	return b.String()
}
