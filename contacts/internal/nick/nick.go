package nick

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

//go:embed names.txt
var namesText string

// A Name is a name that goes with another, and how likely, in (0, 1].
type Name struct {
	Name   string
	Weight float32
}

// A table holds for every name those that go with it, likeliest first.
type table map[string][]Name

// names is read when first needed. A test sees to it that the table has no
// error; were it damaged all the same, no name would have another.
var names = sync.OnceValue(func() table {
	t, err := parse(namesText)
	if err != nil {
		return nil
	}
	return t
})

// Nicknames gives the names that go with a given name in lower case, likeliest
// first: for a full name its short forms, weighted by how usual they are; for
// a short form the full names, weighted by how many of those called by it bear
// them. A short form of one name that is a full name as well has both. The
// slice is shared and must not be changed.
func Nicknames(given string) []Name { return names()[given] }

// parse reads the table; names.txt says its form.
func parse(text string) (table, error) {
	short := table{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		full, forms, ok := strings.Cut(line, ":")
		fields := strings.Fields(forms)
		if !ok || len(fields) == 0 || len(fields)%2 != 0 {
			return nil, fmt.Errorf("nick: line %d: want full names, a colon, then pairs of short form and weight", n)
		}
		for f := range strings.FieldsSeq(full) {
			for i := 0; i < len(fields); i += 2 {
				w := fields[i+1]
				if len(w) != 1 || w[0] < '1' || w[0] > '9' {
					return nil, fmt.Errorf("nick: line %d: weight %q of %q, want 1 to 9", n, w, fields[i])
				}
				short.add(f, fields[i], float32(w[0]-'0')/10)
			}
		}
	}
	return both(short), nil
}

// add joins other to name, keeping the larger weight; a name does not go with
// itself.
func (t table) add(name, other string, weight float32) {
	if name == other {
		return
	}
	i := slices.IndexFunc(t[name], func(x Name) bool { return x.Name == other })
	if i < 0 {
		t[name] = append(t[name], Name{other, weight})
	} else if weight > t[name][i].Weight {
		t[name][i].Weight = weight
	}
}

// both adds the way back, from short form to full names. Of those called Chris
// the share that is Christopher is as that name's share of all people times
// how usual Chris is for it (Bayes), beside those who were named Chris; the
// census gives the share of people.
func both(short table) table {
	out := table{}
	people := map[string]map[string]float64{} // called [short], named [full]
	total := map[string]float64{}
	for full, forms := range short {
		share := math.Exp(float64(phone.GivenLogProb(full)))
		for _, f := range forms {
			out.add(full, f.Name, f.Weight)
			if people[f.Name] == nil {
				people[f.Name] = map[string]float64{}
			}
			people[f.Name][full] = share * float64(f.Weight)
		}
	}
	for name, fulls := range people {
		total[name] = math.Exp(float64(phone.GivenLogProb(name)))
		for _, f := range sorted(fulls) {
			total[name] += fulls[f]
		}
		for full, n := range fulls {
			out.add(name, full, float32(min(max(0.95*n/total[name], 0.02), 0.95)))
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b Name) int {
			return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Name, b.Name))
		})
	}
	return out
}

// sorted gives the keys in order, so that sums do not depend on chance.
func sorted(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
