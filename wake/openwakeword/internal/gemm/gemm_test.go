package gemm

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func random(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 5)) }

// A problem is a random product, with its weights row-major.
type problem struct {
	w, bias, x []float32
	cols       int
	layout     Layout
	out        int // length of y
	act        Activation
}

func newProblem(r *rand.Rand, patches, runs, run, cols int) problem {
	p := problem{
		w: random(r, runs*run*cols), bias: random(r, cols), cols: cols,
		layout: Layout{Runs: runs, Run: run, Stride: run + r.IntN(5)},
		act:    Activation{Slope: []float32{1, 0.2}[r.IntN(2)], Floor: []float32{float32(math.Inf(-1)), -0.4, 0}[r.IntN(3)]},
	}
	p.x = random(r, runs*p.layout.Stride+60)
	for i := range patches {
		p.layout.In = append(p.layout.In, r.IntN(60))
		p.layout.Out = append(p.layout.Out, i*(cols+3)+1)
	}
	slices.Reverse(p.layout.Out)
	p.out = patches*(cols+3) + 1
	return p
}

func (p *problem) matrix() *Matrix {
	return Pack(p.layout.Runs*p.layout.Run, p.cols,
		func(row, col int) float32 { return p.w[row*p.cols+col] },
		func(col int) float32 { return p.bias[col] })
}

// definition makes the sums one after the other, in the stated order. Values
// that no result goes to are 7.
func (p *problem) definition() []float32 {
	y := p.empty()
	for i, in := range p.layout.In {
		for j := range p.cols {
			sum, k := p.bias[j], 0
			for n := range p.layout.Runs {
				for _, v := range p.x[in+n*p.layout.Stride:][:p.layout.Run] {
					sum += float32(v * p.w[k*p.cols+j])
					k++
				}
			}
			sum = max(sum, p.act.Slope*sum, p.act.Floor)
			y[p.layout.Out[i]+j] = sum
		}
	}
	return y
}

func (p *problem) empty() []float32 {
	y := make([]float32, p.out)
	for i := range y {
		y[i] = 7
	}
	return y
}

// plain is Mul without vector kernels.
func (p *problem) plain(m *Matrix) []float32 {
	y := p.empty()
	for c := 0; c*tileCols < m.cols; c++ {
		var wide [tileRows * tileCols]float32
		for at := 0; at < len(p.layout.In); at += tileRows {
			t := newTile(&p.layout, at)
			out := t.out
			t.out = [tileRows]int{0, tileCols, 2 * tileCols, 3 * tileCols}
			if out[2] == out[1] { // what tilePlain leaves out
				t.out[2], t.out[3] = t.out[1], t.out[1]
			}
			tilePlain(wide[:], p.x, m.panel(c), &t, p.act)
			for i, at := range out {
				copy(y[at+c*tileCols:][:min(tileCols, m.cols-c*tileCols)], wide[t.out[i]:])
			}
		}
	}
	return y
}

// Whatever kernel runs on this machine agrees with the definition to the last
// bit and touches nothing else, for shapes that fill its registers and shapes
// that do not.
func TestMulIsExact(t *testing.T) {
	r := newRand(1)
	for range 400 {
		p := newProblem(r, 1+r.IntN(13), 1+r.IntN(4), 1+r.IntN(30), 1+r.IntN(100))
		m := p.matrix()
		if !m.Fit(p.layout, len(p.x), p.out) {
			t.Fatalf("layout %+v does not fit", p.layout)
		}
		want, got := p.definition(), p.empty()
		m.Mul(got, p.x, p.layout, p.act)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%+v, %d columns, %+v (-definition +kernel):\n%s", p.layout, p.cols, p.act, d)
		}
		if d := cmp.Diff(want, p.plain(m)); d != "" {
			t.Fatalf("%+v, %d columns, %+v (-definition +plain kernel):\n%s", p.layout, p.cols, p.act, d)
		}
	}
}

func TestFit(t *testing.T) {
	m := Pack(6, 5, func(int, int) float32 { return 1 }, func(int) float32 { return 0 })
	if m.Rows() != 6 || m.Cols() != 5 {
		t.Fatalf("a matrix of %d by %d, want 6 by 5", m.Rows(), m.Cols())
	}
	for _, c := range []struct {
		why  string
		l    Layout
		want bool
	}{
		{"just fits", Layout{In: []int{0, 4}, Out: []int{0, 5}, Runs: 2, Run: 3, Stride: 3}, true},
		{"a patch begins before the values", Layout{In: []int{-1}, Out: []int{0}, Runs: 2, Run: 3, Stride: 3}, false},
		{"a patch ends behind them", Layout{In: []int{5}, Out: []int{0}, Runs: 2, Run: 3, Stride: 3}, false},
		{"its second run does", Layout{In: []int{0}, Out: []int{0}, Runs: 2, Run: 3, Stride: 8}, false},
		{"results end behind theirs", Layout{In: []int{0}, Out: []int{6}, Runs: 2, Run: 3, Stride: 3}, false},
		{"results begin before them", Layout{In: []int{0}, Out: []int{-1}, Runs: 2, Run: 3, Stride: 3}, false},
		{"another length", Layout{In: []int{0}, Out: []int{0}, Runs: 1, Run: 5}, false},
		{"no patch", Layout{Runs: 2, Run: 3, Stride: 3}, false},
		{"more patches than results", Layout{In: []int{0, 1}, Out: []int{0}, Runs: 2, Run: 3, Stride: 3}, false},
	} {
		if got := m.Fit(c.l, 10, 10); got != c.want {
			t.Errorf("%s: Fit(%+v) = %v, want %v", c.why, c.l, got, c.want)
		}
	}
}

func TestMax(t *testing.T) {
	r := newRand(2)
	for n := range 70 {
		y, x := random(r, n+1), random(r, n)
		want := slices.Clone(y)
		for i, v := range x {
			want[i] = max(y[i], v)
		}
		Max(y[:n], x)
		if d := cmp.Diff(want, y); d != "" {
			t.Fatalf("%d values (-want +got):\n%s", n, d)
		}
	}
}

func TestMulAllocatesNothing(t *testing.T) {
	for _, cols := range []int{24, 5} {
		p := newProblem(newRand(3), 6, 3, 8, cols)
		m, y := p.matrix(), p.empty()
		if n := testing.AllocsPerRun(20, func() { m.Mul(y, p.x, p.layout, p.act) }); n != 0 {
			t.Errorf("%d columns: %v allocations, want 0", cols, n)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	for _, s := range [][3]int{{256, 72, 24}, {64, 144, 48}, {32, 216, 72}, {8, 288, 96}, {1, 288, 96}} {
		b.Run(fmt.Sprintf("%dx%dx%d", s[0], s[1], s[2]), func(b *testing.B) {
			p := newProblem(newRand(4), s[0], 3, s[1]/3, s[2])
			m, y := p.matrix(), p.empty()
			b.ReportAllocs()
			for b.Loop() {
				m.Mul(y, p.x, p.layout, p.act)
			}
			b.ReportMetric(float64(s[0]*s[1]*s[2])*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
