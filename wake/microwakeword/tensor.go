package microwakeword

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
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

// errUnsupported is wrapped by every error about a model that is sound, as far
// as it was read, but asks for what this package does not do.
var errUnsupported = errors.New("unsupported")

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
		return 0, 0, fmt.Errorf("%q with %d scales and %d zero points, want 1: %w", t.name, len(t.scale), len(t.zero), errUnsupported)
	}
	lowest, highest := t.limits()
	s, z := float64(t.scale[0]), t.zero[0]
	if !(s > 0) || math.IsInf(s, 0) || z < int64(lowest) || z > int64(highest) {
		return 0, 0, fmt.Errorf("%q: scale %v, zero point %d", t.name, s, z)
	}
	return s, int32(z), nil
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
		return nil, fmt.Errorf("%q of type %d is no constant of int32: %w", t.name, t.kind, errUnsupported)
	}
	out := make([]int, len(t.data)/4)
	for i := range out {
		out[i] = int(int32(binary.LittleEndian.Uint32(t.data[4*i:])))
	}
	return out, nil
}

// int8s is an error unless all tensors hold int8.
func int8s(ts ...*tensor) error {
	for _, t := range ts {
		if t.kind != typeInt8 {
			return fmt.Errorf("%q of type %d, want int8: %w", t.name, t.kind, errUnsupported)
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
			return fmt.Errorf("%q counts in another unit than %q: %w", t.name, ts[0].name, errUnsupported)
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
	return out, l.settle(out, t)
}

// settle gives a tensor its constant bytes or its stretch of the arena. Tensors
// of types that no operator here takes get neither.
func (l *loader) settle(out *tensor, t table) error {
	width := 1
	switch out.kind {
	case typeInt32:
		width = 4
	case typeInt8, typeUint8:
	default:
		return nil
	}
	if len(out.shape) > maxRank {
		return fmt.Errorf("%q of shape %v, want at most %d dimensions", out.name, out.shape, maxRank)
	}
	bytes := width
	for _, d := range out.shape {
		if d < 1 || d > maxArena || bytes > maxArena/d {
			return fmt.Errorf("%q of shape %v, want 1 to %d bytes", out.name, out.shape, maxArena)
		}
		bytes *= d
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
		out.data = slices.Clip(data)
		return nil
	}
	out.at = l.arena
	if l.arena += bytes; l.arena > maxArena {
		return fmt.Errorf("%q: activations of more than %d bytes", out.name, maxArena)
	}
	return nil
}
