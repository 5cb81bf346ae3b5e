package main

import (
	"math"
	"math/rand/v2"
	"slices"
)

// mix makes the streams: a second and a half of background on either side, at
// -70 dBFS of noise, or as babble all through, 10 dB below the clip.
func (b *bench) mix(speakers [][]float32) {
	rate := b.tape.info.SampleRate
	lead := rate * 3 / 2
	rng := rand.New(rand.NewPCG(7, 7))
	for i, clip := range b.clips {
		if i%b.every != 0 {
			continue
		}
		for c := range conditions {
			x := make([]float32, len(clip)+2*lead)
			if c == babble {
				addBabble(x, speakers, level(clip, rate)*math.Pow(10, -10.0/20), rate, rng)
			} else {
				for j := range x {
					if j < lead || j >= lead+len(clip) {
						x[j] = float32(rng.NormFloat64() * 3e-4)
					}
				}
			}
			for j, v := range clip {
				x[lead+j] = max(-1, min(x[lead+j]+v, 1))
			}
			b.tries[c] = append(b.tries[c], try{i, b.tape.record(x), lead, lead + len(clip) + rate})
		}
	}
}

// addBabble adds all speakers, each from a place drawn at random, at equal levels.
func addBabble(x []float32, speakers [][]float32, rms float64, rate int, rng *rand.Rand) {
	sum := make([]float64, len(x))
	for _, s := range speakers {
		from := rng.IntN(len(s) - len(x))
		g := 1 / level(s[from:from+len(x)], rate)
		for i := range sum {
			sum[i] += g * float64(s[from+i])
		}
	}
	power := 0.0
	for _, v := range sum {
		power += v * v / float64(len(sum))
	}
	for i, v := range sum {
		x[i] += float32(v * rms / math.Sqrt(power))
	}
}

// level is the RMS of the 10 ms frames within 25 dB of the loudest.
func level(x []float32, rate int) float64 {
	var frames []float64
	for n := rate / 100; len(x) >= n; x = x[n:] {
		p := 1e-12
		for _, v := range x[:n] {
			p += float64(v) * float64(v) / float64(n)
		}
		frames = append(frames, p)
	}
	least, sum, n := slices.Max(frames)*math.Pow(10, -2.5), 0.0, 0.0
	for _, p := range frames {
		if p >= least {
			sum, n = sum+p, n+1
		}
	}
	return math.Sqrt(sum / n)
}
