//go:build (!amd64 && !arm64) || purego

package sweep

// hasVectors says that there are no vector kernels: the plain ones do all the
// work, and these are never called.
const hasVectors = false

func (h *Heard) sweepVector([]uint8, []uint16) {}

func reachLanes(_, _ *uint8, _ int) uint32 { return 0 }

func spreadLanes(_ *uint8, _ int, _ *uint8, _ *uint32, _ int) {}

func complementLanes(_, _ *uint8, _ int) {}

func widenLanes(_, _ *uint8, _ int) {}

func narrowLanes(_, _ *uint8, _ int) {}

func fitsLanes(_, _ *uint8, _ int, _ uint8) bool { return false }
