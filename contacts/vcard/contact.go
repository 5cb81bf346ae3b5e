package vcard

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	vcf "github.com/emersion/go-vcard"

	"github.com/hearsay-go/hearsay/contacts"
	"github.com/hearsay-go/hearsay/contacts/internal/text"
)

// decode makes the contact of a card.
func (c *rawCard) decode() (Card, error) {
	props, ignored := c.parse()
	if isGroup(props) {
		return Card{}, ErrGroup
	}
	contact := contacts.Contact{
		ID:             c.id(props),
		Name:           text.Clean(unescape(props.PreferredValue(vcf.FieldFormattedName))),
		Nicknames:      list(props, vcf.FieldNickname, "X-NICKNAME"),
		Organization:   organization(props),
		Pronunciations: phonetic(props),
	}
	setName(&contact, props)
	contact.Name = cmp.Or(contact.Name, joined(contact), first(contact.Nicknames), contact.Organization)
	if contact.Name == "" {
		return Card{}, errors.Join(append([]error{ErrNoName}, lineErrors(ignored)...)...)
	}
	return Card{Contact: contact, Line: c.line, Relations: relations(props), Ignored: ignored}, nil
}

func lineErrors(ignored []LineError) []error {
	errs := make([]error, len(ignored))
	for i, e := range ignored {
		errs[i] = fmt.Errorf("line %d: %w", e.Line, e.Err)
	}
	return errs
}

// id is the card's UID, or a hash of what it holds: the same card has the same
// ID in every export, wherever it stands.
func (c *rawCard) id(props vcf.Card) string {
	if uid := text.Clean(unescape(props.Value(vcf.FieldUID))); uid != "" {
		return uid
	}
	h := sha256.New()
	for _, l := range c.lines {
		h.Write([]byte(l.text))
		h.Write([]byte{'\n'})
	}
	return "vcard-" + hex.EncodeToString(h.Sum(nil)[:12])
}

// isGroup knows the kinds of RFC 6350 and of Apple's address book.
func isGroup(props vcf.Card) bool {
	kind := cmp.Or(props.Value(vcf.FieldKind), props.Value("X-ADDRESSBOOKSERVER-KIND"))
	return strings.EqualFold(kind, "group")
}

// setName fills the parts of the name from N: family; given; additional;
// prefixes; suffixes, each a list of its own.
func setName(c *contacts.Contact, props vcf.Card) {
	parts := split(props.PreferredValue(vcf.FieldName), ';')
	for i, dst := range []*string{&c.Family, &c.Given, &c.Additional, &c.Prefix, &c.Suffix} {
		if i < len(parts) {
			*dst = text.Clean(strings.Join(unescapeAll(split(parts[i], ',')), " "))
		}
	}
}

// joined is the display name that a card without FN would have had.
func joined(c contacts.Contact) string {
	return text.Clean(strings.Join([]string{c.Prefix, c.Given, c.Additional, c.Family, c.Suffix}, " "))
}

// list gathers the comma-separated values of properties.
func list(props vcf.Card, keys ...string) []string {
	var out []string
	for _, key := range keys {
		for _, value := range props.Values(key) {
			for _, v := range unescapeAll(split(value, ',')) {
				if v = text.Clean(v); v != "" && !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// organization is the first part of ORG; the rest are departments.
func organization(props vcf.Card) string {
	return text.Clean(unescape(split(props.PreferredValue(vcf.FieldOrganization), ';')[0]))
}

// phonetic gathers how the name sounds: what the owner typed into the phonetic
// fields, and SORT-AS of N, which writes "Takeda,Junpei" where N holds signs.
func phonetic(props vcf.Card) []string {
	var words []string
	for _, key := range []string{"X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME"} {
		words = append(words, unescape(props.Value(key)))
	}
	var out []string
	if s := text.Clean(strings.Join(words, " ")); s != "" {
		out = append(out, s)
	}
	if n := props.Preferred(vcf.FieldName); n != nil {
		family, given := sortAs(n)
		if s := text.Clean(given + " " + family); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// sortAs reads the parameter of RFC 6350, 5.9: family name, then given name.
func sortAs(n *vcf.Field) (family, given string) {
	keys := n.Params[vcf.ParamSortAs]
	if len(keys) == 0 {
		return "", ""
	}
	return keys[0], first(keys[1:])
}

// relations reads RELATED (RFC 6350) and Apple's X-ABRELATEDNAMES, whose kind
// stands in the X-ABLABEL of the same group.
func relations(props vcf.Card) []Relation {
	var out []Relation
	for _, f := range props[vcf.FieldRelated] {
		for _, kind := range f.Params.Types() {
			out = append(out, Relation{Kind: strings.ToLower(kind), Name: text.Clean(unescape(f.Value))})
		}
	}
	labels := map[string]string{}
	for _, f := range props["X-ABLABEL"] {
		label := strings.TrimSuffix(strings.TrimPrefix(unescape(f.Value), "_$!<"), ">!$_")
		labels[f.Group] = strings.ToLower(text.Clean(label))
	}
	for _, f := range props["X-ABRELATEDNAMES"] {
		if kind := labels[f.Group]; kind != "" {
			out = append(out, Relation{Kind: kind, Name: text.Clean(unescape(f.Value))})
		}
	}
	return out
}

// split cuts a raw value at sep; an escaped sep is part of the text.
func split(s string, sep byte) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

// escapes are those of RFC 6350, 3.4; 2.1 and 3.0 know the colon as well.
var escapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":")

func unescape(s string) string { return escapes.Replace(s) }

func unescapeAll(list []string) []string {
	for i := range list {
		list[i] = unescape(list[i])
	}
	return list
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
