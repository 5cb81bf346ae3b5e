package microwakeword

// A walk visits the elements of a shape in their order and says where the
// matching elements of two other tensors are: one step along axis d moves a[d]
// and b[d] elements there.
type walk struct {
	shape, a, b []int
}

// visit calls f with the number of each element and the two places.
func (w *walk) visit(f func(i, a, b int)) {
	size := 1
	for _, d := range w.shape {
		size *= d
	}
	var at [maxRank]int
	a, b := 0, 0
	for i := range size {
		f(i, a, b)
		for d := len(w.shape) - 1; d >= 0; d-- {
			at[d]++
			a += w.a[d]
			b += w.b[d]
			if at[d] < w.shape[d] {
				break
			}
			a -= w.shape[d] * w.a[d]
			b -= w.shape[d] * w.b[d]
			at[d] = 0
		}
	}
}

// strides returns how many elements one step along each axis of a shape moves.
func strides(shape []int) []int {
	out := make([]int, len(shape))
	step := 1
	for d := len(shape) - 1; d >= 0; d-- {
		out[d] = step
		step *= shape[d]
	}
	return out
}

// spread returns the strides of a tensor that is repeated along the axes where
// it has but one element, or none, to fill a shape; nil where it does not.
func spread(from, shape []int) []int {
	if len(from) > len(shape) {
		return nil
	}
	own := strides(from)
	out := make([]int, len(shape))
	for d := range from {
		to := len(shape) - len(from) + d
		switch from[d] {
		case shape[to]:
			out[to] = own[d]
		case 1:
		default:
			return nil
		}
	}
	return out
}
