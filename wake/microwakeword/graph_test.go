package microwakeword

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// randomRows draws rows of features.
func randomRows(r *rand.Rand, n int) [][]int8 {
	out := make([][]int8, n)
	for t := range out {
		out[t] = randomBytes(r, channels)
	}
	return out
}

// inferAll runs a graph over rows of features.
func inferAll(g *graph, s *state, rows [][]int8) []int {
	var out []int
	for len(rows) >= g.frames {
		out = append(out, int(g.infer(s, slices.Concat(rows[:g.frames]...))))
		rows = rows[g.frames:]
	}
	return out
}

func TestGraphEqualsTheDefinitions(t *testing.T) {
	for seed := range uint64(20) {
		net := newTiny(seed)
		g, err := load(net.file())
		if err != nil {
			t.Fatal(err)
		}
		rows := randomRows(rand.New(rand.NewPCG(seed, 2)), 60)
		s := g.newState()
		want := net.direct(rows)
		if d := cmp.Diff(want, inferAll(g, s, rows)); d != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, d)
		}
		g.reset(s)
		if d := cmp.Diff(want, inferAll(g, s, rows)); d != "" {
			t.Errorf("seed %d after reset (-want +got):\n%s", seed, d)
		}
		if slices.Min(want) == slices.Max(want) {
			t.Errorf("seed %d: the output is always %d, which tells nothing", seed, want[0])
		}
	}
}

