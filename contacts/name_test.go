package contacts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParse reads testdata/names.txt: a display name and its parts.
func TestParse(t *testing.T) {
	for _, r := range rows(t, "testdata/names.txt") {
		p := parse(&Contact{ID: "1", Name: r[0]})
		got := []string{p.title, p.given, p.middle, p.family, p.suffix, strings.Join(p.nicknames, ", ")}
		if diff := cmp.Diff(r[1:7], got); diff != "" {
			t.Errorf("parse(%q), %s (-want +got)\n%s", r[0], r[7], diff)
		}
	}
}

// Given and Family stand as they are; the display name adds what they lack.
func TestParseWithParts(t *testing.T) {
	p := parse(&Contact{ID: "1", Name: "Dr. Ana \"Annie\" Keller", Given: "Ana", Family: "Keller Ruiz", Additional: "M.", Suffix: "Jr."})
	got := []string{p.title, p.given, p.middle, p.family, p.suffix, strings.Join(p.nicknames, ", ")}
	if diff := cmp.Diff([]string{"doctor", "ana", "", "keller ruiz", "junior", "annie"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := parse(&Contact{ID: "1", Organization: "Acme Tools"}); len(got.whole) != 1 || got.whole[0] != "acme tools" {
		t.Errorf("a firm alone: %+v", got)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"Ana Keller":          "ana keller",
		"  Ana\t\nKeller ":    "ana keller",
		"Müller-Lüdenscheidt": "muller ludenscheidt",
		"Łukasz Żółć":         "lukasz zolc",
		"Søren Ærø":           "soren aero",
		"O’Neill":             "o'neill",
		"'quoted'":            "quoted",
		"Ольга Щукина":        "olga shchukina",
		"Γιώργος":             "giorgos",
		"Ana🌷Keller":          "ana keller",
		"ﬁnn":                 "finn",
		"Mike 2":              "mike two",
		"Tom & Jo":            "tom and jo",
		"a\x00b":              "a b",
		"李小龙":                 "",
		"e\u0301va":           "eva",
		"\xff\xfe":            "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Folding what is folded changes nothing.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Ana Keller", "O’Neill ’", "Ж'İı", "a''b", "\u0345\u03b9", "'ⅷ'", "ｼﾞｮﾝ'ゞ", "しんい っ子", "김ㄱ\u11b7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold(s)
		if twice := fold(once); twice != once {
			t.Errorf("fold(%q) = %q, folded again %q", s, once, twice)
		}
		for _, r := range once {
			if (r < 'a' || r > 'z') && r != ' ' && r != '\'' {
				t.Errorf("fold(%q) = %q holds %q", s, once, r)
			}
		}
	})
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		contact Contact
		want    []string // among the forms
		not     []string
	}{
		{Contact{Name: "Lucía Fernández Ibarra", Given: "Lucía", Family: "Fernández Ibarra"},
			[]string{"lucia|", "lucia|fernandez ibarra", "lucia|fernandez", "lucia|ibarra", "fernandez ibarra|"}, []string{"ibarra|"}},
		{Contact{Name: "Pieter van der Berg"}, []string{"pieter|van der berg", "pieter|der berg", "pieter|berg"}, []string{"pieter|van", "pieter|van der"}},
		{Contact{Name: "Dr. Patel"}, []string{"doctor|patel", "patel|"}, nil},
		{Contact{Name: "Harold Winslow Jr."}, []string{"harold|winslow", "harold|winslow junior"}, nil},
		{Contact{Name: "Quentin Abernathy", Pronunciations: []string{"Kwen-tin"}}, []string{"quentin|abernathy", "kwentin|abernathy"}, nil},
		{Contact{Name: "Quentin Abernathy", Pronunciations: []string{"Kwentin Abernathee"}}, []string{"kwentin|abernathee", "kwentin|"}, nil},
		{Contact{Name: "Margaret Doyle", Relations: []string{"Mum"}}, []string{"mum|", "margaret|doyle"}, nil},
	} {
		c.contact.ID = "1"
		p := parse(&c.contact)
		got := map[string]bool{}
		for _, f := range p.forms() {
			got[f.head+"|"+f.tail] = true
		}
		for _, w := range c.want {
			if !got[w] {
				t.Errorf("%s: no form %q in %v", c.contact.Name, w, got)
			}
		}
		for _, w := range c.not {
			if got[w] {
				t.Errorf("%s: form %q, which nobody says", c.contact.Name, w)
			}
		}
	}
}
