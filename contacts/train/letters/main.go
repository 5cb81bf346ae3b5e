// Command letters trains the letter-to-sound model that package contacts
// embeds, on CMUdict as Debian's pocketsphinx-en-us ships it.
//
//	go run ./contacts/train/letters -out contacts/internal/phone/letters.bin
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/align"
	"github.com/hearsay-go/hearsay/contacts/train/pack"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

type options struct {
	dict, out string
	order     int
	nodes     int
	limit     float64
	all       bool
}

func main() {
	var o options
	flag.StringVar(&o.dict, "dict", source.Model+"/cmudict-en-us.dict", "CMUdict")
	flag.StringVar(&o.out, "out", "", "file to write")
	flag.IntVar(&o.order, "order", 7, "longest n-gram")
	flag.Float64Var(&o.limit, "limit", 1e-6, "pruning")
	flag.BoolVar(&o.all, "all", false, "learn from every word, those kept apart too")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	dict, err := source.ReadDictionary(o.dict)
	if err != nil {
		return err
	}
	all := entries(dict)
	train, test := split(all)
	if o.all {
		train = all
	}
	fmt.Println(len(train), len(test))
	var words []string
	var ways [][][]phone.Phone
	for _, e := range train {
		words, ways = append(words, e.word), append(ways, e.ways)
	}
	a := align.New(words, ways, 8)
	seqs, tokens, lost := tokenise(a, train)
	fmt.Println("sequences", len(seqs), "tokens", len(tokens), "lost", lost)
	m := count(seqs, o.order, len(tokens))
	fmt.Println("ngrams", len(m.nodes))
	m.smooth()
	fmt.Println("kept", m.prune(o.limit))
	raw := encode(m, tokens)
	packed, err := pack.Deflate(raw)
	if err != nil {
		return err
	}
	fmt.Println("bytes", len(raw), len(packed))
	t0 := time.Now()
	l, err := phone.ReadLetters(raw)
	if err != nil {
		return err
	}
	fmt.Println("load", time.Since(t0))
	say := func(word string, n int) []phone.Pron { return l.Pronounce(nil, word, n) }
	t0 = time.Now()
	fmt.Println("test ", score(test, say))
	fmt.Println("us/word", float64(time.Since(t0).Microseconds())/float64(len(test)))
	var some []entry
	for i := 0; i < len(train); i += 20 {
		some = append(some, train[i])
	}
	fmt.Println("train", score(some, say))
	if o.out != "" {
		return os.WriteFile(o.out, packed, 0o644)
	}
	return nil
}

// tokenise aligns the entries and numbers their chunks, sorted by letter;
// token 0 is the boundary.
func tokenise(a *align.Aligner, list []entry) (seqs [][]uint16, tokens []align.Chunk, lost int) {
	var aligned [][]align.Chunk
	used := map[align.Chunk]bool{}
	for _, e := range list {
		for _, way := range e.ways {
			chunks, ok := a.Align(e.word, way)
			if !ok {
				lost++
				continue
			}
			aligned = append(aligned, chunks)
			for _, c := range chunks {
				used[c] = true
			}
		}
	}
	tokens = []align.Chunk{{}}
	for c := range used {
		tokens = append(tokens, c)
	}
	slices.SortFunc(tokens, align.Chunk.Compare)
	number := map[align.Chunk]uint16{}
	for i, c := range tokens {
		number[c] = uint16(i)
	}
	for _, chunks := range aligned {
		seq := []uint16{boundary}
		for _, c := range chunks {
			seq = append(seq, number[c])
		}
		seqs = append(seqs, append(seq, boundary))
	}
	return seqs, tokens, lost
}
