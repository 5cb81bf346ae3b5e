package onnx

import (
	"errors"
	"fmt"
	"io"
)

// ErrFormat is matched by every error about what a file holds.
var ErrFormat = errors.New("bad ONNX file")

// Limits of what is read.
const (
	MaxFile  = 64 << 20 // bytes
	maxDepth = 8        // graphs within graphs
	maxNodes = 20_000   // all graphs together
	maxParts = 400_000  // attributes, names and values of them
)

// A Model is an ONNX file: one graph, and the version of the operators in it.
type Model struct {
	Opset int // of the default domain, ai.onnx
	Graph *Graph
}

// A Graph computes its outputs from its inputs, and from its constants.
type Graph struct {
	Name    string
	Nodes   []*Node // each after those whose outputs it takes
	Consts  []*Tensor
	Inputs  []Value // those that have a constant of the same name are none
	Outputs []Value
}

// A Value names an input or output.
type Value struct {
	Name  string
	Type  Type  // 0: the file does not say
	Shape []int // -1 where it is free; nil where the file does not say
	Known bool  // whether the file states a shape at all
}

// A Node is one operator at work.
type Node struct {
	Name    string
	Op      string
	Domain  string   // "" or "ai.onnx": the default one
	Inputs  []string // "" for one left out
	Outputs []string
	Attrs   []*Attribute
}

// String says which node it is, for errors.
func (n *Node) String() string {
	op := n.Op
	if n.Domain != "" && n.Domain != "ai.onnx" {
		op = n.Domain + "." + op
	}
	if n.Name != "" {
		return fmt.Sprintf("%s node %q", op, n.Name)
	}
	if len(n.Outputs) > 0 {
		return fmt.Sprintf("%s node that makes %q", op, n.Outputs[0])
	}
	return op + " node"
}

// An Attribute is a constant parameter of a Node; which field counts is told
// by the operator.
type Attribute struct {
	Name    string
	Float   float32
	Int     int64
	String  string
	Strings []string
	Tensor  *Tensor
	Graph   *Graph
	Floats  []float32
	Ints    []int64
}

// Read reads a model file of at most MaxFile bytes. Nothing is allocated by a
// length that the file only claims.
func Read(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxFile {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrFormat, MaxFile)
	}
	m, err := Parse(data)
	if err != nil {
		return nil, err
	}
	return m, nil
}
