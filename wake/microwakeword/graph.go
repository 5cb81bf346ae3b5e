package microwakeword

import (
	"errors"
	"fmt"
)

// maxWork bounds what one inference may cost: multiply-adds and bytes moved. The
// models in use need some 30,000.
const maxWork = 1 << 22

// A step is one operation, bound to its places in a stream's memory.
type step func(s *state)

// graph is a model ready to run. It is immutable.
type graph struct {
	setup, steps []step
	arena        int // bytes
	variables    []variable
	sums, patch  int // sizes of the largest scratch that an operator wants
	input        *tensor
	output       *tensor
	frames       int // of features that one inference takes
}

// state is one stream's memory.
type state struct {
	arena     []int8
	variables [][]int8
	sums      []int32 // accumulators of one place of a layer's output
	patch     []int8  // what a convolution looks at from there
}

func (g *graph) newState() *state {
	s := &state{
		arena:     make([]int8, g.arena),
		variables: make([][]int8, len(g.variables)),
		sums:      make([]int32, g.sums),
		patch:     make([]int8, g.patch),
	}
	for i, v := range g.variables {
		s.variables[i] = make([]int8, v.size)
	}
	g.reset(s)
	return s
}

// reset makes the state that of a new stream: variables as the graph sets them
// up, or 0.
func (g *graph) reset(s *state) {
	clear(s.arena)
	clear(s.patch)
	clear(s.sums)
	for _, v := range s.variables {
		clear(v)
	}
	for _, run := range g.setup {
		run(s)
	}
}

// infer runs the graph on features, one row of channels after the other, and
// returns the output as it counts: 0 upwards if it is unsigned.
func (g *graph) infer(s *state, features []int8) int32 {
	copy(s.arena[g.input.at:], features)
	for _, run := range g.steps {
		run(s)
	}
	out := s.arena[g.output.at]
	if g.output.kind == typeUint8 {
		return int32(uint8(out))
	}
	return int32(out)
}

// loader builds a graph from a file.
type loader struct {
	graph
	file    *file
	model   table
	codes   []int
	buffers []table
	work    int // of one inference
}

// spend counts what one inference costs. The factors are above 0.
func (l *loader) spend(factors ...int) error {
	work := 1
	for _, f := range factors {
		if work > maxWork/f {
			return fmt.Errorf("an inference of more than %d multiply-adds", maxWork)
		}
		work *= f
	}
	if l.work += work; l.work > maxWork {
		return fmt.Errorf("an inference of more than %d multiply-adds", maxWork)
	}
	return nil
}

// load reads a .tflite file. The graph keeps no reference to its bytes.
func load(buf []byte) (*graph, error) {
	if len(buf) < 8 || string(buf[4:8]) != "TFL3" {
		return nil, errors.New("not a TensorFlow Lite model: no TFL3 mark")
	}
	l := &loader{file: newFile(buf)}
	var err error
	if l.model, err = l.file.root(); err != nil {
		return nil, err
	}
	if l.buffers, err = l.model.tables(4); err != nil {
		return nil, fmt.Errorf("buffers: %w", err)
	}
	if err := l.readCodes(); err != nil {
		return nil, fmt.Errorf("operator codes: %w", err)
	}
	subgraphs, err := l.model.tables(2)
	if err != nil {
		return nil, fmt.Errorf("subgraphs: %w", err)
	}
	if len(subgraphs) == 0 {
		return nil, errors.New("no subgraph")
	}
	if err := l.readMain(subgraphs); err != nil {
		return nil, err
	}
	g := l.graph // without the loader, and so the file
	return &g, nil
}

// readCodes reads the operator codes; old files have them in a byte.
func (l *loader) readCodes() error {
	codes, err := l.model.tables(1)
	if err != nil {
		return err
	}
	for i, c := range codes {
		old, err := c.byte(0)
		if err != nil {
			return fmt.Errorf("code %d: %w", i, err)
		}
		code, err := c.int(3)
		if err != nil {
			return fmt.Errorf("code %d: %w", i, err)
		}
		l.codes = append(l.codes, max(old, code))
	}
	return nil
}

// readMain binds the main subgraph, and those that it calls once.
func (l *loader) readMain(subgraphs []table) error {
	main := subgraphs[0]
	tensors, err := l.readTensors(main)
	if err != nil {
		return fmt.Errorf("subgraph 0: %w", err)
	}
	if err := l.readEnds(main, tensors); err != nil {
		return err
	}
	var once []int
	if l.steps, once, err = l.bind(main, tensors); err != nil {
		return fmt.Errorf("subgraph 0: %w", err)
	}
	for _, k := range once {
		if k <= 0 || k >= len(subgraphs) {
			return fmt.Errorf("subgraph 0 calls subgraph %d of %d", k, len(subgraphs))
		}
		steps, err := l.readSetup(subgraphs[k])
		if err != nil {
			return fmt.Errorf("subgraph %d: %w", k, err)
		}
		l.setup = append(l.setup, steps...)
	}
	return l.sizeVariables()
}

// readSetup binds a subgraph that runs before the first inference.
func (l *loader) readSetup(sub table) ([]step, error) {
	tensors, err := l.readTensors(sub)
	if err != nil {
		return nil, err
	}
	steps, once, err := l.bind(sub, tensors)
	if err != nil {
		return nil, err
	}
	if len(once) > 0 {
		return nil, fmt.Errorf("a call to another subgraph: %w", errors.ErrUnsupported)
	}
	return steps, nil
}

// readEnds finds the input and the output, and checks that features go in and
// one probability comes out.
func (l *loader) readEnds(main table, tensors []*tensor) error {
	in, err := end(main, tensors, 1)
	if err != nil {
		return fmt.Errorf("input: %w", err)
	}
	out, err := end(main, tensors, 2)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if in.kind != typeInt8 || len(in.shape) != 3 || in.shape[0] != 1 || in.shape[2] != channels || in.data != nil {
		return fmt.Errorf("input %q of type %d and shape %v, want int8 of [1 frames %d]: %w", in.name, in.kind, in.shape, channels, errors.ErrUnsupported)
	}
	if _, _, err := in.quant(); err != nil {
		return fmt.Errorf("input %w", err)
	}
	if (out.kind != typeUint8 && out.kind != typeInt8) || out.size() != 1 || out.data != nil {
		return fmt.Errorf("output %q of type %d and shape %v, want one probability in 8 bits: %w", out.name, out.kind, out.shape, errors.ErrUnsupported)
	}
	if _, _, err := out.quant(); err != nil {
		return fmt.Errorf("output %w", err)
	}
	l.input, l.output, l.frames = in, out, in.shape[1]
	return nil
}

// end returns the one tensor that field i of a subgraph names.
func end(sub table, tensors []*tensor, i int) (*tensor, error) {
	list, err := sub.ints(i)
	if err != nil {
		return nil, err
	}
	if len(list) != 1 || list[0] < 0 || list[0] >= len(tensors) {
		return nil, fmt.Errorf("tensors %v, want one of %d", list, len(tensors))
	}
	return tensors[list[0]], nil
}
