//go:build !amd64 || purego

package cpu

func avx2() bool { return false }
