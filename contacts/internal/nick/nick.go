// Package nick knows the short forms of English given names.
package nick

// A Name is a name that goes with another, and how likely it is to be meant.
type Name struct {
	Name   string
	Weight float32 // in (0, 1]
}

// table holds, for a given name, its short forms.
var table = map[string][]Name{
	"robert":      {{"bob", 0.9}, {"rob", 0.9}, {"bobby", 0.7}, {"robbie", 0.6}},
	"william":     {{"bill", 0.9}, {"will", 0.8}, {"billy", 0.7}, {"liam", 0.3}},
	"elizabeth":   {{"liz", 0.8}, {"beth", 0.8}, {"betty", 0.6}, {"eliza", 0.4}},
	"michael":     {{"mike", 0.95}, {"mick", 0.4}, {"mickey", 0.3}},
	"katherine":   {{"kate", 0.8}, {"kathy", 0.8}, {"katie", 0.7}, {"kat", 0.4}},
	"christopher": {{"chris", 0.95}, {"topher", 0.2}},
}

// Nicknames gives the short forms of a given name in lower case, likeliest
// first.
func Nicknames(given string) []Name { return table[given] }
