package microwakeword

import (
	"errors"
	"fmt"
)

// A box is a block of a larger tensor: extent[d] elements from start[d] along
// each axis d. Its bytes are copied in runs as long as they lie together.
type box struct {
	walk walk // over the runs; a is where they are in the whole
	from int  // where the first run is
	run  int
}

// newBox returns the box of a whole; it must lie within.
func newBox(whole, start, extent []int) (*box, error) {
	if len(start) != len(whole) || len(extent) != len(whole) {
		return nil, fmt.Errorf("a block of rank %d and %d of shape %v: %w", len(start), len(extent), whole, errors.ErrUnsupported)
	}
	step := strides(whole)
	b := &box{run: 1}
	for d := range whole {
		if start[d] < 0 || extent[d] < 1 || start[d] > whole[d]-extent[d] {
			return nil, fmt.Errorf("a block from %v of %v of shape %v", start, extent, whole)
		}
		b.from += start[d] * step[d]
	}
	d := len(whole)
	for d > 0 { // axes taken whole, and the first that is not, lie together
		d--
		b.run *= extent[d]
		if extent[d] != whole[d] {
			break
		}
	}
	b.walk = walk{shape: extent[:d], a: step[:d], b: make([]int, d)}
	return b, nil
}

// size is how many elements the box has.
func (b *box) size() int {
	n := b.run
	for _, d := range b.walk.shape {
		n *= d
	}
	return n
}

// get copies the box out of the whole.
func (b *box) get(dst, whole []int8) {
	b.walk.visit(func(i, at, _ int) { copy(dst[i*b.run:][:b.run], whole[b.from+at:]) })
}

// set copies the box into the whole.
func (b *box) set(whole, src []int8) {
	b.walk.visit(func(i, at, _ int) { copy(whole[b.from+at:], src[i*b.run:][:b.run]) })
}

// stridedSlice takes a block out of a tensor. Strides other than 1 are refused:
// no streaming graph has any.
func (l *loader) stridedSlice(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := sameUnit(in, out); err != nil {
		return nil, err
	}
	start, extent, err := n.slice(in.shape)
	if err != nil {
		return nil, err
	}
	b, err := newBox(in.shape, start, extent)
	if err != nil {
		return nil, err
	}
	if b.size() != out.size() {
		return nil, fmt.Errorf("a block of %v for shape %v", extent, out.shape)
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	return func(s *state) { b.get(dst.in(s), src.in(s)) }, nil
}

// slice resolves the begin, end and strides of a slice and its masks, which are
// bits for axes: begin and end that do not count, and axes of which one element
// is taken and that then fall away.
func (n *node) slice(shape []int) (start, extent []int, err error) {
	var lists [3][]int
	for i := range lists {
		if lists[i], err = n.in[1+i].ints(); err != nil {
			return nil, nil, err
		}
		if len(lists[i]) != len(shape) {
			return nil, nil, fmt.Errorf("a slice of rank %d of shape %v: %w", len(lists[i]), shape, errors.ErrUnsupported)
		}
	}
	var masks [5]int // begin, end, ellipsis, new axis, shrink axis
	for i := range masks {
		if masks[i], err = n.int(i); err != nil {
			return nil, nil, err
		}
	}
	if masks[2] != 0 || masks[3] != 0 {
		return nil, nil, fmt.Errorf("ellipsis mask %d, new axis mask %d: %w", masks[2], masks[3], errors.ErrUnsupported)
	}
	start, end := lists[0], lists[1]
	for d, size := range shape {
		if lists[2][d] != 1 {
			return nil, nil, fmt.Errorf("stride %d: %w", lists[2][d], errors.ErrUnsupported)
		}
		start[d] = bound(start[d], size, masks[0]>>d&1 == 1, 0)
		end[d] = bound(end[d], size, masks[1]>>d&1 == 1, size)
		if masks[4]>>d&1 == 1 {
			end[d] = start[d] + 1
		}
		end[d] -= start[d]
	}
	return start, end, nil
}

// bound resolves one bound, which may count from the end or be masked out.
func bound(at, size int, masked bool, otherwise int) int {
	if masked {
		return otherwise
	}
	if at < 0 {
		at += size
	}
	return min(max(at, 0), size)
}

// pad puts a tensor into a larger one of zeros.
func (l *loader) pad(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := sameUnit(in, out); err != nil {
		return nil, err
	}
	pads, err := n.in[1].ints()
	if err != nil {
		return nil, err
	}
	if len(pads) != 2*len(in.shape) || len(out.shape) != len(in.shape) {
		return nil, fmt.Errorf("%d pads from shape %v to %v: %w", len(pads), in.shape, out.shape, errors.ErrUnsupported)
	}
	start := make([]int, len(in.shape))
	for d, size := range in.shape {
		start[d] = pads[2*d]
		if start[d] < 0 || pads[2*d+1] != out.shape[d]-size-start[d] {
			return nil, fmt.Errorf("pads %v from shape %v to %v", pads, in.shape, out.shape)
		}
	}
	b, err := newBox(out.shape, start, in.shape)
	if err != nil {
		return nil, err
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	zero := int8(out.zero[0])
	return func(s *state) {
		y := dst.in(s)
		for i := range y {
			y[i] = zero
		}
		b.set(y, src.in(s))
	}, nil
}
