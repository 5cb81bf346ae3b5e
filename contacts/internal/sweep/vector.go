//go:build (amd64 || arm64) && !purego

package sweep

// The kernels of the machine, in vectors of Lanes bytes: two registers of NEON,
// one of AVX2. Each gives what the plain code gives, bit for bit.

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
	even    *uint8 // [columns][Lanes]: the row at even depths
	odd     *uint8
	low     *[Lanes]uint8
}

// sweepVector fills rows; what was heard must not be empty.
func (h *Heard) sweepVector(sounds []uint8, costs []uint16) {
	tables := h.tables
	t := task{
		sounds: &sounds[0], depth: uint64(len(sounds) / Lanes), costs: &costs[0], scale: uint64(tables.Scale),
		begin: &h.begin[0], columns: uint64(len(h.begin)), slots: &h.slots[0], runs: &h.runs[0], nruns: uint64(len(h.runs)),
		subs: &tables.subs[0], nslots: uint64(len(h.row)), ins: &tables.ins[0], del: &tables.del, row: &h.row[0],
		even: &h.rows[0][0], odd: &h.rows[1][0], low: &h.low,
	}
	sweepLanes(&t)
}

//go:noescape
func sweepLanes(t *task)

// rows has at least one column.
//
//go:noescape
func reachLanes(rows, room *uint8, columns int) uint32

// groups is the width in units of eight positions, at least 1.
//
//go:noescape
func spreadLanes(dst *uint8, width int, rows *uint8, flat *uint32, groups int)

// The others take at least one vector.

//go:noescape
func complementLanes(row, extra *uint8, vectors int)

//go:noescape
func widenLanes(room, more *uint8, vectors int)

//go:noescape
func narrowLanes(bounds, others *uint8, vectors int)

//go:noescape
func fitsLanes(row, room *uint8, vectors int, extra uint8) bool
