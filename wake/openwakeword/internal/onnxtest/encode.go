// Package onnxtest writes ONNX files and parts of them: the graphs that the
// tests run are made by the tests.
package onnxtest

import (
	"encoding/binary"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// Encode writes a model as a file, which onnx.Parse reads as the same model.
func Encode(m *onnx.Model) []byte {
	var b message
	b.varint(1, 8) // ir_version
	b.message(7, graph(m.Graph))
	b.message(8, opset("", m.Opset))
	return b
}

func opset(domain string, version int) (b message) {
	b.text(1, domain)
	b.varint(2, int64(version))
	return b
}

func graph(g *onnx.Graph) (b message) {
	for _, n := range g.Nodes {
		b.message(1, node(n))
	}
	b.text(2, g.Name)
	for _, t := range g.Consts {
		b.message(5, Tensor(t))
	}
	for _, v := range g.Inputs {
		b.message(11, value(v))
	}
	for _, v := range g.Outputs {
		b.message(12, value(v))
	}
	return b
}

func node(n *onnx.Node) (b message) {
	for _, in := range n.Inputs {
		b.text(1, in)
	}
	for _, out := range n.Outputs {
		b.text(2, out)
	}
	b.text(3, n.Name)
	b.text(4, n.Op)
	for _, a := range n.Attrs {
		b.message(5, attribute(a))
	}
	b.text(7, n.Domain)
	return b
}

// attribute writes the field that is set, and its number in AttributeType.
func attribute(a *onnx.Attribute) (b message) {
	b.text(1, a.Name)
	kind := int64(2)
	switch {
	case a.Tensor != nil:
		b.message(5, Tensor(a.Tensor))
		kind = 4
	case a.Graph != nil:
		b.message(6, graph(a.Graph))
		kind = 5
	case a.Floats != nil:
		b.message(7, packFloats(a.Floats))
		kind = 6
	case a.Ints != nil:
		b.message(8, packInts(a.Ints))
		kind = 7
	case a.Strings != nil:
		for _, s := range a.Strings {
			b.text(9, s)
		}
		kind = 8
	case a.String != "":
		b.text(4, a.String)
		kind = 3
	case a.Float != 0:
		b.fixed32(2, math.Float32bits(a.Float))
		kind = 1
	default:
		b.varint(3, a.Int)
	}
	b.varint(20, kind)
	return b
}

// Tensor writes a constant with raw data.
func Tensor(t *onnx.Tensor) []byte {
	var b, raw message
	b.message(1, packInts(int64s(t.Shape)))
	b.varint(2, protoType(t.Type))
	b.text(8, t.Name)
	for _, v := range t.Floats {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	for _, v := range t.Ints {
		if t.Type == onnx.Bool {
			raw = append(raw, byte(v))
		} else {
			raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
		}
	}
	b.message(9, raw)
	return b
}

func protoType(t onnx.Type) int64 {
	return map[onnx.Type]int64{onnx.Float: 1, onnx.Int: 7, onnx.Bool: 9}[t]
}

func value(v onnx.Value) (b message) {
	var shape, tensor, typ message
	for _, d := range v.Shape {
		var axis message
		if d < 0 {
			axis.text(2, "free")
		} else {
			axis.varint(1, int64(d))
		}
		shape.message(1, axis)
	}
	tensor.varint(1, protoType(v.Type))
	if v.Known {
		tensor.message(2, shape)
	}
	typ.message(1, tensor)
	b.text(1, v.Name)
	b.message(2, typ)
	return b
}

func int64s(list []int) []int64 {
	wide := make([]int64, len(list))
	for i, v := range list {
		wide[i] = int64(v)
	}
	return wide
}

func packInts(list []int64) (b message) {
	for _, v := range list {
		b = binary.AppendUvarint(b, uint64(v))
	}
	return b
}

func packFloats(list []float32) (b message) {
	for _, v := range list {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// A message is a protocol buffer being written.
type message []byte

func (b *message) key(number, wire int) { *b = binary.AppendUvarint(*b, uint64(number<<3|wire)) }

func (b *message) varint(number int, v int64) {
	b.key(number, 0)
	*b = binary.AppendUvarint(*b, uint64(v))
}

func (b *message) fixed32(number int, v uint32) {
	b.key(number, 5)
	*b = binary.LittleEndian.AppendUint32(*b, v)
}

func (b *message) message(number int, m []byte) {
	b.key(number, 2)
	*b = binary.AppendUvarint(*b, uint64(len(m)))
	*b = append(*b, m...)
}

func (b *message) text(number int, s string) { b.message(number, []byte(s)) }
