package contacts

// MaxCandidates bounds how many candidates an AmbiguousError carries.
const MaxCandidates = 10

// A Candidate is a contact that fits what was heard.
type Candidate struct {
	Contact    Contact
	Confidence float64 // probability that this contact was meant
	Fit        string  // the form of the name that fits: "ana keller", "bill"
	Apart      string  // what tells it from the other candidates: "Keller", "at Acme"; empty if nothing does
}
