package phone

// unknownWord is the natural log probability of a word of which nothing is
// known.
const unknownWord = -16

// WordLogProb is the natural log of how often a word comes in a word of talk.
func WordLogProb(word string) float32 { return unknownWord }

// GivenLogProb is the natural log of how common a word is as a given name.
func GivenLogProb(word string) float32 { return unknownWord }

// FamilyLogProb is the natural log of how common a word is as a surname.
func FamilyLogProb(word string) float32 { return unknownWord }
