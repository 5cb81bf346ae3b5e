//go:build amd64 && !purego

package sweep

import "github.com/hearsay-go/hearsay/internal/cpu"

// hasAVX2 never changes.
var hasAVX2 = cpu.AVX2()

// A task is what sweepAVX2 works on: its fields point to what the fields of
// Heard, kernel and Tables of the same names hold.
type task struct {
	sounds  *uint8  // [depth][Lanes]
	depth   uint64  // at least 1
	costs   *uint16 // [Lanes]
	scale   uint64
	begin   *uint8 // [columns]
	columns uint64 // with the wall
	slots   *uint32
	runs    *run
	nruns   uint64 // at least 1
	subs    *table
	nslots  uint64
	ins     *[Lanes]uint8
	del     *table
	row     *[Lanes]uint8
	even    *[Lanes]uint8 // [columns]: the rows at even depths
	odd     *[Lanes]uint8
	low     *[Lanes]uint8
}

func (h *Heard) sweepVector(sounds []uint8, costs []uint16) bool {
	if !hasAVX2 || len(h.runs) == 0 {
		return false
	}
	tables := h.tables
	t := task{
		sounds: &sounds[0], depth: uint64(len(sounds) / Lanes), costs: &costs[0], scale: uint64(tables.Scale),
		begin: &h.begin[0], columns: uint64(len(h.begin)), slots: &h.slots[0], runs: &h.runs[0], nruns: uint64(len(h.runs)),
		subs: &tables.subs[0], nslots: uint64(len(h.row)), ins: &tables.ins[0], del: &tables.del, row: &h.row[0],
		even: &h.rows[0][0], odd: &h.rows[1][0], low: &h.low,
	}
	sweepAVX2(&t)
	return true
}

func (h *Heard) reachVector(rows [][Lanes]uint8, room []uint8) (uint32, bool) {
	if !hasAVX2 || len(rows) == 0 {
		return 0, false
	}
	return reachAVX2(&rows[0], &room[0], len(rows)), true
}

func (h *Heard) spreadVector(dst []uint8, width int) bool {
	if !hasAVX2 || width == 0 {
		return false
	}
	spreadAVX2(&dst[0], width, &h.bounds[0], &h.flat[0], width/8)
	return true
}

func complementVector(row, extra []uint8) bool {
	if !hasAVX2 || len(row) == 0 {
		return false
	}
	complementAVX2(&row[0], &extra[:len(row)][0], len(row)/Lanes)
	return true
}

func widenVector(room, more []uint8) bool {
	if !hasAVX2 || len(room) == 0 {
		return false
	}
	widenAVX2(&room[0], &more[:len(room)][0], len(room)/Lanes)
	return true
}

func narrowVector(bounds, others []uint8) bool {
	if !hasAVX2 || len(bounds) == 0 {
		return false
	}
	narrowAVX2(&bounds[0], &others[:len(bounds)][0], len(bounds)/Lanes)
	return true
}

func narrowRowsVector(least, rows [][Lanes]uint8) bool {
	if !hasAVX2 || len(least) == 0 {
		return false
	}
	narrowAVX2(&least[0][0], &rows[:len(least)][0][0], len(least))
	return true
}

func fitsVector(row, room []uint8, extra uint8) (fits, ok bool) {
	if !hasAVX2 || len(row) == 0 {
		return false, false
	}
	return fitsAVX2(&row[0], &room[:len(row)][0], len(row)/Lanes, extra), true
}

//go:noescape
func sweepAVX2(t *task)

//go:noescape
func reachAVX2(rows *[Lanes]uint8, room *uint8, columns int) uint32

// groups is the width in units of eight positions, at least 1.
//
//go:noescape
func spreadAVX2(dst *uint8, width int, rows *[Lanes]uint8, flat *uint32, groups int)

//go:noescape
func complementAVX2(row, extra *uint8, vectors int)

//go:noescape
func widenAVX2(room, more *uint8, vectors int)

//go:noescape
func narrowAVX2(bounds, others *uint8, vectors int)

//go:noescape
func fitsAVX2(row, room *uint8, vectors int, extra uint8) bool
