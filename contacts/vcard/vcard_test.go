package vcard_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/contacts/vcard"
)

func ExampleReadAll() {
	const book = `BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:1
FN:Ana Keller
N:Keller;Ana;;;
item1.NICKNAME:Annie,Nan
END:VCARD
BEGIN:VCARD
VERSION:3.0
NOTE:nobody
END:VCARD
`
	list, bad, err := vcard.ReadAll(strings.NewReader(book))
	fmt.Println(len(list), list[0].Name, list[0].Nicknames, err)
	for _, b := range bad {
		fmt.Println(b)
	}
	// Output:
	// 1 Ana Keller [Annie Nan] <nil>
	// vcard: card at line 8: no name
}

// card wraps property lines, which end in CRLF as the RFC wants.
func card(lines ...string) string {
	return "BEGIN:VCARD\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

func TestContact(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want contacts.Contact
	}{
		{"4.0", card("VERSION:4.0", "UID:u", "FN:Dr. Ana Keller", "N:Keller;Ana;Maria;Dr.;PhD", "ORG:Acme;Sales"),
			contacts.Contact{ID: "u", Name: "Dr. Ana Keller", Family: "Keller", Given: "Ana", Additional: "Maria",
				Prefix: "Dr.", Suffix: "PhD", Organization: "Acme"}},
		{"escaped separators stay text", card("UID:u", `FN:Smith\, Jones\; Co`, `N:Smith\;Jones;Ana\,Maria;;;`),
			contacts.Contact{ID: "u", Name: "Smith, Jones; Co", Family: "Smith;Jones", Given: "Ana,Maria"}},
		{"backslash before a letter stays", card("UID:u", `FN:a\\b\c`),
			contacts.Contact{ID: "u", Name: `a\b\c`}},
		{"lists inside N", card("UID:u", "FN:x", "N:Garcia,Lorca;Federico;del,Sagrado;;"),
			contacts.Contact{ID: "u", Name: "x", Family: "Garcia Lorca", Given: "Federico", Additional: "del Sagrado"}},
		{"folded inside a letter", card("UID:u", "FN:M\xc3\r\n \xbcller"),
			contacts.Contact{ID: "u", Name: "Müller"}},
		{"folded by a tab", card("UID:u", "FN:Ana \r\n\tKeller"),
			contacts.Contact{ID: "u", Name: "Ana Keller"}},
		{"grouped", card("UID:u", "item1.FN:Ana", "item2.NICKNAME:Nan\\, the first,An"),
			contacts.Contact{ID: "u", Name: "Ana", Nicknames: []string{"Nan, the first", "An"}}},
		{"the preferred name", card("UID:u", "FN:First", "FN;PREF=1:Best"),
			contacts.Contact{ID: "u", Name: "Best"}},
		{"name from N alone", card("UID:u", "N:Lee;Bo;;;Jr."),
			contacts.Contact{ID: "u", Name: "Bo Lee Jr.", Family: "Lee", Given: "Bo", Suffix: "Jr."}},
		{"name from the organisation alone", card("UID:u", "ORG:Pizza Roma"),
			contacts.Contact{ID: "u", Name: "Pizza Roma", Organization: "Pizza Roma"}},
		{"2.1 quoted-printable over soft breaks", card("VERSION:2.1", "UID:u",
			"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;J=C3=B6rg;;;",
			"FN;CHARSET=UTF-8;QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller", "TEL;HOME;VOICE:+1"),
			contacts.Contact{ID: "u", Name: "Jörg Müller", Family: "Müller", Given: "Jörg"}},
		{"2.1 in Latin-1", card("VERSION:2.1", "UID:u", "FN;CHARSET=ISO-8859-1:Ren\xe9"),
			contacts.Contact{ID: "u", Name: "René"}},
		{"2.1 in Shift JIS", card("VERSION:2.1", "UID:u", "FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8D=B2=93=A1"),
			contacts.Contact{ID: "u", Name: "佐藤"}},
		{"phonetic fields", card("UID:u", "FN:Quentin Hsieh", "X-PHONETIC-FIRST-NAME:Kwen tin", "X-PHONETIC-LAST-NAME:Shay"),
			contacts.Contact{ID: "u", Name: "Quentin Hsieh", Pronunciations: []string{"Kwen tin Shay"}}},
		{"sort keys", card("UID:u", "FN:武田 潤平", `N;SORT-AS="Takeda,Junpei":武田;潤平;;;`),
			contacts.Contact{ID: "u", Name: "武田 潤平", Family: "武田", Given: "潤平", Pronunciations: []string{"Junpei Takeda"}}},
		{"breaks and control characters become spaces", card("UID:u", "FN:Ana\\nMaria\x01 Keller"),
			contacts.Contact{ID: "u", Name: "Ana Maria Keller"}},
		{"lower-case keys", "begin:vcard\nuid:u\nfn:Ana\nend:vcard\n",
			contacts.Contact{ID: "u", Name: "Ana"}},
		{"byte order mark", "\ufeff" + card("UID:u", "FN:Ana"),
			contacts.Contact{ID: "u", Name: "Ana"}},
		{"UTF-16", "\xff\xfe" + utf16le(card("UID:u", "FN:Zoë")),
			contacts.Contact{ID: "u", Name: "Zoë"}},
		{"colon inside a quoted parameter", card("UID:u", `FN;X-A="a:b;c":Ana`),
			contacts.Contact{ID: "u", Name: "Ana"}},
		{"no line end behind END", strings.TrimRight(card("UID:u", "FN:Ana"), "\r\n"),
			contacts.Contact{ID: "u", Name: "Ana"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, bad, err := vcard.ReadAll(strings.NewReader(tt.in))
			if err != nil || len(bad) > 0 {
				t.Fatalf("ReadAll(%q) = bad %v, error %v", tt.in, bad, err)
			}
			if diff := cmp.Diff([]contacts.Contact{tt.want}, list); diff != "" {
				t.Errorf("ReadAll(%q) (-want +got)\n%s", tt.in, diff)
			}
		})
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s { // the tests stay in the first plane
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// Every broken card costs itself alone: good cards stand before and behind it.
func TestBrokenCards(t *testing.T) {
	tests := []struct {
		name, in string
		line     int
		want     string // part of the error
	}{
		{"no END", "BEGIN:VCARD\r\nFN:lost\r\n", 5, "no END:VCARD"},
		{"text between cards", "what is this\r\n\r\nand this\r\n", 5, "text outside a card"},
		{"no name", card("VERSION:3.0", "TEL:1"), 5, "no name"},
		{"name in no known text", card("UID:x", "FN:Ren\xe9"), 5, "line 7: not valid UTF-8"},
		{"unknown character set", card("UID:x", "FN;CHARSET=KLINGON:a"), 5, `line 7: character set "KLINGON"`},
		{"broken quoted-printable", card("UID:x", "FN;ENCODING=QUOTED-PRINTABLE:a\x01"), 5, "line 7: quoted-printable"},
		{"group", card("UID:x", "FN:family", "KIND:group"), 5, "a group"},
		{"Apple's group", card("UID:x", "FN:family", "X-ADDRESSBOOKSERVER-KIND:group"), 5, "a group"},
		{"repeated UID", card("UID:first", "FN:Impostor"), 5, `repeats an earlier card at line 1 (ID "first")`},
		{"too large", card("UID:x", strings.Repeat("NICKNAME:"+strings.Repeat("a", 1000)+"\r\n", 300)+"FN:x"), 5, "card too large"},
		{"name too long", card("UID:x", "FN:"+strings.Repeat("a", 100_000)), 5, "line 7: line longer than 65536 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := card("UID:first", "FN:First") + tt.in + card("UID:last", "FN:Last")
			list, bad, err := vcard.ReadAll(strings.NewReader(in))
			if err != nil {
				t.Fatal(err)
			}
			if len(list) != 2 || list[0].Name != "First" || list[1].Name != "Last" {
				t.Errorf("contacts = %v, want First and Last", list)
			}
			if len(bad) != 1 || bad[0].Line != tt.line || !strings.Contains(bad[0].Error(), tt.want) {
				t.Errorf("bad = %v, want one at line %d with %q", bad, tt.line, tt.want)
			}
		})
	}
}

func TestBrokenCardKeepsItsText(t *testing.T) {
	_, bad, _ := vcard.ReadAll(strings.NewReader(card("VERSION:3.0", "TEL:+49 30\r\n  1")))
	if len(bad) != 1 || bad[0].Text != "VERSION:3.0\nTEL:+49 30 1\n" {
		t.Errorf("bad = %+v, want the text of the card", bad)
	}
}

// A line that cannot be read does not cost the card, and is not lost unseen.
func TestIgnoredLines(t *testing.T) {
	in := card("UID:u", "FN:Ana", "half a note", "NICKNAME;CHARSET=KLINGON:x", `ORG;X="a`+"\t"+`\q":Acme`)
	got, err := vcard.NewReader(strings.NewReader(in)).Read()
	if err != nil || got.Contact.Name != "Ana" {
		t.Fatalf("Read = %+v, %v; want Ana", got, err)
	}
	var lines []int
	for _, e := range got.Ignored {
		lines = append(lines, e.Line)
	}
	if diff := cmp.Diff([]int{4, 5, 6}, lines); diff != "" {
		t.Errorf("ignored lines (-want +got)\n%s\n%v", diff, got.Ignored)
	}
}

func TestRelations(t *testing.T) {
	in := card("UID:me", "FN:Me", "RELATED;TYPE=spouse:urn:uuid:2",
		"item1.X-ABRELATEDNAMES;type=pref:Ana Keller", "item1.X-ABLabel:_$!<Mother>!$_",
		"item2.X-ABRELATEDNAMES:Rex", "item2.X-ABLabel:dog")
	got, err := vcard.NewReader(strings.NewReader(in)).Read()
	if err != nil {
		t.Fatal(err)
	}
	want := []vcard.Relation{{"spouse", "urn:uuid:2"}, {"mother", "Ana Keller"}, {"dog", "Rex"}}
	if diff := cmp.Diff(want, got.Relations); diff != "" {
		t.Errorf("relations (-want +got)\n%s", diff)
	}
}

func TestErrorsCanBeTold(t *testing.T) {
	in := card("FN:x", "KIND:group") + card("TEL:1") + card("UID:a", "FN:a") + card("UID:a", "FN:b")
	_, bad, _ := vcard.ReadAll(strings.NewReader(in))
	for i, want := range []error{vcard.ErrGroup, vcard.ErrNoName, vcard.ErrDuplicate} {
		if i >= len(bad) || !errors.Is(bad[i], want) {
			t.Fatalf("bad = %v, want number %d to be %v", bad, i, want)
		}
	}
}

// The ID of a card without UID depends on the card, not on where it stands.
func TestIDIsStable(t *testing.T) {
	a, b := card("FN:Ana", "TEL:1"), card("FN:Bo", "TEL:2")
	one, _, _ := vcard.ReadAll(strings.NewReader(a + b))
	two, _, _ := vcard.ReadAll(strings.NewReader(b + a))
	if one[0].ID != two[1].ID || one[1].ID != two[0].ID || one[0].ID == one[1].ID {
		t.Errorf("IDs %q %q and %q %q", one[0].ID, one[1].ID, two[0].ID, two[1].ID)
	}
}

func TestStreamError(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := io.MultiReader(strings.NewReader(card("UID:a", "FN:a")+"BEGIN:VCARD\r\nFN:b"), iotest.ErrReader(broken))
	list, _, err := vcard.ReadAll(in)
	if len(list) != 1 || !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 6") {
		t.Errorf("ReadAll = %v, %v; want what came before and the error at line 6", list, err)
	}
}

func TestAnyCutOfTheStream(t *testing.T) {
	in := card("UID:u", "FN;ENCODING=QUOTED-PRINTABLE:J=C3=\r\n=B6rg", "NICKNAME:a\r\n b") + card("FN:Bo")
	want, _, _ := vcard.ReadAll(strings.NewReader(in))
	got, bad, err := vcard.ReadAll(iotest.OneByteReader(strings.NewReader(in)))
	if diff := cmp.Diff(want, got); diff != "" || bad != nil || err != nil {
		t.Errorf("byte by byte: bad %v, error %v (-want +got)\n%s", bad, err, diff)
	}
}

// A photograph of 15 MB is read past, not held.
func TestPhotographCostsNoMemory(t *testing.T) {
	line := " " + strings.Repeat("A", 74) + "\r\n"
	in := io.MultiReader(strings.NewReader("BEGIN:VCARD\r\nUID:u\r\nFN:Ana\r\nPHOTO;ENCODING=b:\r\n"),
		strings.NewReader(strings.Repeat(line, 200_000)), strings.NewReader("END:VCARD\r\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	list, bad, err := vcard.ReadAll(in)
	runtime.ReadMemStats(&after)
	if err != nil || bad != nil || len(list) != 1 || list[0].Name != "Ana" {
		t.Fatalf("ReadAll = %v, %v, %v; want Ana", list, bad, err)
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20 {
		t.Errorf("allocated %d bytes, want less than 1 MiB", got)
	}
}

func TestSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.vcf")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			list, bad, err := vcard.ReadAll(f)
			if err != nil || len(bad) > 0 {
				t.Fatalf("bad %v, error %v", bad, err)
			}
			for _, c := range list {
				if c.Name != "Zoë Müller-Lüdenscheidt" || c.Family != "Müller-Lüdenscheidt" || c.Given != "Zoë" {
					t.Errorf("contact = %+v", c)
				}
			}
		})
	}
}
