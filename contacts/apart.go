package contacts

import "strings"

// tellApart fills in what tells candidates from one another, in the words of a
// question: the family name, the suffix, the given name, the firm, the
// relation, the display name; the first of these that no other candidate has.
func tellApart(all []Candidate) {
	for i := range all {
		for _, trait := range traits {
			t := trait(&all[i].Contact)
			if t != "" && !shared(all, i, t, trait) {
				all[i].Apart = t
				break
			}
		}
	}
}

// traits of a contact, in the order in which people use them.
var traits = []func(c *Contact) string{
	func(c *Contact) string { return capitals(parse(c).family) },
	func(c *Contact) string { return capitals(parse(c).suffix) },
	func(c *Contact) string { return capitals(parse(c).given) },
	func(c *Contact) string { return strings.TrimSpace(c.Organization) },
	func(c *Contact) string { return strings.Join(c.Relations, ", ") },
	func(c *Contact) string { return strings.Join(c.Nicknames, ", ") },
	func(c *Contact) string { return strings.TrimSpace(c.Name) },
}

// shared reports whether another candidate has the trait, too.
func shared(all []Candidate, i int, t string, trait func(*Contact) string) bool {
	for j := range all {
		if j != i && strings.EqualFold(trait(&all[j].Contact), t) {
			return true
		}
	}
	return false
}

// capitals writes a folded name as names are written.
func capitals(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		if !particles[w] {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
