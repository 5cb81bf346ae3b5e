package nn

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// file assembles a tensor file from a header and data.
func file(header string, data ...byte) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), data...)
}

// encodeF32 assembles a valid file of F32 tensors, in the order given.
func encodeF32(t testing.TB, names []string, shapes [][]int, values [][]float32) []byte {
	t.Helper()
	header := map[string]any{"__metadata__": map[string]string{"kind": "test"}}
	var data []byte
	for i, name := range names {
		begin := len(data)
		for _, v := range values[i] {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
		}
		header[name] = map[string]any{"dtype": "F32", "shape": shapes[i], "data_offsets": []int{begin, len(data)}}
	}
	h, err := json.Marshal(header)
	if err != nil {
		t.Fatal(err)
	}
	return file(string(h)+"   ", data...)
}

func TestParseTensors(t *testing.T) {
	f, err := ParseTensors(file(`{"__metadata__":{"k":"v"},
		"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
		"b":{"dtype":"F16","shape":[3,1],"data_offsets":[8,14]},
		"c":{"dtype":"BF16","shape":[1],"data_offsets":[14,16]},
		"d":{"dtype":"I16","shape":[],"data_offsets":[16,18]},
		"e":{"dtype":"F32","shape":[0,5],"data_offsets":[18,18]}}  `,
		0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, // 1, -2
		0, 0x3c, 0xff, 0x7b, 0x01, 0x80, // 1, 65504, -2^-24
		0x49, 0x40, // 3.140625
		0xfe, 0xff)) // -2
	if err != nil {
		t.Fatal(err)
	}
	if f.Meta("k") != "v" || f.Meta("none") != "" {
		t.Errorf("dictionary gives %q and %q", f.Meta("k"), f.Meta("none"))
	}
	if d := cmp.Diff([]string{"a", "b", "c", "d", "e"}, f.Names()); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	for name, want := range map[string][]float32{
		"a": {1, -2}, "b": {1, 65504, -0x1p-24}, "c": {3.140625}, "d": {-2}, "e": {},
	} {
		got, err := f.Float32(name, f.Shape(name)...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if _, err := f.Float32("a", 1, 2); err == nil || !strings.Contains(err.Error(), "shape [2], want [1 2]") {
		t.Errorf("wrong shape: %v", err)
	}
	if _, err := f.Float32("z"); !errors.Is(err, ErrTensors) {
		t.Errorf("missing tensor: %v", err)
	}
}

// TestScaledTensors reads weights of 8 bits with a scale for each row.
func TestScaledTensors(t *testing.T) {
	f, err := ParseTensors(file(`{
		"w":{"dtype":"I8","shape":[2,3],"data_offsets":[0,6]},
		"w.scale":{"dtype":"F32","shape":[2],"data_offsets":[6,14]},
		"plain":{"dtype":"I8","shape":[1],"data_offsets":[14,15]},
		"odd":{"dtype":"I8","shape":[2],"data_offsets":[15,17]},
		"odd.scale":{"dtype":"I8","shape":[1],"data_offsets":[17,18]},
		"point":{"dtype":"I8","shape":[],"data_offsets":[18,19]},
		"point.scale":{"dtype":"I8","shape":[1],"data_offsets":[19,20]},
		"huge":{"dtype":"I8","shape":[1],"data_offsets":[20,21]},
		"huge.scale":{"dtype":"F32","shape":[1],"data_offsets":[21,25]},
		"none":{"dtype":"I8","shape":[0,3],"data_offsets":[25,25]},
		"none.scale":{"dtype":"I8","shape":[0],"data_offsets":[25,25]}}`,
		1, 0xff, 127, 0x80, 0, 2,
		0, 0, 0, 0x3f, 0, 0, 0, 0x40, // 0.5, 2
		0xfb, 1, 1, 1, 1, 1,
		127, 0xff, 0xff, 0x7f, 0x7f)) // 127 times the largest float32
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want []float32
		fail string
	}{
		{"w", []float32{0.5, -0.5, 63.5, -256, 0, 4}, ""},
		{"plain", []float32{-5}, ""},
		{"none", []float32{}, ""},
		{"odd", nil, `"odd.scale" has shape [1], want [2]`},
		{"point", nil, "a scale and no axis"},
		{"huge", nil, "when scaled"},
	} {
		got, err := f.Float32(c.name, f.Shape(c.name)...)
		if c.fail != "" {
			if !errors.Is(err, ErrTensors) || !strings.Contains(err.Error(), c.fail) {
				t.Errorf("%s: error %v, want ErrTensors with %q", c.name, err, c.fail)
			}
			continue
		}
		if d := cmp.Diff(c.want, got); err != nil || d != "" {
			t.Errorf("%s: error %v (-want +got):\n%s", c.name, err, d)
		}
	}
}

func TestParseTensorsRefuses(t *testing.T) {
	entry := func(dtype, shape, offsets string) []byte {
		return file(fmt.Sprintf(`{"a":{"dtype":%q,"shape":%s,"data_offsets":%s}}`, dtype, shape, offsets), make([]byte, 8)...)
	}
	long := file("{}")
	binary.LittleEndian.PutUint64(long, math.MaxUint64)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "too short"},
		{"seven bytes", make([]byte, 7), "too short"},
		{"header longer than the file", long, "header of 18446744073709551615 bytes"},
		{"no JSON", file("hello"), "header"},
		{"JSON of another kind", file("[1]"), "header"},
		{"empty header", file(""), "header"},
		{"entry of another kind", file(`{"a":3}`), `"a"`},
		{"metadata of another kind", file(`{"__metadata__":{"a":1}}`), "__metadata__"},
		{"unknown type", entry("F64", "[1]", "[0,8]"), `type "F64"`},
		{"no type", entry("", "[1]", "[0,8]"), `type ""`},
		{"offsets reversed", entry("F32", "[2]", "[8,0]"), "data_offsets [8 0]"},
		{"negative offset", entry("F32", "[2]", "[-8,0]"), "data_offsets"},
		{"offset beyond the file", entry("F32", "[4]", "[0,16]"), "of 8 bytes"},
		{"offset beyond an int", entry("F32", "[4]", "[0,1e30]"), `"a"`},
		{"shape too large", entry("F32", "[3]", "[0,8]"), "does not fill"},
		{"shape too small", entry("F32", "[1]", "[0,8]"), "does not fill"},
		{"shape that overflows", entry("F32", "[4294967296,4294967296,2]", "[0,8]"), "does not fill"},
		{"negative shape", entry("F32", "[-1,-2]", "[0,8]"), "does not fill"},
		{"half an element", entry("F32", "[1]", "[0,7]"), "does not fill"},
		{"gap", entry("F32", "[1]", "[4,8]"), "byte 4"},
		{"bytes left over", entry("F32", "[1]", "[0,4]"), "end at byte 4 of 8"},
		{"overlap", file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
			"b":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}}`, 0, 0, 0, 0), "byte 2"},
	} {
		_, err := ParseTensors(c.data)
		if !errors.Is(err, ErrTensors) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: error %v, want ErrTensors with %q", c.name, err, c.want)
		}
	}
}

func TestFloat32RefusesWhatIsNotFinite(t *testing.T) {
	for name, bits := range map[string]uint16{"infinity": 0x7c00, "NaN": 0x7e01} {
		f, err := ParseTensors(file(`{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}`, 0, 0, byte(bits), byte(bits>>8)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Float32("a", 2); err == nil || !strings.Contains(err.Error(), "at 1") {
			t.Errorf("%s: error %v, want one that says where", name, err)
		}
	}
}

// All 65,536 halves against their definition.
func TestHalfEqualsTheDefinition(t *testing.T) {
	for i := range 1 << 16 {
		sign, exp, frac := 1-2*float64(i>>15), i>>10&31, float64(i&1023)
		want := sign * math.Ldexp(1+frac/1024, exp-15)
		switch exp {
		case 0:
			want = sign * math.Ldexp(frac/1024, -14)
		case 31:
			want = sign * math.Inf(1)
			if frac != 0 {
				want = math.NaN()
			}
		}
		got := float64(half(uint16(i)))
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) || math.Signbit(got) != (i>>15 == 1) {
			t.Fatalf("half %#04x = %v, want %v", i, got, want)
		}
	}
}

func FuzzParseTensors(f *testing.F) {
	f.Add([]byte{})
	f.Add(file(`{"a":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]}}`, 0, 0, 0, 0x3c))
	f.Add(encodeF32(f, []string{"a", "b"}, [][]int{{2}, {1, 3}}, [][]float32{{1, 2}, {3, 4, 5}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ParseTensors(data)
		if err != nil {
			if !errors.Is(err, ErrTensors) {
				t.Fatalf("error %v does not match ErrTensors", err)
			}
			return
		}
		total := 0
		for _, name := range file.Names() {
			v, err := file.Float32(name, file.Shape(name)...)
			if err != nil && !errors.Is(err, ErrTensors) {
				t.Fatalf("%q: error %v does not match ErrTensors", name, err)
			}
			total += 2 * len(v)
		}
		if total > len(data) {
			t.Fatalf("%d bytes of elements from a file of %d", total, len(data))
		}
	})
}
