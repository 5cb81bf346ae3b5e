package microwakeword

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWalkVisitsInOrder(t *testing.T) {
	type visit struct{ I, A, B int }
	var got []visit
	w := walk{shape: []int{2, 3}, a: []int{10, 1}, b: []int{0, 5}}
	w.visit(func(i, a, b int) { got = append(got, visit{i, a, b}) })
	want := []visit{{0, 0, 0}, {1, 1, 5}, {2, 2, 10}, {3, 10, 0}, {4, 11, 5}, {5, 12, 10}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	n := 0
	(&walk{}).visit(func(i, a, b int) { n += 1 + i + a + b })
	if n != 1 {
		t.Errorf("a walk over a single value makes %d visits, want 1 at 0", n)
	}
}

func TestStrides(t *testing.T) {
	for _, c := range []struct{ shape, want []int }{
		{[]int{}, []int{}}, {[]int{7}, []int{1}}, {[]int{2, 3, 4}, []int{12, 4, 1}}, {[]int{5, 1, 2}, []int{2, 2, 1}},
	} {
		if got := strides(c.shape); !slices.Equal(got, c.want) {
			t.Errorf("strides of %v: %v, want %v", c.shape, got, c.want)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct{ from, shape, want []int }{
		{[]int{2, 3}, []int{2, 3}, []int{3, 1}},
		{[]int{1, 3}, []int{2, 3}, []int{0, 1}},
		{[]int{2, 1}, []int{2, 3}, []int{1, 0}},
		{[]int{3}, []int{2, 3}, []int{0, 1}},
		{[]int{}, []int{2, 3}, []int{0, 0}},
		{[]int{2}, []int{2, 3}, nil},
		{[]int{4, 3}, []int{2, 3}, nil},
		{[]int{1, 2, 3}, []int{2, 3}, nil},
	} {
		if got := spread(c.from, c.shape); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%v over %v: %v, want %v", c.from, c.shape, got, c.want)
		}
	}
}

// What is set into a whole comes out again, and nothing else has changed.
func TestBoxSetAndGetAreInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		var whole, start, extent []int
		size := 1
		for range r.IntN(5) {
			d := 1 + r.IntN(5)
			whole, size = append(whole, d), size*d
			start = append(start, r.IntN(d))
			extent = append(extent, 1+r.IntN(d-start[len(start)-1]))
		}
		b, err := newBox(whole, start, extent)
		if err != nil {
			t.Fatal(err)
		}
		before := randomBytes(r, size)
		after := slices.Clone(before)
		values := randomBytes(r, b.size())
		b.set(after, values)
		got := make([]int8, b.size())
		b.get(got, after)
		if !slices.Equal(got, values) {
			t.Fatalf("%v from %v of %v: set %v, got %v", extent, start, whole, values, got)
		}
		step := strides(whole)
		for i := range before {
			inside := true
			for d := range whole {
				at := i / step[d] % whole[d]
				inside = inside && at >= start[d] && at < start[d]+extent[d]
			}
			if !inside && before[i] != after[i] {
				t.Fatalf("%v from %v of %v: element %d outside has changed", extent, start, whole, i)
			}
		}
	}
}

func TestBoxesLieWithin(t *testing.T) {
	for _, c := range []struct{ whole, start, extent []int }{
		{[]int{3}, []int{1}, []int{3}}, {[]int{3}, []int{-1}, []int{2}}, {[]int{3}, []int{3}, []int{0}},
		{[]int{3}, []int{0}, []int{-1}}, {[]int{3}, []int{}, []int{}}, {[]int{3}, []int{0, 0}, []int{1, 1}},
		{[]int{3}, []int{1}, []int{math.MaxInt}},
	} {
		if b, err := newBox(c.whole, c.start, c.extent); err == nil {
			t.Errorf("%v from %v of %v: %+v, want an error", c.extent, c.start, c.whole, b)
		}
	}
}
