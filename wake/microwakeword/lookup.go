package microwakeword

import "math"

// logistic looks up the sigmoid of each of the 256 values that a byte can have.
func (l *loader) logistic(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := int8s(in, out); err != nil {
		return nil, err
	}
	c, err := changeOf(in, out)
	if err != nil {
		return nil, err
	}
	var values [256]int8
	for i := range values {
		x := c.inScale * float64(int32(int8(i))-c.inZero)
		y := math.Round(1/(1+math.Exp(-x))/c.outScale) + float64(c.outZero)
		values[i] = int8(min(max(y, math.MinInt8), math.MaxInt8))
	}
	return l.lookUp(in, out, &values)
}

// quantize moves values into another unit, or from signed to unsigned bytes.
func (l *loader) quantize(n *node) (step, error) {
	in, out := n.in[0], n.out[0]
	if err := int8s(in); err != nil {
		return nil, err
	}
	if out.kind != typeUint8 {
		if err := int8s(out); err != nil {
			return nil, err
		}
	}
	c, err := changeOf(in, out)
	if err != nil {
		return nil, err
	}
	r, err := c.rescaler()
	if err != nil {
		return nil, err
	}
	lowest, highest := out.limits()
	var values [256]int8
	for i := range values {
		v := r.of(int32(int8(i))-c.inZero) + c.outZero
		values[i] = int8(min(max(v, lowest), highest))
	}
	return l.lookUp(in, out, &values)
}

// lookUp replaces each byte by its value.
func (l *loader) lookUp(in, out *tensor, values *[256]int8) (step, error) {
	if err := sameSize(in, out); err != nil {
		return nil, err
	}
	src, dst, err := l.places(in, out)
	if err != nil {
		return nil, err
	}
	return func(s *state) {
		x, y := src.in(s), dst.in(s)
		for i := range min(len(x), len(y)) {
			y[i] = values[uint8(x[i])]
		}
	}, nil
}
