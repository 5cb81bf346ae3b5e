package onnx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The wire types of protocol buffers
// (https://protobuf.dev/programming-guides/encoding). Groups, 3 and 4, are
// gone since proto2 and ONNX never had them.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

var errTruncated = errors.New("the message ends within a field")

// A field is one key and value of a message. Number is at least 1.
type field struct {
	number int
	wire   int
	bits   uint64 // the value of the three scalar wire types
	bytes  []byte // that of wireBytes: a part of the message, not a copy
}

// next splits the first field off a message that is not empty. A length that
// reaches beyond the message is an error, so whoever copies bytes copies what
// is really there.
func next(msg []byte) (f field, rest []byte, err error) {
	key, n := binary.Uvarint(msg)
	if n <= 0 {
		return f, nil, errTruncated
	}
	if key>>3 < 1 || key>>3 > 1<<29-1 {
		return f, nil, fmt.Errorf("field number %d", key>>3)
	}
	f.number, f.wire, msg = int(key>>3), int(key&7), msg[n:]
	switch f.wire {
	case wireVarint:
		if f.bits, n = binary.Uvarint(msg); n <= 0 {
			return f, nil, errTruncated
		}
	case wireFixed64:
		if n = 8; len(msg) < n {
			return f, nil, errTruncated
		}
		f.bits = binary.LittleEndian.Uint64(msg)
	case wireFixed32:
		if n = 4; len(msg) < n {
			return f, nil, errTruncated
		}
		f.bits = uint64(binary.LittleEndian.Uint32(msg))
	case wireBytes:
		size, k := binary.Uvarint(msg)
		if k <= 0 || size > uint64(len(msg)-k) {
			return f, nil, errTruncated
		}
		n = k + int(size)
		f.bytes = msg[k:n]
	default:
		return f, nil, fmt.Errorf("field %d has wire type %d", f.number, f.wire)
	}
	return f, msg[n:], nil
}

// each calls do for each field of a message, in order.
func each(msg []byte, do func(f field) error) error {
	for len(msg) > 0 {
		f, rest, err := next(msg)
		if err != nil {
			return err
		}
		if err := do(f); err != nil {
			return err
		}
		msg = rest
	}
	return nil
}

// want checks a field's wire type.
func (f field) want(wire int) error {
	if f.wire != wire {
		return fmt.Errorf("field %d has wire type %d, want %d", f.number, f.wire, wire)
	}
	return nil
}

// readInt reads an int64 (or enum, or int32, which are sign-extended).
func (f field) readInt(dst *int64) error {
	*dst = int64(f.bits)
	return f.want(wireVarint)
}

// readFloat reads a float.
func (f field) readFloat(dst *float32) error {
	*dst = math.Float32frombits(uint32(f.bits))
	return f.want(wireFixed32)
}

// readString reads a string or bytes as one; ONNX's names need not be UTF-8.
func (f field) readString(dst *string) error {
	*dst = string(f.bytes)
	return f.want(wireBytes)
}

// appendInts appends what one field holds of a repeated integer: one value, or
// any number of them packed.
func (f field) appendInts(dst *[]int64) error {
	if f.wire != wireBytes {
		*dst = append(*dst, int64(f.bits))
		return f.want(wireVarint)
	}
	for b := f.bytes; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return errTruncated
		}
		*dst, b = append(*dst, int64(v)), b[n:]
	}
	return nil
}

// appendFloats is appendInts for floats.
func (f field) appendFloats(dst *[]float32) error {
	if f.wire != wireBytes {
		*dst = append(*dst, math.Float32frombits(uint32(f.bits)))
		return f.want(wireFixed32)
	}
	if len(f.bytes)%4 != 0 {
		return errTruncated
	}
	for b := f.bytes; len(b) > 0; b = b[4:] {
		*dst = append(*dst, math.Float32frombits(binary.LittleEndian.Uint32(b)))
	}
	return nil
}

// appendDoubles is appendInts for doubles, which it rounds to floats.
func (f field) appendDoubles(dst *[]float32) error {
	if f.wire != wireBytes {
		*dst = append(*dst, float32(math.Float64frombits(f.bits)))
		return f.want(wireFixed64)
	}
	if len(f.bytes)%8 != 0 {
		return errTruncated
	}
	for b := f.bytes; len(b) > 0; b = b[8:] {
		*dst = append(*dst, float32(math.Float64frombits(binary.LittleEndian.Uint64(b))))
	}
	return nil
}
