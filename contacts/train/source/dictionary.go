package source

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// A Dictionary gives each word the ways to say it, as CMUdict lists them.
type Dictionary map[string][][]phone.Phone

// ReadDictionary reads CMUdict in the form of Sphinx: a word, "(2)" behind it
// for a second way to say it, then its sounds.
func ReadDictionary(file string) (Dictionary, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	defer f.Close()
	d := Dictionary{}
	s := bufio.NewScanner(f)
	for line := 1; s.Scan(); line++ {
		fields := strings.Fields(s.Text())
		if len(fields) < 2 {
			continue
		}
		sounds, err := parse(fields[1:])
		if err != nil {
			return nil, fmt.Errorf("dictionary: %s:%d: %w", file, line, err)
		}
		word, _, _ := strings.Cut(fields[0], "(")
		if !slices.ContainsFunc(d[word], func(w []phone.Phone) bool { return slices.Equal(w, sounds) }) {
			d[word] = append(d[word], sounds)
		}
	}
	return d, s.Err()
}

func parse(names []string) ([]phone.Phone, error) {
	out := make([]phone.Phone, 0, len(names))
	for _, name := range names {
		p, ok := phone.Parse(name)
		if !ok {
			return nil, fmt.Errorf("unknown sound %q", name)
		}
		out = append(out, p)
	}
	return out, nil
}

// Spelled reports whether a word has only letters a to z and apostrophes, and
// a letter at least.
func Spelled(word string) bool {
	letters := 0
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z':
			letters++
		case r != '\'':
			return false
		}
	}
	return letters > 0
}
