package onnx

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tensor writes a TensorProto of one row: its data type, then the fields given.
func tensor(dataType byte, count byte, fields ...[]byte) []byte {
	b := []byte{1 << 3, count, 2 << 3, dataType, 8<<3 | 2, 1, 't'}
	for _, f := range fields {
		b = append(b, f...)
	}
	return b
}

// lengthy writes a field of bytes.
func lengthy(number int, b ...byte) []byte {
	return append(append(binary.AppendUvarint(nil, uint64(number<<3|2)), byte(len(b))), b...)
}

func TestTensorEncodings(t *testing.T) {
	minus2 := binary.AppendUvarint(nil, math.MaxUint64-1)
	for _, c := range []struct {
		name string
		file []byte
		want Tensor
	}{
		{"float raw", tensor(protoFloat, 2, lengthy(9, 0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0)), Tensor{Floats: []float32{1, -2.5}}},
		{"float_data packed", tensor(protoFloat, 2, lengthy(4, 0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0)), Tensor{Floats: []float32{1, -2.5}}},
		{"float_data one by one", tensor(protoFloat, 2, []byte{4<<3 | 5, 0, 0, 0x80, 0x3f}, []byte{4<<3 | 5, 0, 0, 0x20, 0xc0}), Tensor{Floats: []float32{1, -2.5}}},
		{"double raw", tensor(protoDouble, 1, lengthy(9, 0, 0, 0, 0, 0, 0, 4, 0xc0)), Tensor{Floats: []float32{-2.5}}},
		{"double_data packed", tensor(protoDouble, 1, lengthy(10, 0, 0, 0, 0, 0, 0, 4, 0xc0)), Tensor{Floats: []float32{-2.5}}},
		{"double_data one by one", tensor(protoDouble, 1, []byte{10<<3 | 1, 0, 0, 0, 0, 0, 0, 4, 0xc0}), Tensor{Floats: []float32{-2.5}}},
		{"half raw", tensor(protoFloat16, 3, lengthy(9, 0, 0x3c, 0, 0xc1, 1, 0)), Tensor{Floats: []float32{1, -2.5, 1.0 / (1 << 24)}}},
		{"half in int32_data", tensor(protoFloat16, 2, lengthy(5, 0x80, 0x78, 0x80, 0x82, 3)), Tensor{Floats: []float32{1, -2.5}}},
		{"bfloat16 raw", tensor(protoBfloat16, 2, lengthy(9, 0x80, 0x3f, 0x20, 0xc0)), Tensor{Floats: []float32{1, -2.5}}},
		{"int64_data", tensor(protoInt64, 2, append([]byte{7 << 3}, minus2...), []byte{7 << 3, 5}), Tensor{Ints: []int64{-2, 5}}},
		{"int64 raw", tensor(protoInt64, 1, lengthy(9, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)), Tensor{Ints: []int64{-2}}},
		{"int32_data", tensor(protoInt32, 2, lengthy(5, append(minus2, 5)...)), Tensor{Ints: []int64{-2, 5}}},
		{"int32 raw", tensor(protoInt32, 1, lengthy(9, 0xfe, 0xff, 0xff, 0xff)), Tensor{Ints: []int64{-2}}},
		{"uint32 raw", tensor(protoUint32, 1, lengthy(9, 0xfe, 0xff, 0xff, 0xff)), Tensor{Ints: []int64{1<<32 - 2}}},
		{"int16 raw", tensor(protoInt16, 1, lengthy(9, 0xfe, 0xff)), Tensor{Ints: []int64{-2}}},
		{"uint16 raw", tensor(protoUint16, 1, lengthy(9, 0xfe, 0xff)), Tensor{Ints: []int64{65534}}},
		{"int8 raw", tensor(protoInt8, 2, lengthy(9, 0xfe, 1)), Tensor{Ints: []int64{-2, 1}}},
		{"uint8 raw", tensor(protoUint8, 2, lengthy(9, 0xfe, 1)), Tensor{Ints: []int64{254, 1}}},
		{"uint64_data", tensor(protoUint64, 1, lengthy(11, 9)), Tensor{Ints: []int64{9}}},
		{"bool raw", tensor(protoBool, 3, lengthy(9, 0, 1, 7)), Tensor{Ints: []int64{0, 1, 1}}},
		{"bool in int32_data", tensor(protoBool, 2, lengthy(5, 0, 1)), Tensor{Ints: []int64{0, 1}}},
	} {
		c.want.Name = "t"
		c.want.Shape = []int{len(c.want.Floats) + len(c.want.Ints)}
		c.want.Type, _ = TypeOf(int64(c.file[3]))
		got, err := readTensor(c.file)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(&c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestTensorErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a string", tensor(8, 1), "data type 8"},
		{"complex", tensor(14, 1), "data type 14"},
		{"no type", tensor(0, 0), "data type 0"},
		{"in another file", tensor(protoFloat, 1, lengthy(13, 1)), "another file"},
		{"in another file, by its location", tensor(protoFloat, 1, []byte{14 << 3, 1}), "another file"},
		{"fewer values than claimed", tensor(protoFloat, 2, lengthy(9, 0, 0, 0, 0)), "1 values in shape [2]"},
		{"more", tensor(protoFloat, 0, lengthy(9, 0, 0, 0, 0)), "1 values in shape [0]"},
		{"none where many are claimed", tensor(protoFloat, 100), "0 values in shape [100]"},
		{"half a value", tensor(protoFloat, 1, lengthy(9, 0, 0, 0)), "3 bytes"},
		{"half a packed value", tensor(protoFloat, 1, lengthy(4, 0, 0, 0)), "ends within"},
		{"half a packed double", tensor(protoDouble, 1, lengthy(10, 0, 0, 0)), "ends within"},
		{"half a packed integer", tensor(protoInt64, 1, lengthy(7, 0x80)), "ends within"},
		{"the values of another type", tensor(protoFloat, 1, []byte{7 << 3, 5}), "values of another"},
		{"too many", append(tensor(protoFloat, 0), append([]byte{1 << 3}, binary.AppendUvarint(nil, 1<<40)...)...), "want axes of 0 to"},
		{"negative", append(tensor(protoFloat, 1), append([]byte{1 << 3}, binary.AppendUvarint(nil, math.MaxUint64)...)...), "want axes of 0 to"},
	} {
		_, err := readTensor(c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), `tensor "t"`) {
			t.Errorf("%s: %v, want an error of tensor \"t\" with %q", c.name, err, c.want)
		}
	}
}

// Every half is widened to the value that its definition gives.
func TestHalf(t *testing.T) {
	for b := range 1 << 16 {
		exp, frac := b>>10&31, b&0x3ff
		want := math.Ldexp(float64(frac), -24)
		switch {
		case exp == 31 && frac == 0:
			want = math.Inf(1)
		case exp == 31:
			want = math.NaN()
		case exp > 0:
			want = math.Ldexp(float64(1024+frac), exp-25)
		}
		if b>>15 == 1 {
			want = -want
		}
		got := float64(half(protoFloat16, uint16(b)))
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) || math.Signbit(got) != math.Signbit(want) && !math.IsNaN(want) {
			t.Fatalf("half %#04x = %v, want %v", b, got, want)
		}
	}
}

func TestTypeString(t *testing.T) {
	if got := Float.String() + " " + Int.String() + " " + Bool.String() + " " + Type(9).String(); got != "float int bool type 9" {
		t.Error(got)
	}
}
