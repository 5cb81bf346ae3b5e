package confirm

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wordings reads a file of testdata/wordings: section heads name the meanings
// that are right for the lines below.
func wordings(t *testing.T, file string) map[string][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := map[string][]string{}
	section := ""
	for sc := bufio.NewScanner(f); sc.Scan(); {
		switch line := strings.TrimSpace(sc.Text()); {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			m[section] = append(m[section], line)
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
		for section, texts := range wordings(t, filepath.Join("testdata", "wordings", lang+".txt")) {
			right := 0
			var missed []string
			for _, text := range texts {
				got := r.Read(text, ReadContext{Value: "Bob Smith"})
				if slices.Contains(strings.Fields(section), got.Meaning.String()) {
					right++
					continue
				}
				missed = append(missed, text+" = "+got.Meaning.String())
				if got.Meaning == Yes {
					t.Errorf("%s [%s]: Read(%q) = yes (%s)", lang, section, text, got.Why)
				}
			}
			if float64(right) < leastWordings*float64(len(texts)) {
				t.Errorf("%s [%s]: %d of %d read right; missed:\n\t%s", lang, section, right, len(texts), strings.Join(missed, "\n\t"))
			}
		}
	}
}
