package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrTensors is matched by every error about the contents of a tensor file.
var ErrTensors = errors.New("nn: bad tensor file")

// Tensors is a safetensors file: named arrays and a dictionary of text. The
// format is 8 bytes of little-endian length, that much JSON, then raw data
// (https://github.com/huggingface/safetensors). Nothing is copied before it is
// asked for, and nothing is allocated by a length that the file only claims.
type Tensors struct {
	meta    map[string]string
	entries map[string]tensorEntry
	data    []byte
}

// tensorEntry is one array as the header describes it.
type tensorEntry struct {
	DType   string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"` // within the data, end exclusive
}

// elementSize is the size in bytes of the element types that are read.
func elementSize(dtype string) int {
	switch dtype {
	case "F32":
		return 4
	case "F16", "BF16", "I16":
		return 2
	case "I8":
		return 1
	}
	return 0
}

// ParseTensors reads a file that lies in memory and keeps data. It checks all
// of the header: every array has a known element type (F32, F16, BF16, I16,
// I8), a shape that fills its span exactly, and together the spans tile the data
// without gap or overlap. Errors match ErrTensors.
func ParseTensors(data []byte) (*Tensors, error) {
	if len(data) < 8 {
		return nil, fmt.Errorf("%w: %d bytes, too short for a header", ErrTensors, len(data))
	}
	size := binary.LittleEndian.Uint64(data)
	data = data[8:]
	if size > uint64(len(data)) {
		return nil, fmt.Errorf("%w: header of %d bytes in %d that are there", ErrTensors, size, len(data))
	}
	t := &Tensors{entries: map[string]tensorEntry{}, data: data[size:]}
	var header map[string]json.RawMessage
	if err := json.Unmarshal(bytes.TrimRight(data[:size], " "), &header); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrTensors, err)
	}
	for name, raw := range header {
		if err := t.addEntry(name, raw); err != nil {
			return nil, fmt.Errorf("%w: %q: %w", ErrTensors, name, err)
		}
	}
	return t, t.checkTiling()
}

func (t *Tensors) addEntry(name string, raw json.RawMessage) error {
	if name == "__metadata__" {
		return json.Unmarshal(raw, &t.meta)
	}
	var e tensorEntry
	if err := json.Unmarshal(raw, &e); err != nil {
		return err
	}
	if e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0] || e.Offsets[1] > len(t.data) {
		return fmt.Errorf("data_offsets %v of %d bytes", e.Offsets, len(t.data))
	}
	span := e.Offsets[1] - e.Offsets[0]
	size := elementSize(e.DType)
	if size == 0 {
		return fmt.Errorf("element type %q is not read", e.DType)
	}
	if n, ok := elements(e.Shape, span/size); !ok || n*size != span {
		return fmt.Errorf("shape %v of %s does not fill %d bytes", e.Shape, e.DType, span)
	}
	t.entries[name] = e
	return nil
}

// elements multiplies a shape out, unless it is negative or exceeds limit.
func elements(shape []int, limit int) (int, bool) {
	n := 1
	for _, d := range shape {
		if d < 0 || d > 0 && n > limit/d {
			return 0, false
		}
		n *= d
	}
	return n, n <= limit
}

// checkTiling reports a gap or an overlap between the spans.
func (t *Tensors) checkTiling() error {
	spans := make([][2]int, 0, len(t.entries))
	for _, e := range t.entries {
		spans = append(spans, e.Offsets)
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	end := 0
	for _, s := range spans {
		if s[0] != end {
			return fmt.Errorf("%w: tensor at byte %d, where the one before ends at %d", ErrTensors, s[0], end)
		}
		end = s[1]
	}
	if end != len(t.data) {
		return fmt.Errorf("%w: tensors end at byte %d of %d", ErrTensors, end, len(t.data))
	}
	return nil
}

// Meta returns a text of the file's dictionary, or "".
func (t *Tensors) Meta(key string) string { return t.meta[key] }

// Names lists the arrays, sorted.
func (t *Tensors) Names() []string {
	names := make([]string, 0, len(t.entries))
	for name := range t.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Shape returns the lengths of an array along each axis, or nil where there is none.
func (t *Tensors) Shape(name string) []int { return slices.Clone(t.entries[name].Shape) }

// Float32 decodes the array called name, which must have this shape, row-major.
// A value that is not finite is an error: no weight is. Where there is an array
// of one axis called name + ".scale", as long as the first axis of name, the
// values are multiplied by the scale of their row: weights of 8 bits.
func (t *Tensors) Float32(name string, shape ...int) ([]float32, error) {
	out, err := t.plain(name, shape)
	if _, scaled := t.entries[name+".scale"]; err != nil || !scaled {
		return out, err
	}
	if len(shape) == 0 {
		return nil, fmt.Errorf("%w: %q has a scale and no axis", ErrTensors, name)
	}
	scale, err := t.plain(name+".scale", shape[:1])
	if err != nil {
		return nil, err
	}
	for i, row := 0, len(out)/max(1, len(scale)); i < len(out); i++ {
		if out[i] *= scale[i/row]; out[i]-out[i] != 0 {
			return nil, fmt.Errorf("%w: %q holds %v at %d when scaled", ErrTensors, name, out[i], i)
		}
	}
	return out, nil
}

// plain decodes an array as it is stored.
func (t *Tensors) plain(name string, shape []int) ([]float32, error) {
	e, ok := t.entries[name]
	if !ok {
		return nil, fmt.Errorf("%w: no tensor %q", ErrTensors, name)
	}
	if !slices.Equal(e.Shape, shape) {
		return nil, fmt.Errorf("%w: %q has shape %v, want %v", ErrTensors, name, e.Shape, shape)
	}
	raw := t.data[e.Offsets[0]:e.Offsets[1]]
	out := make([]float32, len(raw)/elementSize(e.DType))
	decode(out, raw, e.DType)
	for i, v := range out {
		if v-v != 0 {
			return nil, fmt.Errorf("%w: %q holds %v at %d", ErrTensors, name, v, i)
		}
	}
	return out, nil
}

func decode(dst []float32, raw []byte, dtype string) {
	le := binary.LittleEndian
	for i := range dst {
		switch dtype {
		case "F32":
			dst[i] = math.Float32frombits(le.Uint32(raw[4*i:]))
		case "F16":
			dst[i] = half(le.Uint16(raw[2*i:]))
		case "BF16":
			dst[i] = math.Float32frombits(uint32(le.Uint16(raw[2*i:])) << 16)
		case "I16":
			dst[i] = float32(int16(le.Uint16(raw[2*i:])))
		case "I8":
			dst[i] = float32(int8(raw[i]))
		}
	}
}

// half converts an IEEE 754 binary16 number. Moving its exponent and mantissa
// to their places in a binary32 leaves the value 2^112 too small, denormals
// included; one exact product repairs that. All exponent bits set (infinity,
// not a number) stay so.
func half(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	bits := uint32(h&0x7fff) << 13
	if h&0x7c00 == 0x7c00 {
		return math.Float32frombits(sign | 0x7f800000 | bits)
	}
	return math.Float32frombits(sign | math.Float32bits(math.Float32frombits(bits)*0x1p112))
}
