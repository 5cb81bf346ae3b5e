package sweep

// Heard holds what was heard: strings of sounds, as columns of the tables to
// fill. It keeps its memory from one use to the next. The zero Heard is empty;
// Reset it before the first use.
type Heard struct {
	backward bool

	// Columns. Number 0 is a wall, at which everything is Dead: what has
	// nothing before it comes behind the wall.
	sounds  []uint8  // [column]: the sound that leads to it; 0 at the beginning of a string
	start   []int32  // [column]
	runs    []run    // of all columns but the wall
	columns []uint32 // of the strings, one after the other; times Lanes
	ends    []int32  // [string]: where it ends in columns

	kernel
}

// A run is a stretch of columns each of which comes behind the one before it;
// the first comes behind parent.
type run struct {
	parent uint32 // a column, times Lanes
	n      uint32
}

// Reset forgets all strings. If backward, the strings that follow are given
// from their ends, and their positions are counted from there.
func (h *Heard) Reset(backward bool) {
	h.backward = backward
	h.sounds, h.start = append(h.sounds[:0], 0), append(h.start[:0], 0)
	h.runs, h.columns, h.ends = h.runs[:0], h.columns[:0], h.ends[:0]
}

// Add adds a string of n sounds, each at least 1. start has n+1 costs: of what
// may come before a name that begins at the first sound, at the second, …,
// behind the last. What begins as another string does shares its columns.
func Add[C ~int32](h *Heard, sounds []uint8, start []C) {
	shared, like := 0, 0
	begin := 0
	for _, end := range h.ends {
		if k := alike(h, h.columns[begin:end], sounds, start); k > shared {
			shared, like = k, begin
		}
		begin = int(end)
	}
	h.columns = append(h.columns, h.columns[like:like+shared]...)
	parent := uint32(0)
	if shared > 0 {
		parent = h.columns[len(h.columns)-1]
	}
	if n := len(start) - shared; n > 0 {
		h.runs = append(h.runs, run{parent, uint32(n)})
	}
	for j := shared; j < len(start); j++ {
		s := uint8(0)
		if j > 0 {
			s = sounds[j-1]
		}
		h.columns = append(h.columns, uint32(len(h.sounds)*Lanes))
		h.sounds, h.start = append(h.sounds, s), append(h.start, int32(start[j]))
	}
	h.ends = append(h.ends, int32(len(h.columns)))
}

// alike is how many columns a string shares with the one to be added.
func alike[C ~int32](h *Heard, columns []uint32, sounds []uint8, start []C) int {
	for j, c := range columns[:min(len(columns), len(start))] {
		c /= Lanes
		if h.start[c] != int32(start[j]) || j > 0 && h.sounds[c] != sounds[j-1] {
			return j
		}
	}
	return min(len(columns), len(start))
}

// Width is how many positions the strings have, rounded up to whole vectors:
// the length of a row that Spread writes. The positions of a string follow one
// another from the first to the last, also if the strings are backward: then
// the bound at a position is of a name that begins there.
func (h *Heard) Width() int { return (len(h.columns) + Lanes - 1) / Lanes * Lanes }
