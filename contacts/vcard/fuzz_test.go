package vcard_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/contacts/vcard"
)

// FuzzReadAll: no panic; every BEGIN is answered by a contact or an error; what
// comes out is text.
func FuzzReadAll(f *testing.F) {
	files, err := filepath.Glob("testdata/*.vcf")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=\n=\n=\nEND:VCARD"))
	f.Add([]byte("BEGIN:VCARD\nN;\"=\":\\;\\\nEND:VCARD\nBEGIN:VCARD"))
	f.Fuzz(func(t *testing.T, in []byte) {
		list, bad, err := vcard.ReadAll(bytes.NewReader(in))
		if err != nil {
			t.Fatalf("an error of a stream that has none: %v", err)
		}
		seen := map[string]bool{}
		for _, c := range list {
			if c.ID == "" || c.Name == "" || seen[c.ID] {
				t.Errorf("contact %+v: ID or name empty, or ID repeated", c)
			}
			seen[c.ID] = true
			if !utf8.ValidString(c.Name) || strings.ContainsAny(c.Name, "\r\n\x00") {
				t.Errorf("name %q is not a line of text", c.Name)
			}
		}
		if n := bytes.Count(in, []byte("\nBEGIN:VCARD\n")); len(list)+len(bad) < n {
			t.Errorf("%d contacts and %d errors for %d cards", len(list), len(bad), n)
		}
	})
}

func BenchmarkReadAll(b *testing.B) {
	const cards = 10_000
	one, err := os.ReadFile("testdata/apple-3.0.vcf")
	if err != nil {
		b.Fatal(err)
	}
	var book bytes.Buffer
	for i := range cards {
		id := []byte("0B2F" + string(rune('A'+i%26)) + string(rune('A'+i/26%26)) + string(rune('A'+i/676)))
		book.Write(bytes.ReplaceAll(one, []byte("0B2F2A1C"), id))
	}
	b.SetBytes(int64(book.Len()))
	b.ReportAllocs()
	for b.Loop() {
		list, bad, err := vcard.ReadAll(bytes.NewReader(book.Bytes()))
		if len(list) != cards || bad != nil || err != nil {
			b.Fatal(len(list), bad, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/cards, "ns/card")
}
