package confirm

// Stakes say what a wrong yes costs. The host sets them per request; they
// choose the least proof of consent. Doubt of the earlier steps can ask for
// more, never for less.
//
//	stakes        for instance                 least proof
//	Unstated      (the zero value)             as Private
//	Harmless      show the weather             NoProof
//	Reversible    add to a shopping list       Implicit: said, and a window to stop it
//	Costly        order a taxi                 Explicit: a yes
//	Irrevocable   delete a note, call          Isolated: a yes that stands alone, then a cancel window
//	Private       send a recording             Isolated: the same, with more certainty asked for
//	Purchase      buy, with a spoken code      Challenged: the drawn words or the user's code
//	Critical      unlock a door, move money    SecondChannel: a tap on another device, too
type Stakes uint8

const (
	Unstated Stakes = iota
	Harmless
	Reversible
	Costly
	Irrevocable
	Private
	Purchase
	Critical
)

var stakesNames = [...]string{"unstated", "harmless", "reversible", "costly", "irrevocable", "private", "purchase", "critical"}

// String is the name in lower case.
func (s Stakes) String() string {
	if int(s) < len(stakesNames) {
		return stakesNames[s]
	}
	return "invalid"
}

// LeastProof is what these stakes ask for when nothing is in doubt. Stakes
// outside the list ask for the most.
func (s Stakes) LeastProof() Proof {
	switch s {
	case Harmless:
		return NoProof
	case Reversible:
		return Implicit
	case Costly:
		return Explicit
	case Unstated, Irrevocable, Private:
		return Isolated
	case Purchase:
		return Challenged
	}
	return SecondChannel
}

// needed is the sum of weights, in nats, that these stakes ask of a consent.
func (s Stakes) needed() float64 {
	switch s {
	case Harmless, Reversible:
		return 0
	case Costly:
		return 1
	case Irrevocable:
		return 3
	case Unstated, Private:
		return 3.5
	}
	return 4
}

// Proof is a level of proof of consent; a higher one asks for everything that
// a lower one asks for, and more.
type Proof uint8

const (
	NoProof       Proof = iota // none
	Implicit                   // the value is said; nobody stops it in the cancel window
	Explicit                   // a yes inside the answer window
	Isolated                   // a yes that stands alone in the room
	Challenged                 // words that the room would not say by chance
	SecondChannel              // a yes, and an approval on another device
)

var proofNames = [...]string{"none", "implicit", "explicit", "isolated", "challenged", "second channel"}

// String is the name in lower case.
func (p Proof) String() string {
	if int(p) < len(proofNames) {
		return proofNames[p]
	}
	return "invalid"
}
