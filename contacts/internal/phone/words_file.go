package phone

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// The file of common words, before compression: little endian,
//
//	"HSWD1\n"
//	uint16 tokens, then 3 bytes each: letter, first sound, second sound;
//	       sorted by letter, the commonest of a letter first
//	uint32 words, in alphabetical order; then columns:
//	  1 byte each: letters shared with the word before
//	  the letters that follow, and a 0 byte
//	  1 byte each: cost in talk, 0: unknown, else 1 + cost in 1/12 nat
//	  1 byte each: the same as a given name
//	  1 byte each: the same as a surname
//	  1 byte each: number of ways to say it
//	  1 byte a way: its cost in 1/12 nat
//	  1 byte a letter of each way: which token of that letter it is
const lexiconMagic = "HSWD1\n"

// Limits that bound what a damaged file can ask for.
const (
	maxWords    = 1 << 17
	maxWordSize = 40
	maxWays     = 8
)

// ReadLexicon reads a file of common words, uncompressed. Memory is bounded by
// the length of data.
func ReadLexicon(data []byte) (*Lexicon, error) {
	r := &reader{buf: data}
	if string(r.bytes(len(lexiconMagic))) != lexiconMagic {
		return nil, errors.New("phone: words: not a file of common words")
	}
	f := lexiconFile{r: r, l: &Lexicon{}}
	for _, step := range []func() error{f.readTokens, f.readWords, f.readChances, f.readWays} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("phone: words: %w", err)
		}
	}
	if r.left() != 0 {
		return nil, fmt.Errorf("phone: words: %d bytes too many", r.left())
	}
	f.l.index()
	return f.l, nil
}

// A lexiconFile is the work of reading one.
type lexiconFile struct {
	r      *reader
	l      *Lexicon
	tokens [256][]token // of each letter
}

func (f *lexiconFile) readTokens() error {
	n := f.r.uint16()
	if n > maxTokens {
		return fmt.Errorf("%d tokens, want at most %d", n, maxTokens)
	}
	b := f.r.bytes(3 * n)
	for ; len(b) >= 3; b = b[3:] {
		t := token{b[0], Phone(b[1]), Phone(b[2])}
		if int(t.first) >= Count || int(t.second) >= Count {
			return fmt.Errorf("token %v: unknown sound", t)
		}
		f.tokens[t.letter] = append(f.tokens[t.letter], t)
	}
	return f.r.err
}

func (f *lexiconFile) readWords() error {
	n := f.r.uint32()
	if n > maxWords || n > f.r.left() {
		return fmt.Errorf("%d words, too many", n)
	}
	shared := f.r.bytes(n)
	var text strings.Builder
	text.Grow(8 * n)
	f.l.starts = make([]uint32, 1, n+1)
	word := make([]byte, 0, maxWordSize)
	for i, k := range shared {
		if int(k) > len(word) {
			return fmt.Errorf("word %d shares %d letters of %d", i, k, len(word))
		}
		word = word[:k]
		for c := f.r.uint8(); c != 0; c = f.r.uint8() {
			word = append(word, byte(c))
		}
		if len(word) == 0 || len(word) > maxWordSize {
			return fmt.Errorf("word %d has %d letters", i, len(word))
		}
		text.Write(word)
		f.l.starts = append(f.l.starts, uint32(text.Len()))
	}
	f.l.text = text.String()
	return f.r.err
}

func (f *lexiconFile) readChances() error {
	n := len(f.l.starts) - 1
	f.l.talk, f.l.given, f.l.family = f.r.bytes(n), f.r.bytes(n), f.r.bytes(n)
	return f.r.err
}

// readWays spells out the sounds of each word, in one piece of memory.
func (f *lexiconFile) readWays() error {
	n := len(f.l.starts) - 1
	f.l.ways = make([]uint32, 1, n+1)
	total, letters := 0, 0
	for i, k := range f.r.bytes(n) {
		if k > maxWays {
			return fmt.Errorf("%q has %d ways, want at most %d", f.l.word(i), k, maxWays)
		}
		total += int(k)
		letters += int(k) * len(f.l.word(i))
		f.l.ways = append(f.l.ways, uint32(total))
	}
	costs := f.r.bytes(total)
	which := f.r.bytes(letters)
	if f.r.err != nil {
		return f.r.err
	}
	sounds := make([]Phone, 0, 2*letters)
	f.l.prons = make([]Pron, 0, total)
	for i := range n {
		word := f.l.word(i)
		for range f.l.ways[i+1] - f.l.ways[i] {
			from := len(sounds)
			for j := range len(word) {
				of := f.tokens[word[j]]
				if int(which[j]) >= len(of) {
					return fmt.Errorf("%q: letter %d says %d of %d", word, j, which[j], len(of))
				}
				if t := of[which[j]]; t.first != None {
					sounds = append(sounds, t.first)
					if t.second != None {
						sounds = append(sounds, t.second)
					}
				}
			}
			which = which[len(word):]
			f.l.prons = append(f.l.prons, Pron{sounds[from:len(sounds):len(sounds)], -float32(costs[len(f.l.prons)]) / lexiconUnit})
		}
	}
	f.normalise()
	return nil
}

// normalise makes the chances of each word's ways, stored coarsely, sum to 1.
func (f *lexiconFile) normalise() {
	for i := range len(f.l.ways) - 1 {
		ways := f.l.prons[f.l.ways[i]:f.l.ways[i+1]]
		if len(ways) == 1 {
			ways[0].LogProb = 0
			continue
		}
		var sum float64
		for _, w := range ways {
			sum += math.Exp(float64(w.LogProb))
		}
		for j := range ways {
			ways[j].LogProb -= float32(math.Log(sum))
		}
	}
}
