package microwakeword

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
)

// The tests' own FlatBuffers: a table is a map from field numbers to values, and
// encode writes it as the format wants it, each table behind its vtable and
// everything it points to behind it.

type fields map[int]any

// encode makes a TensorFlow Lite file of its root table.
func encode(root fields) []byte {
	e := &encoder{buf: make([]byte, 8)}
	copy(e.buf[4:], "TFL3")
	e.point(0, func() int { return e.table(root) })
	return e.buf
}

type encoder struct{ buf []byte }

func (e *encoder) u16(v int) { e.buf = binary.LittleEndian.AppendUint16(e.buf, uint16(v)) }
func (e *encoder) u32(v int) { e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(v)) }

func (e *encoder) align() {
	for len(e.buf)%8 != 0 {
		e.buf = append(e.buf, 0)
	}
}

// point lets the offset at a position point to what write writes and returns the
// start of.
func (e *encoder) point(at int, write func() int) {
	to := write()
	binary.LittleEndian.PutUint32(e.buf[at:], uint32(to-at))
}

// table writes a table: its vtable, itself, and what it points to. Each field
// takes 4 bytes in it.
func (e *encoder) table(t fields) int {
	n := 0
	for i := range t {
		n = max(n, i+1)
	}
	e.align()
	vtable := len(e.buf)
	e.u16(4 + 2*n)
	e.u16(4 + 4*n)
	for i := range n {
		if _, ok := t[i]; ok {
			e.u16(4 + 4*i)
		} else {
			e.u16(0)
		}
	}
	e.align()
	at := len(e.buf)
	e.u32(at - vtable)
	for i := range n {
		e.u32(scalar(t[i]))
	}
	for i := range n {
		if write := e.pointed(t[i]); write != nil {
			e.point(at+4+4*i, write)
		}
	}
	return at
}

func scalar(v any) int {
	switch v := v.(type) {
	case int8:
		return int(uint8(v))
	case int:
		return v
	}
	return 0
}

// pointed returns what writes a value that is not in the table itself.
func (e *encoder) pointed(v any) func() int {
	switch v := v.(type) {
	case nil, int8, int:
		return nil
	case fields:
		return func() int { return e.table(v) }
	case string:
		return func() int { return e.vector(len(v), []byte(v)) }
	case []byte:
		return func() int { return e.vector(len(v), v) }
	case []int:
		return func() int { return e.vector(len(v), int32Bytes(v)) }
	case []int64:
		return func() int {
			var b []byte
			for _, x := range v {
				b = binary.LittleEndian.AppendUint64(b, uint64(x))
			}
			return e.vector(len(v), b)
		}
	case []float32:
		return func() int {
			var b []byte
			for _, x := range v {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
			}
			return e.vector(len(v), b)
		}
	case []fields:
		return func() int { return e.tables(v) }
	}
	panic(fmt.Sprintf("encode: %T", v))
}

func int32Bytes(v []int) []byte {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return b
}

func (e *encoder) vector(n int, b []byte) int {
	e.align()
	e.u32(0) // so that what follows the length is aligned to 8
	at := len(e.buf)
	e.u32(n)
	e.buf = append(e.buf, b...)
	return at
}

// tables writes a vector of tables. One that is there several times is written
// once.
func (e *encoder) tables(v []fields) int {
	at := e.vector(len(v), make([]byte, 4*len(v)))
	written := map[uintptr]int{}
	for i, t := range v {
		e.point(at+4+4*i, func() int {
			id := reflect.ValueOf(t).Pointer()
			if to, ok := written[id]; ok {
				return to
			}
			written[id] = e.table(t)
			return written[id]
		})
	}
	return at
}
