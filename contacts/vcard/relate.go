package vcard

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"

	"github.com/hearsay-go/hearsay/contacts"
)

// Relate returns the contacts of the cards, and writes into them what the
// owner's card says of them: where the card with the ID owner names somebody as
// mother, that contact's Relations get "mother". Only the owner's card counts;
// everybody else's mother is no "my mother". A relation that names nobody of the
// cards, or several, is returned in unresolved. The cards are left as they are.
func Relate(cards []Card, owner string) (list []contacts.Contact, unresolved []Relation) {
	var own []Relation
	byID, byName := map[string]int{}, map[string][]int{}
	for i, c := range cards {
		list = append(list, c.Contact)
		byID[bareUID(c.Contact.ID)] = i
		name := key(c.Contact.Name)
		byName[name] = append(byName[name], i)
		if c.Contact.ID == owner {
			own = c.Relations
		}
	}
	for _, r := range own {
		at, ok := byID[bareUID(r.Name)]
		if named := byName[key(r.Name)]; !ok && len(named) == 1 {
			at, ok = named[0], true
		}
		if !ok {
			unresolved = append(unresolved, r)
			continue
		}
		if c := &list[at]; !slices.Contains(c.Relations, r.Kind) {
			c.Relations = append(slices.Clone(c.Relations), r.Kind)
		}
	}
	return list, unresolved
}

// key makes names equal that differ in case alone.
func key(name string) string { return cases.Fold().String(name) }

// bareUID cuts the URN that one of the cards may write and the other not.
func bareUID(id string) string {
	id = strings.ToLower(id)
	return strings.TrimSuffix(strings.TrimPrefix(id, "urn:uuid:"), ":abperson")
}
