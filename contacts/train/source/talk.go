package source

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"os"
	"strings"
)

// Talk is how common words and pairs of words are, from an n-gram model in
// sphinxbase's binary form ("Trie Language Model"). Chances are natural
// logarithms.
type Talk struct {
	Words   []string // sorted as in the file
	LogProb []float64
	pairs   []byte // packed bigrams
	first   []uint32
	backoff []float64
	table   []byte // of the bigrams' 16-bit chances
	word    uint   // bits of a word's number
	entry   uint   // bits of a bigram
}

// logBase is sphinxbase's base of logarithms, 1.0001.
var logBase = math.Log(1.0001)

const trieHeader = "Trie Language Model"

// ReadTalk reads a trigram model; its trigrams are passed over.
func ReadTalk(file string) (*Talk, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("talk: %w", err)
	}
	t, err := parseTalk(data)
	if err != nil {
		return nil, fmt.Errorf("talk: %s: %w", file, err)
	}
	return t, nil
}

func parseTalk(data []byte) (*Talk, error) {
	head := len(trieHeader)
	if len(data) < head+17 || string(data[:head]) != trieHeader || data[head] != 3 {
		return nil, errors.New("not a trigram model in sphinxbase's binary form")
	}
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(data[at:])) }
	unigrams, bigrams, trigrams := u32(head+1), u32(head+5), u32(head+9)
	// A quantiser follows: its kind, and tables of 65,536 floats for the
	// chances and backoffs of bigrams and the chances of trigrams.
	at := head + 17
	t := &Talk{word: uint(bits.Len(uint(unigrams)))}
	t.entry = t.word + 32 + uint(bits.Len(uint(trigrams)))
	pairBytes := ((1+bigrams)*int(t.entry)+7)/8 + 8
	tripleBytes := ((1+trigrams)*int(t.word+16)+7)/8 + 8
	unigramsAt := at + 3*4*65536
	pairsAt := unigramsAt + 12*(unigrams+1)
	wordsAt := pairsAt + pairBytes + tripleBytes + 4
	if wordsAt > len(data) {
		return nil, errors.New("cut short")
	}
	t.table = data[at : at+4*65536]
	t.pairs = data[pairsAt : pairsAt+pairBytes]
	for i := range unigrams + 1 {
		t.LogProb = append(t.LogProb, float(data[unigramsAt+12*i:])*logBase)
		t.backoff = append(t.backoff, float(data[unigramsAt+12*i+4:])*logBase)
		t.first = append(t.first, uint32(u32(unigramsAt+12*i+8)))
	}
	t.LogProb = t.LogProb[:unigrams]
	t.Words = strings.Split(strings.TrimRight(string(data[wordsAt:]), "\x00"), "\x00")
	if len(t.Words) != unigrams {
		return nil, fmt.Errorf("%d words, want %d", len(t.Words), unigrams)
	}
	return t, nil
}

func float(b []byte) float64 {
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
}

// Pairs calls visit with every bigram that ends in word number w: the number
// of the word before it, and the chance of w after that. The file is sorted by
// the last word first.
func (t *Talk) Pairs(w int, visit func(before int, logProb float64)) {
	for i := t.first[w]; i < t.first[w+1]; i++ {
		at := uint(i) * t.entry
		before := t.bits(at, t.word)
		q := t.bits(at+t.word+16, 16)
		visit(int(before), float(t.table[4*q:])*logBase)
	}
}

// Backoff is what is added to the chance of a word after w that makes no
// bigram with it.
func (t *Talk) Backoff(w int) float64 { return t.backoff[w] }

// bits reads n bits at a bit offset, low bit first.
func (t *Talk) bits(at, n uint) uint32 {
	v := binary.LittleEndian.Uint64(t.pairs[at/8:])
	return uint32(v >> (at % 8) & (1<<n - 1))
}
