package graph

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/internal/nn"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// buildMatMul multiplies the matrices of the last two axes, one pair for each
// index of the others, which broadcast; an operand of one axis is a row, or a
// column.
func buildMatMul(n *node) error {
	a, b, err := n.operands(onnx.Float)
	if err != nil {
		return err
	}
	if a.rank() == 0 || b.rank() == 0 {
		return fmt.Errorf("shapes %v and %v", a.shape, b.shape)
	}
	sa, sb := a.shape, b.shape
	if len(sa) == 1 {
		sa = []int{1, sa[0]}
	}
	if len(sb) == 1 {
		sb = []int{sb[0], 1}
	}
	rows, inner, cols := sa[len(sa)-2], sa[len(sa)-1], sb[len(sb)-1]
	outer, err := broadcast(sa[:len(sa)-2], sb[:len(sb)-2])
	if err != nil || sb[len(sb)-2] != inner {
		return fmt.Errorf("shapes %v and %v", a.shape, b.shape)
	}
	shape := slices.Clone(outer)
	if a.rank() > 1 {
		shape = append(shape, rows)
	}
	if b.rank() > 1 {
		shape = append(shape, cols)
	}
	if err := n.make(0, onnx.Float, shape); err != nil {
		return err
	}
	count := product(outer)
	pa, err := n.spread(sa[:len(sa)-2], outer)
	if err != nil {
		return err
	}
	pb, err := n.spread(sb[:len(sb)-2], outer)
	if err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for i := range count {
			x := c.in[0].floats[pa.at(i)*rows*inner:]
			w := c.in[1].floats[pb.at(i)*inner*cols:][:inner*cols]
			for r := range rows {
				y := c.out[0].floats[(i*rows+r)*cols:][:cols]
				clear(y)
				nn.AddProduct(y, w, x[r*inner:][:inner])
			}
		}
	}
	return n.c.spend(0, n.out[0].count, inner)
}

// buildGemm computes alpha A B + beta C, either matrix transposed if wanted.
func buildGemm(n *node) error {
	a, b, err := n.operands(onnx.Float)
	if err != nil {
		return err
	}
	if a.rank() != 2 || b.rank() != 2 {
		return fmt.Errorf("shapes %v and %v, want matrices", a.shape, b.shape)
	}
	alpha, beta := n.attrFloat("alpha", 1), n.attrFloat("beta", 1)
	transA, transB := n.attrInt("transA", 0) != 0, n.attrInt("transB", 0) != 0
	rows, inner := a.shape[0], a.shape[1]
	if transA {
		rows, inner = inner, rows
	}
	depth, cols := b.shape[0], b.shape[1]
	if transB {
		depth, cols = cols, depth
	}
	if depth != inner {
		return fmt.Errorf("shapes %v and %v", a.shape, b.shape)
	}
	plus := spread{one: true}
	if v := n.optional(2); v != nil {
		shape, err := broadcast(v.shape, []int{rows, cols})
		if err != nil || v.typ != onnx.Float || !slices.Equal(shape, []int{rows, cols}) {
			return fmt.Errorf("shape %v to be added to a matrix of %d by %d", v.shape, rows, cols)
		}
		if plus, err = n.spread(v.shape, shape); err != nil {
			return err
		}
	}
	g := gemm{rows: rows, inner: inner, cols: cols, transA: transA, transB: transB && !b.known, alpha: alpha, beta: beta, plus: plus}
	if transB && b.known {
		if err := n.c.spend(b.count, b.count); err != nil {
			return err
		}
		n.in[1] = transposed(b)
	}
	if err := n.make(0, onnx.Float, []int{rows, cols}); err != nil {
		return err
	}
	if err := n.needScratch(inner + g.scratchB()); err != nil {
		return err
	}
	n.kernel = g.run
	return n.c.spend(0, n.out[0].count, inner)
}

// transposed returns a constant matrix the other way round.
func transposed(v *value) *value {
	rows, cols := v.shape[0], v.shape[1]
	t := &value{name: v.name, typ: v.typ, shape: []int{cols, rows}, count: v.count, known: true, data: newData(v.typ, v.count)}
	transpose(t.floats, v.floats, rows, cols)
	return t
}

// transpose writes the transpose of x, of rows by cols, into y.
func transpose(y, x []float32, rows, cols int) {
	for r := range rows {
		for c, v := range x[r*cols:][:cols] {
			y[c*rows+r] = v
		}
	}
}

// gemm is a Gemm at work.
type gemm struct {
	rows, inner, cols int
	transA, transB    bool
	alpha, beta       float32
	plus              spread
}

func (g *gemm) scratchB() int {
	if g.transB {
		return g.inner * g.cols
	}
	return 0
}

func (g *gemm) run(c *call) {
	x, w := c.in[0].floats, c.in[1].floats
	row := c.scratch[:g.inner]
	if g.transB {
		w = c.scratch[g.inner:][:g.inner*g.cols]
		transpose(w, c.in[1].floats, g.cols, g.inner)
	}
	for r := range g.rows {
		for k := range row {
			if g.transA {
				row[k] = x[k*g.rows+r]
			} else {
				row[k] = x[r*g.inner+k]
			}
		}
		y := c.out[0].floats[r*g.cols:][:g.cols]
		clear(y)
		nn.AddProduct(y, w, row)
		for i, v := range y {
			v *= g.alpha
			if len(c.in) > 2 && c.in[2].floats != nil {
				v += float32(g.beta * c.in[2].floats[g.plus.at(r*g.cols+i)])
			}
			y[i] = v
		}
	}
}
