package wake

// A sliding is the maximum of the newest values of a stream, by a queue of
// those that may yet become it: each is lower than the one before (Lemire 2006).
// It takes constant time per value, whatever its span.
type sliding struct {
	span   int64
	values []slidingValue // a ring
	first  int            // of the queue, in values
	n      int            // length of the queue
}

type slidingValue struct {
	at int64
	v  float32
}

// newSliding spans the last positions, at least 1.
func newSliding(span int64) sliding {
	return sliding{span: span, values: make([]slidingValue, span)}
}

// push takes in the value at a position, higher than those before, and returns
// the maximum of the values that lie less than a span behind it.
func (s *sliding) push(at int64, v float32) float32 {
	for s.n > 0 && s.values[s.first].at <= at-s.span {
		s.first = (s.first + 1) % len(s.values)
		s.n--
	}
	for s.n > 0 && s.values[(s.first+s.n-1)%len(s.values)].v <= v {
		s.n--
	}
	s.values[(s.first+s.n)%len(s.values)] = slidingValue{at, v}
	s.n++
	return s.values[s.first].v
}

func (s *sliding) reset() {
	clear(s.values)
	s.first, s.n = 0, 0
}
