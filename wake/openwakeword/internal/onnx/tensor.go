package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// A Type is the kind of number that a tensor holds when it is computed with.
// ONNX's sixteen fold into three: half, bfloat16 and double become Float, every
// integer becomes Int.
type Type uint8

const (
	Float Type = iota + 1 // float32
	Int                   // int64
	Bool                  // int64, 0 or 1
)

// String says "float", "int" or "bool".
func (t Type) String() string {
	if t < Float || t > Bool {
		return fmt.Sprintf("type %d", uint8(t))
	}
	return [...]string{Float: "float", Int: "int", Bool: "bool"}[t]
}

// The data types of TensorProto that can be read.
const (
	protoFloat    = 1
	protoUint8    = 2
	protoInt8     = 3
	protoUint16   = 4
	protoInt16    = 5
	protoInt32    = 6
	protoInt64    = 7
	protoBool     = 9
	protoFloat16  = 10
	protoDouble   = 11
	protoUint32   = 12
	protoUint64   = 13
	protoBfloat16 = 16
)

// TypeOf returns the Type of one of TensorProto's data types, and false for
// those that are not supported: strings, complex and 4- or 8-bit floats.
func TypeOf(proto int64) (Type, bool) {
	switch proto {
	case protoFloat, protoFloat16, protoBfloat16, protoDouble:
		return Float, true
	case protoUint8, protoInt8, protoUint16, protoInt16, protoInt32, protoInt64, protoUint32, protoUint64:
		return Int, true
	case protoBool:
		return Bool, true
	}
	return 0, false
}

// A Tensor is a constant of a graph.
type Tensor struct {
	Name   string
	Type   Type
	Shape  []int     // no axes: one value
	Floats []float32 // row-major, where Type is Float
	Ints   []int64   // where it is Int or Bool
}

// Limits on a shape, whoever states it.
const (
	MaxAxes   = 8
	MaxValues = 1 << 23 // in a tensor
)

// Count returns how many values a shape holds; it is an error where that, or
// the number of axes, is beyond the limits or an axis is negative. A shape that
// holds nothing is held to the limits by its other axes: somebody walks along
// those.
func Count(shape []int) (int, error) {
	extent, err := Extent(shape)
	if err != nil || slices.Contains(shape, 0) {
		return 0, err
	}
	return extent, nil
}

// Extent is Count, but takes axes of no values for axes of one.
func Extent(shape []int) (int, error) {
	n := 1
	if len(shape) > MaxAxes {
		return 0, fmt.Errorf("%d axes, at most %d are supported", len(shape), MaxAxes)
	}
	for _, d := range shape {
		if d < 0 || d > MaxValues {
			return 0, fmt.Errorf("shape %v, want axes of 0 to %d", shape, MaxValues)
		}
		d = max(d, 1)
		if n > MaxValues/d { // so that no integer overflows
			return 0, fmt.Errorf("shape %v holds more than %d values", shape, MaxValues)
		}
		n *= d
	}
	return n, nil
}

// tensorProto is a TensorProto as it lies in the file.
type tensorProto struct {
	dataType  int64
	dims      []int64
	floats    []float32 // float_data, or double_data rounded
	ints      []int64   // int32_data, int64_data or uint64_data
	raw       []byte
	hasRaw    bool
	elsewhere bool
}

func readTensor(msg []byte) (*Tensor, error) {
	t := &Tensor{}
	var p tensorProto
	err := each(msg, func(f field) error {
		switch f.number {
		case 1:
			return f.appendInts(&p.dims)
		case 2:
			return f.readInt(&p.dataType)
		case 4:
			return f.appendFloats(&p.floats)
		case 5, 7, 11:
			return f.appendInts(&p.ints)
		case 8:
			return f.readString(&t.Name)
		case 9:
			p.raw, p.hasRaw = f.bytes, true
			return f.want(wireBytes)
		case 10:
			return f.appendDoubles(&p.floats)
		case 13, 14:
			p.elsewhere = p.elsewhere || f.number == 13 || f.bits == 1
		}
		return nil
	})
	if err == nil {
		err = p.fill(t)
	}
	if err != nil {
		return nil, fmt.Errorf("tensor %q: %w", t.Name, err)
	}
	return t, nil
}

