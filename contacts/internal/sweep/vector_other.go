//go:build (!amd64 && !arm64) || purego

package sweep

const hasVectors = false

// No vector kernels: they leave all the work to the plain ones.

func (h *Heard) sweepVector(sounds []uint8, costs []uint16) bool { return false }

func (h *Heard) reachVector(rows [][Lanes]uint8, room []uint8) (uint32, bool) { return 0, false }

func (h *Heard) spreadVector(dst []uint8, width int) bool { return false }

func complementVector(row, extra []uint8) bool { return false }

func widenVector(room, more []uint8) bool { return false }

func fitsVector(row, room []uint8, extra uint8) (fits, ok bool) { return false, false }

func narrowVector(bounds, others []uint8) bool { return false }

func narrowRowsVector(least, rows [][Lanes]uint8) bool { return false }
