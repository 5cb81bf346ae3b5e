//go:build arm64 && !purego

package sweep

// Every arm64 processor has NEON.
const hasVectors = true
