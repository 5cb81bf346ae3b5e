package phone

import (
	_ "embed"
	"sync"
)

// The models that come with the package; contacts/train says how each was
// made, from what, and what it measured.
var (
	//go:embed letters.bin
	lettersBin []byte

	//go:embed words.bin
	wordsBin []byte

	//go:embed pairs.bin
	pairsBin []byte

	//go:embed errors.bin
	errorsBin []byte

	//go:embed clear.bin
	clearBin []byte

	//go:embed apart.bin
	apartBin []byte
)

// Each is read when it is first needed. A test sees to it that they read
// without an error; were one damaged all the same, the zero value knows no
// word, and names are matched by their spelling alone.
var (
	letters = sync.OnceValue(func() *Letters { return load(lettersBin, ReadLetters) })
	words   = sync.OnceValue(func() *Lexicon { return load(wordsBin, ReadLexicon) })
)

var pairs = sync.OnceValue(func() *Pairs {
	l := words()
	return load(pairsBin, func(data []byte) (*Pairs, error) { return ReadPairs(data, l) })
})

var (
	mistakes = sync.OnceValue(func() *Errors { return loadErrors(errorsBin) })
	clearly  = sync.OnceValue(func() *Errors { return loadErrors(clearBin) })
	apart    = sync.OnceValue(func() *Errors { return loadErrors(apartBin) })
)

// loadErrors reads a table of costs, which is not compressed.
func loadErrors(data []byte) *Errors {
	e, err := ReadErrors(data)
	if err != nil {
		return new(Errors)
	}
	return e
}

func load[T any](packed []byte, read func([]byte) (*T, error)) *T {
	data, err := inflate(packed)
	if err != nil {
		return new(T)
	}
	t, err := read(data)
	if err != nil {
		return new(T)
	}
	return t
}

// Pronounce appends to dst at most n ways to say a word of lower-case letters
// a to z and apostrophes, likeliest first: stored ones for some forty thousand
// common words and names, for others those that the letter-to-sound model
// gives. Other characters are passed over; a word without letters has no way.
// The sounds may be shared and must not be changed.
func Pronounce(dst []Pron, word string, n int) []Pron {
	if out, ok := words().Pronounce(dst, word, n); ok {
		return out
	}
	return letters().Pronounce(dst, word, n)
}

// WordLogProb is the natural logarithm of how often a word comes among the
// words of talk.
func WordLogProb(word string) float32 { return words().TalkLogProb(word) }

// PairLogProb is the natural logarithm of the chance that a word of talk
// follows another; an empty before is the start of an utterance.
func PairLogProb(before, word string) float32 { return pairs().LogProb(before, word) }

// GivenLogProb is the natural logarithm of the share of people who have the
// given name.
func GivenLogProb(word string) float32 { return words().GivenLogProb(word) }

// FamilyLogProb is the natural logarithm of the share of people who have the
// surname.
func FamilyLogProb(word string) float32 { return words().FamilyLogProb(word) }

// Clear holds the costs of errors in utterances that the recogniser heard
// clearly, about four in ten of those that the costs of [Keep], [Sub], [Ins]
// and [Del] were learnt from.
func Clear() *Errors { return clearly() }

// Apart holds the costs that tell names apart best: not those of the likeliest
// errors, but those at which, of all the names of a list, the right one tends to
// be the cheapest. It knows no junk.
func Apart() *Errors { return apart() }

// Keep is what it costs in nats that a sound meant is heard as it is; see
// [Errors].
func Keep(meant Phone) float32 { return mistakes().Keep(meant) }

// Sub is what it costs in nats, beyond Keep, to hear one sound where another
// was meant.
func Sub(meant, heard Phone) float32 { return mistakes().Sub(meant, heard) }

// Ins is what it costs in nats to hear a sound that was not meant.
func Ins(heard Phone, edge bool) float32 { return mistakes().Ins(heard, edge) }

// Del is what it costs in nats, beyond Keep, not to hear a sound that was
// meant.
func Del(meant Phone, edge bool) float32 { return mistakes().Del(meant, edge) }

// Junk is what it costs in nats that a whole word is heard before a name, or
// after it, when nothing was said there.
func Junk(word string, before bool) (cost float32, ok bool) {
	return mistakes().Junk(word, before)
}
