package confirm

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A wording is one line of testdata/wordings: what is said and, behind " = ",
// the name that a correction wants.
type wording struct{ text, name string }

// wordings reads a file of testdata/wordings: section heads name the meanings
// that are right for the lines below.
func wordings(t *testing.T, file string) map[string][]wording {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := map[string][]wording{}
	section := ""
	for sc := bufio.NewScanner(f); sc.Scan(); {
		switch line := strings.TrimSpace(sc.Text()); {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			text, name, _ := strings.Cut(line, " = ")
			m[section] = append(m[section], wording{text, name})
		}
	}
	return m
}

// leastWordings is the share of every section that must be read right. What
// is missed may only ever become Unclear or another refusal: of what is not a
// yes, none may be taken as one.
const leastWordings = 0.93

func TestWordings(t *testing.T) {
	for _, lang := range Languages() {
		r := testReader(t, lang)
		for section, list := range wordings(t, filepath.Join("testdata", "wordings", lang+".txt")) {
			right := 0
			var missed []string
			for _, w := range list {
				got := r.Read(w.text, ReadContext{Value: "Bob Smith"})
				if slices.Contains(strings.Fields(section), got.Meaning.String()) && (w.name == "" || got.Name == w.name) {
					right++
					continue
				}
				missed = append(missed, w.text+" = "+got.Meaning.String()+" "+got.Name)
				if got.Meaning == Yes {
					t.Errorf("%s [%s]: Read(%q) = yes (%s)", lang, section, w.text, got.Why)
				}
			}
			if float64(right) < leastWordings*float64(len(list)) {
				t.Errorf("%s [%s]: %d of %d read right; missed:\n\t%s", lang, section, right, len(list), strings.Join(missed, "\n\t"))
			}
		}
	}
}

// TestDenialBesideAYes says a yes before and after everything that denies or
// corrects: none of it may become a consent.
func TestDenialBesideAYes(t *testing.T) {
	for _, lang := range Languages() {
		r := testReader(t, lang)
		m := wordings(t, filepath.Join("testdata", "wordings", lang+".txt"))
		yes := slices.SortedStableFunc(slices.Values(m["yes"]), func(a, b wording) int { return len(a.text) - len(b.text) })[:3]
		for _, section := range []string{"no cancel", "correction"} {
			if len(m[section]) == 0 {
				t.Errorf("%s: no wordings of [%s]", lang, section)
			}
			for _, w := range m[section] {
				for _, y := range yes {
					for _, text := range []string{y.text + " " + w.text, w.text + " " + y.text} {
						if got := r.Read(text, ReadContext{Value: "Bob Smith"}); got.Meaning == Yes {
							t.Errorf("%s: Read(%q) = yes (%s), from [%s]", lang, text, got.Why, section)
						}
					}
				}
			}
		}
	}
}
