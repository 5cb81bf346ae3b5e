package microwakeword

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Limits on what a model may ask for. The models in use stay a hundredfold below.
const (
	maxArena = 1 << 20 // bytes of activations, and of variables
	maxRank  = 6
)

// Element types of tensors, by their TensorFlow Lite numbers.
const (
	typeInt32    = 2
	typeUint8    = 3
	typeInt8     = 9
	typeResource = 13
)

// A tensor is one value of the graph: a constant with its bytes, a stretch of the
// arena, or the handle of a variable.
type tensor struct {
	name  string
	kind  int
	shape []int
	data  []byte    // of a constant, in the file
	at    int       // in the arena, of what is computed
	scale []float32 // what one unit stands for: one for all, or one for each channel
	zero  []int64   // the unit that stands for 0
}

// size is the number of elements.
func (t *tensor) size() int {
	n := 1
	for _, d := range t.shape {
		n *= d
	}
	return n
}

// quant is the one scale and zero point of a tensor of bytes.
func (t *tensor) quant() (scale float64, zero int32, err error) {
	if len(t.scale) != 1 || len(t.zero) != 1 {
		return 0, 0, fmt.Errorf("%q with %d scales and %d zero points, want 1: %w", t.name, len(t.scale), len(t.zero), errors.ErrUnsupported)
	}
	lowest, highest := t.limits()
	s, z := float64(t.scale[0]), t.zero[0]
	if !(s > 0) || math.IsInf(s, 0) || z < int64(lowest) || z > int64(highest) {
		return 0, 0, fmt.Errorf("%q: scale %v, zero point %d", t.name, s, z)
	}
	return s, int32(z), nil
}

// known reports whether there is an operator that takes such tensors. The shape
// of one that is known has been checked.
func (t *tensor) known() bool {
	return t.kind == typeInt8 || t.kind == typeUint8 || t.kind == typeInt32 || t.kind == typeResource
}

// limits are the least and the greatest value of an element.
func (t *tensor) limits() (lowest, highest int32) {
	if t.kind == typeUint8 {
		return 0, math.MaxUint8
	}
	return math.MinInt8, math.MaxInt8
}

// ints returns a constant tensor of 32-bit integers.
func (t *tensor) ints() ([]int, error) {
	if t.kind != typeInt32 || t.data == nil {
		return nil, fmt.Errorf("%q of type %d is no constant of int32: %w", t.name, t.kind, errors.ErrUnsupported)
	}
	out := make([]int, len(t.data)/4)
	for i := range out {
		out[i] = int(int32(binary.LittleEndian.Uint32(t.data[4*i:])))
	}
	return out, nil
}

// A change is from what an input counts in to what an output does.
type change struct {
	inScale, outScale float64
	inZero, outZero   int32
}

// changeOf returns the change between two tensors of bytes.
func changeOf(in, out *tensor) (c change, err error) {
	if c.inScale, c.inZero, err = in.quant(); err != nil {
		return c, err
	}
	c.outScale, c.outZero, err = out.quant()
	return c, err
}

// rescaler is that of the change, but for the zero points.
func (c change) rescaler() (rescaler, error) { return newRescaler(c.inScale / c.outScale) }

// int8s is an error unless all tensors hold int8.
func int8s(ts ...*tensor) error {
	for _, t := range ts {
		if t.kind != typeInt8 {
			return fmt.Errorf("%q of type %d, want int8: %w", t.name, t.kind, errors.ErrUnsupported)
		}
	}
	return nil
}

// sameUnit is an error unless all tensors hold int8 and count in the same unit:
// their bytes can then be moved as they are.
func sameUnit(ts ...*tensor) error {
	if err := int8s(ts...); err != nil {
		return err
	}
	s0, z0, err := ts[0].quant()
	if err != nil {
		return err
	}
	for _, t := range ts[1:] {
		if s, z, err := t.quant(); err != nil || s != s0 || z != z0 {
			return fmt.Errorf("%q counts in another unit than %q: %w", t.name, ts[0].name, errors.ErrUnsupported)
		}
	}
	return nil
}

// sameSize is an error unless both tensors have as many elements.
func sameSize(in, out *tensor) error {
	if in.size() != out.size() {
		return fmt.Errorf("%q of shape %v from %q of shape %v", out.name, out.shape, in.name, in.shape)
	}
	return nil
}

