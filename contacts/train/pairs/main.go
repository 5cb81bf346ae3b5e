// Command pairs picks the pairs of words of talk that package contacts embeds,
// over the words of its lexicon.
//
//	go run ./contacts/train/pairs -words contacts/internal/phone/words.bin \
//		-out contacts/internal/phone/pairs.bin
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/pack"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

type options struct {
	model, words, out string
	n                 int
}

func main() {
	var o options
	flag.StringVar(&o.model, "model", source.Model, "folder of pocketsphinx-en-us")
	flag.StringVar(&o.words, "words", "contacts/internal/phone/words.bin", "lexicon")
	flag.StringVar(&o.out, "out", "", "file to write")
	flag.IntVar(&o.n, "n", 45000, "pairs to keep")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	packed, err := os.ReadFile(o.words)
	if err != nil {
		return err
	}
	raw, err := pack.Inflate(packed)
	if err != nil {
		return err
	}
	lexicon, err := phone.ReadLexicon(raw)
	if err != nil {
		return err
	}
	talk, err := source.ReadTalk(o.model + "/en-us.lm.bin")
	if err != nil {
		return err
	}
	all := gather(talk, lexicon)
	kept := choose(all, o.n)
	out := encode(kept, backoffs(kept, talk, lexicon))
	if _, err := phone.ReadPairs(out, lexicon); err != nil {
		return err
	}
	packed, err = pack.Deflate(out)
	if err != nil {
		return err
	}
	fmt.Printf("%d pairs of %d, %d bytes, %d packed; the last gains %.2g nats a word\n",
		len(kept), len(all), len(out), len(packed), all[len(kept)-1].gain)
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, packed, 0o644)
}

// A pair is two words by their places in the lexicon; the start of an
// utterance is one past its last word.
type pair struct {
	before, word int
	logProb      float64
	alone        float64 // of the second word, whatever comes before
	gain         float64
}

// gather lists the bigrams over the words of the lexicon with what each gains:
// how often it comes, times how far its chance is from what the model would
// say without it.
func gather(talk *source.Talk, lexicon *phone.Lexicon) []pair {
	place := make([]int, len(talk.Words))
	for i, w := range talk.Words {
		p, ok := lexicon.Index(w)
		switch {
		case w == "<s>":
			p = lexicon.Len()
		case !ok:
			p = -1
		}
		place[i] = p
	}
	var out []pair
	for i, w := range place {
		if w < 0 || w == lexicon.Len() {
			continue
		}
		talk.Pairs(i, func(before int, logProb float64) {
			if place[before] < 0 {
				return
			}
			often := math.Exp(chance(talk, before) + logProb)
			gain := often * math.Abs(logProb-talk.LogProb[i]-talk.Backoff(before))
			out = append(out, pair{place[before], w, logProb, talk.LogProb[i], gain})
		})
	}
	slices.SortFunc(out, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.before, b.before), cmp.Compare(a.word, b.word))
	})
	return out
}

// chance is how common a word is; an utterance starts as often as it ends.
func chance(talk *source.Talk, i int) float64 {
	if talk.Words[i] == "<s>" {
		for j, w := range talk.Words {
			if w == "</s>" {
				return talk.LogProb[j]
			}
		}
	}
	return talk.LogProb[i]
}

// choose takes the n best, in the order of the file.
func choose(all []pair, n int) []pair {
	kept := slices.Clone(all[:min(n, len(all))])
	slices.SortFunc(kept, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.before, b.before), cmp.Compare(a.word, b.word))
	})
	return kept
}
