package microwakeword

import (
	"errors"
	"fmt"
)

// The operators that move bytes without looking at them.

// reshape copies: the bytes of a tensor do not depend on its shape.
func (l *loader) reshape(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := sameUnit(in, out); err != nil {
		return nil, err
	}
	if err := sameSize(in, out); err != nil {
		return nil, err
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	return func(s *state) { copy(dst.in(s), src.in(s)) }, nil
}

// A part of a joined tensor: of each of its rows, n bytes from position at are
// the next row of the part.
type part struct {
	place place
	at, n int
}

// A joint is a tensor and the parts it is made of, or is taken apart into, along
// one axis.
type joint struct {
	whole place
	row   int // bytes, from one row to the next
	parts []part
}

// newJoint holds parts against the whole that they make along an axis.
func (l *loader) newJoint(whole *tensor, parts []*tensor, axis int) (*joint, error) {
	axis, err := along(axis, whole.shape)
	if err != nil {
		return nil, err
	}
	inner := 1
	for _, d := range whole.shape[axis+1:] {
		inner *= d
	}
	j := &joint{row: whole.shape[axis] * inner}
	if j.whole, err = l.place(whole); err != nil {
		return nil, err
	}
	at := 0
	for _, p := range parts {
		if err := fits(p, whole, axis, at); err != nil {
			return nil, err
		}
		src, err := l.place(p)
		if err != nil {
			return nil, err
		}
		j.parts = append(j.parts, part{src, at * inner, p.shape[axis] * inner})
		at += p.shape[axis]
	}
	if at != whole.shape[axis] {
		return nil, fmt.Errorf("parts of %d along axis %d of %q of shape %v", at, axis, whole.name, whole.shape)
	}
	return j, nil
}

// along resolves an axis that may count from the end.
func along(axis int, shape []int) (int, error) {
	if axis < 0 {
		axis += len(shape)
	}
	if axis < 0 || axis >= len(shape) {
		return 0, fmt.Errorf("axis %d of shape %v", axis, shape)
	}
	return axis, nil
}

// fits is an error unless p, put at position at along the axis, is a part of
// whole.
func fits(p, whole *tensor, axis, at int) error {
	ok := len(p.shape) == len(whole.shape)
	for i := 0; ok && i < len(whole.shape); i++ {
		ok = p.shape[i] == whole.shape[i] || i == axis && at+p.shape[i] <= whole.shape[i]
	}
	if !ok {
		return fmt.Errorf("%q of shape %v does not fit %q of shape %v at %d along axis %d", p.name, p.shape, whole.name, whole.shape, at, axis)
	}
	return nil
}

// join writes the parts into the whole.
func (j *joint) join(s *state) {
	whole := j.whole.in(s)
	for _, p := range j.parts {
		b := p.place.in(s)
		for at := p.at; len(b) > 0; at += j.row {
			copy(whole[at:], b[:p.n])
			b = b[p.n:]
		}
	}
}

// split writes the whole into the parts.
func (j *joint) split(s *state) {
	whole := j.whole.in(s)
	for _, p := range j.parts {
		b := p.place.in(s)
		for at := p.at; len(b) > 0; at += j.row {
			copy(b[:p.n], whole[at:])
			b = b[p.n:]
		}
	}
}

// concatenation joins along one axis.
func (l *loader) concatenation(n *node) (step, error) {
	if err := sameUnit(append([]*tensor{n.out[0]}, n.in...)...); err != nil {
		return nil, err
	}
	activation, err := n.byte(1)
	if err != nil {
		return nil, err
	}
	if activation != 0 {
		return nil, fmt.Errorf("fused activation %d: %w", activation, errors.ErrUnsupported)
	}
	axis, err := n.int(0)
	if err != nil {
		return nil, err
	}
	j, err := l.newJoint(n.out[0], n.in, axis)
	if err != nil {
		return nil, err
	}
	return j.join, nil
}

// splitV is the inverse of concatenation.
func (l *loader) splitV(n *node) (step, error) {
	in := n.in[0]
	if err := sameUnit(append([]*tensor{in}, n.out...)...); err != nil {
		return nil, err
	}
	axes, err := n.in[2].ints()
	if err != nil {
		return nil, err
	}
	if len(axes) != 1 {
		return nil, fmt.Errorf("%d axes, want 1", len(axes))
	}
	j, err := l.newJoint(in, n.out, axes[0])
	if err != nil {
		return nil, err
	}
	return j.split, nil
}

// pack joins along a new axis.
func (l *loader) pack(n *node) (step, error) {
	out := n.out[0]
	if err := sameUnit(append([]*tensor{out}, n.in...)...); err != nil {
		return nil, err
	}
	axis, err := n.int(1)
	if err != nil {
		return nil, err
	}
	if axis, err = along(axis, out.shape); err != nil {
		return nil, err
	}
	if err := l.file.spend(len(n.in), tensorCost); err != nil {
		return nil, err
	}
	parts := make([]*tensor, len(n.in))
	for i, in := range n.in {
		if len(in.shape) != len(out.shape)-1 {
			return nil, fmt.Errorf("%q of shape %v in %v", in.name, in.shape, out.shape)
		}
		p := *in
		p.shape = append(append(append([]int{}, in.shape[:axis]...), 1), in.shape[axis:]...)
		parts[i] = &p
	}
	j, err := l.newJoint(out, parts, axis)
	if err != nil {
		return nil, err
	}
	return j.join, nil
}
