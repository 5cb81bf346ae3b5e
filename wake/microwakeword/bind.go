package microwakeword

import (
	"errors"
	"fmt"
	"slices"
)

// Operators of the v2 models, by their TensorFlow Lite numbers.
const (
	opAdd             = 0
	opAveragePool2D   = 1
	opConcatenation   = 2
	opConv2D          = 3
	opDepthwiseConv2D = 4
	opFullyConnected  = 9
	opLogistic        = 14
	opMaxPool2D       = 17
	opMul             = 18
	opReshape         = 22
	opPad             = 34
	opMean            = 40
	opStridedSlice    = 45
	opPack            = 83
	opSplitV          = 102
	opQuantize        = 114
	opCallOnce        = 129
	opVarHandle       = 142
	opReadVariable    = 143
	opAssignVariable  = 144
)

// An operator is how one kind of operation is bound, and how many tensors it
// takes and gives.
type operator struct {
	number  int
	name    string
	in, out int // -1: any number above 0
	bind    func(*loader, *node) (step, error)
}

// operatorOf returns the operator with a number.
func operatorOf(number int) (operator, bool) {
	all := []operator{
		{opAdd, "ADD", 2, 1, (*loader).add},
		{opAveragePool2D, "AVERAGE_POOL_2D", 1, 1, (*loader).averagePool2D},
		{opConcatenation, "CONCATENATION", -1, 1, (*loader).concatenation},
		{opConv2D, "CONV_2D", 3, 1, (*loader).conv2D},
		{opDepthwiseConv2D, "DEPTHWISE_CONV_2D", 3, 1, (*loader).depthwiseConv2D},
		{opFullyConnected, "FULLY_CONNECTED", 3, 1, (*loader).fullyConnected},
		{opLogistic, "LOGISTIC", 1, 1, (*loader).logistic},
		{opMaxPool2D, "MAX_POOL_2D", 1, 1, (*loader).maxPool2D},
		{opMul, "MUL", 2, 1, (*loader).mul},
		{opReshape, "RESHAPE", -1, 1, (*loader).reshape},
		{opPad, "PAD", 2, 1, (*loader).pad},
		{opMean, "MEAN", 2, 1, (*loader).mean},
		{opStridedSlice, "STRIDED_SLICE", 4, 1, (*loader).stridedSlice},
		{opPack, "PACK", -1, 1, (*loader).pack},
		{opSplitV, "SPLIT_V", 3, -1, (*loader).splitV},
		{opQuantize, "QUANTIZE", 1, 1, (*loader).quantize},
		{opVarHandle, "VAR_HANDLE", 0, 1, (*loader).varHandle},
		{opReadVariable, "READ_VARIABLE", 1, 1, (*loader).readVariable},
		{opAssignVariable, "ASSIGN_VARIABLE", 2, 0, (*loader).assignVariable},
	}
	i := slices.IndexFunc(all, func(o operator) bool { return o.number == number })
	if i < 0 {
		return operator{}, false
	}
	return all[i], true
}

// A node is one operation with its tensors and options.
type node struct {
	in, out []*tensor
	options table
	has     bool            // options
	handles map[*tensor]int // of the subgraph: the variable that each stands for
}

// bind makes the steps of a subgraph. once lists the subgraphs that it calls
// before the first inference.
func (l *loader) bind(sub table, tensors []*tensor) (steps []step, once []int, err error) {
	list, err := sub.tables(3)
	if err != nil {
		return nil, nil, fmt.Errorf("operators: %w", err)
	}
	handles := map[*tensor]int{}
	for i, op := range list {
		code, n, err := l.node(op, tensors)
		if err != nil {
			return nil, nil, fmt.Errorf("operator %d: %w", i, err)
		}
		n.handles = handles
		if code == opCallOnce {
			k, err := n.int(0)
			if err != nil {
				return nil, nil, fmt.Errorf("operator %d, CALL_ONCE: %w", i, err)
			}
			once = append(once, k)
			continue
		}
		run, err := l.bindNode(i, code, n)
		if err != nil {
			return nil, nil, err
		}
		if run != nil {
			steps = append(steps, run)
		}
	}
	return steps, once, nil
}

func (l *loader) node(op table, tensors []*tensor) (code int, n *node, err error) {
	if err := l.file.spend(1, operatorCost); err != nil {
		return 0, nil, err
	}
	k, err := op.int(0)
	if err != nil {
		return 0, nil, err
	}
	if k < 0 || k >= len(l.codes) {
		return 0, nil, fmt.Errorf("operator code %d of %d", k, len(l.codes))
	}
	n = &node{}
	if n.in, err = pick(op, 1, tensors); err != nil {
		return 0, nil, fmt.Errorf("inputs: %w", err)
	}
	if n.out, err = pick(op, 2, tensors); err != nil {
		return 0, nil, fmt.Errorf("outputs: %w", err)
	}
	n.options, n.has, err = op.table(4)
	return l.codes[k], n, err
}

// pick returns the tensors that field i of an operator names. -1 names none: at
// the end of the list it is as if it were not there.
func pick(op table, i int, tensors []*tensor) ([]*tensor, error) {
	list, err := op.ints(i)
	if err != nil {
		return nil, err
	}
	for len(list) > 0 && list[len(list)-1] == -1 {
		list = list[:len(list)-1]
	}
	out := make([]*tensor, len(list))
	for k, at := range list {
		if at < 0 || at >= len(tensors) {
			return nil, fmt.Errorf("tensor %d of %d", at, len(tensors))
		}
		out[k] = tensors[at]
	}
	return out, nil
}

// bindNode binds operation i of a subgraph. Its errors name the operator and the
// tensor that it makes.
func (l *loader) bindNode(i, code int, n *node) (step, error) {
	op, ok := operatorOf(code)
	if !ok {
		return nil, fmt.Errorf("operator %d, builtin operator %d: %w", i, code, errors.ErrUnsupported)
	}
	run, err := l.bindOperator(op, n)
	if err != nil && len(n.out) > 0 {
		return nil, fmt.Errorf("operator %d, %s to %q: %w", i, op.name, n.out[0].name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("operator %d, %s: %w", i, op.name, err)
	}
	return run, nil
}

func (l *loader) bindOperator(op operator, n *node) (step, error) {
	if len(n.in) == 2 && op.in == 3 && op.out == 1 {
		n.in = append(slices.Clip(n.in), nil) // no bias
	}
	if !counts(op.in, len(n.in)) || !counts(op.out, len(n.out)) {
		return nil, fmt.Errorf("%d inputs and %d outputs: %w", len(n.in), len(n.out), errors.ErrUnsupported)
	}
	for _, t := range slices.Concat(n.in, n.out) {
		if t != nil && !t.known() {
			return nil, fmt.Errorf("%q of type %d: %w", t.name, t.kind, errors.ErrUnsupported)
		}
	}
	for _, out := range n.out {
		if out.data != nil {
			return nil, fmt.Errorf("writes to the constant %q", out.name)
		}
		if err := l.spend(out.size()); err != nil {
			return nil, err
		}
	}
	return op.bind(l, n)
}

func counts(want, got int) bool { return want == got || want < 0 && got > 0 }

// int is the 32-bit integer in field i of the options.
func (n *node) int(i int) (int, error) {
	if !n.has {
		return 0, nil
	}
	return n.options.int(i)
}

// byte is the byte in field i of the options.
func (n *node) byte(i int) (int, error) {
	if !n.has {
		return 0, nil
	}
	return n.options.byte(i)
}
