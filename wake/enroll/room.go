package enroll

import (
	"math"
	"math/rand/v2"
)

// reverberate adds a room to x in place: a few early reflections, then the dense
// tail of Schroeder's reverberator (1962), four combs side by side and two
// all-pass filters in a row, with delays and decay drawn for a room that rings
// for 0.15 to 0.6 s.
func reverberate(x []float32, rate int, rng *rand.Rand) {
	dry := append([]float32(nil), x...)
	ring := 0.15 + 0.45*rng.Float64()
	wet := make([]float32, len(x))
	for range 4 {
		delay := int((0.021 + 0.024*rng.Float64()) * float64(rate))
		feedback := math.Pow(10, -3*float64(delay)/float64(rate)/ring)
		comb(wet, dry, delay, float32(feedback))
	}
	for _, ms := range []float64{5, 1.7} {
		allPass(wet, int(ms*(0.9+0.2*rng.Float64())*float64(rate)/1000))
	}
	level := math.Pow(10, -(3+9*rng.Float64())/20)
	g := float32(level * math.Sqrt(power(dry)/(power(wet)+1e-12)))
	for i := range x {
		x[i] += g * wet[i]
	}
	for range 3 {
		reflect(x, dry, int((0.002+0.02*rng.Float64())*float64(rate)), float32(0.1+0.3*rng.Float64()))
	}
}

// comb adds to dst what comes back of x every delay samples.
func comb(dst, x []float32, delay int, feedback float32) {
	line := make([]float32, max(1, delay))
	for i, v := range x {
		slot := i % len(line)
		out := line[slot]
		line[slot] = v + feedback*out
		dst[i] += out
	}
}

// allPass thickens a tail and leaves its spectrum.
func allPass(x []float32, delay int) {
	const g = 0.7
	line := make([]float32, max(1, delay))
	for i, v := range x {
		slot := i % len(line)
		held := line[slot]
		in := v + g*held
		line[slot] = in
		x[i] = held - g*in
	}
}

// reflect adds one echo.
func reflect(dst, x []float32, delay int, gain float32) {
	for i := delay; i < len(dst); i++ {
		dst[i] += gain * x[i-delay]
	}
}
