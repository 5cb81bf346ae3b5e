package contacts

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// rows reads a file of testdata: fields between bars, a comment line begins
// with #.
func rows(t testing.TB, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		out = append(out, fields)
	}
	return out
}

func people(t testing.TB) []Contact {
	t.Helper()
	var list []Contact
	for _, f := range rows(t, "testdata/people.txt") {
		c := Contact{ID: f[0], Name: f[1], Given: f[2], Family: f[3], Organization: f[6]}
		if f[4] != "" {
			c.Relations = []string{f[4]}
		}
		if f[5] != "" {
			c.Nicknames = []string{f[5]}
		}
		list = append(list, c)
	}
	return list
}

func book(t testing.TB, list []Contact) *Book {
	t.Helper()
	b, err := New(list, Config{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func heardAs(texts ...string) []Hypothesis {
	var out []Hypothesis
	for _, s := range texts {
		out = append(out, Hypothesis{Text: s})
	}
	return out
}

// answer writes what Match said in the manner of testdata/match.txt.
func answer(m Match, err error) string {
	if err == nil {
		return m.Contact.ID
	}
	if amb, ok := errors.AsType[*AmbiguousError](err); ok {
		var ids []string
		for _, c := range amb.Candidates {
			ids = append(ids, c.Contact.ID)
		}
		slices.Sort(ids)
		return "? " + strings.Join(ids, " ")
	}
	if errors.Is(err, ErrNobody) {
		return "-"
	}
	return "error: " + err.Error()
}

func explained(m Match, err error) string {
	if amb, ok := errors.AsType[*AmbiguousError](err); ok {
		return amb.Explain()
	}
	if nobody, ok := errors.AsType[*NobodyError](err); ok {
		return nobody.Explain()
	}
	return m.Explain()
}
