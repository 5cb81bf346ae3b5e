package contacts

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// abroad is a list for TestLanguages, and spoken the languages it speaks.
var (
	abroad = []Contact{
		{ID: "muller", Name: "Anna Müller"}, {ID: "garcia", Name: "José García"}, {ID: "dupont", Name: "Marie Dupont"},
		{ID: "rossi", Name: "Luca Rossi"}, {ID: "silva", Name: "João Silva"}, {ID: "mutter", Name: "Ingrid Weber", Relations: []string{"Mutter", "Mama"}},
		{ID: "madre", Name: "Carmen Ortega", Relations: []string{"Madre", "Mamá"}}, {ID: "mere", Name: "Hélène Laurent", Relations: []string{"Mère"}},
		{ID: "mamma", Name: "Giulia Conti", Relations: []string{"Mamma"}}, {ID: "mae", Name: "Beatriz Pereira", Relations: []string{"Mãe"}},
		{ID: "jan", Name: "Jan Schneider"}, {ID: "sofia", Name: "Sofia Ricci"}, {ID: "pierre", Name: "Pierre Moreau"},
	}
	spoken = []string{"", "de", "es", "fr", "it", "pt"}
)

func in(t testing.TB, lang string) *Book {
	t.Helper()
	b, err := New(abroad, Config{Language: lang})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestLanguages reads testdata/languages.txt: a language, what was heard, and
// the answer.
func TestLanguages(t *testing.T) {
	books := map[string]*Book{}
	for _, lang := range spoken {
		books[lang] = in(t, lang)
	}
	for _, r := range rows(t, "testdata/languages.txt") {
		m, err := books[r[0]].Match(heardAs(r[1]))
		if got := answer(m, err); got != r[2] {
			t.Errorf("%s: Match(%q) = %s, want %s\n%s", r[0], r[1], got, r[2], explained(m, err))
		}
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]string{"": "en", "en": "en", "en-GB": "en", "de-AT": "de", "pt_BR": "pt", "ES": "es"} {
		c, err := Config{Language: tag}.complete()
		if err != nil || c.Language != want {
			t.Errorf("language %q is %q, %v; want %q", tag, c.Language, err, want)
		}
	}
	for _, tag := range []string{"ja", "tlh", "deu", " ", "-", "english"} {
		_, err := New(nil, Config{Language: tag})
		if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), "de, en, es, fr, it, pt") {
			t.Errorf("language %q: error %v, want ErrConfig and the languages", tag, err)
		}
	}
}

// The zero Config is English, and English is what it was: the one model, its
// own carriers and counts alone.
func TestZeroLanguageIsEnglish(t *testing.T) {
	zero, en := in(t, ""), in(t, "en")
	if zero.model != theModel() || en.model != zero.model || zero.model.talk != nil {
		t.Error("the zero Config has a model of its own")
	}
	if got := in(t, "de").model; got == zero.model || got.sub != zero.model.sub {
		t.Error("German has the model of English, or other sounds")
	}
	for _, r := range rows(t, "testdata/languages.txt") {
		a, errA := zero.Match(heardAs(r[1]))
		b, errB := en.Match(heardAs(r[1]))
		if answer(a, errA) != answer(b, errB) || a.Confidence != b.Confidence {
			t.Errorf("Match(%q) = %s without a language, %s in English", r[1], answer(a, errA), answer(b, errB))
		}
	}
}

// The words of a language stand as fold leaves them, each once.
func TestTonguesAreFolded(t *testing.T) {
	for lang, l := range tongues {
		for _, list := range [][]carrier{l.before, l.after} {
			seen := map[string]bool{}
			for _, k := range list {
				if fold(k.words) != k.words || seen[k.words] || k.cost <= 0 {
					t.Errorf("%s: carrier %q, folded %q, seen %v, cost %v", lang, k.words, fold(k.words), seen[k.words], k.cost)
				}
				seen[k.words] = true
			}
		}
		for j := range l.joins {
			if fold(j) != j {
				t.Errorf("%s: %q is not folded", lang, j)
			}
		}
	}
}

// A book keeps its language through every change; what is learnt loses the
// carriers of that language.
func TestLanguageStays(t *testing.T) {
	b := in(t, "de")
	for name, other := range map[string]*Book{"Asked": b.Asked(), "copy": b.copy()} {
		if other.model != b.model {
			t.Errorf("%s: another language", name)
		}
	}
	learnt, err := b.Learn("ruf bitte frau doktor schneidermann an", "jan")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := learnt.Contact("jan")
	if want := []string{"frau doktor schneidermann"}; !reflect.DeepEqual(c.Aliases, want) {
		t.Errorf("learnt %q, want %q", c.Aliases, want)
	}
}
