package graph

import (
	"errors"
	"fmt"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// The operator sets that are known here. Before 7 many operators meant
// something else.
const (
	minOpset = 7
	maxOpset = 24
)

// Limits on what a graph may cost.
const (
	maxWork   = 1 << 28 // multiply-adds, or what takes as long, of one run and of all constants
	maxMemory = 1 << 22 // values, of constants computed and of a run
	maxTables = 1 << 24 // places, of the tables of broadcasts
)

// A Program is a graph made ready to run.
type Program struct {
	in, out      *value
	steps        []step
	floats, ints int // values in the memory of a Run
	scratch      int // floats beside them that a step may use
}

// InputShape is the shape of the input, row-major. The caller does not change it.
func (p *Program) InputShape() []int { return p.in.shape }

// OutputShape is the shape of the output, row-major. The caller does not change
// it.
func (p *Program) OutputShape() []int { return p.out.shape }

// A step computes values from others: or it jumps.
type step struct {
	kernel  kernel
	in, out []*value
	jump    *jump
}

// A jump goes on with the step numbered to, if cond is nil or false.
type jump struct {
	cond *value
	to   int
}

// A kernel computes one node.
type kernel func(c *call)

// A call is what a kernel works on: the contents of the inputs, those left out
// empty; those of the outputs; and as much scratch space as the node asked for,
// holding anything.
type call struct {
	in, out []data
	scratch []float32
}

// compiler holds what Compile has found so far.
type compiler struct {
	opset        int
	steps        []step
	work, memory int64
	tables       int
	scratch      int
	floatSpace   space
	intSpace     space
}

// Compile makes a graph of one input and one output, both of floats, ready to
// run on inputs of this shape.
func Compile(m *onnx.Model, input []int) (*Program, error) {
	if m.Opset < minOpset || m.Opset > maxOpset {
		return nil, fmt.Errorf("operator set %d is not supported, only %d to %d", m.Opset, minOpset, maxOpset)
	}
	g := m.Graph
	ins := Inputs(g)
	if len(ins) != 1 || len(g.Outputs) != 1 {
		return nil, fmt.Errorf("%d inputs and %d outputs, want one of each", len(ins), len(g.Outputs))
	}
	count, err := onnx.Count(input)
	if err != nil {
		return nil, fmt.Errorf("input %q: %w", ins[0].Name, err)
	}
	if t := ins[0].Type; t != onnx.Float {
		return nil, fmt.Errorf("input %q is of %v, want float", ins[0].Name, t)
	}
	c := &compiler{opset: m.Opset}
	in := &value{name: ins[0].Name, typ: onnx.Float, shape: input, count: count, first: -1}
	s := &scope{values: map[string]*value{in.name: in}}
	outs, err := c.graph(g, s)
	if err != nil {
		return nil, err
	}
	if outs[0].typ != onnx.Float {
		return nil, fmt.Errorf("output %q is of %v, want float", outs[0].name, outs[0].typ)
	}
	p := &Program{in: in, out: outs[0], steps: c.steps, scratch: c.scratch}
	if err := c.layOut(p); err != nil {
		return nil, err
	}
	return p, nil
}

// Inputs returns the inputs of a graph that no constant gives.
func Inputs(g *onnx.Graph) []onnx.Value {
	given := make(map[string]bool, len(g.Consts))
	for _, t := range g.Consts {
		given[t.Name] = true
	}
	var ins []onnx.Value
	for _, v := range g.Inputs {
		if !given[v.Name] {
			ins = append(ins, v)
		}
	}
	return ins
}

// graph compiles the nodes of a graph, in a scope made for it, and returns its
// outputs.
func (c *compiler) graph(g *onnx.Graph, s *scope) ([]*value, error) {
	for _, t := range g.Consts {
		v, err := newConstant(t)
		if err == nil {
			err = s.define(t.Name, v)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, n := range g.Nodes {
		if err := c.node(n, s); err != nil {
			return nil, fmt.Errorf("%v: %w", n, err)
		}
	}
	outs := make([]*value, len(g.Outputs))
	for i, o := range g.Outputs {
		if outs[i] = s.find(o.Name); outs[i] == nil {
			return nil, fmt.Errorf("output %q: nothing computes it", o.Name)
		}
	}
	return outs, nil
}

var errUnsupported = errors.New("the operator is not supported")

// node compiles one node and defines its outputs.
func (c *compiler) node(proto *onnx.Node, s *scope) error {
	build := ops[proto.Op]
	if proto.Op == "If" {
		build = buildIf // not in the table: it comes back to here
	}
	if build == nil || proto.Domain != "" && proto.Domain != "ai.onnx" {
		return errUnsupported
	}
	n, err := newNode(c, proto, s)
	if err != nil {
		return err
	}
	if err := build(n); err != nil {
		return err
	}
	if err := n.finish(); err != nil {
		return err
	}
	for i, name := range proto.Outputs {
		if name == "" {
			continue
		}
		if err := s.define(name, n.out[i]); err != nil {
			return err
		}
	}
	return nil
}

// spend counts what a node costs: multiply-adds, or what takes as long, the
// factors of a product of counts; and memory.
func (c *compiler) spend(memory int, work ...int) error {
	product := int64(1)
	for _, w := range work {
		product = min(product, maxWork+1) * int64(w)
	}
	if c.work += product; c.work > maxWork {
		return fmt.Errorf("the graph takes too many multiply-adds: more than %d", maxWork)
	}
	if c.memory += int64(memory); c.memory > maxMemory {
		return fmt.Errorf("the graph takes too much memory: more than %d values", maxMemory)
	}
	return nil
}
