package microwakeword

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var someUnit = oneMeasure(0.5, 3)

func TestConcatenationAndSplitVAreInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		shape := []int{1, 1 + r.IntN(4), 1 + r.IntN(3), 2 + r.IntN(6)}
		axis := 1 + r.IntN(3)
		var parts []*tensor
		var values [][]int8
		sizes := []int{}
		whole := slices.Clone(shape)
		whole[axis] = 0
		for range 1 + r.IntN(3) {
			p := slices.Clone(shape)
			p[axis] = 1 + r.IntN(4)
			whole[axis] += p[axis]
			sizes = append(sizes, p[axis])
			parts = append(parts, newTensor("part", someUnit, p...))
			values = append(values, randomBytes(r, size4(p)))
		}
		joined := runOp(t, opConcatenation, parts, []*tensor{newTensor("whole", someUnit, whole...)}, fields{0: axis - 4*r.IntN(2)}, values...)
		want := make([]int8, size4(whole)) // by the definition, element by element
		for y := range whole[1] {
			for x := range whole[2] {
				for c := range whole[3] {
					at := []int{0, y, x, c}
					k := 0
					for at[axis] >= sizes[k] {
						at[axis] -= sizes[k]
						k++
					}
					want[(y*whole[2]+x)*whole[3]+c] = pixel(values[k], parts[k].shape, at[1], at[2], at[3])
				}
			}
		}
		if !slices.Equal(joined, want) {
			t.Fatalf("joined %v along axis %d of %v: got %v, want %v", sizes, axis, whole, joined, want)
		}
		split := runOp(t, opSplitV, []*tensor{newTensor("whole", someUnit, whole...), intsTensor("sizes", sizes...), intsTensor("axis", axis)}, parts, fields{}, joined)
		if want := slices.Concat(values...); !slices.Equal(split, want) {
			t.Fatalf("split %v along axis %d of %v: got %v, want %v", sizes, axis, whole, split, want)
		}
	}
}

func TestPackJoinsAlongANewAxis(t *testing.T) {
	a, b := newTensor("a", someUnit, 2, 3), newTensor("b", someUnit, 2, 3)
	x, y := []int8{1, 2, 3, 4, 5, 6}, []int8{11, 12, 13, 14, 15, 16}
	for axis, want := range map[int][]int8{
		0:  {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16},
		1:  {1, 2, 3, 11, 12, 13, 4, 5, 6, 14, 15, 16},
		-1: {1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16},
	} {
		shape := slices.Insert([]int{2, 3}, (axis+3)%3, 2)
		got := runOp(t, opPack, []*tensor{a, b}, []*tensor{newTensor("out", someUnit, shape...)}, fields{0: 2, 1: axis}, x, y)
		if !slices.Equal(got, want) {
			t.Errorf("axis %d: got %v, want %v", axis, got, want)
		}
	}
}

func TestStridedSliceEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 200 {
		shape := []int{1 + r.IntN(2), 1 + r.IntN(6), 1 + r.IntN(4), 1 + r.IntN(6)}
		x := randomBytes(r, size4(shape))
		var begin, end, from, extent []int
		var beginMask, endMask int
		for d, size := range shape {
			from = append(from, r.IntN(size))
			extent = append(extent, 1+r.IntN(size-from[d]))
			b, e := from[d], from[d]+extent[d]
			switch { // the ways in which a bound can be said
			case b == 0 && r.IntN(2) == 0:
				b, beginMask = 77, beginMask|1<<d
			case r.IntN(2) == 0:
				b -= size
			}
			switch {
			case e == size && r.IntN(2) == 0:
				e, endMask = 77, endMask|1<<d
			case e == size && r.IntN(2) == 0:
				e += 100 // held to the size
			case e < size && r.IntN(2) == 0:
				e -= size
			}
			begin, end = append(begin, b), append(end, e)
		}
		got := runOp(t, opStridedSlice,
			[]*tensor{newTensor("in", someUnit, shape...), intsTensor("begin", begin...), intsTensor("end", end...), intsTensor("strides", 1, 1, 1, 1)},
			[]*tensor{newTensor("out", someUnit, extent...)}, fields{0: beginMask, 1: endMask}, x)
		var want []int8
		for b := range extent[0] {
			for i := range extent[1] {
				for j := range extent[2] {
					for c := range extent[3] {
						want = append(want, x[(((from[0]+b)*shape[1]+from[1]+i)*shape[2]+from[2]+j)*shape[3]+from[3]+c])
					}
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("[%v:%v] of %v, masks %b %b: got %v, want %v", begin, end, shape, beginMask, endMask, got, want)
		}
	}
}

func TestStridedSliceShrinks(t *testing.T) {
	x := []int8{1, 2, 3, 4, 5, 6}
	got := runOp(t, opStridedSlice,
		[]*tensor{newTensor("in", someUnit, 2, 3), intsTensor("begin", -1, 0), intsTensor("end", 0, 0), intsTensor("strides", 1, 1)},
		[]*tensor{newTensor("out", someUnit, 3)}, fields{0: 2, 1: 2, 4: 1}, x)
	if want := []int8{4, 5, 6}; !slices.Equal(got, want) {
		t.Errorf("the last row: got %v, want %v", got, want)
	}
}

func TestPadSurroundsWithZeros(t *testing.T) {
	got := runOp(t, opPad, []*tensor{newTensor("in", someUnit, 1, 2, 2), intsTensor("pads", 0, 0, 1, 0, 2, 1)},
		[]*tensor{newTensor("out", someUnit, 1, 3, 5)}, fields{}, []int8{1, 2, 4, 5})
	if want := []int8{3, 3, 3, 3, 3, 3, 3, 1, 2, 3, 3, 3, 4, 5, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMovesRefuse(t *testing.T) {
	in, out := newTensor("the input", someUnit, 2, 3), newTensor("the output", someUnit, 2, 2)
	other := newTensor("other unit", oneMeasure(0.25, 3), 2, 3)
	begin, strides := intsTensor("begin", 0, 0), intsTensor("strides", 1, 1)
	for name, c := range map[string]struct {
		code    int
		in, out []*tensor
		options fields
		want    string
	}{
		"reshape size":    {opReshape, []*tensor{in}, []*tensor{out}, fields{}, "shape [2 2]"},
		"reshape unit":    {opReshape, []*tensor{other}, []*tensor{in}, fields{}, "another unit"},
		"parts too long":  {opConcatenation, []*tensor{in, in}, []*tensor{newTensor("o", someUnit, 3, 3)}, fields{0: 0}, "does not fit"},
		"parts too short": {opConcatenation, []*tensor{in}, []*tensor{newTensor("o", someUnit, 3, 3)}, fields{0: 0}, "parts of 2"},
		"axis":            {opConcatenation, []*tensor{in}, []*tensor{in}, fields{0: 2}, "axis 2"},
		"activation":      {opConcatenation, []*tensor{in}, []*tensor{in}, fields{1: int8(1)}, "activation"},
		"computed axis":   {opSplitV, []*tensor{in, in, in}, []*tensor{out}, fields{}, "no constant"},
		"two axes":        {opSplitV, []*tensor{in, begin, begin}, []*tensor{out}, fields{}, "2 axes"},
		"stride 2":        {opStridedSlice, []*tensor{in, begin, intsTensor("end", 2, 2), intsTensor("s", 1, 2)}, []*tensor{out}, fields{}, "stride 2"},
		"ellipsis":        {opStridedSlice, []*tensor{in, begin, intsTensor("end", 2, 2), strides}, []*tensor{out}, fields{2: 1}, "ellipsis"},
		"nothing left":    {opStridedSlice, []*tensor{in, begin, begin, strides}, []*tensor{out}, fields{}, "block"},
		"slice rank":      {opStridedSlice, []*tensor{in, intsTensor("begin", 0), begin, strides}, []*tensor{out}, fields{}, "rank 1"},
		"slice shape":     {opStridedSlice, []*tensor{in, begin, intsTensor("end", 2, 3), strides}, []*tensor{out}, fields{}, "[2 2]"},
		"shrink the end":  {opStridedSlice, []*tensor{in, intsTensor("begin", 5, 0), intsTensor("end", 0, 2), strides}, []*tensor{newTensor("o", someUnit, 2)}, fields{4: 1}, "block"},
		"pads":            {opPad, []*tensor{in, intsTensor("pads", 0, 0, 1, 1)}, []*tensor{out}, fields{}, "pads"},
		"negative pads":   {opPad, []*tensor{in, intsTensor("pads", 0, 0, -1, 0)}, []*tensor{out}, fields{}, "pads"},
		"pack rank":       {opPack, []*tensor{in}, []*tensor{out}, fields{}, "[2 3]"},
		"no variable":     {opReadVariable, []*tensor{in}, []*tensor{out}, fields{}, `"the input" is no variable`},
	} {
		_, _, err := bindOp(c.code, c.in, c.out, c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}
