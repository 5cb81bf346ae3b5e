// Package text holds what the readers of address books share: where text
// starts, and what is text at all.
package text

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	xunicode "unicode"

	"golang.org/x/text/encoding/unicode"
)

// bufferSize is how much a reader of NewReader looks ahead, in bytes.
const bufferSize = 64 << 10

// NewReader returns a buffered reader of r behind its byte order mark, if it has
// one; where the mark says UTF-16, the reader hands out UTF-8. Other bytes come
// as they are: a file may declare its character set in places of its own.
func NewReader(r io.Reader) *bufio.Reader {
	br := bufio.NewReaderSize(r, bufferSize)
	head, _ := br.Peek(3) // an error comes again with the next read
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		br.Discard(3) // what was just seen
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return bufio.NewReaderSize(utf16.NewDecoder().Reader(br), bufferSize)
	}
	return br
}

// Clean turns every run of white space and control characters into one space,
// and trims the ends: a name fits on a line.
func Clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return xunicode.IsSpace(r) || xunicode.IsControl(r)
	}), " ")
}
