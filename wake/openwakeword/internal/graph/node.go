package graph

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A builder works out what a node makes: it gives n its outputs and, unless
// they are known or share the memory of an input, a kernel.
type builder func(n *node) error

// A node is an operator that is being compiled.
type node struct {
	*onnx.Node
	c     *compiler
	scope *scope
	opset int

	in, out []*value // nil where left out, or not given yet
	kernel  kernel
	scratch int             // floats that it uses
	asked   map[string]bool // attributes that the builder knows
}

func newNode(c *compiler, proto *onnx.Node, s *scope) (*node, error) {
	n := &node{
		Node: proto, c: c, scope: s, opset: c.opset,
		in: make([]*value, len(proto.Inputs)), out: make([]*value, len(proto.Outputs)), asked: map[string]bool{},
	}
	if len(proto.Outputs) == 0 {
		return nil, fmt.Errorf("no output")
	}
	for i, name := range proto.Inputs {
		if name == "" {
			continue
		}
		if n.in[i] = s.find(name); n.in[i] == nil {
			return nil, fmt.Errorf("input %q: nothing computes it before", name)
		}
	}
	return n, nil
}

// finish checks that all was understood, and then computes the outputs if all
// inputs are constants, or else appends the step that does.
func (n *node) finish() error {
	for _, a := range n.Attrs {
		if !n.asked[a.Name] {
			return fmt.Errorf("attribute %q is not supported", a.Name)
		}
	}
	for i, name := range n.Outputs {
		if n.out[i] == nil && name != "" {
			return fmt.Errorf("output %d is not supported", i)
		}
	}
	if n.kernel == nil {
		return nil
	}
	constant := !slices.ContainsFunc(n.in, func(v *value) bool { return v != nil && !v.known })
	if !constant {
		n.c.step(n.kernel, n.in, n.out)
		return nil
	}
	call := call{in: make([]data, len(n.in)), out: make([]data, len(n.out)), scratch: make([]float32, n.scratch)}
	for i, v := range n.in {
		if v != nil {
			call.in[i] = v.data
		}
	}
	for i, v := range n.out {
		if v != nil {
			v.data, v.known = newData(v.typ, v.count), true
			call.out[i] = v.data
		}
	}
	n.kernel(&call)
	return nil
}

// step appends a step and notes who needs what until when.
func (c *compiler) step(k kernel, in, out []*value) {
	at := len(c.steps)
	for _, v := range in {
		if v != nil {
			v.root().last = at
		}
	}
	for _, v := range out {
		if v != nil && !v.written {
			v.first, v.written = at, true
		}
		if v != nil {
			v.last = at
		}
	}
	c.steps = append(c.steps, step{kernel: k, in: in, out: out})
}

// need returns input i, which must be there; of one of the types, if any are
// given.
func (n *node) need(i int, types ...onnx.Type) (*value, error) {
	v := n.optional(i)
	if v == nil {
		return nil, fmt.Errorf("input %d is missing", i)
	}
	if len(types) > 0 && !slices.Contains(types, v.typ) {
		return nil, fmt.Errorf("input %d is of %v, want %v", i, v.typ, types[0])
	}
	return v, nil
}

// optional returns input i or nil.
func (n *node) optional(i int) *value {
	if i >= len(n.in) {
		return nil
	}
	return n.in[i]
}

// needInts returns the contents of input i, which must be constant integers.
func (n *node) needInts(i int) ([]int64, error) {
	v, err := n.need(i, onnx.Int, onnx.Bool)
	if err != nil {
		return nil, err
	}
	if !v.known {
		return nil, fmt.Errorf("input %d (%q) is computed from the audio, which is not supported", i, v.name)
	}
	return v.ints, nil
}

