package nn

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// specFile holds weights for a strided convolution of 3 to 4 channels, a block of
// 4, and a convolution over 2 bands of 2 channels, drawn from a seed.
func specFile(t testing.TB) *Tensors {
	t.Helper()
	r := newRand(20)
	names := []string{"in.w", "in.b", "b.dw", "b.db", "b.pw", "b.pb", "f.w", "f.b"}
	shapes := [][]int{{4, 3, 2}, {4}, {4, 3}, {4}, {4, 4}, {4}, {3, 2, 3, 2}, {3}}
	var values [][]float32
	for _, s := range shapes {
		n, _ := elements(s, 1000)
		values = append(values, random(r, n))
	}
	f, err := ParseTensors(encodeF32(t, names, shapes, values))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var (
	convSpec  = LayerSpec{Op: "conv", Name: "in", In: 3, Out: 4, Taps: 2, Stride: 2, Dilation: 1, ReLU: true}
	blockSpec = LayerSpec{Op: "block", Name: "b", Channels: 4, Taps: 3, Dilation: 2}
	bandsSpec = LayerSpec{Op: "banded", Name: "f", Bands: 2, In: 2, Out: 3, Taps: 2, Stride: 1, BandTaps: 3, BandStride: 1}
)

// A built net is the layers it names, with the weights of those names.
func TestBuild(t *testing.T) {
	f := specFile(t)
	n, err := Build([]LayerSpec{convSpec, blockSpec, bandsSpec}, f)
	if err != nil {
		t.Fatal(err)
	}
	tensor := func(name string) []float32 {
		v, err := f.Float32(name, f.Shape(name)...)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	want, x := randomSequence(newRand(21), 30, 3)
	want = slowConv(want, ConvShape{3, 4, 2, 2, 1}, tensor("in.w"), tensor("in.b"), true)
	want = slowBlock(want, 4, 3, 2, BlockWeights{tensor("b.dw"), tensor("b.db"), tensor("b.pw"), tensor("b.pb")})
	want = slowBanded(want, BandedShape{2, 2, 3, 2, 1, 3, 1}, tensor("f.w"), tensor("f.b"), false)
	compare(t, run(n.NewStream(), x), want)
}

func TestBuildRefuses(t *testing.T) {
	f := specFile(t)
	edit := func(s LayerSpec, change func(*LayerSpec)) LayerSpec {
		change(&s)
		return s
	}
	for _, c := range []struct {
		name  string
		specs []LayerSpec
		want  string
	}{
		{"no layers", nil, "without layers"},
		{"unknown layer", []LayerSpec{{Op: "lstm", Name: "x"}}, `layer 0, "x": nn: unknown layer "lstm"`},
		{"missing tensor", []LayerSpec{convSpec, edit(blockSpec, func(s *LayerSpec) { s.Name = "c" })}, `layer 1, "c": nn: bad tensor file: no tensor "c.dw"`},
		{"wrong shape", []LayerSpec{edit(convSpec, func(s *LayerSpec) { s.In = 5 })}, "shape [4 3 2], want [4 5 2]"},
		{"zero stride", []LayerSpec{edit(convSpec, func(s *LayerSpec) { s.Stride = 0 })}, "out of range"},
		{"bands of nothing", []LayerSpec{edit(bandsSpec, func(s *LayerSpec) { s.Bands = 0 })}, "out of range"},
		{"missing bands", []LayerSpec{edit(bandsSpec, func(s *LayerSpec) { s.BandTaps = 1 })}, "shape [3 2 3 2], want [3 2 1 2]"},
		{"dilation beyond reach", []LayerSpec{convSpec, edit(blockSpec, func(s *LayerSpec) { s.Dilation = 1 << 30 })}, "out of range"},
		{"layers that do not fit", []LayerSpec{blockSpec, convSpec}, "takes 3 values"},
	} {
		_, err := Build(c.specs, f)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if _, err := Build([]LayerSpec{{Op: "conv", Name: "none"}}, f); !errors.Is(err, ErrTensors) {
		t.Errorf("a missing tensor gives %v, want ErrTensors", err)
	}
}

func TestBuildIsRepeatable(t *testing.T) {
	_, x := randomSequence(newRand(22), 20, 3)
	var results [2][][]float32
	for i := range results {
		n, err := Build([]LayerSpec{convSpec, blockSpec}, specFile(t))
		if err != nil {
			t.Fatal(err)
		}
		results[i] = run(n.NewStream(), x)
	}
	if d := cmp.Diff(results[0], results[1]); d != "" {
		t.Errorf("two builds differ:\n%s", d)
	}
}
