// Package svgtest reads pictures back, for tests.
package svgtest

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// T is what Texts needs of a test: testing's T, or rapid's.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Texts reads a picture to its end and returns all that it says, a line for each
// text. It fails the test where the picture is not well-formed.
func Texts(t T, file string) string {
	t.Helper()
	var out strings.Builder
	d := xml.NewDecoder(strings.NewReader(file))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, file)
			return ""
		}
		if c, ok := token.(xml.CharData); ok {
			out.Write(c)
			out.WriteByte('\n')
		}
	}
}
