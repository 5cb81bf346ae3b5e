// Package nick knows the short forms of given names: that Bob may be Robert,
// and Robert Bob, and how likely.
//
// The table, names.txt, was written down for this library from common
// knowledge of how English speakers, and in part Spanish, Italian and German
// ones, shorten names; it copies no list and is under the library's licence.
// Weights are judgements on a scale of nine, not counts.
package nick
