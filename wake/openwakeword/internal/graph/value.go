package graph

import (
	"fmt"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A value is an input, a constant, or what a node makes.
type value struct {
	name  string
	typ   onnx.Type
	shape []int // row-major; no axes: one value
	count int   // of the values in that shape

	known bool // whether data holds them: a constant
	data

	same    *value // whose memory it shares, or nil
	written bool   // whether some step writes it
	first   int    // that step, -1 for the input
	last    int    // last step that reads or writes it
	at      int    // where it lies in the memory of a Run
}

// data is the contents of a value, one slice or the other according to its type.
type data struct {
	floats []float32
	ints   []int64 // also booleans, as 0 and 1
}

// newData allocates the contents of a value.
func newData(typ onnx.Type, count int) data {
	if typ == onnx.Float {
		return data{floats: make([]float32, count)}
	}
	return data{ints: make([]int64, count)}
}

func newConstant(t *onnx.Tensor) (*value, error) {
	count, err := onnx.Count(t.Shape)
	if err != nil {
		return nil, fmt.Errorf("constant %q: %w", t.Name, err)
	}
	return &value{name: t.Name, typ: t.Type, shape: t.Shape, count: count, known: true, data: data{t.Floats, t.Ints}}, nil
}

// root is the value whose memory v has.
func (v *value) root() *value {
	for v.same != nil {
		v = v.same
	}
	return v
}

// rank is the number of axes.
func (v *value) rank() int { return len(v.shape) }

// A scope holds the values that the nodes of one graph can name: its own and
// those of the graphs around it.
type scope struct {
	outer  *scope
	values map[string]*value
}

func (s *scope) find(name string) *value {
	for ; s != nil; s = s.outer {
		if v := s.values[name]; v != nil {
			return v
		}
	}
	return nil
}

// define adds a value; a name stands for one value only.
func (s *scope) define(name string, v *value) error {
	if s.values[name] != nil {
		return fmt.Errorf("value %q is defined twice", name)
	}
	s.values[name] = v
	return nil
}
