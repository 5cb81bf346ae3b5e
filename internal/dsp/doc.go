// Package dsp holds the signal processing that the packages of this module
// share: a streaming resampler, a real fast Fourier transform, the mel
// filterbank, per-channel energy normalisation and the streaming front end made
// of the last three.
//
// Everything is float32, allocates only in constructors (and where an Append
// finds no room in its caller's slice), and gives the same bits on every
// machine: no expression lets the compiler fuse a product with a sum (each is
// written float32(x*y) + z), and the vector kernels do the same operations in
// the same order as the plain ones.
//
// Plans ([RealFFT], [Mel], [Features]) are immutable and may be shared by any
// number of goroutines; the state of a stream ([FeatureStream], [Resampler])
// belongs to one.
package dsp
