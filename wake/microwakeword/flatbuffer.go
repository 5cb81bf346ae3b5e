package microwakeword

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

var (
	// errBounds is wrapped by every error about an offset or a length that
	// leaves the file.
	errBounds = errors.New("outside the file")
	// errBudget is wrapped where a file makes more of itself than it is.
	errBudget = errors.New("the file refers to its own bytes too often")
)

// A file is the bytes of a FlatBuffers file, and how many bytes of memory may
// still be made of them. Vectors and tables may overlap, so a small file could
// name one long vector a thousand times: what is copied out of a file is held to
// a multiple of its length.
type file struct {
	buf  []byte
	left int
}

// perByte is how many bytes of memory may be made of each byte of a file. Models
// as they are need less than three.
const perByte = 16

// What a tensor and an operator are taken to cost, beside their vectors.
const (
	tensorCost   = 256
	operatorCost = 512
)

func newFile(buf []byte) *file { return &file{buf: buf, left: perByte * len(buf)} }

// spend takes the memory of n elements of size bytes from the budget.
func (f *file) spend(n, size int) error {
	if n > f.left/size {
		return errBudget
	}
	f.left -= n * size
	return nil
}

// A table reads one FlatBuffers table in place. Every offset and length is held
// against the bytes that are there before it is followed, and nothing is
// allocated by a length that the file merely claims. A field that the table
// leaves out has its default.
//
// A table starts with the signed distance back to its vtable; the vtable holds
// its own size, the table's size, and then the position of each field in the
// table, zero where the field is left out.
type table struct {
	f      *file
	at     int // of the table
	vtable int
	fields int // how many positions the vtable holds
}

// root returns the table that a file starts with.
func (f *file) root() (table, error) { return f.follow(0) }

// follow returns the table that the offset at position at points to.
func (f *file) follow(at int) (table, error) {
	to, err := f.target(at)
	if err != nil {
		return table{}, err
	}
	back, err := f.u32(to)
	if err != nil {
		return table{}, err
	}
	vtable := int64(to) - int64(int32(back))
	if vtable < 0 || vtable > int64(len(f.buf)) {
		return table{}, fmt.Errorf("vtable at %d: %w", vtable, errBounds)
	}
	size, err := f.u16(int(vtable))
	if err != nil {
		return table{}, err
	}
	if size < 4 || int64(size) > int64(len(f.buf))-vtable {
		return table{}, fmt.Errorf("vtable of %d bytes at %d: %w", size, vtable, errBounds)
	}
	return table{f, to, int(vtable), (int(size) - 4) / 2}, nil
}

// target is the position that the offset at position at points to.
func (f *file) target(at int) (int, error) {
	off, err := f.u32(at)
	if err != nil {
		return 0, err
	}
	if off == 0 || int64(at)+int64(off) > int64(len(f.buf)) {
		return 0, fmt.Errorf("offset %d at %d: %w", off, at, errBounds)
	}
	return at + int(off), nil
}

func (f *file) u16(at int) (uint16, error) {
	if at < 0 || at > len(f.buf)-2 {
		return 0, fmt.Errorf("2 bytes at %d: %w", at, errBounds)
	}
	return binary.LittleEndian.Uint16(f.buf[at:]), nil
}

func (f *file) u32(at int) (uint32, error) {
	if at < 0 || at > len(f.buf)-4 {
		return 0, fmt.Errorf("4 bytes at %d: %w", at, errBounds)
	}
	return binary.LittleEndian.Uint32(f.buf[at:]), nil
}

// field is the position of field i, and false where the table leaves it out.
func (t table) field(i int) (int, bool) {
	if i >= t.fields {
		return 0, false
	}
	off := binary.LittleEndian.Uint16(t.f.buf[t.vtable+4+2*i:])
	return t.at + int(off), off != 0
}

