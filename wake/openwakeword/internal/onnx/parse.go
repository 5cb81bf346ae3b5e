package onnx

import (
	"errors"
	"fmt"
)

// Parse reads a model that lies in memory. It keeps nothing of data.
func Parse(data []byte) (*Model, error) {
	m := &Model{}
	p := parser{nodes: maxNodes, parts: maxParts}
	err := each(data, func(f field) (err error) {
		switch f.number {
		case 7:
			m.Graph, err = p.graph(f, 1)
		case 8:
			err = p.opset(f, m)
		}
		return err
	})
	if err == nil && m.Graph == nil {
		err = errors.New("it holds no graph")
	}
	if err == nil && m.Opset == 0 {
		err = errors.New("it does not say which operator set it uses")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return m, nil
}

// A parser counts what it has read.
type parser struct {
	nodes int // that may still come
	parts int // of nodes and graphs, that may still come
}

// part counts an attribute, a name or a value: two bytes of a file can make a
// hundred of memory.
func (p *parser) part() error {
	if p.parts--; p.parts < 0 {
		return fmt.Errorf("more than %d attributes, names and values", maxParts)
	}
	return nil
}

func (p *parser) opset(f field, m *Model) error {
	var domain string
	var version int64
	err := errors.Join(f.want(wireBytes), each(f.bytes, func(f field) error {
		switch f.number {
		case 1:
			return f.readString(&domain)
		case 2:
			return f.readInt(&version)
		}
		return nil
	}))
	if err == nil && (domain == "" || domain == "ai.onnx") {
		if version < 1 || version > 1000 {
			return fmt.Errorf("operator set %d", version)
		}
		m.Opset = int(version)
	}
	return err
}

func (p *parser) graph(f field, depth int) (*Graph, error) {
	if err := f.want(wireBytes); err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("more than %d graphs within each other", maxDepth)
	}
	g := &Graph{}
	err := each(f.bytes, func(f field) error {
		switch f.number {
		case 1:
			n, err := p.node(f, depth)
			g.Nodes = append(g.Nodes, n)
			return err
		case 2:
			return f.readString(&g.Name)
		case 5:
			if err := f.want(wireBytes); err != nil {
				return err
			}
			t, err := readTensor(f.bytes)
			g.Consts = append(g.Consts, t)
			return err
		case 11:
			return p.value(f, &g.Inputs)
		case 12:
			return p.value(f, &g.Outputs)
		case 15:
			return errors.New("sparse constants are not supported")
		}
		return nil
	})
	return g, err
}

func (p *parser) node(f field, depth int) (*Node, error) {
	if p.nodes--; p.nodes < 0 {
		return nil, fmt.Errorf("more than %d nodes", maxNodes)
	}
	if err := f.want(wireBytes); err != nil {
		return nil, err
	}
	n := &Node{}
	err := each(f.bytes, func(f field) error {
		switch f.number {
		case 1:
			return p.appendString(f, &n.Inputs)
		case 2:
			return p.appendString(f, &n.Outputs)
		case 3:
			return f.readString(&n.Name)
		case 4:
			return f.readString(&n.Op)
		case 5:
			a, err := p.attribute(f, depth)
			n.Attrs = append(n.Attrs, a)
			return err
		case 7:
			return f.readString(&n.Domain)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%v: %w", n, err)
	}
	return n, nil
}

func (p *parser) attribute(f field, depth int) (*Attribute, error) {
	if err := f.want(wireBytes); err != nil {
		return nil, err
	}
	if err := p.part(); err != nil {
		return nil, err
	}
	a := &Attribute{}
	err := each(f.bytes, func(f field) (err error) {
		switch f.number {
		case 1:
			err = f.readString(&a.Name)
		case 2:
			err = f.readFloat(&a.Float)
		case 3:
			err = f.readInt(&a.Int)
		case 4:
			err = f.readString(&a.String)
		case 5:
			if err = f.want(wireBytes); err == nil {
				a.Tensor, err = readTensor(f.bytes)
			}
		case 6:
			a.Graph, err = p.graph(f, depth+1)
		case 7:
			err = f.appendFloats(&a.Floats)
		case 8:
			err = f.appendInts(&a.Ints)
		case 9:
			err = p.appendString(f, &a.Strings)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("attribute %q: %w", a.Name, err)
	}
	return a, nil
}

func (p *parser) appendString(f field, dst *[]string) error {
	var s string
	err := f.readString(&s)
	*dst = append(*dst, s)
	return errors.Join(err, p.part())
}

// value reads a ValueInfoProto: name, TypeProto{Tensor{elem_type, shape}}.
func (p *parser) value(f field, dst *[]Value) error {
	if err := p.part(); err != nil {
		return err
	}
	var v Value
	err := errors.Join(f.want(wireBytes), each(f.bytes, func(f field) error {
		switch f.number {
		case 1:
			return f.readString(&v.Name)
		case 2:
			return each(f.bytes, func(f field) error {
				if f.number == 1 {
					return readTensorType(f, &v)
				}
				return nil
			})
		}
		return nil
	}))
	*dst = append(*dst, v)
	return err
}

func readTensorType(f field, v *Value) error {
	return each(f.bytes, func(f field) error {
		switch f.number {
		case 1:
			v.Type, _ = TypeOf(int64(f.bits))
		case 2:
			v.Known = true
			return each(f.bytes, func(f field) error {
				if f.number == 1 {
					return readAxis(f, v)
				}
				return nil
			})
		}
		return nil
	})
}

// readAxis reads one Dimension: a length, or a name for a free one.
func readAxis(f field, v *Value) error {
	length := int64(-1)
	if len(v.Shape) == MaxAxes {
		return fmt.Errorf("value %q has more than %d axes", v.Name, MaxAxes)
	}
	err := each(f.bytes, func(f field) error {
		if f.number == 1 {
			return f.readInt(&length)
		}
		return nil
	})
	if length < 1 || length > MaxValues {
		length = -1 // some exporters write 0 for a free axis
	}
	v.Shape = append(v.Shape, int(length))
	return err
}
