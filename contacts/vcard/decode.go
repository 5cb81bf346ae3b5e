package vcard

import (
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
	"unicode/utf8"

	vcf "github.com/emersion/go-vcard"
	"golang.org/x/text/encoding/htmlindex"
)

var (
	errNoColon  = errors.New("no colon: not a property")
	errProperty = errors.New("malformed property")
	errText     = errors.New("not valid UTF-8, and no CHARSET says what else")
)

// properties are those that a contact is made of. Everything else is passed
// over while the stream is cut, so that a photograph costs no memory.
var properties = map[string]bool{
	"VERSION": true, "UID": true, "KIND": true, "X-ADDRESSBOOKSERVER-KIND": true,
	"FN": true, "N": true, "NICKNAME": true, "X-NICKNAME": true, "ORG": true,
	"X-PHONETIC-FIRST-NAME": true, "X-PHONETIC-MIDDLE-NAME": true, "X-PHONETIC-LAST-NAME": true,
	"RELATED": true, "X-ABRELATEDNAMES": true, "X-ABLABEL": true,
	"TEL": true, "EMAIL": true, // tell cards without a UID apart
}

// wanted says whether a line is part of a contact, or so broken that it must be
// reported.
func wanted(text string) bool {
	head, _, ok := strings.Cut(text, ":")
	if !ok {
		return strings.TrimSpace(text) != ""
	}
	key, _, _ := strings.Cut(head, ";")
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	return properties[strings.ToUpper(strings.TrimSpace(key))]
}

// parse hands the lines of a card to go-vcard and returns what it made of them
// with the lines that nobody could read.
func (c *rawCard) parse() (vcf.Card, []LineError) {
	var ignored []LineError
	var good []string
	var numbers []int
	for _, l := range c.lines {
		text, err := normal(l)
		if err != nil {
			ignored = append(ignored, LineError{l.number, err})
			continue
		}
		good = append(good, text)
		numbers = append(numbers, l.number)
	}
	card, err := decode(good...)
	if err == nil {
		return card, ignored
	}
	return salvage(good, numbers, ignored)
}

// salvage parses line by line a card that did not parse as a whole.
func salvage(lines []string, numbers []int, ignored []LineError) (vcf.Card, []LineError) {
	card := vcf.Card{}
	for i, text := range lines {
		one, err := decode(text)
		if err != nil {
			ignored = append(ignored, LineError{numbers[i], err})
			continue
		}
		for key, fields := range one {
			card[key] = append(card[key], fields...)
		}
	}
	slices.SortStableFunc(ignored, func(a, b LineError) int { return a.Line - b.Line })
	return card, ignored
}

// decode parses normal lines. go-vcard drops a line that it cannot read without
// a word, so the lines are counted.
func decode(lines ...string) (vcf.Card, error) {
	text := "BEGIN:VCARD\r\n" + strings.Join(lines, "") + "END:VCARD\r\n"
	card, err := vcf.NewDecoder(strings.NewReader(text)).Decode()
	if err != nil {
		return nil, err
	}
	n := 0
	for _, fields := range card {
		n += len(fields)
	}
	if n != len(lines) {
		return nil, errProperty
	}
	return card, nil
}

// normal rewrites a content line of any version as one of version 4.0 that
// go-vcard reads without loss: parameters have names, the value is UTF-8, and
// its backslashes are doubled, since go-vcard resolves escapes before it looks
// at the structure and an escaped semicolon would be lost.
func normal(l line) (string, error) {
	if l.long {
		return "", errTooLong
	}
	head, value, ok := cutHead(l.text)
	if !ok {
		return "", errNoColon
	}
	name, params, err := cutParams(head)
	if err != nil {
		return "", err
	}
	if strings.EqualFold(params.get("ENCODING"), "QUOTED-PRINTABLE") {
		b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value)))
		if err != nil {
			return "", fmt.Errorf("quoted-printable: %w", err)
		}
		value = string(b)
	}
	if value, err = toUTF8(value, params.get("CHARSET")); err != nil {
		return "", err
	}
	value = lineBreaks.Replace(value)
	return name + params.join() + ":" + strings.ReplaceAll(value, `\`, `\\`) + "\r\n", nil
}

// lineBreaks writes the breaks inside a decoded value as vCard escapes.
var lineBreaks = strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// cutHead splits a line at the colon that ends its head; a quoted parameter may
// hold colons of its own.
func cutHead(s string) (head, value string, ok bool) {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return s[:i], s[i+1:], true
			}
		}
	}
	return strings.Cut(s, ":") // a quote that nobody closed
}

// params are the parameters of a property, in order, as name=value.
type params [][2]string

// cutParams splits a head. vCard 2.1 leaves out the name of a parameter: the
// encodings and the types are told apart by their values.
func cutParams(head string) (name string, ps params, err error) {
	name, rest, more := cutOutside(head, ';')
	if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, " \t") {
		return "", nil, errProperty
	}
	for more {
		var p string
		p, rest, more = cutOutside(rest, ';')
		key, value, named := strings.Cut(p, "=")
		switch {
		case p == "":
			continue
		case named:
		case bareEncoding[strings.ToUpper(p)]:
			key, value = "ENCODING", p
		default:
			key, value = "TYPE", p
		}
		ps = append(ps, [2]string{key, value})
	}
	return name, ps, nil
}

var bareEncoding = map[string]bool{"QUOTED-PRINTABLE": true, "BASE64": true, "8BIT": true, "7BIT": true}

// cutOutside cuts s at the first sep outside double quotes.
func cutOutside(s string, sep byte) (before, after string, found bool) {
	quoted := false
	for i := range len(s) {
		if s[i] == '"' {
			quoted = !quoted
		}
		if s[i] == sep && !quoted {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func (ps params) get(key string) string {
	for _, p := range ps {
		if strings.EqualFold(p[0], key) {
			return strings.Trim(p[1], `"`)
		}
	}
	return ""
}

// join writes the parameters back without those that normal has dealt with.
func (ps params) join() string {
	var b strings.Builder
	for _, p := range ps {
		if strings.EqualFold(p[0], "CHARSET") || strings.EqualFold(p[0], "ENCODING") {
			continue
		}
		b.WriteString(";" + p[0] + "=" + p[1])
	}
	return b.String()
}

// toUTF8 decodes a value from the character set that its line declares.
func toUTF8(s, charset string) (string, error) {
	if charset == "" || strings.EqualFold(charset, "UTF-8") {
		if !utf8.ValidString(s) {
			return "", errText
		}
		return s, nil
	}
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return "", fmt.Errorf("character set %q: %w", charset, err)
	}
	t, err := enc.NewDecoder().String(s)
	if err != nil {
		return "", fmt.Errorf("character set %q: %w", charset, err)
	}
	return t, nil
}
