package nn

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sequence is a whole stream at once, [time][channels], in float64: the tests
// compute layers on it by their definitions, with zeros before its beginning.
type sequence [][]float64

func (s sequence) at(t, c int) float64 {
	if t < 0 {
		return 0
	}
	return s[t][c]
}

func randomSequence(r *rand.Rand, length, width int) (sequence, [][]float32) {
	s, x := make(sequence, length), make([][]float32, length)
	for t := range s {
		x[t] = random(r, width)
		for _, v := range x[t] {
			s[t] = append(s[t], float64(v))
		}
	}
	return s, x
}

func relu(v float64, on bool) float64 {
	if on {
		return max(v, 0)
	}
	return v
}

// slowConv is the definition of Conv; w is [out][in][taps].
func slowConv(x sequence, s ConvShape, w, b []float32, rect bool) sequence {
	var y sequence
	for t := s.Stride - 1; t < len(x); t += s.Stride {
		row := make([]float64, s.Out)
		for o := range row {
			sum := float64(b[o])
			for i := range s.In {
				for j := range s.Taps {
					sum += float64(w[(o*s.In+i)*s.Taps+j]) * x.at(t-(s.Taps-1-j)*s.Dilation, i)
				}
			}
			row[o] = relu(sum, rect)
		}
		y = append(y, row)
	}
	return y
}

// slowBlock is the definition of Block, from two convolutions.
func slowBlock(x sequence, channels, taps, dilation int, w BlockWeights) sequence {
	y := make(sequence, len(x))
	for t := range x {
		h := make([]float64, channels)
		for c := range h {
			sum := float64(w.DB[c])
			for j := range taps {
				sum += float64(w.DW[c*taps+j]) * x.at(t-(taps-1-j)*dilation, c)
			}
			h[c] = max(sum, 0)
		}
		y[t] = make([]float64, channels)
		for o := range y[t] {
			sum := x[t][o] + float64(w.PB[o])
			for c := range h {
				sum += float64(w.PW[o*channels+c]) * h[c]
			}
			y[t][o] = max(sum, 0)
		}
	}
	return y
}

func randomBlock(r *rand.Rand, channels, taps int) BlockWeights {
	return BlockWeights{
		DW: random(r, channels*taps), DB: random(r, channels),
		PW: random(r, channels*channels), PB: random(r, channels),
	}
}

// run pushes all of x and collects the results.
func run(s State, x [][]float32) (y [][]float32) {
	for _, v := range x {
		if out := s.Push(v); out != nil {
			y = append(y, append([]float32(nil), out...))
		}
	}
	return y
}

// compare allows an error of 1e-5 of the largest value.
func compare(t *testing.T, got [][]float32, want sequence) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d vectors, want %d", len(got), len(want))
	}
	largest := 1.0
	for _, row := range want {
		for _, v := range row {
			largest = max(largest, math.Abs(v))
		}
	}
	for i := range want {
		for c, v := range want[i] {
			if math.Abs(float64(got[i][c])-v) > 1e-5*largest {
				t.Fatalf("vector %d, channel %d: %v, want %v", i, c, got[i][c], v)
			}
		}
	}
}

func TestConvEqualsTheDefinition(t *testing.T) {
	r := newRand(10)
	for range 60 {
		s := ConvShape{In: 1 + r.IntN(40), Out: 1 + r.IntN(40), Taps: 1 + r.IntN(6), Stride: 1 + r.IntN(3), Dilation: 1 + r.IntN(4)}
		w, b, rect := random(r, s.Out*s.In*s.Taps), random(r, s.Out), r.IntN(2) == 0
		c, err := NewConv(s, w, b, rect)
		if err != nil {
			t.Fatal(err)
		}
		want, x := randomSequence(r, 40, s.In)
		compare(t, run(c.NewState(), x), slowConv(want, s, w, b, rect))
	}
}

func TestBlockEqualsTheDefinition(t *testing.T) {
	r := newRand(11)
	for range 40 {
		channels, taps, dilation := 1+r.IntN(70), 1+r.IntN(8), 1+r.IntN(5)
		w := randomBlock(r, channels, taps)
		b, err := NewBlock(channels, taps, dilation, w)
		if err != nil {
			t.Fatal(err)
		}
		want, x := randomSequence(r, 50, channels)
		compare(t, run(b.NewState(), x), slowBlock(want, channels, taps, dilation, w))
	}
}

