// Package sweep bounds from below what it costs to have heard each of many
// short strings of sounds in what was heard, thirty-two strings at a time.
//
// A recogniser's hypotheses go into a [Heard], one string of sounds each, with
// what it costs to begin at each sound. The sounds of all names lie in a
// [Strings], in blocks of [Lanes]. For each block [Heard.Sweep] computes, for
// every position of every hypothesis, a lower bound of the cost of having
// said, up to there, what may come before the name and the name:
//
//	h.Reset(false)
//	Add(h, sounds, start)
//	tables.Limit(costs, limit)
//	h.Use(tables)
//	for i := range names.Len() {
//		if lanes := h.Sweep(names, i); lanes != 0 {
//			h.Spread(rows, lanes)
//		}
//	}
//
// # How it works
//
// The dynamic program is that of Wagner and Fischer (1974), with costs by
// sound. It is done for many strings in step, one byte a cost, in the manner of
// Rognes (2011, "Faster Smith-Waterman database searches with inter-sequence
// SIMD parallelisation"): a vector holds the same cell of the tables of
// thirty-two strings, so that nothing in it depends on its neighbours, and the
// costs of the sounds at hand are looked up by shuffling bytes. Costs are
// scaled so that the limit is 254 and rounded down; sums saturate at 255
// ([Dead]). So what comes out is never more than the true cost, and a string
// whose bound is above the limit need not be looked at again. As a filter of
// this kind it follows the first stage of HMMER 3 (Eddy 2011).
//
// There are kernels for AVX2 and for NEON. Without them strings are looked at
// one by one, and what one has in common with the string before it is computed
// once; what is done with the bounds takes eight bytes a step.
//
// Hypotheses of one utterance begin alike, and columns that are alike are
// computed once: the columns of a Heard are a tree. What they cost does not
// depend on the data otherwise: there is no queue and there are no surprises.
//
// A Strings is immutable and may be shared. A Heard belongs to one goroutine.
package sweep
