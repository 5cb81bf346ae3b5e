// Package cpu says which vector instructions this machine has, so that a
// package can choose between its kernels when it starts. With the build tag
// purego, and on machines without such kernels, it says none.
package cpu

// AVX2 reports whether processor and operating system support AVX2 and, with
// it, 256-bit registers.
func AVX2() bool { return avx2() }
