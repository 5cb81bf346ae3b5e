package enroll

import "slices"

// Material is what a model keeps of what it was learnt from: enough to learn
// again, with more.
type material struct {
	takes   []take
	against []against
}

// A take is one recording of the word: for each copy of it, the vectors of all
// windows that end within reach after the word.
type take struct {
	name   string
	copies []coded
}

// heard says whether there is a window in any of the copies.
func (t *take) heard(window, dim int) bool {
	return slices.ContainsFunc(t.copies, func(c coded) bool { return len(c) >= window*dim })
}

// Against is vectors of sound that is not the word.
type against struct {
	kind  kind
	track coded
}

// A kind is where sound that is not the word comes from.
type kind uint8

const (
	jumbled kind = iota // made of the recordings themselves
	ownRoom             // the user's own negatives
	mistake             // a false accept
	kinds
)

// shares are the weights of the kinds in all, where the evidence weighs 1; a
// mistake's is for each one, up to a whole.
var shares = [kinds]float64{jumbled: 0.06, ownRoom: 0.5, mistake: 0.1}

// coded is a track in steps of a sixteenth of a deviation, a byte a value.
type coded []int8

const codeSteps = 16

// code rounds a track. What is learnt is learnt from rounded tracks, so that a
// model read from a file learns as one just made.
func code(t track) coded {
	c := make(coded, len(t))
	for i, v := range t {
		r := v * codeSteps
		if r < 0 {
			r -= 0.5
		} else {
			r += 0.5
		}
		c[i] = int8(max(-127, min(r, 127)))
	}
	return c
}

// decode is the track again.
func (c coded) decode() track {
	t := make(track, len(c))
	for i, v := range c {
		t[i] = float32(v) / codeSteps
	}
	return t
}

// windows appends the windows of a track as samples of one weight.
func windows(dst []sample, t track, window, dim int, weight float64, word bool) []sample {
	for i := 0; i+window*dim <= len(t); i += dim {
		x := t[i : i+window*dim]
		dst = append(dst, sample{x: x, gain: gain(x), weight: weight, word: word})
	}
	return dst
}
