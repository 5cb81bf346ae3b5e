package confirm

import (
	"errors"
	"fmt"
	"strings"
)

// ErrLanguage reports a language that has no data file.
var ErrLanguage = errors.New("confirm: unknown language")

// A Reader turns the words of a reply into a Reading, in one language. It is
// immutable and safe for concurrent use.
type Reader struct{ exact map[string]Meaning }

// NewReader gives the Reader of a language, named by its BCP 47 tag ("en",
// "de-AT"). An unknown language is an error that matches ErrLanguage: nothing
// is ever read as Yes in a language that nobody wrote down.
func NewReader(language string) (*Reader, error) {
	if language != "en" {
		return nil, fmt.Errorf("%w: %q", ErrLanguage, language)
	}
	r := &Reader{exact: map[string]Meaning{}}
	for m, words := range map[Meaning]string{
		Yes:    "yes|yeah|yep|right|that's right|correct|yes please|send it",
		No:     "no|nope|wrong|that's wrong|not right|don't send it",
		Cancel: "cancel|stop|never mind|forget it",
		Repeat: "what|pardon|who|say that again",
	} {
		for w := range strings.SplitSeq(words, "|") {
			r.exact[w] = m
		}
	}
	return r, nil
}

// Read gives the meaning of one reply. Any text is allowed, and what is not
// understood is Unclear.
func (r *Reader) Read(text string, _ ReadContext) Reading {
	m, ok := r.exact[strings.ToLower(text)]
	if !ok {
		return Reading{Why: "not understood"}
	}
	return Reading{Meaning: m, Score: 1, Why: "the whole reply"}
}
