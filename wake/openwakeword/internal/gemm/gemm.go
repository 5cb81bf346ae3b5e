// Package gemm multiplies small matrices: the one thing in a convolutional net
// that takes time.
//
// The right-hand matrix, the weights, is packed once in the order in which it
// is read. The rows of the left-hand one, the patches that a convolution looks
// at, stay where they are: a [Layout] says where, so nothing is ever copied
// together ("im2col"). Each sum begins with the bias and goes on in the order of
// the weights, product by product and without fused multiply-adds, by the plain
// and the vector kernels alike: every machine gives the same bits.
package gemm

// Tile is the block of results that a kernel keeps in registers: four rows of
// 24 sums are twelve of AVX2's sixteen. The widths of the layers that this was
// made for, 24 to 96, are multiples of 24.
const (
	tileRows = 4
	tileCols = 24
)

// A Matrix is packed for multiplication from the right. It is immutable.
type Matrix struct {
	rows, cols int
	// One panel for each 24 columns: [rows+1][24], the bias first. The last one
	// is filled up with zeros.
	panels [][tileCols]float32
}

// Pack packs a matrix of rows by cols, both positive, with a bias for each
// column. Values come from the caller's own layout.
func Pack(rows, cols int, weight func(row, col int) float32, bias func(col int) float32) *Matrix {
	count := (cols + tileCols - 1) / tileCols
	m := &Matrix{rows: rows, cols: cols, panels: make([][tileCols]float32, count*(rows+1))}
	for p := range count {
		panel := m.panel(p)
		for j := p * tileCols; j < min(cols, (p+1)*tileCols); j++ {
			panel[0][j-p*tileCols] = bias(j)
			for i := range rows {
				panel[i+1][j-p*tileCols] = weight(i, j)
			}
		}
	}
	return m
}

// Rows is the number of rows: the length of the patches it multiplies.
func (m *Matrix) Rows() int { return m.rows }

// Cols is the number of columns: of results for each patch.
func (m *Matrix) Cols() int { return m.cols }

func (m *Matrix) panel(p int) [][tileCols]float32 {
	return m.panels[p*(m.rows+1) : (p+1)*(m.rows+1)]
}

// A Layout says where the patches lie, and where their results go. A patch is
// Runs runs of Run values each, Stride apart.
type Layout struct {
	In, Out   []int // where each patch, and each row of results, begins
	Runs, Run int
	Stride    int
}

// Fit checks that every patch of l lies within in values, every row of results
// within out values, and that m can multiply the patches. Mul relies on it.
func (m *Matrix) Fit(l Layout, in, out int) bool {
	if len(l.In) == 0 || len(l.In) != len(l.Out) || l.Runs < 1 || l.Run < 1 || l.Stride < 0 || l.Runs*l.Run != m.rows {
		return false
	}
	reach := (l.Runs-1)*l.Stride + l.Run
	for i, at := range l.In {
		if at < 0 || at > in-reach || l.Out[i] < 0 || l.Out[i] > out-m.cols {
			return false
		}
	}
	return true
}

// An Activation is what becomes of each sum v: max(v, Slope*v, Floor). With the
// slope of a leaky rectifier, at most 1, that is the rectifier; Slope 1 leaves v
// as it is; a Floor of minus infinity has no effect.
type Activation struct {
	Slope, Floor float32
}

// Mul multiplies the patches of x that l describes, m.Fit(l, len(x), len(y))
// having said yes, and writes the activated sums into y.
func (m *Matrix) Mul(y, x []float32, l Layout, act Activation) {
	for p := 0; p*tileCols < m.cols; p++ {
		panel := m.panel(p)
		width := min(tileCols, m.cols-p*tileCols)
		for at := 0; at < len(l.In); at += tileRows {
			t := newTile(&l, at)
			if width == tileCols {
				for i := range t.out {
					t.out[i] += p * tileCols
				}
				tile(y, x, panel, &t, act)
				continue
			}
			m.mulNarrow(y[p*tileCols:], x, panel, t, act, width)
		}
	}
}

// mulNarrow makes a tile of which only width columns are wanted.
func (m *Matrix) mulNarrow(y, x []float32, panel [][tileCols]float32, t tileSpan, act Activation, width int) {
	var wide [tileRows * tileCols]float32
	out := t.out
	t.out = [tileRows]int{0, tileCols, 2 * tileCols, 3 * tileCols}
	tile(wide[:], x, panel, &t, act)
	for i, at := range out {
		copy(y[at:at+width], wide[i*tileCols:])
	}
}

// A tileSpan is a Layout of four rows.
type tileSpan struct {
	in, out           [tileRows]int
	runs, run, stride int
}

// newTile takes four rows of l; beyond its end the last one is made again.
func newTile(l *Layout, at int) tileSpan {
	t := tileSpan{runs: l.Runs, run: l.Run, stride: l.Stride}
	for i := range tileRows {
		row := min(at+i, len(l.In)-1)
		t.in[i], t.out[i] = l.In[row], l.Out[row]
	}
	return t
}

// tile makes four rows of 24 results, of a panel of weights with its bias.
func tile(y, x []float32, panel [][tileCols]float32, t *tileSpan, act Activation) {
	if !tileVector(y, x, panel, t, act) {
		tilePlain(y, x, panel, t, act)
	}
}

// tilePlain defines the results. It makes six sums at a time, of two rows and
// three columns: as many as compilers keep in registers.
func tilePlain(y, x []float32, panel [][tileCols]float32, t *tileSpan, act Activation) {
	for i := 0; i < tileRows; i += 2 {
		if i > 0 && t.in[i] == t.in[i-1] && t.out[i] == t.out[i-1] {
			return // the last row, made again
		}
		for j := 0; j < tileCols; j += 3 {
			tile2x3(y[t.out[i]+j:], y[t.out[i+1]+j:], x[t.in[i]:], x[t.in[i+1]:], panel, j, t, act)
		}
	}
}

func tile2x3(ya, yb, xa, xb []float32, panel [][tileCols]float32, j int, t *tileSpan, act Activation) {
	w := (*[3]float32)(panel[0][j:])
	panel = panel[1:]
	a0, a1, a2 := w[0], w[1], w[2]
	b0, b1, b2 := a0, a1, a2
	for n := range t.runs {
		ra := xa[n*t.stride:][:t.run]
		rb, rows := xb[n*t.stride:][:len(ra)], panel[:len(ra)]
		for k, a := range ra {
			b, w := rb[k], (*[3]float32)(rows[k][j:])
			a0 += float32(a * w[0])
			b0 += float32(b * w[0])
			a1 += float32(a * w[1])
			b1 += float32(b * w[1])
			a2 += float32(a * w[2])
			b2 += float32(b * w[2])
		}
		panel = panel[len(ra):]
	}
	*(*[3]float32)(ya) = [3]float32{act.of(a0), act.of(a1), act.of(a2)}
	*(*[3]float32)(yb) = [3]float32{act.of(b0), act.of(b1), act.of(b2)}
}

func (a Activation) of(v float32) float32 {
	return max(v, a.Slope*v, a.Floor)
}

// Max raises each y[i] to x[i] where that is greater. Both have one length.
func Max(y, x []float32) {
	x = x[:len(y)]
	for i := maxVector(y, x); i < len(y); i++ {
		y[i] = max(y[i], x[i])
	}
}
