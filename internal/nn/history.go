package nn

// history holds the newest vectors of a stream in a ring; those before its
// beginning are zeros.
type history struct {
	width  int
	ring   []float32 // [length][width]
	newest int       // offset of the newest vector
}

func newHistory(length, width int) history {
	return history{width: width, ring: make([]float32, length*width)}
}

// push takes a copy of x as the newest vector.
func (h *history) push(x []float32) {
	h.newest += h.width
	if h.newest == len(h.ring) {
		h.newest = 0
	}
	copy(h.ring[h.newest:h.newest+h.width], x)
}

// at returns the vector that came age vectors before the newest, age below the
// length. It is valid until the next push.
func (h *history) at(age int) []float32 {
	o := h.newest - age*h.width
	if o < 0 {
		o += len(h.ring)
	}
	return h.ring[o : o+h.width]
}

func (h *history) reset() {
	clear(h.ring)
	h.newest = 0
}
