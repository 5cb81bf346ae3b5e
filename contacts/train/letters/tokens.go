package main

import (
	"maps"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/train/align"
)

// tokenise aligns the entries and numbers their chunks, sorted by letter;
// token 0 is the boundary. It gives the sequences, each from boundary to
// boundary, and how many ways were lost for want of an alignment.
func tokenise(a *align.Aligner, list []entry) (seqs [][]uint16, tokens []align.Chunk, lost int) {
	var aligned [][]align.Chunk
	used := map[align.Chunk]bool{}
	for _, e := range list {
		for _, way := range e.ways {
			chunks, ok := a.Align(e.word, way)
			if !ok {
				lost++
				continue
			}
			aligned = append(aligned, chunks)
			for _, c := range chunks {
				used[c] = true
			}
		}
	}
	tokens = append([]align.Chunk{{}}, slices.SortedFunc(maps.Keys(used), align.Chunk.Compare)...)
	number := map[align.Chunk]uint16{}
	for i, c := range tokens {
		number[c] = uint16(i)
	}
	for _, chunks := range aligned {
		seq := []uint16{boundary}
		for _, c := range chunks {
			seq = append(seq, number[c])
		}
		seqs = append(seqs, append(seq, boundary))
	}
	return seqs, tokens, lost
}
