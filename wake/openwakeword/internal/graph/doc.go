// Package graph runs ONNX graphs of which every shape is known beforehand: the
// small nets that wake word models are.
//
// [Compile] does once whatever does not depend on the audio. It gives each value
// its shape (a batch is of one), computes what follows from constants alone,
// takes the branch of an If that a constant chooses, and lays out the memory of
// all that is left, where values that are never needed at the same time share
// theirs. What remains is a list of steps; [Run.Do] goes down that list and
// allocates nothing.
//
// A [Program] is immutable and may be shared; a [Run] belongs to one goroutine.
//
// Numbers are float32 and int64: halves and doubles of the file become float32,
// all integers int64. Sums are taken in a fixed order without fused
// multiply-adds, so that a program gives the same bits on every machine (but for
// functions such as the exponential where package math has assembly for one).
//
// What a graph may cost is bounded, as files need not be trusted: an operator
// that is not supported, an attribute of one, a shape that does not fit, a value
// too large or a graph too laborious are errors that name the node.
package graph
