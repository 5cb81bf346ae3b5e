package onnx_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

// everything is a model that has one of each thing.
func everything() *onnx.Model {
	branch := &onnx.Graph{
		Name:    "branch",
		Nodes:   []*onnx.Node{ot.Node("Identity", "b", []string{"x"})},
		Outputs: []onnx.Value{ot.Value("b", 1, 2)},
	}
	return ot.Model(13, ot.Value("x", -1, 16, 96), ot.Value("y"),
		[]*onnx.Tensor{
			ot.Floats("w", []int{2, 3}, 1, -2.5, 0, 4, 5, float32(math.Inf(1))),
			ot.Ints("i", nil, -1, 0, math.MaxInt64, math.MinInt64),
			ot.Bools("flags", nil, 1, 0, 1),
			ot.Floats("one", nil, 7),
			ot.Floats("none", []int{0, 4}),
		},
		&onnx.Node{Name: "first", Op: "If", Domain: "ai.onnx", Inputs: []string{"x", "", "w"}, Outputs: []string{"a", "", "c"},
			Attrs: []*onnx.Attribute{ot.G("then_branch", branch), ot.I("i", -3), ot.F("f", 0.25), ot.S("s", "text")}},
		ot.Node("Other", "y", []string{"a"}, ot.Is("is", 1, -2, 3), ot.Fs("fs", 1.5, -2), ot.Ss("ss", "a", "b"),
			ot.T("t", ot.Ints("", nil, 5))),
	)
}

// What onnxtest writes, onnx reads as the same.
func TestRoundTrip(t *testing.T) {
	want := everything()
	got, err := onnx.Read(bytes.NewReader(ot.Encode(want)))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("(-written +read):\n%s", d)
	}
}

