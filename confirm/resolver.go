package confirm

import (
	"slices"
	"strings"
)

// A Candidate is one value that a name may have meant.
type Candidate struct {
	ID         string     `json:"id,omitempty"` // the host's key
	Name       string     `json:"name"`         // as it is spoken in a prompt
	Hint       string     `json:"hint,omitempty"`
	Confidence Confidence `json:"confidence"`
}

// A Query asks whose name was heard.
type Query struct {
	NBest    []Hypothesis // what was heard, best first
	Among    []Candidate  // not empty: the answer to "which of these?"
	Rejected []Candidate  // what the user has already said no to in this dialog
	Asked    bool         // a name was asked for, so that most answers hold one
}

// A Resolution is the answer: one value, several to ask about, or nobody.
// The zero Resolution is nobody.
type Resolution struct {
	// Candidates, best first: none is nobody, one is a match, more are a tie
	// that only the user can break.
	Candidates []Candidate
	// Why explains the answer for the Record.
	Why string
}

// A Resolver says whose name was heard. It must be a pure function of the
// query (the Machine relies on it), safe for concurrent use, and must prefer
// nobody over a guess. Package contacts' Book is easily wrapped as one; the
// examples show it.
type Resolver interface {
	Resolve(Query) Resolution
}

// ResolverFunc makes a function a Resolver.
type ResolverFunc func(Query) Resolution

// Resolve calls f.
func (f ResolverFunc) Resolve(q Query) Resolution { return f(q) }

// one returns the single candidate of a resolution.
func (r Resolution) one() (Candidate, bool) {
	if len(r.Candidates) != 1 || !r.Candidates[0].named() {
		return Candidate{}, false
	}
	return r.Candidates[0], true
}

// named reports whether a prompt can say whom a candidate is.
func (c Candidate) named() bool { return strings.TrimSpace(c.Name) != "" }

// resolve asks the resolver and turns a panic into nobody: a host's slip must
// not become a send. Candidates without a name cannot be asked about and are
// left out.
func resolve(r Resolver, q Query) (res Resolution) {
	if r == nil {
		return Resolution{Why: "no resolver"}
	}
	defer func() {
		if p := recover(); p != nil {
			res = Resolution{Why: "resolver panicked"}
		}
	}()
	res = r.Resolve(q)
	res.Candidates = slices.DeleteFunc(slices.Clone(res.Candidates), func(c Candidate) bool { return !c.named() })
	return res
}