// needWeights returns input i, which must be constant floats of so many axes.
func (n *node) needWeights(i, rank int) (*value, error) {
	v, err := n.need(i, onnx.Float)
	if err != nil {
		return nil, err
	}
	if !v.known {
		return nil, fmt.Errorf("input %d (%q) is computed from the audio, which is not supported", i, v.name)
	}
	if v.rank() != rank {
		return nil, fmt.Errorf("input %d has shape %v, want %d axes", i, v.shape, rank)
	}
	return v, nil
}

// make gives output i its type and shape, if anybody wants it.
func (n *node) make(i int, typ onnx.Type, shape []int) error {
	count, err := onnx.Count(shape)
	if err != nil {
		return err
	}
	if i >= len(n.out) {
		return nil
	}
	n.out[i] = &value{name: n.Outputs[i], typ: typ, shape: slices.Clone(shape), count: count}
	work, err := onnx.Extent(shape) // no values, but loops along the other axes
	if err != nil {
		return err
	}
	return n.c.spend(count, work)
}

// share makes output 0 the values of v in another shape.
func (n *node) share(v *value, shape []int) error {
	count, err := onnx.Count(shape)
	if err != nil {
		return err
	}
	if count != v.count {
		return fmt.Errorf("shape %v for the values of %v", shape, v.shape)
	}
	n.out[0] = &value{name: n.Outputs[0], typ: v.typ, shape: slices.Clone(shape), count: count, known: v.known, data: v.data, same: v}
	return nil
}

// know makes output 0 a constant of integers.
func (n *node) know(ints []int64, shape []int) error {
	if err := n.make(0, onnx.Int, shape); err != nil {
		return err
	}
	n.out[0].known, n.out[0].ints = true, ints
	return nil
}

// needScratch asks for scratch space of so many floats.
func (n *node) needScratch(count int) error {
	if count < 0 || count > maxMemory {
		return fmt.Errorf("%d values of scratch space", count)
	}
	n.scratch = count
	n.c.scratch = max(n.c.scratch, count)
	return nil
}

// attr returns an attribute or nil, and notes that it is known.
func (n *node) attr(name string) *onnx.Attribute {
	n.asked[name] = true
	for _, a := range n.Attrs {
		if a.Name == name {
			return a
		}
	}
	return nil
}

func (n *node) attrInt(name string, otherwise int) int {
	if a := n.attr(name); a != nil {
		return clampInt(a.Int)
	}
	return otherwise
}

func (n *node) attrFloat(name string, otherwise float32) float32 {
	if a := n.attr(name); a != nil {
		return a.Float
	}
	return otherwise
}

func (n *node) attrString(name, otherwise string) string {
	if a := n.attr(name); a != nil {
		return a.String
	}
	return otherwise
}

// attrInts returns a list of integers, or nil.
func (n *node) attrInts(name string) []int64 {
	if a := n.attr(name); a != nil {
		return slices.Clip(append([]int64{}, a.Ints...))
	}
	return nil
}

// only refuses an attribute unless it has the value that changes nothing.
func (n *node) only(name string, value int) error {
	if got := n.attrInt(name, value); got != value {
		return fmt.Errorf("attribute %s %d is not supported, only %d", name, got, value)
	}
	return nil
}

// clampInt keeps integers of files within what any machine can count with.
func clampInt(v int64) int { return int(max(math.MinInt32, min(v, math.MaxInt32))) }

// axis resolves an axis counted from either end.
func axis(at int64, rank int) (int, error) {
	if at < -int64(rank) || at >= int64(rank) {
		return 0, fmt.Errorf("axis %d of %d", at, rank)
	}
	if at < 0 {
		at += int64(rank)
	}
	return int(at), nil
}

// axes resolves several, each at most once.
func axes(list []int64, rank int) ([]bool, error) {
	set := make([]bool, rank)
	for _, at := range list {
		i, err := axis(at, rank)
		if err != nil {
			return nil, err
		}
		if set[i] {
			return nil, fmt.Errorf("axis %d twice", i)
		}
		set[i] = true
	}
	return set, nil
}
