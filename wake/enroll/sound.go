package enroll

import (
	"math"
	"math/rand/v2"
)

// What recordings are mixed with is made here, of nothing but chance and the
// recordings themselves. All of it has an RMS of 1.

// pink is noise whose power falls with frequency, 3 dB an octave: a fan, a
// street, a stream. It is a sum of white noise through leaky integrators an
// octave and a half apart.
func pink(n, rate int, rng *rand.Rand) []float32 {
	const poles = 6
	var state, leak, weight [poles]float64
	for i := range poles {
		hz := 40 * math.Pow(2.83, float64(i))
		leak[i] = math.Exp(-2 * math.Pi * hz / float64(rate))
		weight[i] = math.Sqrt(1 - leak[i]*leak[i]) // equal power from each pole
	}
	out := make([]float32, n)
	for t := -2000; t < n; t++ { // a while before, so that it starts settled
		sum := 0.0
		for i := range state {
			state[i] = leak[i]*state[i] + weight[i]*rng.NormFloat64()
			sum += state[i]
		}
		if t >= 0 {
			out[t] = float32(sum)
		}
	}
	return unit(out)
}

// murmur is noise with the long-term spectrum of speech, flat up to 500 Hz and
// falling beyond (Byrne et al. 1994), whose level wanders at the pace of
// syllables (Steeneken and Houtgast 1980): talk through a wall.
func murmur(n, rate int, rng *rand.Rand) []float32 {
	high := math.Exp(-2 * math.Pi * 120 / float64(rate))
	low := math.Exp(-2 * math.Pi * 500 / float64(rate))
	bright := math.Exp(-2 * math.Pi * 3000 / float64(rate))
	slow := math.Exp(-2 * math.Pi * 4 / float64(rate))
	swing := 0.5 * math.Sqrt((1+slow)/(1-slow)) // half a neper of deviation
	var base, tone, soft, level float64
	out := make([]float32, n)
	for i := range out {
		x := rng.NormFloat64()
		base = high*base + (1-high)*x
		tone = low*tone + (1-low)*(x-base)
		level = slow*level + (1-slow)*rng.NormFloat64()*swing
		soft = bright*soft + (1-bright)*tone
		out[i] = float32(soft * math.Exp(level))
	}
	return unit(out)
}

// babble is several people who talk at once and say nothing: each a chain of
// short pieces of the recordings, half of them backwards, in another pitch and
// another order, with pauses. Unlike recorded babble it needs no audio shipped,
// and holds the very sounds of the word without the word.
func babble(n, rate, talkers int, utterances [][]float32, rng *rand.Rand) []float32 {
	out := make([]float32, n)
	for range talkers {
		speed := 0.75 + 0.6*rng.Float64()
		for at := -rng.IntN(rate / 5); at < n; {
			if rng.Float64() < 0.12 {
				at += rng.IntN(rate * 2 / 5)
				continue
			}
			u := utterances[rng.IntN(len(utterances))]
			length := min(len(u), rate/12+rng.IntN(rate/4))
			from := rng.IntN(len(u) - length + 1)
			at += addPiece(out, at, u[from:from+length], speed, rng.IntN(2) == 0)
		}
	}
	return unit(out)
}

// addPiece adds a piece at equal level, faded at its ends, played at a speed,
// perhaps backwards. It returns how long the piece is then.
func addPiece(out []float32, at int, piece []float32, speed float64, back bool) int {
	n := int(float64(len(piece)-1) / speed)
	g := 1 / (math.Sqrt(power(piece)) + 1e-9)
	fade := max(1, n/6)
	for i := range n {
		t := at + i
		if t < 0 || t >= len(out) {
			continue
		}
		pos := float64(i) * speed
		if back {
			pos = float64(len(piece)-1) - pos
		}
		j := min(int(pos), len(piece)-2)
		f := pos - float64(j)
		v := float64(piece[j])*(1-f) + float64(piece[j+1])*f
		edge := float64(min(i+1, n-i, fade)) / float64(fade)
		out[t] += float32(v * g * edge)
	}
	return max(n, 1)
}

// unit scales x to an RMS of 1, if it is not silent.
func unit(x []float32) []float32 {
	g := float32(1 / (math.Sqrt(power(x)) + 1e-9))
	for i := range x {
		x[i] *= g
	}
	return x
}

// jumble is an utterance that is not the word, made of its sounds: backwards, its
// parts in another order, its first or last part alone. Learnt against, it
// teaches that the word is an order of sounds and not a voice, a microphone, or
// the half of it.
func jumble(u []float32, rng *rand.Rand) []float32 {
	n := len(u)
	switch rng.IntN(4) {
	case 0:
		return appendFaded(nil, u, true)
	case 1:
		return appendFaded(nil, u[:n/3+rng.IntN(n/6+1)], false)
	case 2:
		return appendFaded(nil, u[n/2+rng.IntN(n/6+1):], false)
	}
	parts := 3 + rng.IntN(3)
	var out []float32
	for _, p := range rng.Perm(parts) {
		out = appendFaded(out, u[p*n/parts:(p+1)*n/parts], rng.IntN(2) == 0)
	}
	return out
}

// appendFaded appends a piece, perhaps backwards, with 5 ms faded at its ends.
func appendFaded(dst, piece []float32, back bool) []float32 {
	const fade = 80
	for i := range piece {
		v := piece[i]
		if back {
			v = piece[len(piece)-1-i]
		}
		dst = append(dst, v*float32(min(i+1, len(piece)-i, fade))/fade)
	}
	return dst
}
