// Package phone turns written words into sounds and says how a recogniser
// confuses them: letters to sounds, the cost of a sound heard for another, and
// how common words and names are.
package phone
