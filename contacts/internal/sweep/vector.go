//go:build (amd64 || arm64) && !purego

package sweep

// The kernels of the machine, in vectors of Lanes bytes: two registers of NEON,
// one of AVX2. Each does what the plain code beside its caller does, bit for bit.

// A task is what sweepLanes works on: its fields point to what the fields of
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
	if !hasVectors || len(h.runs) == 0 {
		return false
	}
	tables := h.tables
	t := task{
		sounds: &sounds[0], depth: uint64(len(sounds) / Lanes), costs: &costs[0], scale: uint64(tables.Scale),
		begin: &h.begin[0], columns: uint64(len(h.begin)), slots: &h.slots[0], runs: &h.runs[0], nruns: uint64(len(h.runs)),
		subs: &tables.subs[0], nslots: uint64(len(h.row)), ins: &tables.ins[0], del: &tables.del, row: &h.row[0],
		even: &h.rows[0][0], odd: &h.rows[1][0], low: &h.low,
	}
	sweepLanes(&t)
	return true
}

func (h *Heard) reachVector(rows [][Lanes]uint8, room []uint8) (uint32, bool) {
	if !hasVectors || len(rows) == 0 {
		return 0, false
	}
	return reachLanes(&rows[0], &room[0], len(rows)), true
}

func (h *Heard) spreadVector(dst []uint8, width int) bool {
	if !hasVectors || width == 0 {
		return false
	}
	spreadLanes(&dst[0], width, &h.bounds[0], &h.flat[0], width/8)
	return true
}

func complementVector(row, extra []uint8) bool {
	if !hasVectors || len(row) == 0 {
		return false
	}
	complementLanes(&row[0], &extra[:len(row)][0], len(row)/Lanes)
	return true
}

func widenVector(room, more []uint8) bool {
	if !hasVectors || len(room) == 0 {
		return false
	}
	widenLanes(&room[0], &more[:len(room)][0], len(room)/Lanes)
	return true
}

func narrowVector(bounds, others []uint8) bool {
	if !hasVectors || len(bounds) == 0 {
		return false
	}
	narrowLanes(&bounds[0], &others[:len(bounds)][0], len(bounds)/Lanes)
	return true
}

func narrowRowsVector(least, rows [][Lanes]uint8) bool {
	if !hasVectors || len(least) == 0 {
		return false
	}
	narrowLanes(&least[0][0], &rows[:len(least)][0][0], len(least))
	return true
}

func fitsVector(row, room []uint8, extra uint8) (fits, ok bool) {
	if !hasVectors || len(row) == 0 {
		return false, false
	}
	return fitsLanes(&row[0], &room[:len(row)][0], len(row)/Lanes, extra), true
}

//go:noescape
func sweepLanes(t *task)

//go:noescape
func reachLanes(rows *[Lanes]uint8, room *uint8, columns int) uint32

// groups is the width in units of eight positions, at least 1.
//
//go:noescape
func spreadLanes(dst *uint8, width int, rows *[Lanes]uint8, flat *uint32, groups int)

//go:noescape
func complementLanes(row, extra *uint8, vectors int)

//go:noescape
func widenLanes(room, more *uint8, vectors int)

//go:noescape
func narrowLanes(bounds, others *uint8, vectors int)

//go:noescape
func fitsLanes(row, room *uint8, vectors int, extra uint8) bool
