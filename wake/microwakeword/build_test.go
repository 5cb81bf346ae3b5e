package microwakeword

import "slices"

// A builder makes a .tflite file out of subgraphs.
type builder struct {
	codes   []fields
	numbers []int // of codes
	buffers []fields
	graphs  []fields
}

func newBuilder() *builder { return &builder{buffers: []fields{{}}} }

// bytes is the file.
func (b *builder) bytes() []byte {
	return encode(fields{0: 3, 1: b.codes, 2: b.graphs, 3: "made by a test", 4: b.buffers})
}

// code is the index of an operator's number.
func (b *builder) code(number int) int {
	if i := slices.Index(b.numbers, number); i >= 0 {
		return i
	}
	b.numbers = append(b.numbers, number)
	b.codes = append(b.codes, fields{0: int8(min(number, 127)), 3: number})
	return len(b.codes) - 1
}

// A sub is a subgraph being built. Tensors are known by their index.
type sub struct {
	*builder
	tensors, ops []fields
}

func (b *builder) sub() *sub { return &sub{builder: b} }

// add adds the subgraph to the file.
func (g *sub) add(in, out []int) {
	g.graphs = append(g.graphs, fields{0: g.tensors, 1: in, 2: out, 3: g.ops})
}

// measure is what a tensor counts in.
type measure struct {
	scale []float32
	zero  []int64
}

func oneMeasure(scale float32, zero int64) measure { return measure{[]float32{scale}, []int64{zero}} }

// eachMeasure is a scale for each channel.
func eachMeasure(scales ...float32) measure { return measure{scales, make([]int64, len(scales))} }

func (g *sub) tensor(name string, kind int, shape []int, u measure, buffer int) int {
	t := fields{0: shape, 1: int8(kind), 2: buffer, 3: name}
	if u.scale != nil {
		t[4] = fields{2: u.scale, 3: u.zero}
	}
	g.tensors = append(g.tensors, t)
	return len(g.tensors) - 1
}

// value is a tensor that is computed.
func (g *sub) value(name string, u measure, shape ...int) int {
	return g.tensor(name, typeInt8, shape, u, 0)
}

// constant is a tensor of the file.
func (g *sub) constant(name string, kind int, u measure, data []byte, shape ...int) int {
	g.buffers = append(g.buffers, fields{0: data})
	return g.tensor(name, kind, shape, u, len(g.buffers)-1)
}

func (g *sub) ints(name string, v ...int) int {
	return g.constant(name, typeInt32, measure{}, int32Bytes(v), len(v))
}

func (g *sub) int8s(name string, u measure, v []int8, shape ...int) int {
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(x)
	}
	return g.constant(name, typeInt8, u, b, shape...)
}

// op adds an operation.
func (g *sub) op(number int, in, out []int, options fields) {
	o := fields{0: g.code(number), 1: in, 2: out}
	if options != nil {
		o[4] = options
	}
	g.ops = append(g.ops, o)
}

// handle is the handle of a variable.
func (g *sub) handle(name string) int {
	t := g.tensor(name+" handle", typeResource, nil, measure{}, 0)
	g.op(opVarHandle, nil, []int{t}, fields{1: name})
	return t
}

// history keeps the newest rows of a tensor: it joins those of before with x, of
// shape [1 new 1 channels], and returns all of them.
func (g *sub) history(name string, u measure, x, keep, new, channels int) int {
	h := g.handle(name)
	old := g.value(name+" before", u, 1, keep, 1, channels)
	g.op(opReadVariable, []int{h}, []int{old}, nil)
	all := g.value(name+" joined", u, 1, keep+new, 1, channels)
	g.op(opConcatenation, []int{old, x}, []int{all}, fields{0: 1})
	rest := g.value(name+" kept", u, 1, keep, 1, channels)
	// The last rows, in the converter's way: bounds that count from the end, and
	// masks for those that do not matter.
	g.op(opStridedSlice, []int{all, g.ints("begin", 0, -keep, 0, 0), g.ints("end", 0, 0, 0, 0), g.ints("strides", 1, 1, 1, 1)},
		[]int{rest}, fields{0: 0b1101, 1: 0b1111})
	g.op(opAssignVariable, []int{h, rest}, nil, nil)
	return all
}
