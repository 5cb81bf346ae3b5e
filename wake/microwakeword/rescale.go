package microwakeword

import (
	"errors"
	"fmt"
	"math"
)

// A rescaler multiplies integers by a real number, held as a 31-bit fraction and
// a shift, and rounds twice as TensorFlow Lite does (Jacob et al. 2018, section
// 2.2): once where the fraction is multiplied, once where the result is shifted.
// Ties of the first rounding go up, those of the second away from zero.
type rescaler struct {
	factor      int32
	left, right int8 // shifts, one of which is 0
}

func newRescaler(real float64) (rescaler, error) {
	if !(real > 0) || math.IsInf(real, 0) {
		return rescaler{}, fmt.Errorf("a multiplier of %v", real)
	}
	frac, exp := math.Frexp(real)
	q := math.Round(frac * (1 << 31))
	if q == 1<<31 {
		q /= 2
		exp++
	}
	if exp < -31 {
		return rescaler{}, nil // everything is 0
	}
	if exp > 30 {
		return rescaler{}, fmt.Errorf("a multiplier of %v", real)
	}
	return rescaler{factor: int32(q), left: int8(max(exp, 0)), right: int8(max(-exp, 0))}, nil
}

// of rescales x. What is shifted out at the top is lost, as in the runtime.
func (r rescaler) of(x int32) int32 {
	return roundShift(highMul(x<<r.left, r.factor), r.right)
}

// highMul is the upper half of 2ab, rounded to nearest, ties up. b is not
// negative.
func highMul(a, b int32) int32 {
	return int32((int64(a)*int64(b) + 1<<30) >> 31)
}

// roundShift divides by a power of two and rounds to nearest, ties away from
// zero: half is added, and one less for what is negative.
func roundShift(x int32, by int8) int32 {
	if by == 0 {
		return x
	}
	return int32((int64(x) + 1<<(by-1) + int64(x>>31)) >> by)
}

// bounds are the least and the greatest value that a fused activation lets
// through to out.
func bounds(activation int, out *tensor) (lowest, highest int32, err error) {
	lowest, highest = out.limits()
	scale, zero, err := out.quant()
	if err != nil {
		return 0, 0, err
	}
	at := func(x float32) int32 {
		q := math.Round(float64(x/float32(scale))) + float64(zero)
		return int32(min(max(q, float64(lowest)), float64(highest)))
	}
	switch activation {
	case 0: // none
	case 1: // ReLU
		lowest = at(0)
	case 2: // ReLU from -1 to 1
		lowest, highest = at(-1), at(1)
	case 3: // ReLU up to 6
		lowest, highest = at(0), at(6)
	default:
		return 0, 0, fmt.Errorf("fused activation %d: %w", activation, errors.ErrUnsupported)
	}
	return lowest, highest, nil
}
