package dsp

import "math"

// Short series for logarithm and power in float32. The functions of package
// math are exact to the last bit of a float64, some of them in assembly that
// differs between machines; here eight times less time buys what a float32 can
// hold, and the same bits everywhere.

const (
	log2e = 1 / math.Ln2
	ln2   = math.Ln2
	// smallestNormal is the least float32 with a full mantissa, 2^-126.
	smallestNormal = 0x1p-126
	halfRoot       = 0x3f3504f3 // bits of 1/√2
	mantissa       = 1<<23 - 1  // bits of a float32's mantissa
)

// log2 returns the base-2 logarithm of a normal positive x; anything below
// 2^-126, zero and negative numbers included, counts as 2^-126.
//
// 1. x = m * 2^e with m in [1/√2, √2), split by the bits.
// 2. ln m = 2 artanh(s) = 2(s + s³/3 + s⁵/5 + s⁷/7 + s⁹/9), s = (m-1)/(m+1);
// |s| < 0.172, so that the next term is below 2^-30.
// 3. log2 x = e + ln m / ln 2. The error stays below 2e-7 of the larger of 1
// and the result.
func log2(x float32) float32 {
	x = max(x, smallestNormal)
	b := math.Float32bits(x) - halfRoot
	e := float32(int32(b) >> 23)
	m := math.Float32frombits(b&mantissa + halfRoot)
	s := (m - 1) / (m + 1)
	q := float32(s * s)
	p := float32(q*(2.0/9)) + 2.0/7
	p = float32(p*q) + 2.0/5
	p = float32(p*q) + 2.0/3
	p = float32(p*q) + 2
	return float32(float32(p*s)*log2e) + e
}

// exp2 returns 2^x for x clamped to [-126, 126].
//
// 1. x = n + f with n an integer and |f| at most a little over 1/2.
// 2. 2^f = e^(f ln 2) by its Taylor series to the seventh power; the next term
// is below 2^-27.
// 3. n goes into the exponent. The relative error stays below 3e-7.
func exp2(x float32) float32 {
	x = min(max(x, -126), 126)
	n := int32(x+1024.5) - 1024
	t := (x - float32(n)) * ln2
	p := float32(t*(1.0/5040)) + 1.0/720
	p = float32(p*t) + 1.0/120
	p = float32(p*t) + 1.0/24
	p = float32(p*t) + 1.0/6
	p = float32(p*t) + 1.0/2
	p = float32(p*t) + 1
	p = float32(p*t) + 1
	return math.Float32frombits(uint32(int32(math.Float32bits(p)) + n<<23))
}