// A place is where the bytes of a tensor are: in the arena of each stream, or in
// the model.
type place struct {
	from, to int
	fixed    []int8
}

func (p place) in(s *state) []int8 {
	if p.fixed != nil {
		return p.fixed
	}
	return s.arena[p.from:p.to:p.to]
}

// place returns where the tensor, one of bytes, is.
func (l *loader) place(t *tensor) (place, error) {
	if t.data == nil {
		return place{from: t.at, to: t.at + t.size()}, nil
	}
	fixed, err := l.constant(t)
	return place{fixed: fixed}, err
}

// places returns where an input and an output are.
func (l *loader) places(in, out *tensor) (src, dst place, err error) {
	if src, err = l.place(in); err != nil {
		return src, dst, err
	}
	dst, err = l.place(out)
	return src, dst, err
}

// constant copies the bytes of a constant.
func (l *loader) constant(t *tensor) ([]int8, error) {
	if err := l.file.spend(len(t.data), 1); err != nil {
		return nil, fmt.Errorf("%q: %w", t.name, err)
	}
	out := make([]int8, len(t.data))
	for i, v := range t.data {
		out[i] = int8(v)
	}
	return out, nil
}

// readTensors reads the tensors of a subgraph and gives each its place.
func (l *loader) readTensors(sub table) ([]*tensor, error) {
	list, err := sub.tables(0)
	if err != nil {
		return nil, fmt.Errorf("tensors: %w", err)
	}
	out := make([]*tensor, len(list))
	for i, t := range list {
		if out[i], err = l.readTensor(t); err != nil {
			return nil, fmt.Errorf("tensor %d: %w", i, err)
		}
	}
	return out, nil
}

func (l *loader) readTensor(t table) (*tensor, error) {
	if err := l.file.spend(1, tensorCost); err != nil {
		return nil, err
	}
	out := &tensor{}
	var err error
	if out.name, err = t.text(3); err != nil {
		return nil, err
	}
	if out.kind, err = t.byte(1); err != nil {
		return nil, err
	}
	if out.shape, err = t.ints(0); err != nil {
		return nil, err
	}
	if q, ok, err := t.table(4); err != nil {
		return nil, err
	} else if ok {
		if out.scale, err = q.floats(2); err != nil {
			return nil, err
		}
		if out.zero, err = q.longs(3); err != nil {
			return nil, err
		}
	}
	if out.kind == typeResource {
		out.shape = nil // a handle is one thing
	}
	return out, l.settle(out, t)
}

// settle gives a tensor its constant bytes or its stretch of the arena. Tensors
// of types that no operator here takes get neither.
func (l *loader) settle(out *tensor, t table) error {
	bytes, err := out.bytes()
	if err != nil || bytes == 0 {
		return err
	}
	k, err := t.int(2)
	if err != nil {
		return err
	}
	if k < 0 || k >= len(l.buffers) {
		return fmt.Errorf("%q in buffer %d of %d", out.name, k, len(l.buffers))
	}
	data, err := l.buffers[k].bytes(0)
	if err != nil {
		return fmt.Errorf("%q in buffer %d: %w", out.name, k, err)
	}
	if len(data) > 0 {
		if len(data) != bytes {
			return fmt.Errorf("%q of shape %v with %d bytes, want %d", out.name, out.shape, len(data), bytes)
		}
		out.data = data
		return nil
	}
	out.at = l.arena
	if l.arena += bytes; l.arena > maxArena {
		return fmt.Errorf("%q: activations of more than %d bytes", out.name, maxArena)
	}
	return nil
}

// bytes is how much memory the elements take, 0 for types that are not used
// here. It fails where that is more than a model may have.
func (t *tensor) bytes() (int, error) {
	bytes := 1
	switch t.kind {
	case typeInt32:
		bytes = 4
	case typeInt8, typeUint8:
	default:
		return 0, nil
	}
	if len(t.shape) > maxRank {
		return 0, fmt.Errorf("%q of shape %v, want at most %d dimensions", t.name, t.shape, maxRank)
	}
	for _, d := range t.shape {
		if d < 1 || d > maxArena || bytes > maxArena/d {
			return 0, fmt.Errorf("%q of shape %v, want 1 to %d bytes", t.name, t.shape, maxArena)
		}
		bytes *= d
	}
	return bytes, nil
}
