// Package align parts the sounds of a word among its letters.
package align

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// A Chunk is what one letter may say: no sound, one or two.
type Chunk struct {
	Letter        byte
	First, Second phone.Phone
}

// most is the number of sounds that one letter may say ("x" in "exam").
const most = 2

// An Aligner holds the joint probabilities of letters and sounds and learns
// them by expectation maximisation over all ways to part the sounds among the
// letters (Jiampojamarn et al. 2007, many-to-many alignment, here one letter
// to at most two sounds).
type Aligner struct {
	prob map[Chunk]float64
}

// New learns from words, each with the ways to say it.
func New(words []string, ways [][][]phone.Phone, rounds int) *Aligner {
	a := &Aligner{prob: map[Chunk]float64{}}
	for round := range rounds {
		count := map[Chunk]float64{}
		for i, word := range words {
			for _, way := range ways[i] {
				a.expect(word, way, count, round == 0)
			}
		}
		a.maximise(count)
	}
	return a
}

// start is the chance of a Chunk before anything is learnt: silence and pairs
// are rarer than single sounds.
func start(sounds int) float64 { return [...]float64{0.02, 0.1, 0.002}[sounds] }

func (a *Aligner) chance(c Chunk, sounds int, first bool) float64 {
	if first {
		return start(sounds)
	}
	return a.prob[c]
}

func chunkOf(letter byte, sounds []phone.Phone) Chunk {
	c := Chunk{Letter: letter}
	if len(sounds) > 0 {
		c.First = sounds[0]
	}
	if len(sounds) > 1 {
		c.Second = sounds[1]
	}
	return c
}

// expect adds to count how often each Chunk is used in all alignments of one
// word, by the forward-backward sums over a grid of letters and sounds.
func (a *Aligner) expect(word string, way []phone.Phone, count map[Chunk]float64, first bool) {
	n, m := len(word), len(way)
	forward, backward := grid(n+1, m+1), grid(n+1, m+1)
	forward[0][0], backward[n][m] = 1, 1
	a.each(word, way, first, func(i, j, k int, p float64) { forward[i+1][j+k] += forward[i][j] * p })
	total := forward[n][m]
	if total <= 0 {
		return
	}
	for i := n - 1; i >= 0; i-- {
		for j := 0; j <= m; j++ {
			for k := 0; k <= most && j+k <= m; k++ {
				backward[i][j] += backward[i+1][j+k] * a.chance(chunkOf(word[i], way[j:j+k]), k, first)
			}
		}
	}
	a.each(word, way, first, func(i, j, k int, p float64) {
		if w := forward[i][j] * p * backward[i+1][j+k] / total; w > 0 {
			count[chunkOf(word[i], way[j:j+k])] += w
		}
	})
}

// each visits every step of the grid in forward order: letter i, from sound j,
// takes k sounds with chance p.
func (a *Aligner) each(word string, way []phone.Phone, first bool, visit func(i, j, k int, p float64)) {
	for i := range len(word) {
		for j := 0; j <= len(way); j++ {
			for k := 0; k <= most && j+k <= len(way); k++ {
				visit(i, j, k, a.chance(chunkOf(word[i], way[j:j+k]), k, first))
			}
		}
	}
}

// rare is the expected count below which a Chunk is dropped as a slip of the
// dictionary; words that need it are not learnt from.
const rare = 4

func (a *Aligner) maximise(count map[Chunk]float64) {
	keys := slices.SortedFunc(maps.Keys(count), Chunk.Compare) // sums in one order
	var sum float64
	for _, k := range keys {
		sum += count[k]
	}
	clear(a.prob)
	for _, k := range keys {
		if count[k] >= rare {
			a.prob[k] = count[k] / sum
		}
	}
}

// Compare orders chunks by letter, then by sounds.
func (c Chunk) Compare(d Chunk) int {
	return cmp.Or(cmp.Compare(c.Letter, d.Letter), cmp.Compare(c.First, d.First), cmp.Compare(c.Second, d.Second))
}

// Align gives the likeliest chunks of a word, one a letter; false where no
// alignment is left.
func (a *Aligner) Align(word string, way []phone.Phone) ([]Chunk, bool) {
	n, m := len(word), len(way)
	best, from := grid(n+1, m+1), make([][]int, n+1)
	for i := range best {
		from[i] = make([]int, m+1)
		for j := range best[i] {
			best[i][j] = math.Inf(-1)
		}
	}
	best[0][0] = 0
	a.each(word, way, false, func(i, j, k int, p float64) {
		if s := best[i][j] + math.Log(p); s > best[i+1][j+k] {
			best[i+1][j+k], from[i+1][j+k] = s, k
		}
	})
	if math.IsInf(best[n][m], -1) {
		return nil, false
	}
	out := make([]Chunk, n)
	for i, j := n, m; i > 0; i-- {
		k := from[i][j]
		j -= k
		out[i-1] = chunkOf(word[i-1], way[j:j+k])
	}
	return out, true
}

func grid(n, m int) [][]float64 {
	cells := make([]float64, n*m)
	out := make([][]float64, n)
	for i := range out {
		out[i] = cells[i*m : (i+1)*m]
	}
	return out
}
