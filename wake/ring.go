package wake

// A ring keeps the newest samples of a stream.
type ring struct {
	buf []float32 // sample n lies at n % len(buf)
	end int64     // samples written since reset
}

func (r *ring) write(src []float32) {
	if over := len(src) - len(r.buf); over > 0 {
		r.end += int64(over)
		src = src[over:]
	}
	for len(src) > 0 {
		n := copy(r.buf[r.end%int64(len(r.buf)):], src)
		r.end += int64(n)
		src = src[n:]
	}
}

// appendFrom appends the samples from position from on, or from the oldest
// kept if that is later, and returns the position of the first.
func (r *ring) appendFrom(dst []float32, from int64) ([]float32, int64) {
	from = min(max(from, r.end-int64(len(r.buf)), 0), r.end)
	return r.appendRange(dst, from, r.end), from
}

// appendRange appends the samples at positions from up to to, all of them kept.
func (r *ring) appendRange(dst []float32, from, to int64) []float32 {
	for at := from; at < to; {
		i := at % int64(len(r.buf))
		n := min(int64(len(r.buf))-i, to-at)
		dst = append(dst, r.buf[i:i+n]...)
		at += n
	}
	return dst
}

func (r *ring) reset() {
	clear(r.buf)
	r.end = 0
}