// The outputs of the first net, stored: those of the definitions when this was
// written, in exact fractions.
func TestGraphStaysAsItWas(t *testing.T) {
	g, err := load(newTiny(0).file())
	if err != nil {
		t.Fatal(err)
	}
	want := []int{
		118, 82, 220, 29, 4, 41, 128, 254, 3, 255, 3, 223, 125, 187, 249,
		144, 254, 1, 138, 3, 147, 182, 6, 255, 59, 29, 246, 9, 247, 15,
	}
	if d := cmp.Diff(want, inferAll(g, g.newState(), randomRows(rand.New(rand.NewPCG(0, 2)), 60))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// identity is a graph that passes one feature on: what the tests spoil.
type identity struct {
	*builder
	*sub
	in, out int
}

func newIdentity() *identity {
	b := newBuilder()
	g := b.sub()
	u := oneMeasure(1.0/256, -128)
	in := g.value("features", u, 1, 1, channels)
	out := g.value("the output", u, 1, 1, 1)
	g.op(opStridedSlice, []int{in, g.ints("begin", 0, 0, 7), g.ints("end", 1, 1, 8), g.ints("strides", 1, 1, 1)}, []int{out}, fields{})
	return &identity{b, g, in, out}
}

func (x *identity) file() []byte {
	x.add([]int{x.in}, []int{x.out})
	return x.bytes()
}

func TestIdentity(t *testing.T) {
	g, err := load(newIdentity().file())
	if err != nil {
		t.Fatal(err)
	}
	features := make([]int8, channels)
	features[7] = -5
	if got := g.infer(g.newState(), features); got != -5 {
		t.Errorf("feature 7 comes out as %d, want -5", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	u := oneMeasure(0.5, 0)
	for name, c := range map[string]struct {
		spoil func(x *identity)
		want  string
	}{
		"an unknown operator": {func(x *identity) { x.op(41, []int{x.in}, []int{x.value("o", u, 1)}, nil) }, "operator 1, builtin operator 41: unsupported"},
		"an operator code":    {func(x *identity) { x.op(opLogistic, nil, nil, nil); x.ops[1][0] = 9 }, "operator 1: operator code 9 of 2"},
		"a wild input":        {func(x *identity) { x.op(opLogistic, []int{99}, []int{x.out}, nil) }, "operator 1: inputs: tensor 99 of 5"},
		"a missing input":     {func(x *identity) { x.op(opConcatenation, []int{-1, x.in}, []int{x.out}, nil) }, "tensor -1"},
		"no input":            {func(x *identity) { x.op(opLogistic, []int{-1}, []int{x.out}, nil) }, "0 inputs and 1 outputs"},
		"a wild subgraph":     {func(x *identity) { x.op(opCallOnce, nil, nil, fields{0: 3}) }, "calls subgraph 3 of 1"},
		"itself":              {func(x *identity) { x.op(opCallOnce, nil, nil, fields{0: 0}) }, "calls subgraph 0"},
		"a wild buffer":       {func(x *identity) { x.tensor("lost", typeInt8, []int{1}, u, 77) }, `"lost" in buffer 77`},
		"bytes short":         {func(x *identity) { x.int8s("short", u, make([]int8, 3), 2, 2) }, `"short" of shape [2 2] with 3 bytes, want 4`},
		"an endless shape":    {func(x *identity) { x.value("endless", u, 1<<20, 1<<20) }, `"endless" of shape [1048576 1048576]`},
		"an empty shape":      {func(x *identity) { x.value("empty", u, 1, 0) }, `"empty" of shape [1 0]`},
		"a negative shape":    {func(x *identity) { x.value("negative", u, -1) }, `"negative"`},
		"many dimensions":     {func(x *identity) { x.value("deep", u, 1, 1, 1, 1, 1, 1, 1) }, `"deep"`},
		"large activations": {func(x *identity) {
			x.value("first half", u, 1<<19)
			x.value("second half", u, 1<<19)
		}, `"second half": activations of more than`},
		"features of 39 bands":      {func(x *identity) { x.in = x.value("narrow", u, 1, 1, 39) }, `input "narrow"`},
		"two outputs":               {func(x *identity) { x.out = x.value("pair", u, 2) }, `output "pair"`},
		"a constant output":         {func(x *identity) { x.out = x.int8s("fixed", u, []int8{1}, 1) }, `output "fixed"`},
		"an input of floats":        {func(x *identity) { x.in = x.tensor("floats", 0, []int{1, 1, channels}, u, 0) }, `input "floats" of type 0`},
		"an output without a scale": {func(x *identity) { x.out = x.value("bare", measure{}, 1) }, `"bare" with 0 scales`},
		"a scale of 0":              {func(x *identity) { x.out = x.value("flat", oneMeasure(0, 0), 1) }, `"flat": scale 0`},
		"a wild zero point":         {func(x *identity) { x.out = x.value("far", oneMeasure(1, 200), 1) }, `"far": scale 1, zero point 200`},
		"an unknown type": {func(x *identity) {
			x.op(opReshape, []int{x.tensor("doubles", 10, []int{0, -1}, u, 0)}, []int{x.out}, nil)
		}, `"doubles" of type 10`},
		"an unknown output": {func(x *identity) {
			x.op(opConv2D, []int{x.in, x.in}, []int{x.tensor("doubles", 10, []int{1, 0, 0, 0}, u, 0)}, nil)
		}, `"doubles" of type 10`},
		"an empty handle": {func(x *identity) {
			x.op(opVarHandle, nil, []int{x.tensor("handle", typeResource, []int{0}, u, 0)}, nil)
		}, "no name"},
		"variables of two sizes": {func(x *identity) {
			h := x.handle("state")
			x.op(opReadVariable, []int{h}, []int{x.value("long", u, 9)}, nil)
			x.op(opAssignVariable, []int{h, x.value("short", u, 8)}, nil, nil)
		}, `variable "state" of 9 bytes used as "short" of 8`},
		"endless work": {func(x *identity) {
			wide, out := x.value("wide", u, 1, 1<<10, 4, 64), x.value("out", u, 1, 1<<10, 4, 64)
			x.op(opConv2D, []int{wide, x.int8s("w", u, make([]int8, 64*64), 64, 1, 1, 64)}, []int{out}, fields{})
		}, fmt.Sprintf("more than %d multiply-adds", maxWork)},
	} {
		x := newIdentity()
		c.spoil(x)
		if _, err := load(x.file()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

// The tables of a file may be the same table a million times over: what is made of
// each counts.
func TestRepeatedTablesAreHeldToTheBudget(t *testing.T) {
	for what, repeat := range map[string]func(x *identity){
		"tensors":   func(x *identity) { x.tensors = slices.Repeat(x.tensors[:1], 20_000) },
		"operators": func(x *identity) { x.ops = slices.Repeat(x.ops, 20_000) },
	} {
		x := newIdentity()
		repeat(x)
		b := x.file()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := load(b)
		runtime.ReadMemStats(&after)
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(2*perByte*len(b)); err == nil || got > limit {
			t.Errorf("%s: %d bytes allocated of a file of %d, want at most %d; error %v", what, got, len(b), limit, err)
		}
	}
}

func TestLoadRefusesWhatIsNoModel(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("TFL3"), []byte("RIFF\x00\x00\x00\x00WAVE"), encode(fields{}), encode(fields{2: []fields{{}}}), make([]byte, 100)} {
		if g, err := load(b); err == nil {
			t.Errorf("%q: %v, want an error", b, g)
		}
	}
}

func TestCallsWithinCallsAreRefused(t *testing.T) {
	x := newIdentity()
	x.op(opCallOnce, nil, nil, fields{0: 1})
	x.add([]int{x.in}, []int{x.out})
	inner := x.builder.sub()
	inner.op(opCallOnce, nil, nil, fields{0: 2})
	inner.add(nil, nil)
	x.builder.sub().add(nil, nil)
	if _, err := load(x.bytes()); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("error %v, want errors.ErrUnsupported", err)
	}
}

// Any damage is an error or a graph that runs; it never costs more memory than a
// small multiple of the file and of what a model may ask for.
func TestDamagedModels(t *testing.T) {
	file := newTiny(2).file()
	r := rand.New(rand.NewPCG(9, 9))
	var before, after runtime.MemStats
	for range 1000 {
		b := slices.Clone(file)
		for range 1 + r.IntN(4) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		runtime.ReadMemStats(&before)
		runDamaged(b)
		runtime.ReadMemStats(&after)
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(perByte*len(b)*2+16*maxArena); got > limit {
			t.Fatalf("%d bytes allocated, want at most %d", got, limit)
		}
	}
}

// runDamaged loads a file and runs what comes of it.
func runDamaged(b []byte) {
	g, err := load(b)
	if err != nil {
		return
	}
	s := g.newState()
	for range 2 {
		g.infer(s, make([]int8, g.frames*channels))
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(newTiny(1).file())
	f.Add(newIdentity().file())
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) <= 1<<16 {
			runDamaged(b)
		}
	})
}