// byte returns the signed byte in field i, 0 where it is left out. Booleans and
// small enumerations are such bytes.
func (t table) byte(i int) (int, error) {
	at, ok := t.field(i)
	if !ok {
		return 0, nil
	}
	if at >= len(t.f.buf) {
		return 0, fmt.Errorf("field %d at %d: %w", i, at, errBounds)
	}
	return int(int8(t.f.buf[at])), nil
}

// int returns the 32-bit integer in field i, 0 where it is left out.
func (t table) int(i int) (int, error) {
	at, ok := t.field(i)
	if !ok {
		return 0, nil
	}
	v, err := t.f.u32(at)
	if err != nil {
		return 0, fmt.Errorf("field %d: %w", i, err)
	}
	return int(int32(v)), nil
}

// table returns the table in field i, and false where there is none.
func (t table) table(i int) (table, bool, error) {
	at, ok := t.field(i)
	if !ok {
		return table{}, false, nil
	}
	sub, err := t.f.follow(at)
	return sub, err == nil, err
}

// span returns where the vector in field i starts and how many elements it has,
// each of size bytes and all within the file; none where the field is left out.
func (t table) span(i, size int) (at, n int, err error) {
	at, ok := t.field(i)
	if !ok {
		return 0, 0, nil
	}
	if at, err = t.f.target(at); err != nil {
		return 0, 0, fmt.Errorf("vector %d: %w", i, err)
	}
	count, err := t.f.u32(at)
	if err != nil {
		return 0, 0, fmt.Errorf("vector %d: %w", i, err)
	}
	at += 4
	if int64(count)*int64(size) > int64(len(t.f.buf)-at) {
		return 0, 0, fmt.Errorf("vector %d of %d elements at %d: %w", i, count, at, errBounds)
	}
	return at, int(count), nil
}

// bytes returns the vector of bytes in field i, in place.
func (t table) bytes(i int) ([]byte, error) {
	at, n, err := t.span(i, 1)
	return t.f.buf[at : at+n : at+n], err
}

// text returns the string in field i.
func (t table) text(i int) (string, error) {
	b, err := t.bytes(i)
	if err == nil {
		err = t.f.spend(len(b), 1)
	}
	if err != nil {
		return "", err
	}
	return string(b), nil
}

// tables returns the vector of tables in field i.
func (t table) tables(i int) ([]table, error) {
	return elements(t, i, 4, 32, func(at int) (table, error) { return t.f.follow(at) })
}

// ints returns the vector of 32-bit integers in field i.
func (t table) ints(i int) ([]int, error) {
	return elements(t, i, 4, 8, func(at int) (int, error) {
		return int(int32(binary.LittleEndian.Uint32(t.f.buf[at:]))), nil
	})
}

// longs returns the vector of 64-bit integers in field i.
func (t table) longs(i int) ([]int64, error) {
	return elements(t, i, 8, 8, func(at int) (int64, error) {
		return int64(binary.LittleEndian.Uint64(t.f.buf[at:])), nil
	})
}

// floats returns the vector of 32-bit floats in field i.
func (t table) floats(i int) ([]float32, error) {
	return elements(t, i, 4, 4, func(at int) (float32, error) {
		return math.Float32frombits(binary.LittleEndian.Uint32(t.f.buf[at:])), nil
	})
}

// elements reads the vector in field i, whose elements have size bytes in the
// file and about memory bytes in Go.
func elements[T any](t table, i, size, memory int, read func(at int) (T, error)) ([]T, error) {
	at, n, err := t.span(i, size)
	if err != nil {
		return nil, err
	}
	if err := t.f.spend(n, memory); err != nil {
		return nil, fmt.Errorf("vector %d of %d elements: %w", i, n, err)
	}
	out := make([]T, n)
	for k := range out {
		if out[k], err = read(at + k*size); err != nil {
			return nil, fmt.Errorf("vector %d, element %d: %w", i, k, err)
		}
	}
	return out, nil
}
