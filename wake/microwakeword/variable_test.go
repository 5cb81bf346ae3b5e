package microwakeword

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// counter is a graph whose variable moves on by one place with each inference:
// it keeps the newest 3 values of feature 7 and gives the oldest. twice asks for
// the variable by two handles.
func counter(twice bool, start []int8) []byte {
	b := newBuilder()
	g := b.sub()
	u := oneMeasure(1.0/256, -128)
	in := g.value("features", u, 1, 1, channels)
	if start != nil {
		g.op(opCallOnce, nil, nil, fields{0: 1})
	}
	x := g.value("x", u, 1, 1, 1)
	g.op(opStridedSlice, []int{in, g.ints("begin", 0, 0, 7), g.ints("end", 1, 1, 8), g.ints("strides", 1, 1, 1)}, []int{x}, fields{})
	read := g.handle("line")
	write := read
	if twice {
		write = g.handle("line")
	}
	old := g.value("old", u, 1, 1, 3)
	g.op(opReadVariable, []int{read}, []int{old}, nil)
	all := g.value("all", u, 1, 1, 4)
	g.op(opConcatenation, []int{old, x}, []int{all}, fields{0: 2})
	rest, out := g.value("rest", u, 1, 1, 3), g.value("out", u, 1, 1, 1)
	g.op(opSplitV, []int{all, g.ints("sizes", 1, 3), g.ints("axis", 2)}, []int{out, rest}, fields{0: 2})
	g.op(opAssignVariable, []int{write, rest}, nil, nil)
	g.add([]int{in}, []int{out})
	if start != nil {
		s := b.sub()
		h := s.handle("line")
		s.op(opAssignVariable, []int{h, s.int8s("start", u, start, 1, 1, 3)}, nil, nil)
		s.add(nil, nil)
	}
	return b.bytes()
}

// run infers with feature 7 at 1, 2, 3 and so on.
func run(g *graph, s *state, n int) (out []int32) {
	features := make([]int8, channels)
	for i := range n {
		features[7] = int8(i + 1)
		out = append(out, g.infer(s, features))
	}
	return out
}

func TestVariablesKeepTheirBytes(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		want []int32
	}{
		"from nothing":    {counter(false, nil), []int32{0, 0, 0, 1, 2, 3}},
		"two handles":     {counter(true, nil), []int32{0, 0, 0, 1, 2, 3}},
		"with a start":    {counter(false, []int8{-7, -8, -9}), []int32{-7, -8, -9, 1, 2, 3}},
		"both":            {counter(true, []int8{-7, -8, -9}), []int32{-7, -8, -9, 1, 2, 3}},
		"start of zeroes": {counter(false, []int8{0, 0, 0}), []int32{0, 0, 0, 1, 2, 3}},
	} {
		g, err := load(c.file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s := g.newState()
		if got := run(g, s, 6); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		g.reset(s)
		if got := run(g, s, 6); !slices.Equal(got, c.want) {
			t.Errorf("%s, after reset: %v, want %v", name, got, c.want)
		}
	}
}

func TestStatesAreApart(t *testing.T) {
	g, err := load(counter(false, []int8{-7, -8, -9}))
	if err != nil {
		t.Fatal(err)
	}
	a, b := g.newState(), g.newState()
	run(g, a, 5)
	if got, want := run(g, b, 4), []int32{-7, -8, -9, 1}; !slices.Equal(got, want) {
		t.Errorf("a second state after the first has heard something: %v, want %v", got, want)
	}
}

func TestContainersTellVariablesApart(t *testing.T) {
	x := newIdentity()
	u := oneMeasure(1, 0)
	for i, container := range []string{"one", "other", ""} {
		h := x.tensor("handle", typeResource, nil, measure{}, 0)
		x.op(opVarHandle, nil, []int{h}, fields{0: container, 1: "state"})
		x.op(opReadVariable, []int{h}, []int{x.value("value", u, 1+i)}, nil)
	}
	g, err := load(x.file())
	if err != nil {
		t.Fatal(err)
	}
	if want := []variable{{"one", "state", 1}, {"other", "state", 2}, {"", "state", 3}}; !slices.Equal(g.variables, want) {
		t.Errorf("variables %v, want %v", g.variables, want)
	}
}

func TestManyVariablesAreRefused(t *testing.T) {
	x := newIdentity()
	h := x.tensor("handle", typeResource, nil, measure{}, 0)
	for i := range maxVariables + 1 {
		x.op(opVarHandle, nil, []int{h}, fields{1: strconv.Itoa(i)})
	}
	if _, err := load(x.file()); err == nil || !strings.Contains(err.Error(), "variables") {
		t.Errorf("%d variables: %v, want an error", maxVariables+1, err)
	}
}

func TestLargeVariablesAreRefused(t *testing.T) {
	x := newIdentity()
	u := oneMeasure(1, 0)
	half := x.value("half", u, 1<<19)
	for _, name := range []string{"a", "b", "c"} {
		x.op(opReadVariable, []int{x.handle(name)}, []int{half}, nil)
	}
	if g, err := load(x.file()); err == nil {
		t.Errorf("variables of 1.5 MiB: %v, want an error", g.variables)
	}
}

// What an assignment copies is work like any other.
func TestManyAssignmentsAreRefused(t *testing.T) {
	x := newIdentity()
	half := x.value("half", oneMeasure(1, 0), 1<<19)
	h := x.handle("a")
	for range maxWork>>19 + 1 {
		x.op(opAssignVariable, []int{h, half}, nil, nil)
	}
	if _, err := load(x.file()); err == nil || !strings.Contains(err.Error(), "multiply-adds") {
		t.Errorf("4.5 MiB copied by each inference: %v, want an error", err)
	}
}