// fill checks a TensorProto and moves its values into t.
func (p *tensorProto) fill(t *Tensor) error {
	var ok bool
	if t.Type, ok = TypeOf(p.dataType); !ok {
		return fmt.Errorf("data type %d is not supported", p.dataType)
	}
	if p.elsewhere {
		return fmt.Errorf("its data lies in another file, which is not supported")
	}
	for _, d := range p.dims {
		t.Shape = append(t.Shape, int(max(-1, min(d, MaxValues+1))))
	}
	n, err := Count(t.Shape)
	if err != nil {
		return err
	}
	switch {
	case p.hasRaw:
		err = p.fillRaw(t)
	case t.Type == Float && (p.dataType == protoFloat16 || p.dataType == protoBfloat16):
		for _, v := range p.ints { // their bits, in int32_data
			t.Floats = append(t.Floats, half(p.dataType, uint16(v)))
		}
	default:
		t.Floats, t.Ints = p.floats, p.ints
	}
	if got := len(t.Floats) + len(t.Ints); err == nil && got != n {
		err = fmt.Errorf("%d values in shape %v", got, t.Shape)
	}
	if err == nil && n > 0 && (t.Type == Float) != (len(t.Floats) > 0) {
		err = fmt.Errorf("data type %d with the values of another", p.dataType)
	}
	if t.Type == Bool {
		for i, v := range t.Ints {
			t.Ints[i] = min(v&0xff, 1)
		}
	}
	return err
}

// half widens a float16 or bfloat16.
func half(dataType int64, b uint16) float32 {
	if dataType == protoBfloat16 {
		return math.Float32frombits(uint32(b) << 16)
	}
	sign, exp, frac := uint32(b>>15)<<31, uint32(b>>10&31), uint32(b&0x3ff)
	switch exp {
	case 0: // subnormal: frac times 2^-24
		v := float32(frac) / (1 << 24)
		return math.Float32frombits(math.Float32bits(v) | sign)
	case 31:
		return math.Float32frombits(sign | 0xff<<23 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+127-15)<<23 | frac<<13)
}

// fillRaw reads raw_data, little-endian whatever the machine.
func (p *tensorProto) fillRaw(t *Tensor) error {
	b := p.raw
	size := map[int64]int{
		protoFloat: 4, protoUint8: 1, protoInt8: 1, protoUint16: 2, protoInt16: 2, protoInt32: 4, protoInt64: 8,
		protoBool: 1, protoFloat16: 2, protoDouble: 8, protoUint32: 4, protoUint64: 8, protoBfloat16: 2,
	}[p.dataType]
	if len(b)%size != 0 {
		return fmt.Errorf("%d bytes of raw data, which is not a number of %d-byte values", len(b), size)
	}
	if t.Type == Float {
		t.Floats = make([]float32, len(b)/size)
	} else {
		t.Ints = make([]int64, len(b)/size)
	}
	for i := range t.Floats {
		t.Floats[i] = rawFloat(p.dataType, b[i*size:])
	}
	for i := range t.Ints {
		t.Ints[i] = rawInt(p.dataType, b[i*size:])
	}
	return nil
}

// rawFloat reads the first of some floats.
func rawFloat(dataType int64, b []byte) float32 {
	le := binary.LittleEndian
	switch dataType {
	case protoFloat:
		return math.Float32frombits(le.Uint32(b))
	case protoDouble:
		return float32(math.Float64frombits(le.Uint64(b)))
	default: // of 16 bits
		return half(dataType, le.Uint16(b))
	}
}

// rawInt reads the first of some integers.
func rawInt(dataType int64, b []byte) int64 {
	le := binary.LittleEndian
	switch dataType {
	case protoUint8, protoBool:
		return int64(b[0])
	case protoInt8:
		return int64(int8(b[0]))
	case protoUint16:
		return int64(le.Uint16(b))
	case protoInt16:
		return int64(int16(le.Uint16(b)))
	case protoUint32:
		return int64(le.Uint32(b))
	case protoInt32:
		return int64(int32(le.Uint32(b)))
	default: // of 64 bits
		return int64(le.Uint64(b))
	}
}
