// Package csv turns the CSV files that address books export into contacts for
// [github.com/hearsay-go/hearsay/contacts].
//
// The first row names the columns. Those of Google Contacts (both generations),
// Outlook, Yahoo, Thunderbird and Windows are known, in any order and any case;
// others are passed over. The separator (comma, semicolon or tab) is found in
// the first row; a byte order mark and UTF-16 are understood. Fields follow
// RFC 4180.
//
//	Name, Display Name, File As                     Contact.Name
//	First Name, Given Name, First                   Given
//	Middle Name, Additional Name, Middle            Additional
//	Last Name, Family Name, Last, Surname           Family
//	Title, Name Prefix; Suffix, Name Suffix         Prefix, Suffix
//	Nickname, Short Name                            Nicknames
//	Company, Organization, Organization 1 - Name    Organization
//	Phonetic First Name, Given Yomi, …              Pronunciations
//
// A row that cannot become a contact is a [*RowError] with its line, and reading
// goes on behind it. A Reader belongs to one goroutine.
package csv

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/contacts/internal/text"
)

var (
	// ErrHeader is wrapped by the error of NewReader where the first row names
	// no column that holds a name.
	ErrHeader = errors.New("no column of names")
	// ErrNoName is wrapped by the RowError of a row without any name.
	ErrNoName = errors.New("no name")
	// ErrDuplicate is wrapped by the RowError of a row that says what an earlier
	// one said.
	ErrDuplicate = errors.New("repeats an earlier row")

	errText = errors.New("not valid UTF-8")
)

// part is one part of a contact that a column can hold.
type part int

const (
	none part = iota
	name
	given
	additional
	family
	prefix
	suffix
	nickname
	organization
	givenSound
	additionalSound
	familySound
	parts
)

// columns maps the names that exporters give their columns, in lower case.
var columns = map[string]part{
	"name": name, "display name": name, "file as": name, "full name": name,
	"first name": given, "given name": given, "first": given,
	"middle name": additional, "additional name": additional, "middle": additional,
	"last name": family, "family name": family, "last": family, "surname": family,
	"title": prefix, "name prefix": prefix, "suffix": suffix, "name suffix": suffix,
	"nickname": nickname, "nick name": nickname, "short name": nickname,
	"company": organization, "organization": organization,
	"organization name": organization, "organization 1 - name": organization,
	"phonetic first name": givenSound, "given name yomi": givenSound, "given yomi": givenSound,
	"phonetic middle name": additionalSound, "additional name yomi": additionalSound,
	"phonetic last name": familySound, "family name yomi": familySound, "surname yomi": familySound,
}

// RowError is one row that did not become a contact. Reading can go on.
type RowError struct {
	Line int // of the row's start, counted from 1
	Err  error
}

// Error says where and what.
func (e *RowError) Error() string { return fmt.Sprintf("csv: row at line %d: %v", e.Line, e.Err) }

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// A Reader reads contacts row by row.
type Reader struct {
	rows   *csv.Reader
	column []part
	seen   map[string]int // ID to line
}

// NewReader reads the first row of r and returns a Reader of the others. It
// buffers.
func NewReader(r io.Reader) (*Reader, error) {
	br := text.NewReader(r)
	rows := csv.NewReader(br)
	rows.Comma = separator(br)
	rows.FieldsPerRecord = -1 // exporters drop empty fields at the end
	header, err := rows.Read()
	if err == io.EOF {
		return nil, fmt.Errorf("csv: empty: %w", ErrHeader)
	}
	if err != nil {
		return nil, fmt.Errorf("csv: first row: %w", err)
	}
	out := &Reader{rows: rows, seen: map[string]int{}}
	named := false
	for _, h := range header {
		p := columns[strings.ToLower(strings.TrimSpace(h))]
		out.column = append(out.column, p)
		named = named || p == name || p == given || p == family
	}
	if !named {
		return nil, fmt.Errorf("csv: %w among %.200q", ErrHeader, header)
	}
	return out, nil
}

// separator is the likeliest of comma, semicolon and tab in the first row.
func separator(br *bufio.Reader) rune {
	head, _ := br.Peek(4096)
	head, _, _ = bytes.Cut(head, []byte("\n"))
	best := ','
	for _, sep := range ";\t" {
		if bytes.Count(head, []byte(string(sep))) > bytes.Count(head, []byte(string(best))) {
			best = sep
		}
	}
	return best
}

// Read returns the next contact. A row that cannot become one is a
// [*RowError], after which Read may be called again. At the end the error is
// [io.EOF]; any other error comes from the stream and is final.
func (r *Reader) Read() (contacts.Contact, error) {
	row, err := r.rows.Read()
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return contacts.Contact{}, &RowError{bad.StartLine, bad.Err}
	}
	if err == io.EOF {
		return contacts.Contact{}, io.EOF
	}
	if err != nil {
		return contacts.Contact{}, fmt.Errorf("csv: %w", err)
	}
	line, _ := r.rows.FieldPos(0)
	c, err := r.contact(row)
	if first, ok := r.seen[c.ID]; ok && err == nil {
		err = fmt.Errorf("%w at line %d", ErrDuplicate, first)
	}
	if err != nil {
		return contacts.Contact{}, &RowError{line, err}
	}
	r.seen[c.ID] = line
	return c, nil
}

// ReadAll reads a whole file: the contacts in their order, ready for
// [contacts.New], and the rows that did not become one. What was read before an
// error of the stream is returned beside it.
func ReadAll(r io.Reader) (list []contacts.Contact, bad []*RowError, err error) {
	rd, err := NewReader(r)
	if err != nil {
		return nil, nil, err
	}
	for {
		c, err := rd.Read()
		if row, ok := errors.AsType[*RowError](err); ok {
			bad = append(bad, row)
			continue
		}
		if err == io.EOF {
			return list, bad, nil
		}
		if err != nil {
			return list, bad, err
		}
		list = append(list, c)
	}
}

// contact makes the contact of a row. Its ID is a hash of the row.
func (r *Reader) contact(row []string) (contacts.Contact, error) {
	var v [parts]string
	h := sha256.New()
	for i, field := range row {
		if !utf8.ValidString(field) {
			return contacts.Contact{}, fmt.Errorf("field %d: %w", i+1, errText)
		}
		h.Write([]byte(field))
		h.Write([]byte{0})
		if i < len(r.column) && v[r.column[i]] == "" {
			v[r.column[i]] = text.Clean(field)
		}
	}
	c := contacts.Contact{
		ID:   "csv-" + hex.EncodeToString(h.Sum(nil)[:12]),
		Name: v[name], Given: v[given], Additional: v[additional], Family: v[family],
		Prefix: v[prefix], Suffix: v[suffix], Organization: v[organization],
		Nicknames:      some(v[nickname]),
		Pronunciations: some(text.Clean(v[givenSound] + " " + v[additionalSound] + " " + v[familySound])),
	}
	c.Name = cmp.Or(c.Name, text.Clean(c.Prefix+" "+c.Given+" "+c.Additional+" "+c.Family+" "+c.Suffix), v[nickname], c.Organization)
	if c.Name == "" {
		return contacts.Contact{}, ErrNoName
	}
	return c, nil
}

// some is a list of s alone, or none where s is empty.
func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
