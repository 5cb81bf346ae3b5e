package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/contacts/vcard"
)

var errNames = errors.New("not a list of contacts")

// people reads the contacts of the replay: the embedded ones unless a file is
// named.
func (o options) people() ([]contacts.Contact, error) {
	if o.contacts == "" {
		f, err := recordings.Open("testdata/contacts.txt")
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readNames(f)
	}
	if strings.EqualFold(filepath.Ext(o.contacts), ".vcf") {
		return readFile(o.contacts, readCards)
	}
	return readFile(o.contacts, readNames)
}

// readNames reads a list of contacts: one name a line, as displayed; empty
// lines and those that begin with # are skipped. The number of its line is the
// ID of each.
func readNames(r io.Reader) ([]contacts.Contact, error) {
	var list []contacts.Contact
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		if !utf8.Valid(sc.Bytes()) {
			return nil, fmt.Errorf("%w: line %d is not UTF-8", errNames, n)
		}
		if name := tidy(sc.Text()); name != "" && name[0] != '#' {
			list = append(list, contacts.Contact{ID: fmt.Sprintf("line %04d", n), Name: name})
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", errNames, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w: no names in it", errNames)
	}
	return list, nil
}

// readCards reads vCards. A card that cannot be read is an error here: a replay
// without one of the contacts would not be the user's.
func readCards(r io.Reader) ([]contacts.Contact, error) {
	list, bad, err := vcard.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNames, err)
	}
	for _, b := range bad {
		if !errors.Is(b, vcard.ErrGroup) {
			return nil, fmt.Errorf("%w: %w", errNames, b)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w: no cards in it", errNames)
	}
	for i := range list {
		list[i].Name = tidy(list[i].Name)
	}
	return list, nil
}
