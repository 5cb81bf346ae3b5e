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
	m := matMul{rows: sa[len(sa)-2], inner: sa[len(sa)-1], cols: sb[len(sb)-1]}
	outer, err := broadcast(sa[:len(sa)-2], sb[:len(sb)-2])
	if err != nil || sb[len(sb)-2] != m.inner {
		return fmt.Errorf("shapes %v and %v", a.shape, b.shape)
	}
	shape := slices.Clone(outer)
	if a.rank() > 1 {
		shape = append(shape, m.rows)
	}
	if b.rank() > 1 {
		shape = append(shape, m.cols)
	}
	if err := n.make(0, onnx.Float, shape); err != nil {
		return err
	}
	m.count = product(outer)
	if m.a, err = n.spread(sa[:len(sa)-2], outer); err != nil {
		return err
	}
	if m.b, err = n.spread(sb[:len(sb)-2], outer); err != nil {
		return err
	}
	n.kernel = m.run
	return n.c.spend(0, n.out[0].count, m.inner)
}

// matMul is a MatMul at work.
type matMul struct {
	count             int // pairs of matrices
	rows, inner, cols int
	a, b              spread // of the matrices
}

func (m *matMul) run(c *call) {
	for i := range m.count {
		x := c.in[0].floats[m.a.at(i)*m.rows*m.inner:]
		w := c.in[1].floats[m.b.at(i)*m.inner*m.cols:][:m.inner*m.cols]
		for r := range m.rows {
			y := c.out[0].floats[(i*m.rows+r)*m.cols:][:m.cols]
			clear(y)
			nn.AddProduct(y, w, x[r*m.inner:][:m.inner])
		}
	}
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
	g := gemm{
		alpha: n.attrFloat("alpha", 1), beta: n.attrFloat("beta", 1),
		transA: n.attrInt("transA", 0) != 0, transB: n.attrInt("transB", 0) != 0,
	}
	if !g.fit(a.shape, b.shape) {
		return fmt.Errorf("shapes %v and %v", a.shape, b.shape)
	}
	if g.plus, err = n.addend([]int{g.rows, g.cols}); err != nil {
		return err
	}
	if g.transB && b.known {
		if err := n.c.spend(b.count, b.count); err != nil {
			return err
		}
		n.in[1], g.transB = transposed(b), false
	}
	if err := n.make(0, onnx.Float, []int{g.rows, g.cols}); err != nil {
		return err
	}
	if err := n.needScratch(g.inner + g.scratchB()); err != nil {
		return err
	}
	n.kernel = g.run
	return n.c.spend(0, n.out[0].count, g.inner)
}

// addend reads C, which is added to a matrix.
func (n *node) addend(matrix []int) (spread, error) {
	v := n.optional(2)
	if v == nil {
		return spread{one: true}, nil
	}
	shape, err := broadcast(v.shape, matrix)
	if err != nil || v.typ != onnx.Float || !slices.Equal(shape, matrix) {
		return spread{}, fmt.Errorf("shape %v to be added to a matrix of %d by %d", v.shape, matrix[0], matrix[1])
	}
	return n.spread(v.shape, shape)
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

// fit takes the sizes from the shapes of two matrices, if these fit together.
func (g *gemm) fit(a, b []int) bool {
	g.rows, g.inner = a[0], a[1]
	if g.transA {
		g.rows, g.inner = g.inner, g.rows
	}
	depth, cols := b[0], b[1]
	if g.transB {
		depth, cols = cols, depth
	}
	g.cols = cols
	return depth == g.inner
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
