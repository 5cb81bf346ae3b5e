package contacts

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinels, for errors.Is.
var (
	// ErrAmbiguous: somebody of the list was named, but it is not clear who.
	// The error is an [*AmbiguousError].
	ErrAmbiguous = errors.New("contacts: ambiguous name")
	// ErrNobody: nobody of the list was named. The error is a [*NobodyError].
	ErrNobody = errors.New("contacts: nobody of that name")
	// ErrContact: a contact that a Book cannot hold.
	ErrContact = errors.New("contacts: bad contact")
	// ErrHeard: hypotheses that no recogniser can mean.
	ErrHeard = errors.New("contacts: bad hypotheses")
	// ErrConfig: a Config out of its range.
	ErrConfig = errors.New("contacts: bad config")
	// ErrUnknownID: no contact of the book has this ID.
	ErrUnknownID = errors.New("contacts: no contact with this ID")
)

// An AmbiguousError says that one of several contacts was named: ask which.
// errors.Is(err, ErrAmbiguous) is true.
type AmbiguousError struct {
	// Candidates are those to ask about, best first: at least two, at most
	// [MaxCandidates]. Of each name that may have been said two are among them,
	// if it has them; contacts that are 50 times less likely than the best are left
	// out, and so are all names but the five likeliest. Candidates that fit equally stand in the order of their display
	// names, then of their IDs.
	Candidates []Candidate
	// Total counts all whom these names fit, also those left out of Candidates.
	Total int
	// Confidence is the probability that one of all that fit was meant.
	Confidence float64
	// Heard is the hypothesis that speaks most for them.
	Heard string

	why *explanation
}

func (e *AmbiguousError) Error() string {
	names := make([]string, 0, 3)
	for _, c := range e.Candidates[:min(3, len(e.Candidates))] {
		names = append(names, fmt.Sprintf("%q", c.Contact.display()))
	}
	if rest := e.Total - len(names); rest > 0 {
		names = append(names, fmt.Sprintf("%d more", rest))
	}
	return fmt.Sprintf("%v: %q fits %s", ErrAmbiguous, e.Heard, strings.Join(names, ", "))
}

// Is answers for ErrAmbiguous.
func (e *AmbiguousError) Is(target error) bool { return target == ErrAmbiguous }

// Explain says for a log, in several lines, what spoke for each candidate.
func (e *AmbiguousError) Explain() string {
	if e.why == nil {
		return e.Error()
	}
	return e.Error() + "\n" + e.why.String()
}

// A NobodyError says that nobody of the list was named, as far as can be told.
// errors.Is(err, ErrNobody) is true.
type NobodyError struct {
	// Rival is the contact that came nearest, for a log: never to be acted on.
	// Its Contact.ID is empty if none came near.
	Rival Candidate
	// Heard is the hypothesis that Rival rests on, or else the first.
	Heard string
	// Reason says in a few words why it was nobody.
	Reason string

	why *explanation
}

func (e *NobodyError) Error() string {
	return fmt.Sprintf("%v: %.80q: %s", ErrNobody, e.Heard, e.Reason)
}

// Is answers for ErrNobody.
func (e *NobodyError) Is(target error) bool { return target == ErrNobody }

// Explain says for a log what spoke for the rival and what against.
func (e *NobodyError) Explain() string {
	if e.why == nil {
		return e.Error()
	}
	return e.Error() + "\n" + e.why.String()
}