// Every prefix of a file is an error or, where it ends between fields, another
// file; never a panic.
func TestTruncated(t *testing.T) {
	file := ot.Encode(everything())
	for n := range file {
		if m, err := onnx.Parse(file[:n]); err == nil && m.Opset == 13 {
			t.Errorf("the first %d of %d bytes are a model", n, len(file))
		} else if err != nil && !errors.Is(err, onnx.ErrFormat) {
			t.Errorf("%d bytes: %v is not ErrFormat", n, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("cable pulled")
	if _, err := onnx.Read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("Read = %v, want %v", err, broken)
	}
	if _, err := onnx.Read(zeros{}); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("Read of an endless file = %v", err)
	}
	if _, err := onnx.Read(strings.NewReader("")); !errors.Is(err, onnx.ErrFormat) {
		t.Errorf("Read of nothing = %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// What cannot be a model is an error that says what is wrong.
func TestFormatErrors(t *testing.T) {
	deep := &onnx.Graph{Outputs: []onnx.Value{ot.Value("y")}}
	for range 9 {
		deep = &onnx.Graph{Nodes: []*onnx.Node{ot.Node("If", "y", nil, ot.G("then_branch", deep))}}
	}
	wide := &onnx.Graph{}
	for range 20_001 {
		wide.Nodes = append(wide.Nodes, &onnx.Node{})
	}
	for _, c := range []struct {
		why  string
		file []byte
		want string
	}{
		{"nothing", nil, "no graph"},
		{"text", []byte("not a model at all"), "field"},
		{"a length beyond the file", []byte{7<<3 | 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 1}, "ends within"},
		{"a length of 2^63", []byte{7<<3 | 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, "ends within"},
		{"a number of eleven bytes", append([]byte{1 << 3}, bytes.Repeat([]byte{0xff}, 11)...), "ends within"},
		{"a group", []byte{7<<3 | 3}, "wire type 3"},
		{"a graph that is a number", []byte{7 << 3, 1}, "wire type 0, want 2"},
		{"field 0", []byte{0, 0}, "field number 0"},
		{"graphs in graphs", ot.Encode(&onnx.Model{Opset: 13, Graph: deep}), "more than 8 graphs"},
		{"very many nodes", ot.Encode(&onnx.Model{Opset: 13, Graph: wide}), "more than 20000 nodes"},
		{"no operator set", ot.Encode(&onnx.Model{Graph: &onnx.Graph{}}), "operator set 0"},
		{"nine axes", ot.Encode(ot.Model(13, ot.Value("x", 1, 1, 1, 1, 1, 1, 1, 1, 1), ot.Value("y"), nil)), "more than 8 axes"},
	} {
		_, err := onnx.Parse(c.file)
		if !errors.Is(err, onnx.ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Parse = %v, want ErrFormat with %q", c.why, err, c.want)
		}
	}
}

func TestNodeString(t *testing.T) {
	for _, c := range []struct {
		n    onnx.Node
		want string
	}{
		{onnx.Node{Name: "/fc1", Op: "Gemm"}, `Gemm node "/fc1"`},
		{onnx.Node{Op: "Gemm", Outputs: []string{"y"}}, `Gemm node that makes "y"`},
		{onnx.Node{Op: "Gemm"}, "Gemm node"},
		{onnx.Node{Op: "FusedGemm", Domain: "com.microsoft", Name: "a"}, `com.microsoft.FusedGemm node "a"`},
		{onnx.Node{Op: "Add", Domain: "ai.onnx", Name: "a"}, `Add node "a"`},
	} {
		if got := c.n.String(); got != c.want {
			t.Errorf("String = %s, want %s", got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		shape []int
		want  int
		ok    bool
	}{
		{nil, 1, true},
		{[]int{2, 3, 4}, 24, true},
		{[]int{2, 0, 4}, 0, true},
		{[]int{onnx.MaxValues}, onnx.MaxValues, true},
		{[]int{onnx.MaxValues, 2}, 0, false},
		{[]int{1 << 22, 1 << 22, 1 << 22}, 0, false},
		{[]int{-1}, 0, false},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1}, 0, false},
	} {
		if got, err := onnx.Count(c.shape); got != c.want && c.ok || (err == nil) != c.ok {
			t.Errorf("Count(%v) = %d, %v; want %d, ok %v", c.shape, got, err, c.want, c.ok)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(ot.Encode(everything()))
	f.Add(ot.Encode(ot.Model(13, ot.Value("x"), ot.Value("y"), nil)))
	f.Add([]byte{7<<3 | 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 1})
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := onnx.Parse(file)
		if err != nil {
			if !errors.Is(err, onnx.ErrFormat) {
				t.Errorf("%v is not ErrFormat", err)
			}
			return
		}
		// What was read can be written, and read again as the same.
		again, err := onnx.Parse(ot.Encode(m))
		if err != nil {
			t.Fatalf("written and read again: %v", err)
		}
		if len(again.Graph.Nodes) != len(m.Graph.Nodes) || len(again.Graph.Consts) != len(m.Graph.Consts) {
			t.Errorf("%d nodes and %d constants, then %d and %d",
				len(m.Graph.Nodes), len(m.Graph.Consts), len(again.Graph.Nodes), len(again.Graph.Consts))
		}
	})
}

// Two bytes of a file make an attribute: there is a limit to them.
func TestManyPartsAreRefused(t *testing.T) {
	wrap := func(number byte, body []byte) []byte {
		return append(binary.AppendUvarint([]byte{number<<3 | 2}, uint64(len(body))), body...)
	}
	for name, part := range map[string]byte{"inputs": 1, "outputs": 2, "attributes": 5} {
		node := bytes.Repeat([]byte{part<<3 | 2, 0}, 400_001)
		if _, err := onnx.Parse(wrap(7, wrap(1, node))); err == nil || !strings.Contains(err.Error(), "more than 400000") {
			t.Errorf("%s: %.100v, want an error that says more than 400000", name, err)
		}
	}
	values := bytes.Repeat([]byte{11<<3 | 2, 0}, 400_001)
	if _, err := onnx.Parse(wrap(7, values)); err == nil || !strings.Contains(err.Error(), "more than 400000") {
		t.Errorf("values: %.100v, want an error that says more than 400000", err)
	}
}
