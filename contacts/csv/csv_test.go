package csv_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/contacts/csv"
)

func ExampleReadAll() {
	const export = `First Name,Last Name,Nickname,E-mail 1 - Value
Ana,Keller,Annie,ana@example.org
,,,nobody@example.org
`
	list, bad, err := csv.ReadAll(strings.NewReader(export))
	fmt.Println(list[0].Name, list[0].Nicknames, bad[0], err)
	// Output: Ana Keller [Annie] csv: row at line 3: no name <nil>
}

func TestExporters(t *testing.T) {
	zoe := contacts.Contact{Name: "Zoë Müller", Given: "Zoë", Family: "Müller"}
	with := func(change func(*contacts.Contact)) contacts.Contact {
		c := zoe
		change(&c)
		return c
	}
	tests := []struct {
		name, in string
		want     contacts.Contact
	}{
		{"Google, first generation", "Name,Given Name,Additional Name,Family Name,Given Name Yomi,Family Name Yomi,Nickname,Organization 1 - Name,Phone 1 - Value\n" +
			"Zoë Müller,Zoë,,Müller,Zo ee,Mew ler,Zo,Acme,+1\n",
			with(func(c *contacts.Contact) {
				c.Nicknames, c.Organization, c.Pronunciations = []string{"Zo"}, "Acme", []string{"Zo ee Mew ler"}
			})},
		{"Google, second generation", "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name\n" +
			"Zoë,Ann,Müller,Dr.,,,,Acme\n",
			with(func(c *contacts.Contact) {
				c.Name, c.Additional, c.Prefix, c.Organization = "Dr. Zoë Ann Müller", "Ann", "Dr.", "Acme"
			})},
		{"Outlook, with semicolons and quotes", "\ufeff\"Title\";\"First Name\";\"Middle Name\";\"Last Name\";\"Suffix\";\"Company\"\r\n" +
			"\"\";\"Zoë\";\"\";\"Müller\";\"\";\"Acme; \"\"the\"\" firm\"\r\n",
			with(func(c *contacts.Contact) { c.Organization = `Acme; "the" firm` })},
		{"Yahoo", "First,Middle,Last,Nickname,Email\nZoë,,Müller,,z@example.org\n", zoe},
		{"Thunderbird, by tabs", "First Name\tLast Name\tDisplay Name\tNickname\nZoë\tMüller\tZoë Müller\t\n", zoe},
		{"columns in any case and order", "LAST NAME, first name\nMüller,Zoë\n", zoe},
		{"rows cut short", "First Name,Last Name,Nickname\nZoë,Müller\n", zoe},
		{"UTF-16", utf16le("\ufeffFirst Name,Last Name\r\nZoë,Müller\r\n"), zoe},
		{"a break inside a field", "First Name,Last Name\n\"Zoë\n\",Müller\n", zoe},
		{"a firm", "Name,Company\n,Pizza Roma\n", contacts.Contact{Name: "Pizza Roma", Organization: "Pizza Roma"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, bad, err := csv.ReadAll(strings.NewReader(tt.in))
			if err != nil || bad != nil {
				t.Fatalf("ReadAll(%q): bad %v, error %v", tt.in, bad, err)
			}
			want := []contacts.Contact{tt.want}
			if diff := cmp.Diff(want, list, cmpopts.IgnoreFields(contacts.Contact{}, "ID")); diff != "" {
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

// Every broken row costs itself alone and says where it stands.
func TestBrokenRows(t *testing.T) {
	const in = "Name,Nickname\nAna,\n,\nRen\xe9,\nBo \"the\" Lee,\nAna,\nCy,\n"
	list, bad, err := csv.ReadAll(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var names, errs []string
	for _, c := range list {
		names = append(names, c.Name)
	}
	for _, b := range bad {
		errs = append(errs, b.Error())
	}
	if diff := cmp.Diff([]string{"Ana", "Cy"}, names); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
	want := []string{
		"csv: row at line 3: no name",
		"csv: row at line 4: field 1: not valid UTF-8",
		`csv: row at line 5: bare " in non-quoted-field`,
		"csv: row at line 6: repeats an earlier row at line 2",
	}
	if diff := cmp.Diff(want, errs); diff != "" {
		t.Errorf("errors (-want +got)\n%s", diff)
	}
	if !errors.Is(bad[0], csv.ErrNoName) || !errors.Is(bad[3], csv.ErrDuplicate) {
		t.Errorf("errors cannot be told apart: %v", bad)
	}
}

func TestNoHeader(t *testing.T) {
	for _, in := range []string{"", "ana@example.org,+1\n", "E-mail,Phone\nAna,1\n"} {
		if _, _, err := csv.ReadAll(strings.NewReader(in)); !errors.Is(err, csv.ErrHeader) {
			t.Errorf("ReadAll(%q) = %v, want ErrHeader", in, err)
		}
	}
	if _, _, err := csv.ReadAll(strings.NewReader("\"Name\nAna")); err == nil || !strings.Contains(err.Error(), "first row") {
		t.Errorf("a quote that nobody closed: %v, want an error at the first row", err)
	}
}

func TestStreamError(t *testing.T) {
	broken := errors.New("the disk is gone")
	list, _, err := csv.ReadAll(io.MultiReader(strings.NewReader("Name\nAna\n"), iotest.ErrReader(broken)))
	if len(list) != 1 || !errors.Is(err, broken) {
		t.Errorf("ReadAll = %v, %v; want what came before, and the error", list, err)
	}
}

func FuzzReadAll(f *testing.F) {
	f.Add([]byte("Name,Nickname\nAna,\"a\nb\"\n\"x"))
	f.Add([]byte("\xff\xfeN\x00a\x00m\x00e\x00\n\x00A\x00"))
	f.Add([]byte("First Name;Last Name\n;\n\xe9;x"))
	f.Fuzz(func(t *testing.T, in []byte) {
		list, _, _ := csv.ReadAll(strings.NewReader(string(in)))
		seen := map[string]bool{}
		for _, c := range list {
			if c.ID == "" || c.Name == "" || seen[c.ID] || !utf8.ValidString(c.Name) {
				t.Errorf("contact %+v: ID or name empty, repeated or not text", c)
			}
			seen[c.ID] = true
		}
	})
}
