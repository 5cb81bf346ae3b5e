package phone

import (
	"errors"
	"fmt"
	"slices"
)

// Pairs holds which words of talk follow which: the bigrams that tell most, of
// the language model that the lexicon's chances come from, over the same
// words. It is immutable and safe for concurrent use.
type Pairs struct {
	lexicon *Lexicon
	first   []uint32 // of each word of the lexicon and the start: its first pair
	backoff []int8   // of each, what is added where it makes no pair
	second  []uint32 // sorted within the first word
	cost    []uint8  // 1/lexiconUnit nat
}

// The file of pairs, before compression:
//
//	"HSPR1\n"
//	uint32 words that begin a pair; then columns:
//	  uvarint each: index in the lexicon, less that of the one before less one;
//	          one past the last word is the start of an utterance
//	  uvarint each: number of pairs
//	  1 byte each: backoff, signed, in 1/12 nat
//	  uvarint a pair: index of the second word, less that of the one before
//	          less one
//	  1 byte a pair: cost in 1/12 nat
const pairsMagic = "HSPR1\n"

// ReadPairs reads a file of pairs, uncompressed, over the words of a lexicon.
func ReadPairs(data []byte, l *Lexicon) (*Pairs, error) {
	r := &reader{buf: data}
	if string(r.bytes(len(pairsMagic))) != pairsMagic {
		return nil, errors.New("phone: pairs: not a file of pairs")
	}
	p := &Pairs{lexicon: l}
	if err := p.read(r); err != nil {
		return nil, fmt.Errorf("phone: pairs: %w", err)
	}
	return p, nil
}

func (p *Pairs) read(r *reader) error {
	words := len(p.lexicon.talk)
	firsts, err := ascending(r, r.uint32(), words+1)
	if err != nil {
		return fmt.Errorf("first words: %w", err)
	}
	counts := make([]int, len(firsts))
	total := 0
	for i := range counts {
		counts[i] = r.uvarint()
		if total += counts[i]; total > r.left() {
			return errShort
		}
	}
	p.first, p.backoff = make([]uint32, words+2), make([]int8, words+1)
	for i, b := range r.bytes(len(firsts)) {
		p.backoff[firsts[i]] = int8(b)
		p.first[firsts[i]+1] = uint32(counts[i])
	}
	for i := range words + 1 {
		p.first[i+1] += p.first[i]
	}
	p.second = make([]uint32, 0, total)
	for i, n := range counts {
		seconds, err := ascending(r, n, words)
		if err != nil {
			return fmt.Errorf("after first word %d: %w", i, err)
		}
		p.second = append(p.second, seconds...)
	}
	p.cost = r.bytes(total)
	if r.err == nil && r.left() > 0 {
		return fmt.Errorf("%d bytes too many", r.left())
	}
	return r.err
}

// ascending reads n rising numbers below limit, each as what it is beyond the
// one before.
func ascending(r *reader, n, limit int) ([]uint32, error) {
	if n > limit || n > r.left() {
		return nil, fmt.Errorf("%d words of %d", n, limit)
	}
	out := make([]uint32, n)
	last := -1
	for i := range out {
		if last += r.uvarint() + 1; last >= limit {
			return nil, fmt.Errorf("word number %d of %d", last, limit)
		}
		out[i] = uint32(last)
	}
	return out, r.err
}

// LogProb is the natural logarithm of the chance that word follows before in
// talk; an empty before is the start of an utterance.
func (p *Pairs) LogProb(before, word string) float32 {
	alone := p.lexicon.TalkLogProb(word)
	if len(p.first) == 0 {
		return alone
	}
	b, ok := len(p.backoff)-1, true
	if before != "" {
		b, ok = p.lexicon.find(before)
	}
	if !ok {
		return alone
	}
	if w, ok := p.lexicon.find(word); ok {
		from, to := p.first[b], p.first[b+1]
		if i, ok := slices.BinarySearch(p.second[from:to], uint32(w)); ok {
			return -float32(p.cost[int(from)+i]) / lexiconUnit
		}
	}
	return min(alone-float32(p.backoff[b])/lexiconUnit, 0)
}

// Index gives a word's place in the lexicon, for tools that make pairs.
func (l *Lexicon) Index(word string) (int, bool) { return l.find(word) }

// Len is the number of words.
func (l *Lexicon) Len() int { return len(l.talk) }
