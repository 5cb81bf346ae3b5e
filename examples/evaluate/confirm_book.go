package main

import (
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
)

// bookResolver finds names of a list in what was heard.
type bookResolver struct{ names []string }

func newBookResolver(names []string) (*bookResolver, error) { return &bookResolver{names}, nil }

// Resolve implements confirm.Resolver.
func (b *bookResolver) Resolve(q confirm.Query) confirm.Resolution {
	for _, h := range q.NBest {
		text := " " + strings.ToLower(h.Text) + " "
		var full, first []confirm.Candidate
		for _, n := range b.names {
			if slices.ContainsFunc(q.Rejected, func(c confirm.Candidate) bool { return c.Name == n }) {
				continue
			}
			c := confirm.Candidate{Name: n}
			l := strings.ToLower(n)
			if strings.Contains(text, " "+l+" ") {
				full = append(full, c)
			} else if strings.Contains(text, " "+strings.Fields(l)[0]+" ") {
				first = append(first, c)
			}
		}
		if len(full) == 1 {
			return confirm.Resolution{Candidates: full}
		}
		if len(first) > 0 {
			return confirm.Resolution{Candidates: first}
		}
	}
	return confirm.Resolution{Why: "no name of the list"}
}
