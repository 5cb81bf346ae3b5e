//go:build amd64 && !purego

package sweep

import "github.com/hearsay-go/hearsay/internal/cpu"

// hasVectors never changes.
var hasVectors = cpu.AVX2()
