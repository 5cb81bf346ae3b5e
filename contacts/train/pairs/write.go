package main

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

const unit = 12 // costs are stored in 1/12 nat, as package phone reads them

// backoffs gives, for each first word of a pair, minus the logarithm of what
// the chance of other words is multiplied by, so that all chances after it sum
// to one as far as talk is among the words kept.
func backoffs(kept []pair, talk *source.Talk, lexicon *phone.Lexicon) map[int]float64 {
	var total float64 // of the words of the lexicon, alone
	for i, w := range talk.Words {
		if _, ok := lexicon.Index(w); ok {
			total += math.Exp(talk.LogProb[i])
		}
	}
	with, alone := map[int]float64{}, map[int]float64{}
	for _, p := range kept {
		with[p.before] += math.Exp(p.logProb)
		alone[p.before] += math.Exp(p.alone)
	}
	out := map[int]float64{}
	for w := range with {
		out[w] = -math.Log(max(total-with[w], 0.01) / max(total-alone[w], 0.01))
	}
	return out
}

// encode writes pairs in the form that phone.ReadPairs documents.
func encode(kept []pair, backoff map[int]float64) []byte {
	var firsts, counts, backoffs, seconds, costs []byte
	n := uint32(0)
	last := -1
	for i := 0; i < len(kept); {
		before, j, second := kept[i].before, i, -1
		for ; j < len(kept) && kept[j].before == before; j++ {
			seconds = binary.AppendUvarint(seconds, uint64(kept[j].word-second-1))
			second = kept[j].word
			costs = append(costs, byte(min(max(math.Round(-kept[j].logProb*unit), 0), 255)))
		}
		firsts = binary.AppendUvarint(firsts, uint64(before-last-1))
		counts = binary.AppendUvarint(counts, uint64(j-i))
		backoffs = append(backoffs, byte(int8(min(max(math.Round(backoff[before]*unit), -127), 127))))
		last, i = before, j
		n++
	}
	var b bytes.Buffer
	b.WriteString("HSPR1\n")
	b.Write(binary.LittleEndian.AppendUint32(nil, n))
	for _, column := range [][]byte{firsts, counts, backoffs, seconds, costs} {
		b.Write(column)
	}
	return b.Bytes()
}
