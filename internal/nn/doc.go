// Package nn runs small causal convolutional networks on streams: one vector
// goes in, every layer computes only what is new, one vector comes out. It also
// reads their weights from safetensors files.
//
// A [Net] is immutable and may be shared by any number of goroutines. A
// [Stream] holds the past that the layers look back on; it belongs to one
// goroutine, allocates nothing after it was made, and begins as if zeros had
// been heard for ever, which is what zero padding on the left is in training.
//
// Every sum is taken in the same order, product by product and without fused
// multiply-adds, by the plain kernels and the vector kernels alike, so that a
// net gives the same bits on every machine.
package nn
