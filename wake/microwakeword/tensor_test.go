package microwakeword

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGraphsKeepNothingOfTheFile(t *testing.T) {
	file := newTiny(4).file()
	g, err := load(file)
	if err != nil {
		t.Fatal(err)
	}
	rows := randomRows(rand.New(rand.NewPCG(1, 12)), 40)
	want := inferAll(g, g.newState(), rows)
	clear(file)
	if d := cmp.Diff(want, inferAll(g, g.newState(), rows)); d != "" {
		t.Errorf("after the file was wiped (-before +after):\n%s", d)
	}
}

func TestCutModelsAreErrors(t *testing.T) {
	file := newTiny(4).file()
	for n := 0; n < len(file)-8; n += 1 + n/50 {
		if g, err := load(file[:n]); err == nil {
			t.Errorf("%d of %d bytes make a graph of %d steps", n, len(file), len(g.steps))
		}
	}
}

func TestQuant(t *testing.T) {
	for _, c := range []struct {
		name string
		kind int
		unit measure
		want string // part of the error
	}{
		{"sound", typeInt8, oneMeasure(0.5, -128), ""},
		{"unsigned", typeUint8, oneMeasure(0.5, 255), ""},
		{"none", typeInt8, measure{}, "0 scales"},
		{"two", typeInt8, eachMeasure(1, 2), "2 scales"},
		{"no zero point", typeInt8, measure{scale: []float32{1}}, "0 zero points"},
		{"zero", typeInt8, oneMeasure(0, 0), "scale 0"},
		{"negative", typeInt8, oneMeasure(-1, 0), "scale -1"},
		{"not a number", typeInt8, oneMeasure(float32(math.NaN()), 0), "scale NaN"},
		{"infinite", typeInt8, oneMeasure(float32(math.Inf(1)), 0), "scale +Inf"},
		{"above int8", typeInt8, oneMeasure(1, 128), "zero point 128"},
		{"below uint8", typeUint8, oneMeasure(1, -1), "zero point -1"},
		{"far below", typeInt8, oneMeasure(1, math.MinInt64), "zero point -9223372036854775808"},
	} {
		x := &tensor{name: c.name, kind: c.kind, scale: c.unit.scale, zero: c.unit.zero}
		scale, zero, err := x.quant()
		switch {
		case c.want == "" && (err != nil || scale != float64(c.unit.scale[0]) || int64(zero) != c.unit.zero[0]):
			t.Errorf("%s: %v, %v, %v", c.name, scale, zero, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.name)):
			t.Errorf("%s: error %v, want one with %q and the name", c.name, err, c.want)
		}
	}
}

func TestBoundsOfActivations(t *testing.T) {
	for _, c := range []struct {
		activation      int
		scale           float32
		zero            int64
		lowest, highest int32
	}{
		{0, 0.1, -20, -128, 127},
		{1, 0.1, -20, -20, 127},
		{1, 0.1, -128, -128, 127},
		{2, 0.1, -20, -30, -10},
		{3, 0.1, -20, -20, 40},
		{3, 0.01, -20, -20, 127}, // 6 is beyond what a byte can hold
		{2, 1e-9, 0, -128, 127},
	} {
		lowest, highest, err := bounds(c.activation, newTensor("out", oneMeasure(c.scale, c.zero), 1))
		if err != nil || lowest != c.lowest || highest != c.highest {
			t.Errorf("activation %d, scale %v, zero point %d: %d to %d, %v, want %d to %d", c.activation, c.scale, c.zero, lowest, highest, err, c.lowest, c.highest)
		}
	}
	if _, _, err := bounds(4, newTensor("out", oneMeasure(1, 0), 1)); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("tanh: %v, want ErrUnsupported", err)
	}
}

func TestAlong(t *testing.T) {
	shape := []int{1, 2, 3}
	for axis, want := range map[int]int{0: 0, 2: 2, -1: 2, -3: 0} {
		if got, err := along(axis, shape); err != nil || got != want {
			t.Errorf("axis %d: %d, %v, want %d", axis, got, err, want)
		}
	}
	for _, axis := range []int{3, -4, math.MaxInt32, math.MinInt32} {
		if got, err := along(axis, shape); err == nil {
			t.Errorf("axis %d: %d, want an error", axis, got)
		}
	}
}

func TestWindowsLieWithin(t *testing.T) {
	u := oneMeasure(1, 0)
	in := newTensor("in", u, 1, 7, 5, 2)
	for _, c := range []struct {
		out              []int
		kernelH, kernelW int
		steps            [4]int
		ok               bool
	}{
		{[]int{1, 7, 5, 2}, 1, 1, [4]int{}, true},
		{[]int{1, 3, 2, 9}, 3, 2, [4]int{3, 2, 1, 1}, true},
		{[]int{1, 3, 2, 9}, 4, 2, [4]int{3, 2, 1, 1}, false},
		{[]int{1, 1, 1, 1}, 4, 3, [4]int{1, 1, 2, 2}, true},
		{[]int{1, 1, 1, 1}, 4, 3, [4]int{1, 1, 2, 3}, false},
		{[]int{1, 8, 5, 2}, 1, 1, [4]int{}, false},
		{[]int{2, 7, 5, 2}, 1, 1, [4]int{}, false},
		{[]int{7, 5, 2}, 1, 1, [4]int{}, false},
		{[]int{1, 7, 5, 2}, 0, 1, [4]int{}, false},
		{[]int{1, 7, 5, 2}, 1, 1, [4]int{-1}, false},
		{[]int{1, 2, 1, 1}, 1, 1, [4]int{1, math.MaxInt32, 1, 1}, false},
		{[]int{1, 2, 1, 1}, maxArena, maxArena, [4]int{maxArena, maxArena, maxArena, maxArena}, false},
	} {
		g, err := newWindow(in, newTensor("out", u, c.out...), c.kernelH, c.kernelW, c.steps)
		if (err == nil) != c.ok {
			t.Errorf("%v by %d by %d, steps %v: %v, want success %v", c.out, c.kernelH, c.kernelW, c.steps, err, c.ok)
		}
		if err != nil {
			continue
		}
		last := g.at(g.outH-1, g.outW-1, g.kernelH-1, g.kernelW-1) + g.inC
		if last > in.size() {
			t.Errorf("%v by %d by %d, steps %v looks at element %d of %d", c.out, c.kernelH, c.kernelW, c.steps, last, in.size())
		}
	}
}

// Every operator has a number, a name and a binder of its own.
func TestOperators(t *testing.T) {
	var names []string
	for number := range 256 {
		if op, ok := operatorOf(number); ok {
			if op.number != number || op.name == "" || op.bind == nil || slices.Contains(names, op.name) {
				t.Errorf("operator %d: %+v", number, op)
			}
			names = append(names, op.name)
		}
	}
	if len(names) != 19 { // and CALL_ONCE, which makes no step
		t.Errorf("%d operators: %v", len(names), names)
	}
}