// smallNet is a strided convolution, two blocks and a head.
func smallNet(t testing.TB, channels int) *Net {
	t.Helper()
	r := newRand(12)
	front, err := NewConv(ConvShape{In: 40, Out: channels, Taps: 5, Stride: 2, Dilation: 1}, random(r, channels*40*5), random(r, channels), true)
	if err != nil {
		t.Fatal(err)
	}
	layers := []Layer{front}
	for _, dilation := range []int{1, 1, 2, 2, 4, 4} {
		b, err := NewBlock(channels, 7, dilation, randomBlock(r, channels, 7))
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, b)
	}
	head, err := NewConv(ConvShape{In: channels, Out: 3, Taps: 1, Stride: 1, Dilation: 1}, random(r, 3*channels), random(r, 3), false)
	if err != nil {
		t.Fatal(err)
	}
	n, err := NewNet(append(layers, head)...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A stream that was reset, and one beside it that was not, give the bits of a
// new one.
func TestStreamReset(t *testing.T) {
	n := smallNet(t, 16)
	_, x := randomSequence(newRand(13), 61, n.In())
	used := n.NewStream()
	run(used, x[:31]) // an odd number: the stride is in mid-step
	other := n.NewStream()
	used.Reset()
	want := run(n.NewStream(), x)
	if d := cmp.Diff(want, run(used, x)); d != "" {
		t.Errorf("after Reset (-new +reset):\n%s", d)
	}
	if d := cmp.Diff(want, run(other, x)); d != "" {
		t.Errorf("streams are not apart (-new +other):\n%s", d)
	}
	if len(want) != 30 || len(want[0]) != n.Out() {
		t.Errorf("%d results of %d values, want 30 of %d", len(want), len(want[0]), n.Out())
	}
}

func TestNewRefuses(t *testing.T) {
	ok := func(n int) []float32 { return make([]float32, n) }
	conv := func(s ConvShape, w, b int) error {
		_, err := NewConv(s, ok(w), ok(b), false)
		return err
	}
	block := func(channels, taps, dilation int, w BlockWeights) error {
		_, err := NewBlock(channels, taps, dilation, w)
		return err
	}
	good := BlockWeights{DW: ok(12), DB: ok(4), PW: ok(16), PB: ok(4)}
	bad := good
	bad.PW = ok(15)
	_, errEmpty := NewNet()
	a, _ := NewBlock(4, 3, 1, good)
	b, _ := NewConv(ConvShape{5, 1, 1, 1, 1}, ok(5), ok(1), false)
	_, errChain := NewNet(a, b)
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"no channels", conv(ConvShape{0, 1, 1, 1, 1}, 0, 1), "out of range"},
		{"no stride", conv(ConvShape{1, 1, 1, 0, 1}, 1, 1), "out of range"},
		{"reach", conv(ConvShape{1, 1, 129, 1, 2}, 129, 1), "out of range"},
		{"overflowing reach", conv(ConvShape{1, 1, 1 << 30, 1, 1 << 30}, 1, 1), "out of range"},
		{"weights", conv(ConvShape{2, 3, 5, 1, 1}, 29, 3), "29 weights"},
		{"biases", conv(ConvShape{2, 3, 5, 1, 1}, 30, 2), "2 biases"},
		{"block out of range", block(4, 3, 0, good), "out of range"},
		{"block weights", block(4, 3, 1, bad), "15"},
		{"no layers", errEmpty, "without layers"},
		{"layers that do not fit", errChain, "takes 5 values, layer 0 gives 4"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, c.err, c.want)
		}
	}
}

// Selected outputs are those of the whole net, in the order asked for.
func TestSelect(t *testing.T) {
	n := smallNet(t, 16)
	_, x := randomSequence(newRand(16), 20, n.In())
	all := run(n.NewStream(), x)
	for _, outputs := range [][]int{{0}, {2}, {2, 0}, {0, 1, 2}, {1, 1}} {
		some, err := n.Select(outputs)
		if err != nil {
			t.Fatal(err)
		}
		var want [][]float32
		for _, y := range all {
			var row []float32
			for _, o := range outputs {
				row = append(row, y[o])
			}
			want = append(want, row)
		}
		if d := cmp.Diff(want, run(some.NewStream(), x)); d != "" {
			t.Errorf("outputs %v (-of all +selected):\n%s", outputs, d)
		}
	}
	if n.Out() != 3 {
		t.Errorf("Select changed the net: %d outputs, want 3", n.Out())
	}
}

func TestSelectRefuses(t *testing.T) {
	n := smallNet(t, 16)
	for _, outputs := range [][]int{nil, {3}, {0, -1}} {
		if _, err := n.Select(outputs); err == nil {
			t.Errorf("outputs %v of 3 were selected", outputs)
		}
	}
	b, err := NewBlock(4, 3, 1, randomBlock(newRand(17), 4, 3))
	if err != nil {
		t.Fatal(err)
	}
	block, err := NewNet(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := block.Select([]int{0}); err == nil || !strings.Contains(err.Error(), "Block") {
		t.Errorf("selecting outputs of a block: error %v, want one that names it", err)
	}
}

func TestStreamAllocatesNothing(t *testing.T) {
	s := smallNet(t, 64).NewStream()
	_, x := randomSequence(newRand(14), 2, 40)
	if n := testing.AllocsPerRun(100, func() { s.Push(x[0]); s.Push(x[1]) }); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

// One step of the net of DESIGN's size, 20 ms of audio.
func BenchmarkStep(b *testing.B) {
	s := smallNet(b, 64).NewStream()
	_, x := randomSequence(newRand(15), 2, 40)
	b.ReportAllocs()
	for b.Loop() {
		s.Push(x[0])
		s.Push(x[1])
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*180000, "cpu-s/h")
}

// The results of a net of fixed weights, as a checksum of their bits: the same
// on every machine, with and without vector kernels. A change of this number is
// a change of what every user of a model hears.
func TestSameBitsEverywhere(t *testing.T) {
	r := newRand(18)
	uniform := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = r.Float32() - 0.5
		}
		return x
	}
	front, err := NewConv(ConvShape{In: 40, Out: 72, Taps: 5, Stride: 2, Dilation: 1}, uniform(72*40*5), uniform(72), true)
	if err != nil {
		t.Fatal(err)
	}
	block, err := NewBlock(72, 7, 2, BlockWeights{DW: uniform(72 * 7), DB: uniform(72), PW: uniform(72 * 72), PB: uniform(72)})
	if err != nil {
		t.Fatal(err)
	}
	n, err := NewNet(front, block)
	if err != nil {
		t.Fatal(err)
	}
	hash := fnv.New64a()
	s := n.NewStream()
	for range 100 {
		for _, v := range s.Push(uniform(40)) {
			_ = binary.Write(hash, binary.LittleEndian, v)
		}
	}
	if got, want := hash.Sum64(), uint64(0xc4ce239246134bc4); got != want {
		t.Errorf("checksum %#x, want %#x", got, want)
	}
}
