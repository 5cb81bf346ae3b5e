// Package phone turns written words into sounds and says what a recogniser
// makes of sounds, how common words are in talk, and how common names are.
// It is what package contacts compares names by.
//
// A word of lower-case letters and apostrophes goes in, at most n ways to say
// it come out, likeliest first, in the 39 sounds of the ARPAbet:
//
//	for _, way := range phone.Pronounce(nil, "gearhart", 3) {
//		fmt.Println(way.Phones, way.LogProb)
//	}
//
// Some forty thousand common words and names have stored answers; for the
// rest a joint-sequence model (Bisani and Ney 2008) is searched, 5 µs a word.
// Chances are natural logarithms, and those of the ways given sum to 1.
//
// What a recogniser makes of sounds is a channel (Ristad and Yianilos 1998).
// The negative logarithm of the chance of what was heard, given what was
// meant, is the least sum over alignments of [Keep] for every sound meant,
// plus [Sub] where another was heard, [Del] where none was, and [Ins] for each
// sound heard that was not meant. All are in nats. [Clear] has the costs for
// utterances heard well. Edges of words err more than their insides.
//
// Everything here is immutable and may be used from many goroutines. The data
// are embedded and read when first needed, in some 15 ms; contacts/train says
// what they were made from and what they measured.
package phone
