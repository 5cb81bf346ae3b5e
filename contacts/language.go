package contacts

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
)

// defaultLanguage is the language of an empty Config.Language.
const defaultLanguage = "en"

// baseLanguage gives the language of a BCP 47 tag: region, script and variant
// ("de-AT") are dropped, nothing else is guessed.
func baseLanguage(tag string) (string, error) {
	if tag == "" {
		return defaultLanguage, nil
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	if tongues[base] == nil {
		known := slices.Sorted(maps.Keys(tongues))
		return "", fmt.Errorf("%w: Language is %.40q, want one of %s", ErrConfig, tag, strings.Join(known, ", "))
	}
	return base, nil
}

// modelOf gives the model of a language that baseLanguage knows.
func modelOf(lang string) *model {
	if lang == defaultLanguage {
		return theModel()
	}
	return otherModels[lang]()
}

// otherModels makes the model of each language but English once, when it is
// first asked for.
var otherModels = func() map[string]func() *model {
	out := map[string]func() *model{}
	for lang, t := range tongues {
		out[lang] = sync.OnceValue(func() *model {
			m := *theModel()
			m.speak(t)
			return &m
		})
	}
	return out
}()

// speak gives a model the words of a language.
func (m *model) speak(t *tongue) {
	says := newSpeaker()
	m.tongue = t
	m.before = newCarriers(t.before, says, false)
	m.after = newCarriers(t.after, says, true)
	m.talk = t.talk()
}

// Costs of words in talk, of a language other than English.
const (
	zipf    = 2.3 // -ln of the share of the commonest word, about a tenth
	carried = 8.0 // of a word that carriers have and the list of common ones lacks
)

// talk gives what frequent words cost as talk. By Zipf's law (1949) the word
// of rank r is a share of 1/(10 r) of all.
func (t *tongue) talk() map[string]cost {
	if t.common == "" {
		return nil // English has counts
	}
	out := map[string]cost{}
	for i, w := range strings.Fields(t.common) {
		c := nats(zipf + math.Log(float64(i+1)))
		for part := range strings.FieldsSeq(fold(w)) {
			if _, ok := out[part]; !ok {
				out[part] = c
			}
		}
	}
	for _, k := range slices.Concat(t.before, t.after) {
		for w := range strings.FieldsSeq(k.words) {
			if _, ok := out[w]; !ok {
				out[w] = nats(carried)
			}
		}
	}
	return out
}
